"""Measures of projects, what they can be measured in, and their sums."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
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
        "measure",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("also", sa.Text(), server_default="", nullable=False),
        sa.Column("definition_zh", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_measure")),
    )
    op.create_table(
        "measure_unit",
        sa.Column("base", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("per", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("times > 0 AND per > 0", name=op.f("ck_measure_unit_of_something")),
        sa.PrimaryKeyConstraint("base", "unit", name=op.f("pk_measure_unit")),
    )
    op.create_table(
        "project_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("measure_key", sa.String(length=40), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("planned_unit", sa.String(length=20), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("actual_unit", sa.String(length=20), nullable=True),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_project_measure_planned_not_negative")),
        sa.CheckConstraint("actual >= 0", name=op.f("ck_project_measure_actual_not_negative")),
        sa.CheckConstraint(
            "planned IS NOT NULL OR actual IS NOT NULL", name=op.f("ck_project_measure_something")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_measure_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["measure_key"], ["measure.key"], name=op.f("fk_project_measure_measure_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_measure")),
        sa.UniqueConstraint(
            "project_id", "measure_key", name=op.f("uq_project_measure_project_id_measure_key")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_project_measure_of",
        "project_measure",
        ["measure_key", "project_id", "planned", "actual"],
        unique=False,
    )
    op.create_table(
        "measure_rollup",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pairing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("industry", _term("industry", INDUSTRIES), nullable=False),
        sa.Column("stage", _term("stage", STAGES), nullable=False),
        sa.Column("measure_key", sa.String(length=40), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("actual_by", sa.Integer(), nullable=False),
        sa.Column("as_of_first", sa.Date(), nullable=True),
        sa.Column("as_of_last", sa.Date(), nullable=True),
        sa.Column("undated", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "year",
            "pairing_id",
            "industry",
            "stage",
            "measure_key",
            "demo",
            name=op.f("pk_measure_rollup"),
        ),
    )


def downgrade() -> None:
    """The measures of projects are lost, and what history says of them: an older program has no
    place for them.
    """
    history = sa.table("row_history", sa.column("table_name"))
    op.execute(sa.delete(history).where(history.c.table_name == "project_measure"))
    for table in ("measure_rollup", "project_measure", "measure_unit", "measure"):
        op.drop_table(table)


def _term(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
