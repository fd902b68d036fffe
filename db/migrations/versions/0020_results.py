"""What both sides report, what they agree on, and which periods are closed."""

import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import allow

revision = "0020"
down_revision = "0019"
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
)
ADDED_EVENTS = (
    "report_submitted",
    "report_approved",
    "report_sent_back",
    "difference_judged",
    "tolerance_set",
    "period_closed",
    "period_reopened",
)
BETTER = ("higher", "lower", "done")


def upgrade() -> None:
    allow("audit", "event", "event", EVENTS + ADDED_EVENTS)
    op.execute(
        "ALTER TABLE metric ADD COLUMN better VARCHAR(40) DEFAULT 'higher' NOT NULL "
        f"CONSTRAINT ck_metric_better CHECK (better IN {BETTER})"
    )
    op.create_table(
        "tolerance",
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("absolute", sa.BigInteger(), nullable=False),
        sa.Column("per_mille", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("absolute >= 0", name=op.f("ck_tolerance_absolute_not_negative")),
        sa.CheckConstraint("per_mille >= 0", name=op.f("ck_tolerance_per_mille_not_negative")),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_tolerance")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("reopened_by", sa.String(length=120), nullable=True),
        sa.Column("reopened_account_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reason = '')", name=op.f("ck_closing_reopened_for_a_reason")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_closing_ends_on_after_starts_on")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_closing_account_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_closing_pairing_id")),
        sa.ForeignKeyConstraint(
            ["reopened_account_id"], ["account.id"], name=op.f("fk_closing_reopened_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_closing_pairing_id"), "closing", ["pairing_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column(
            "reported_by",
            sa.Enum(
                "helper",
                "receiver",
                "both",
                "central",
                "other",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column(
            "period_kind",
            sa.Enum(
                "month",
                "quarter",
                "half",
                "year",
                name="periodkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("period_number", sa.SmallInteger(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "reported_by IN ('helper', 'receiver')", name=op.f("ck_report_reporting_side")
        ),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_report_pairing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "pairing_id", "year", "period_kind", "period_number", "reported_by", name="uq_report"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "result",
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column(
            "reported_by",
            sa.Enum(
                "helper",
                "receiver",
                "both",
                "central",
                "other",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "actual",
                "cumulative",
                "plan",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column(
            "period_kind",
            sa.Enum(
                "month",
                "quarter",
                "half",
                "year",
                name="periodkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("period_number", sa.SmallInteger(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("basis IN ('cumulative', 'actual')", name=op.f("ck_result_not_a_plan")),
        sa.CheckConstraint(
            "reported_by IN ('helper', 'receiver')", name=op.f("ck_result_reporting_side")
        ),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode <> receiver_adcode",
            name=op.f("ck_result_sides"),
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_result_value_not_negative")),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f("ck_result_year_range")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_result_batch_id")),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_result_helper_adcode")
        ),
        sa.ForeignKeyConstraint(["metric_key"], ["metric.key"], name=op.f("fk_result_metric_key")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_result_pairing_id")),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_result_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint(
            "helper_adcode",
            "receiver_adcode",
            "year",
            "metric_key",
            "period_kind",
            "period_number",
            "reported_by",
            "basis",
            name="uq_result_key",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_result_course",
        "result",
        [
            "year",
            "pairing_id",
            "metric_key",
            "reported_by",
            "ends_on",
            "period_kind",
            "basis",
            "value",
            "as_of",
            "demo",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_result_pairing_id"), "result", ["pairing_id"], unique=False)
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pairing_id", sa.Integer(), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "explained",
                "settled",
                name="differencestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(state = 'settled') = (value IS NOT NULL)", name=op.f("ck_settlement_settled_value")
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_settlement_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_settlement_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["metric_key"], ["metric.key"], name=op.f("fk_settlement_metric_key")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_settlement_pairing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint(
            "pairing_id",
            "metric_key",
            "ends_on",
            name=op.f("uq_settlement_pairing_id_metric_key_ends_on"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_step_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_step_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_step_report_id"), "report_step", ["report_id"], unique=False)
    op.create_table(
        "settlement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "explained",
                "settled",
                name="differencestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_settlement_step_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_settlement_step_settlement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_settlement_step_settlement_id"), "settlement_step", ["settlement_id"], unique=False
    )


def downgrade() -> None:
    """What was reported is lost: an older program has no place for it. Refused where the audit,
    which nobody may change, has events that an older program does not know.
    """
    audit = sa.table("audit", sa.column("event"))
    unknown = sa.select(audit.c.event).where(audit.c.event.in_(ADDED_EVENTS)).distinct()
    if found := op.get_bind().scalars(unknown).all():
        raise ValueError(f"an older program does not know the events {', '.join(found)}")
    op.drop_index(op.f("ix_settlement_step_settlement_id"), table_name="settlement_step")
    op.drop_table("settlement_step")
    op.drop_index(op.f("ix_report_step_report_id"), table_name="report_step")
    op.drop_table("report_step")
    op.drop_table("settlement")
    op.drop_index(op.f("ix_result_pairing_id"), table_name="result")
    op.drop_index("ix_result_course", table_name="result")
    op.drop_table("result")
    op.drop_table("report")
    op.drop_index(op.f("ix_closing_pairing_id"), table_name="closing")
    op.drop_table("closing")
    op.drop_table("tolerance")
    op.drop_column("metric", "better")
    allow("audit", "event", "event", EVENTS)
