"""Indexes from which pages read a few rows of a large ledger."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GROUP = ["year", "pairing_id", "industry", "stage", "demo"]
SUMS = [
    "total_investment",
    "agreed_amount",
    "in_place",
    "fiscal_aid",
    "social_aid",
    "jobs",
    "beneficiaries",
]
PLACES = ["year", "pairing_id", "place_adcode", "demo", "industry", "stage", "in_place"]


def upgrade() -> None:
    op.drop_index("ix_project_summary", table_name="project")
    op.create_index("ix_project_summary", "project", [*GROUP, "start_date", *SUMS])
    op.create_index("ix_project_places", "project", PLACES)
    op.create_index("ix_meeting_newest", "meeting", ["demo", "date_start"])
    op.create_index("ix_visit_newest", "visit", ["demo", "date_start"])


def downgrade() -> None:
    op.drop_index("ix_visit_newest", table_name="visit")
    op.drop_index("ix_meeting_newest", table_name="meeting")
    op.drop_index("ix_project_places", table_name="project")
    op.drop_index("ix_project_summary", table_name="project")
    op.create_index("ix_project_summary", "project", [*GROUP, *SUMS])
