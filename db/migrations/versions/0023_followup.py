"""Projects by the agreed item that they carry out, and those that carry out none, from indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SUMMARY = [
    *("year", "pairing_id", "industry", "stage", "demo", "start_date"),
    *("total_investment", "agreed_amount", "in_place", "fiscal_aid", "social_aid"),
    *("jobs", "beneficiaries", "as_of"),
]
OF_ITEM = ["commitment_id", "agreed_amount", "in_place", "jobs", "beneficiaries"]


def upgrade() -> None:
    _again([*SUMMARY, "commitment_id"], OF_ITEM)


def downgrade() -> None:
    _again(SUMMARY, OF_ITEM[:1])


def _again(summary: list[str], of_item: list[str]) -> None:
    given = sa.text("commitment_id IS NOT NULL")
    op.drop_index("ix_project_summary", table_name="project")
    op.create_index("ix_project_summary", "project", summary)
    op.drop_index("ix_project_commitment_id", table_name="project")
    op.create_index(
        "ix_project_commitment_id", "project", of_item, sqlite_where=given, postgresql_where=given
    )
