"""Files and addresses behind records, and agreements as they were signed."""

import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import allow

revision = "0022"
down_revision = "0021"
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
)
ADDED_EVENTS = ("evidence_added", "evidence_removed")
TYPES = ("pdf", "png", "jpg", "webp", "docx", "xlsx", "pptx", "doc", "xls", "ppt")


def upgrade() -> None:
    allow("audit", "event", "event", EVENTS + ADDED_EVENTS)
    op.create_table(
        "evidence_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(*TYPES, name="filetype", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_evidence_file_size_not_negative")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_evidence_file")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("removed_by", sa.String(length=120), nullable=True),
        sa.Column("removed_account_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(sha256 IS NULL) <> (address IS NULL)", name=op.f("ck_evidence_file_or_address")
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (reason = '')", name=op.f("ck_evidence_removed_for_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["evidence_file.sha256"], name=op.f("fk_evidence_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_evidence_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_account_id"], ["account.id"], name=op.f("fk_evidence_removed_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)
    op.create_index(
        op.f("ix_evidence_table_name_row_id"), "evidence", ["table_name", "row_id"], unique=False
    )
    op.create_table(
        "accord",
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("year_to", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", sa.String(length=300), server_default="", nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("signed_date", sa.Date(), nullable=True),
        sa.Column(
            "signed_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("signed_by", sa.String(length=300), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("reference_code", sa.String(length=10), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL "
            "AND helper_adcode <> receiver_adcode",
            name=op.f("ck_accord_sides"),
        ),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f("ck_accord_year_range")),
        sa.CheckConstraint("year_to BETWEEN 1990 AND 2100", name=op.f("ck_accord_year_to_range")),
        sa.CheckConstraint("year_to >= year", name=op.f("ck_accord_year_to_after_year")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_accord_batch_id")),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_accord_helper_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_accord_receiver_adcode")
        ),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_accord_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accord")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_accord_pairing_id"), "accord", ["pairing_id"], unique=False)
    op.create_index(op.f("ix_accord_reference_code"), "accord", ["reference_code"], unique=True)
    op.create_index("ix_accord_newest", "accord", ["year", "id"], unique=False)
    op.create_index(
        "uq_accord_key",
        "accord",
        ["helper_adcode", "receiver_adcode", "year", "title_key"],
        unique=True,
    )


def downgrade() -> None:
    """The evidence is lost: an older program has no place for it. Refused where the audit, which
    nobody may change, has events that an older program does not know.
    """
    audit = sa.table("audit", sa.column("event"))
    unknown = sa.select(audit.c.event).where(audit.c.event.in_(ADDED_EVENTS)).distinct()
    if found := op.get_bind().scalars(unknown).all():
        raise ValueError(f"an older program does not know the events {', '.join(found)}")
    op.drop_table("accord")
    op.drop_index(op.f("ix_evidence_table_name_row_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_sha256"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_table("evidence_file")
    allow("audit", "event", "event", EVENTS)
