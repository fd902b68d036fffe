"""Totals that are kept. Whoever migrates fills them (db.migrate)."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDUSTRIES = (
    "tea",
    "herbs",
    "textiles",
    "ecommerce",
    "crops",
    "livestock",
    "processing",
    "tourism",
    "parks",
    "workshops",
    "livelihood",
    "other",
)
STAGES = ("signed", "registered", "started", "funded", "producing", "stalled", "cancelled")


def upgrade() -> None:
    op.create_table(
        "project_rollup",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pairing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("industry", _term("industry", INDUSTRIES), nullable=False),
        sa.Column("stage", _term("stage", STAGES), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("linked", sa.Integer(), nullable=False),
        sa.Column("agreed_amount", sa.BigInteger(), nullable=True),
        sa.Column("in_place", sa.BigInteger(), nullable=True),
        sa.Column("jobs", sa.BigInteger(), nullable=True),
        sa.Column("beneficiaries", sa.BigInteger(), nullable=True),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("largest", sa.BigInteger(), nullable=True),
        sa.Column("as_of_first", sa.Date(), nullable=True),
        sa.Column("as_of_last", sa.Date(), nullable=True),
        sa.Column("undated", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint(
            "year", "pairing_id", "industry", "stage", "demo", name=op.f("pk_project_rollup")
        ),
    )
    op.create_table(
        "clause_rollup",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("helper_adcode", sa.String(length=6), nullable=False),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_rollup")),
    )
    op.create_index(op.f("ix_clause_rollup_year"), "clause_rollup", ["year"], unique=False)
    op.create_index(
        "ix_clause_rollup_of",
        "clause_rollup",
        ["helper_adcode", "receiver_adcode", "metric_key"],
        unique=False,
    )
    op.create_table(
        "difference_rollup",
        sa.Column("helper_adcode", sa.String(length=6), nullable=False),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=True),
        sa.Column("helper_value", sa.BigInteger(), nullable=True),
        sa.Column("helper_day", sa.Date(), nullable=True),
        sa.Column("receiver_value", sa.BigInteger(), nullable=True),
        sa.Column("receiver_day", sa.Date(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("loaded", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint(
            "helper_adcode",
            "receiver_adcode",
            "metric_key",
            "ends_on",
            name=op.f("pk_difference_rollup"),
        ),
    )
    op.create_index(
        "ix_difference_rollup_age", "difference_rollup", ["year", "loaded"], unique=False
    )


def downgrade() -> None:
    for table in ("difference_rollup", "clause_rollup", "project_rollup"):
        op.drop_table(table)


def _term(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
