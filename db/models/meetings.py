"""Meetings, the people at them, and what they agreed."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Fact,
    Record,
    folded_copy,
    in_order,
    links,
    not_negative,
    table_args,
    term,
)
from db.terms import Category, CommitmentStatus, Industry, Level, Precision, Role, Side


class Meeting(Fact, Record, Base):
    """A joint meeting, symposium or the like. Its key: its code where it has one; both sides, first
    day, and title as it is compared.

    National conferences have no helper and no receiver. `agreed_amount` is yuan as signed there.
    """

    __tablename__ = "meeting"

    code: Mapped[str | None] = mapped_column(String(60))
    code_key: Mapped[str | None] = folded_copy("code", given=False)
    category: Mapped[Category] = mapped_column(term(Category))
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = folded_copy("title")
    title_en: Mapped[str | None] = mapped_column(String(300))
    date_start: Mapped[date] = mapped_column(index=True)
    date_end: Mapped[date | None]
    date_precision: Mapped[Precision] = mapped_column(term(Precision))
    place: Mapped[str | None] = mapped_column(String(200))
    place_en: Mapped[str | None] = mapped_column(String(200))
    place_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    level: Mapped[Level] = mapped_column(term(Level))
    ordinal: Mapped[int | None] = mapped_column(SmallInteger)
    summary: Mapped[str | None] = mapped_column(Text)
    summary_en: Mapped[str | None] = mapped_column(Text)
    signed_projects: Mapped[int | None]
    agreed_amount: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = table_args(
        UniqueConstraint("helper_adcode", "receiver_adcode", "date_start", "title"),
        Record.both_sides_or_none(),
        in_order("date_start", "date_end"),
        *not_negative("signed_projects", "agreed_amount", "ordinal"),
        *links("code_key"),
        Index("ix_meeting_newest", "demo", "date_start"),
    )


class Attendee(Base):
    """A person at a meeting, in the order of the source."""

    __tablename__ = "attendee"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str | None] = mapped_column(String(120))
    post: Mapped[str | None] = mapped_column(String(200))
    post_en: Mapped[str | None] = mapped_column(String(200))
    side: Mapped[Side | None] = mapped_column(term(Side))
    role: Mapped[Role] = mapped_column(term(Role))
    note: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(UniqueConstraint("meeting_id", "position"))


class Commitment(Base):
    """One agreed item of a meeting. Projects that carry it out point here.

    `status` is what its last progress says. `target_value` is in `target_unit`, a unit of
    data/reference/metrics.csv.
    """

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str | None] = mapped_column(Text)
    responsible: Mapped[str | None] = mapped_column(String(300))
    responsible_en: Mapped[str | None] = mapped_column(String(300))
    side: Mapped[Side | None] = mapped_column(term(Side))
    industry: Mapped[Industry | None] = mapped_column(term(Industry))
    due: Mapped[date | None]
    due_precision: Mapped[Precision | None] = mapped_column(term(Precision))
    status: Mapped[CommitmentStatus] = mapped_column(
        term(CommitmentStatus), default=CommitmentStatus.AGREED, server_default="agreed"
    )
    target_value: Mapped[int | None] = mapped_column(BigInteger)
    target_unit: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(
        UniqueConstraint("meeting_id", "number"), *not_negative("target_value")
    )


class CommitmentProgress(Base):
    """How far an agreed item had come on a day, as somebody in charge of it recorded.

    `number` counts an item's entries from 1. `evidence` is an address in the web, or empty. Who
    recorded it, and when, is the batch's to tell.
    """

    __tablename__ = "commitment_progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[CommitmentStatus] = mapped_column(term(CommitmentStatus))
    day: Mapped[date]
    day_precision: Mapped[Precision] = mapped_column(term(Precision))
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[str] = mapped_column(String(500), default="", server_default="")

    __table_args__ = table_args(
        UniqueConstraint("commitment_id", "number"),
        CheckConstraint(
            "evidence = '' OR substr(evidence, 1, 7) = 'http://' "
            "OR substr(evidence, 1, 8) = 'https://'",
            name="evidence_in_the_web",
        ),
    )
