"""Definitions have versions: each with the day it is valid from, by whom and why.

What the dictionary says becomes version 1. A snapshot keeps the versions that it was made with;
those taken before this have none.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SAID = (
    "name_zh", "name_en", "unit", "definition_zh", "definition_en", "summed_from_zh",
    "summed_from_en", "summable", "head", "source",
)  # fmt: skip


def upgrade() -> None:
    for name in ("summed_from_zh", "summed_from_en"):
        op.add_column("metric", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("snapshot", sa.Column("versions", sa.JSON(), server_default="{}", nullable=False))
    version = _make_metric_version()
    said: list[sa.ColumnClause[str]] = [sa.column(name) for name in SAID]
    first: Any = sa.select(
        sa.column("key"), *said, sa.literal(1), sa.func.current_timestamp(), sa.literal(""),
        sa.literal(""),
    ).select_from(sa.table("metric"))  # fmt: skip
    columns = ["metric_key", *SAID, "number", "made_at", "author", "reason"]
    op.execute(sa.insert(version).from_select(columns, first))


def downgrade() -> None:
    op.drop_index(op.f("ix_metric_version_account_id"), table_name="metric_version")
    op.drop_table("metric_version")
    op.drop_column("snapshot", "versions")
    op.drop_column("metric", "summed_from_en")
    op.drop_column("metric", "summed_from_zh")


def _make_metric_version() -> sa.Table:
    version = op.create_table(
        "metric_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("definition_zh", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("summed_from_zh", sa.Text(), server_default="", nullable=False),
        sa.Column("summed_from_en", sa.Text(), server_default="", nullable=False),
        sa.Column("summable", sa.Boolean(), nullable=False),
        sa.Column("head", sa.String(length=20), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_metric_version_counts")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_metric_version_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["metric_key"],
            ["metric.key"],
            name=op.f("fk_metric_version_metric_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_version")),
        sa.UniqueConstraint(
            "metric_key", "number", name=op.f("uq_metric_version_metric_key_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_metric_version_account_id"), "metric_version", ["account_id"], unique=False
    )
    return version
