"""The day to which a ledger was kept: with its batch, its rows, and what is shown of them.

Of what was loaded before nobody has said it: it stays empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

DATED = ("import_batch", "agreement_target", "meeting", "project", "visit", "workshop")
SUMMARY = [
    "year",
    "pairing_id",
    "industry",
    "stage",
    "demo",
    "start_date",
    "total_investment",
    "agreed_amount",
    "in_place",
    "fiscal_aid",
    "social_aid",
    "jobs",
    "beneficiaries",
]


def upgrade() -> None:
    for table in DATED:
        op.add_column(table, sa.Column("as_of", sa.Date(), nullable=True))
    words = sa.Column("dated", sa.Text(), server_default="", nullable=False)
    op.add_column("snapshot", words)
    op.drop_index("ix_project_summary", table_name="project")
    op.create_index("ix_project_summary", "project", [*SUMMARY, "as_of"])


def downgrade() -> None:
    op.drop_index("ix_project_summary", table_name="project")
    op.create_index("ix_project_summary", "project", SUMMARY)
    op.drop_column("snapshot", "dated")
    for table in reversed(DATED):
        op.drop_column(table, "as_of")
