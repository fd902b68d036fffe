"""People, what they may write, their sessions, and what the audit keeps of them.

Times are UTC. Secrets are not here: of a password there is its argon2 hash, of a session's or
a link's token the SHA-256.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, table_args, term
from db.terms import AccountRole, Attempt, Event, Standing, Way

SHA256 = String(64)


class Account(Base):
    """A person. `name` is what they sign in with, in lower case; it never changes.

    Without a password they come in another way: `issuer` and `subject` are who they are to an
    OpenID Connect provider. Accounts are disabled, not deleted: what they wrote names them.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(60))
    role: Mapped[AccountRole] = mapped_column(term(AccountRole))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    issuer: Mapped[str | None] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(DateTime())
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime())
    last_sign_in_at: Mapped[datetime | None] = mapped_column(DateTime())

    __table_args__ = table_args(
        UniqueConstraint("issuer", "subject"),
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="issuer_with_subject"),
    )


class AccountScope(Base):
    """One pairing, or one province, whose records a member of staff may write."""

    __tablename__ = "account_scope"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    pairing_id: Mapped[int | None] = mapped_column(ForeignKey("pairing.id"))
    province_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))

    __table_args__ = table_args(
        UniqueConstraint("account_id", "pairing_id"),
        UniqueConstraint("account_id", "province_adcode"),
        CheckConstraint("(pairing_id IS NULL) <> (province_adcode IS NULL)", name="one_of_two"),
    )


class SignIn(Base):
    """A session. It is over when it has expired, was revoked, or nothing was done in it for long.

    `seen_at` is when something was last done in it, to a minute or so.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(SHA256, unique=True)
    way: Mapped[Way] = mapped_column(term(Way))
    created_at: Mapped[datetime] = mapped_column(DateTime())
    expires_at: Mapped[datetime] = mapped_column(DateTime(), index=True)
    seen_at: Mapped[datetime] = mapped_column(DateTime())
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime())
    address: Mapped[str] = mapped_column(String(45))
    agent: Mapped[str] = mapped_column(String(255))

    __table_args__ = table_args()


class KnownDevice(Base):
    """A browser in which somebody signed in to an account: it holds a token, and the store its
    SHA-256. A browser has one token for all accounts, and gets a new one at every sign-in.
    """

    __tablename__ = "known_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(SHA256)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime] = mapped_column(DateTime())

    __table_args__ = table_args(UniqueConstraint("token_sha256", "account_id"))


class SignInAttempt(Base):
    """One try with a password. Back-off counts these, by name and by address.

    `name` is an account's, or for an unknown one a digest: people type passwords there too.
    `device_id` is that of a known device. A row of refused tries stands for several, `tries`.
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(), index=True)
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(45))
    outcome: Mapped[Attempt] = mapped_column(term(Attempt))
    standing: Mapped[Standing] = mapped_column(term(Standing))
    device_id: Mapped[int | None]
    tries: Mapped[int]

    __table_args__ = table_args(Index(None, "name", "at"), Index(None, "address", "at"))


class OneTimeLink(Base):
    """A link that sets a password once: an account's, or with none the first administrator's."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(SHA256, unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime())
    expires_at: Mapped[datetime] = mapped_column(DateTime())
    used_at: Mapped[datetime | None] = mapped_column(DateTime())

    __table_args__ = table_args()


class Audit(Base):
    """What happened, when, by whom, and to whose account. Rows are only ever added: triggers refuse
    to change one, or to delete one before its time (db.accounts.chain).

    `actor` is the name of who did it, `details` a small JSON object. `hash` is the SHA-256 of the
    row and of `previous`, the hash of the row before it.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(), index=True)
    event: Mapped[Event] = mapped_column(term(Event))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    actor: Mapped[str] = mapped_column(String(120))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    address: Mapped[str] = mapped_column(String(45))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(SHA256)
    hash: Mapped[str] = mapped_column(SHA256)

    __table_args__ = table_args()


class AuditHead(Base):
    """The last row of the audit, in the one row of this table: whoever adds a row holds it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audit_id: Mapped[int]
    hash: Mapped[str] = mapped_column(SHA256)
