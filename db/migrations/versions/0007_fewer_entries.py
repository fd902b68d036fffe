"""Fewer entries in indexes for each record: none by its batch, and by its links where it has some."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RECORDS = ("agreement_target", "meeting", "project", "visit")
LINKS = (("project", "commitment_id"), ("project", "meeting_id"), ("visit", "meeting_id"))


def upgrade() -> None:
    for table in RECORDS:
        op.drop_index(op.f(f"ix_{table}_batch_id"), table_name=table)
    for table, column in LINKS:
        given = sa.text(f"{column} IS NOT NULL")
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(
            op.f(f"ix_{table}_{column}"),
            table,
            [column],
            sqlite_where=given,
            postgresql_where=given,
        )


def downgrade() -> None:
    for table, column in LINKS:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for table in RECORDS:
        op.create_index(op.f(f"ix_{table}_batch_id"), table, ["batch_id"])
