"""Snapshots: frozen charts, the provinces that they are about, and what was changed of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("chart", sa.String(length=60), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("store_revision", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=120), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_snapshot_language")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) "
            "AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_snapshot_withdrawn_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_snapshot_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("public_id", name=op.f("uq_snapshot_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_snapshot_account_id"), "snapshot", ["account_id"], unique=False)
    op.create_index(op.f("ix_snapshot_chart"), "snapshot", ["chart"], unique=False)
    op.create_index(op.f("ix_snapshot_created_at"), "snapshot", ["created_at"], unique=False)
    op.create_table(
        "snapshot_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "name",
                "description",
                "withdrawn",
                name="snapshotpart",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_snapshot_change_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_snapshot_change_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_snapshot_change_account_id"), "snapshot_change", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_snapshot_change_snapshot_id"), "snapshot_change", ["snapshot_id"], unique=False
    )
    op.create_table(
        "snapshot_province",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("adcode", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["adcode"], ["area.adcode"], name=op.f("fk_snapshot_province_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_snapshot_province_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "adcode", name=op.f("pk_snapshot_province")),
    )
    op.create_index(
        op.f("ix_snapshot_province_adcode"), "snapshot_province", ["adcode"], unique=False
    )


def downgrade() -> None:
    op.drop_table("snapshot_province")
    op.drop_table("snapshot_change")
    op.drop_table("snapshot")
