"""People sent, labour, sales and paired grass roots are ledgers of their own."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("talent", "labour", "consumption", "grass_roots_pair")
PRECISIONS = ("day", "month", "year")


def _term(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _text(name: str, length: int, *, given: bool = False) -> sa.Column[Any]:
    """A text that may be missing; `given`: empty where it is."""
    if given:
        return sa.Column(name, sa.String(length), server_default="", nullable=False)
    return sa.Column(name, sa.String(length))


def _period() -> tuple[sa.Column[Any], ...]:
    kinds = ("month", "quarter", "half", "year")
    return (
        sa.Column("period_kind", _term("periodkind", *kinds), nullable=False),
        sa.Column("period_number", sa.SmallInteger(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
    )


def _ledger(table: str, key: list[str], *columns: Any, counts: tuple[str, ...] = ()) -> None:
    """A table of records of a year, unique by both sides, the year and a key."""
    sides = "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode"
    points = {
        "batch_id": "import_batch.id",
        "helper_adcode": "area.adcode",
        "pairing_id": "pairing.id",
        "receiver_adcode": "area.adcode",
    }
    op.create_table(
        table,
        sa.Column("year", sa.SmallInteger(), nullable=False),
        *columns,
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
        sa.CheckConstraint(f"{sides} <> receiver_adcode", name=op.f(f"ck_{table}_sides")),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f(f"ck_{table}_year_range")),
        *(
            sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_{table}_{name}_not_negative"))
            for name in counts
        ),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
            for column, target in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{table}_newest", table, ["year", "id"])
    op.create_index(op.f(f"ix_{table}_pairing_id"), table, ["pairing_id"])
    whole = ["helper_adcode", "receiver_adcode", "year", *key]
    op.create_index(f"uq_{table}_key", table, whole, unique=True)


def upgrade() -> None:
    _ledger(
        "talent",
        ["direction", "category", "since_date", "who"],
        sa.Column("direction", _term("direction", "east_to_west", "west_to_east"), nullable=False),
        sa.Column("category", _term("talentcategory", "cadre", "specialist"), nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        _text("name", 60),
        _text("field", 100),
        _text("sent_by", 200),
        _text("received_by", 200),
        _text("post", 200),
        sa.Column("since_date", sa.Date(), nullable=False),
        sa.Column("since_precision", _term("since_precision", *PRECISIONS), nullable=False),
        sa.Column("until_date", sa.Date()),
        sa.Column("until_precision", _term("until_precision", *PRECISIONS)),
    )
    _ledger(
        "labour",
        ["period_kind", "period_number", "destination", "through_key"],
        *_period(),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("lifted", sa.Integer()),
        sa.Column(
            "destination",
            _term("destination", "east", "own_province", "elsewhere", "not_told"),
            nullable=False,
        ),
        _text("through", 200, given=True),
        _text("through_key", 300, given=True),
        counts=("persons", "lifted"),
    )
    _ledger(
        "consumption",
        ["period_kind", "period_number", "product_key", "channel_key"],
        *_period(),
        _text("product", 200, given=True),
        _text("product_key", 300, given=True),
        _text("channel", 200, given=True),
        _text("channel_key", 300, given=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        counts=("amount",),
    )
    kinds = ("township", "village", "school", "hospital", "enterprise", "organisation")
    _ledger(
        "grass_roots_pair",
        ["category", "receiver_unit_key", "helper_unit_key"],
        sa.Column("category", _term("paircategory", *kinds), nullable=False),
        sa.Column("helper_unit", sa.String(200), nullable=False),
        _text("helper_unit_key", 300, given=True),
        sa.Column("receiver_unit", sa.String(200), nullable=False),
        _text("receiver_unit_key", 300, given=True),
        sa.Column("since_date", sa.Date()),
        sa.Column("since_precision", _term("precision", *PRECISIONS)),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
