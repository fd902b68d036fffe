"""Development zones are places, and what an office does about places has a history."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KINDS = ("economic", "high_tech", "new_area", "other")
DEEDS = ("entered", "closed", "succeeded", "taken_back")


def upgrade() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    check = f"CONSTRAINT ck_area_zonekind CHECK (zone IN ({kinds}))"
    op.execute(f"ALTER TABLE area ADD COLUMN zone VARCHAR(40) {check}")
    op.create_table(
        "area_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adcode", sa.String(length=6), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(*DEEDS, name="areadeed", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_area_change_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["area_change.id"], name=op.f("fk_area_change_undoes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_change")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_area_change_undoes_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_area_change_adcode", "area_change", ["adcode"], unique=False)


def downgrade() -> None:
    """A zone stays as a unit of county level that an office entered, so its records stay with it."""
    op.drop_table("area_change")
    op.drop_column("area", "zone")
