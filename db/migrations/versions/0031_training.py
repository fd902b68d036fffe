"""Those who are taught by the other side are a ledger of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLE = "training"


def _term(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    sides = "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode"
    points = {
        "batch_id": "import_batch.id",
        "helper_adcode": "area.adcode",
        "pairing_id": "pairing.id",
        "receiver_adcode": "area.adcode",
    }
    who = ("officials", "professionals", "leaders", "workers", "students")
    op.create_table(
        TABLE,
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("direction", _term("direction", "east_to_west", "west_to_east"), nullable=False),
        sa.Column("category", _term("learners", *who), nullable=False),
        sa.Column("title", sa.String(300), server_default="", nullable=False),
        sa.Column("title_key", sa.String(300), server_default="", nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(200)),
        sa.Column("held_by", sa.String(200)),
        sa.Column("since_date", sa.Date(), nullable=False),
        sa.Column("since_precision", _term("precision", "day", "month", "year"), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("batch_id", sa.Integer()),
        sa.Column("helper_adcode", sa.String(6)),
        sa.Column("receiver_adcode", sa.String(6)),
        sa.Column("pairing_id", sa.Integer()),
        sa.CheckConstraint(f"{sides} <> receiver_adcode", name=op.f(f"ck_{TABLE}_sides")),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f(f"ck_{TABLE}_year_range")),
        sa.CheckConstraint("persons >= 0", name=op.f(f"ck_{TABLE}_persons_not_negative")),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{TABLE}_{column}"))
            for column, target in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sqlite_autoincrement=True,
    )
    key = ["helper_adcode", "receiver_adcode", "year", "direction", "category", "since_date"]
    op.create_index(f"uq_{TABLE}_key", TABLE, [*key, "title_key"], unique=True)
    op.create_index(f"ix_{TABLE}_newest", TABLE, ["year", "id"])
    op.create_index(op.f(f"ix_{TABLE}_pairing_id"), TABLE, ["pairing_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
