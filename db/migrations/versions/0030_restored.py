"""The audit says when the store was restored from a backup."""

import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import allow

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

EVENTS = (
    "signed_in",
    "sign_in_failed",
    "sign_in_refused",
    "signed_out",
    "sessions_ended",
    "account_created",
    "account_changed",
    "account_disabled",
    "account_enabled",
    "password_set",
    "link_made",
    "imported",
    "undone",
    "edited",
    "downloaded",
    "exported",
    "chart_taken",
    "refused",
    "audit_exported",
    "audit_pruned",
    "snapshot_taken",
    "snapshot_changed",
    "demo_removed",
    "report_submitted",
    "report_approved",
    "report_sent_back",
    "difference_judged",
    "tolerance_set",
    "period_closed",
    "period_reopened",
    "evidence_added",
    "evidence_removed",
    "template_kept",
    "template_removed",
)
ADDED_EVENTS = ("restored",)


def upgrade() -> None:
    allow("audit", "event", "event", EVENTS + ADDED_EVENTS)


def downgrade() -> None:
    """Refused where the audit, which nobody may change, has events that an older program does not
    know.
    """
    audit = sa.table("audit", sa.column("event"))
    unknown = sa.select(audit.c.event).where(audit.c.event.in_(ADDED_EVENTS)).distinct()
    if found := op.get_bind().scalars(unknown).all():
        raise ValueError(f"an older program does not know the events {', '.join(found)}")
    allow("audit", "event", "event", EVENTS)
