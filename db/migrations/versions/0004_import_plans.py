"""Uploaded files are kept, and previews can be taken up again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_import_file")),
    )
    op.create_table(
        "import_plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("plan_sha256", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_plan_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_plan_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["import_file.sha256"], name=op.f("fk_import_plan_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_plan")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_import_plan_batch_id")),
    )
    op.create_index(op.f("ix_import_plan_account_id"), "import_plan", ["account_id"])
    op.create_index(op.f("ix_import_plan_created_at"), "import_plan", ["created_at"])
    op.add_column("import_batch", sa.Column("header_sha256", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_import_batch_header_sha256"), "import_batch", ["header_sha256"])


def downgrade() -> None:
    op.drop_index(op.f("ix_import_batch_header_sha256"), table_name="import_batch")
    op.drop_column("import_batch", "header_sha256")
    op.drop_index(op.f("ix_import_plan_created_at"), table_name="import_plan")
    op.drop_index(op.f("ix_import_plan_account_id"), table_name="import_plan")
    op.drop_table("import_plan")
    op.drop_table("import_file")
