"""Delegations' trips and their stops."""

from datetime import date

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
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
from db.terms import Direction, Level, Precision


class Visit(Fact, Record, Base):
    """A trip. Its key: both sides, first day, direction, and who led it, as it is compared."""

    __tablename__ = "visit"

    code: Mapped[str | None] = mapped_column(String(60), index=True)
    date_start: Mapped[date] = mapped_column(index=True)
    date_end: Mapped[date | None]
    date_precision: Mapped[Precision] = mapped_column(term(Precision))
    direction: Mapped[Direction] = mapped_column(term(Direction))
    head: Mapped[str] = mapped_column(String(120), default="", server_default="")
    head_key: Mapped[str] = folded_copy("head")
    head_en: Mapped[str | None] = mapped_column(String(120))
    post: Mapped[str | None] = mapped_column(String(200))
    post_en: Mapped[str | None] = mapped_column(String(200))
    level: Mapped[Level | None] = mapped_column(term(Level))
    headcount: Mapped[int | None]
    purpose: Mapped[str | None] = mapped_column(Text)
    purpose_en: Mapped[str | None] = mapped_column(Text)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))

    __table_args__ = table_args(
        UniqueConstraint("helper_adcode", "receiver_adcode", "date_start", "direction", "head"),
        Record.both_sides(),
        in_order("date_start", "date_end"),
        *not_negative("headcount"),
        *links("meeting_id"),
        Index("ix_visit_newest", "demo", "date_start"),
    )


class VisitSite(Base):
    """A stop of a visit."""

    __tablename__ = "visit_site"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    place_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    note: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(UniqueConstraint("visit_id", "position"))
