"""Measures of assessment, their heads and indicators, and what is said of a head."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessment_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("province_adcode", sa.String(length=6), nullable=True),
        sa.Column("year_from", sa.SmallInteger(), nullable=True),
        sa.Column("year_to", sa.SmallInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "year_to >= year_from", name=op.f("ck_assessment_measure_year_to_after_year_from")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_assessment_measure_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["province_adcode"], ["area.adcode"], name=op.f("fk_assessment_measure_province_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_measure")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_assessment_measure_key_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assessment_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_assessment_head_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["assessment_measure.id"], name=op.f("fk_assessment_head_measure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_head")),
        sa.UniqueConstraint("measure_id", "key", name=op.f("uq_assessment_head_measure_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assessment_indicator",
        sa.Column("head_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_assessment_indicator_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["head_id"], ["assessment_head.id"], name=op.f("fk_assessment_indicator_head_id")
        ),
        sa.PrimaryKeyConstraint("head_id", "number", name=op.f("pk_assessment_indicator")),
        sa.UniqueConstraint(
            "head_id", "metric_key", name=op.f("uq_assessment_indicator_head_id_metric_key")
        ),
    )
    op.create_table(
        "narrative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("head_key", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drafted", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_narrative_language")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_narrative_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_narrative_pairing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_narrative")),
        sa.UniqueConstraint(
            "pairing_id", "year", "head_key", "language", "number", name="uq_narrative_version"
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Measures and what was written are lost: an older program has no place for either."""
    for table in ("narrative", "assessment_indicator", "assessment_head", "assessment_measure"):
        op.drop_table(table)
