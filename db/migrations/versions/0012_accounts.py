"""A chained audit, an auditor, known devices, and sessions that end when nothing is done."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.accounts.chain import START, digest
from db.migrations.constraints import allow

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROLES = ("viewer", "staff", "admin")
NEW_ROLES = ("viewer", "auditor", "staff", "admin")
OUTCOMES = ("pending", "succeeded", "failed")
NEW_OUTCOMES = (*OUTCOMES, "refused")
STANDINGS = ("stranger", "address", "device")
EVENTS = (
    "signed_in",
    "sign_in_failed",
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
    "snapshot_taken",
    "snapshot_changed",
    "demo_removed",
)
ADDED_EVENTS = {
    "sign_in_failed": ("sign_in_refused",),
    "exported": ("chart_taken", "refused", "audit_exported", "audit_pruned"),
}
NEW_EVENTS = tuple(new for old in EVENTS for new in (old, *ADDED_EVENTS.get(old, ())))

AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime()),
    sa.column("event", sa.String()),
    sa.column("account_id", sa.Integer()),
    sa.column("actor", sa.String()),
    sa.column("subject_id", sa.Integer()),
    sa.column("address", sa.String()),
    sa.column("details", sa.JSON()),
    sa.column("previous", sa.String()),
    sa.column("hash", sa.String()),
)
ATTEMPT = sa.table("sign_in_attempt", sa.column("outcome", sa.String()))
HEAD = sa.table("audit_head", sa.column("id"), sa.column("audit_id"), sa.column("hash"))
AT_ONCE = 1000

# Six months are what the law asks for: no setting lets a row go sooner.
SQLITE_TRIGGERS = {
    "audit_no_update": """
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END""",
    "audit_no_delete": """
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
        WHEN OLD.at >= strftime('%Y-%m-%d %H:%M:%S', 'now', '-180 days')
        BEGIN SELECT RAISE(ABORT, 'the audit is kept for 180 days'); END""",
}
POSTGRESQL_FUNCTION = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < (now() AT TIME ZONE 'utc') - interval '180 days' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit is kept for 180 days';
    END IF;
    RAISE EXCEPTION 'the audit is only added to';
END $$"""
POSTGRESQL_TRIGGERS = {
    "audit_no_change": """
        CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
    "audit_no_truncate": """
        CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
}


def upgrade() -> None:
    allow("account", "role", "accountrole", NEW_ROLES)
    allow("audit", "event", "event", NEW_EVENTS)
    allow("sign_in_attempt", "outcome", "attempt", NEW_OUTCOMES)
    _add_to_attempts()
    seen = sa.Column("seen_at", sa.DateTime(), server_default="2000-01-01 00:00:00", nullable=False)
    op.add_column("sign_in", seen)
    op.execute("UPDATE sign_in SET seen_at = CURRENT_TIMESTAMP")
    _make_known_device()
    _chain()
    _guard()


def downgrade() -> None:
    _unguard()
    op.drop_table("audit_head")
    op.execute(sa.delete(AUDIT).where(AUDIT.c.event.not_in(EVENTS)))
    op.drop_column("audit", "hash")
    op.drop_column("audit", "previous")
    op.drop_index(op.f("ix_known_device_account_id"), table_name="known_device")
    op.drop_table("known_device")
    op.drop_column("sign_in", "seen_at")
    op.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.outcome.not_in(OUTCOMES)))
    op.drop_column("sign_in_attempt", "tries")
    op.drop_column("sign_in_attempt", "device_id")
    op.drop_column("sign_in_attempt", "standing")
    op.execute("UPDATE account SET role = 'viewer' WHERE role = 'auditor'")
    allow("sign_in_attempt", "outcome", "attempt", OUTCOMES)
    allow("audit", "event", "event", EVENTS)
    allow("account", "role", "accountrole", ROLES)


def _add_to_attempts() -> None:
    op.execute(
        "ALTER TABLE sign_in_attempt ADD COLUMN standing VARCHAR(40) DEFAULT 'stranger' NOT NULL "
        f"CONSTRAINT ck_sign_in_attempt_standing CHECK (standing IN {STANDINGS})"
    )
    op.add_column("sign_in_attempt", sa.Column("device_id", sa.Integer(), nullable=True))
    op.add_column(
        "sign_in_attempt", sa.Column("tries", sa.Integer(), server_default="1", nullable=False)
    )


def _make_known_device() -> None:
    op.create_table(
        "known_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_known_device_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
        sa.UniqueConstraint(
            "token_sha256", "account_id", name=op.f("uq_known_device_token_sha256_account_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_known_device_account_id"), "known_device", ["account_id"])


def _chain() -> None:
    """The rows that are there already are chained as they stand."""
    for name in ("previous", "hash"):
        op.add_column(
            "audit", sa.Column(name, sa.String(length=64), server_default="", nullable=False)
        )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    last, previous = 0, START
    while rows := _after(last):
        chained = []
        for row in rows:
            made = digest(previous, row)
            chained.append({"row": row["id"], "comes_after": previous, "made": made})
            last, previous = row["id"], made
        op.get_bind().execute(
            sa.update(AUDIT)
            .where(AUDIT.c.id == sa.bindparam("row"))
            .values(previous=sa.bindparam("comes_after"), hash=sa.bindparam("made")),
            chained,
        )
    op.get_bind().execute(sa.insert(HEAD).values(id=1, audit_id=last, hash=previous))


def _after(last: int) -> list[Any]:
    chosen = sa.select(AUDIT).where(AUDIT.c.id > last).order_by(AUDIT.c.id).limit(AT_ONCE)
    return list(op.get_bind().execute(chosen).mappings())


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_TRIGGERS.values():
            op.execute(statement)
        return
    op.execute(POSTGRESQL_FUNCTION)
    for statement in POSTGRESQL_TRIGGERS.values():
        op.execute(statement)


def _unguard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE_TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL_TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON audit")
    op.execute("DROP FUNCTION audit_append_only")
