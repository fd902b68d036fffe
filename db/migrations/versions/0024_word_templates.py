"""Templates of Word's that an office puts in the place of ours."""

import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import allow

revision = "0024"
down_revision = "0023"
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
)
ADDED_EVENTS = ("template_kept", "template_removed")


def upgrade() -> None:
    allow("audit", "event", "event", EVENTS + ADDED_EVENTS)
    op.create_table(
        "word_template",
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_word_template_language")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_word_template_account_id")
        ),
        sa.PrimaryKeyConstraint("paper", "language", name=op.f("pk_word_template")),
    )


def downgrade() -> None:
    """The templates are lost: an older program has no place for them. Refused where the audit,
    which nobody may change, has events that an older program does not know.
    """
    audit = sa.table("audit", sa.column("event"))
    unknown = sa.select(audit.c.event).where(audit.c.event.in_(ADDED_EVENTS)).distinct()
    if found := op.get_bind().scalars(unknown).all():
        raise ValueError(f"an older program does not know the events {', '.join(found)}")
    op.drop_table("word_template")
    allow("audit", "event", "event", EVENTS)
