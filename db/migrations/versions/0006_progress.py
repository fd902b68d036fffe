"""How far agreed items have come: what people in charge of them recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commitment_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "agreed",
                "under_way",
                "done",
                "dropped",
                name="commitmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "day_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "evidence = '' OR substr(evidence, 1, 7) = 'http://' "
            "OR substr(evidence, 1, 8) = 'https://'",
            name=op.f("ck_commitment_progress_evidence_in_the_web"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_commitment_progress_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_progress_commitment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_commitment_progress_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_progress")),
        sa.UniqueConstraint(
            "commitment_id", "number", name=op.f("uq_commitment_progress_commitment_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_commitment_progress_batch_id"), "commitment_progress", ["batch_id"])
    op.create_index(
        op.f("ix_commitment_progress_meeting_id"), "commitment_progress", ["meeting_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_commitment_progress_meeting_id"), table_name="commitment_progress")
    op.drop_index(op.f("ix_commitment_progress_batch_id"), table_name="commitment_progress")
    op.drop_table("commitment_progress")
