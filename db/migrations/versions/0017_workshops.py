"""Workshops that give work near home are a ledger of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def _term(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _key(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_workshop_{column}"))


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("code_key", sa.String(300), server_default="", nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("title_key", sa.String(300), server_default="", nullable=False),
        sa.Column("place", sa.String(200)),
        sa.Column("place_adcode", sa.String(6)),
        sa.Column("enterprise", sa.String(200)),
        sa.Column("product", sa.String(200)),
        sa.Column("jobs", sa.Integer()),
        sa.Column("lifted_jobs", sa.Integer()),
        sa.Column("wage", sa.BigInteger()),
        sa.Column("status", _term("workshopstatus", "in_use", "idle")),
        sa.Column("opened_date", sa.Date()),
        sa.Column("opened_precision", _term("precision", "day", "month", "year")),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer()),
        sa.Column("helper_adcode", sa.String(6)),
        sa.Column("receiver_adcode", sa.String(6)),
        sa.Column("pairing_id", sa.Integer()),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL "
            "AND helper_adcode <> receiver_adcode",
            name=op.f("ck_workshop_sides"),
        ),
        sa.CheckConstraint("jobs >= 0", name=op.f("ck_workshop_jobs_not_negative")),
        sa.CheckConstraint("lifted_jobs >= 0", name=op.f("ck_workshop_lifted_jobs_not_negative")),
        sa.CheckConstraint("wage >= 0", name=op.f("ck_workshop_wage_not_negative")),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f("ck_workshop_year_range")),
        _key("batch_id", "import_batch.id"),
        _key("helper_adcode", "area.adcode"),
        _key("pairing_id", "pairing.id"),
        _key("place_adcode", "area.adcode"),
        _key("receiver_adcode", "area.adcode"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_workshop_newest", "workshop", ["year", "id"])
    op.create_index(op.f("ix_workshop_pairing_id"), "workshop", ["pairing_id"])
    key = ["helper_adcode", "receiver_adcode", "year", "code_key"]
    op.create_index("uq_workshop_key", "workshop", key, unique=True)


def downgrade() -> None:
    op.drop_table("workshop")
