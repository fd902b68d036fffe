"""What both sides report of what was promised, what they agreed on, and which periods are closed.

Periods are those of db.periods. Values are whole numbers in the metric's unit (yuan, persons …);
of a metric in per cent they are hundredths of one: 93.5 % is 9350.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import ONLY, Base, Record, not_negative, table_args, term
from db.terms import Basis, DifferenceState, PeriodKind, ReportState, Side

REPORTING = (Side.HELPER, Side.RECEIVER)
COUNTED = (Basis.CUMULATIVE, Basis.ACTUAL)


class OfPeriod:
    """The period of a row; `ends_on`, its last day, is what rows are put in order by."""

    year: Mapped[int] = mapped_column(SmallInteger)
    period_kind: Mapped[PeriodKind] = mapped_column(term(PeriodKind))
    period_number: Mapped[int] = mapped_column(SmallInteger)
    ends_on: Mapped[date]


def _reports() -> CheckConstraint:
    """CHECK that it is one of the two sides that reports."""
    return CheckConstraint("reported_by IN ('helper', 'receiver')", name="reporting_side")


class Result(OfPeriod, Record, Base):
    """What one side reports of a metric for a couple and a period.

    `basis` is cumulative (since January, to the period's last day) or actual (of the period alone);
    `as_of` is what the report says itself.
    """

    __tablename__ = "result"

    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"))
    reported_by: Mapped[Side] = mapped_column(term(Side), info={ONLY: REPORTING})
    basis: Mapped[Basis] = mapped_column(term(Basis), info={ONLY: COUNTED})
    value: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = table_args(
        UniqueConstraint(
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
        Record.both_sides(),
        _reports(),
        CheckConstraint("basis IN ('cumulative', 'actual')", name="not_a_plan"),
        Record.year_range(),
        *not_negative("value"),
        # A year's course of each clause and side is read from this index alone.
        Index(
            "ix_result_course",
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
        ),
    )


class Report(OfPeriod, Base):
    """How far one side's report of a couple's period has come: all its results together.

    `version` guards against two who act at once. A period without a row is a draft.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id"))
    reported_by: Mapped[Side] = mapped_column(term(Side))
    state: Mapped[ReportState] = mapped_column(term(ReportState))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = table_args(
        UniqueConstraint(
            "pairing_id", "year", "period_kind", "period_number", "reported_by", name="uq_report"
        ),
        _reports(),
    )


class ReportStep(Base):
    """What somebody did with a report: into which state, and why where it was sent back."""

    __tablename__ = "report_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    state: Mapped[ReportState] = mapped_column(term(ReportState))
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args()


class Settlement(Base):
    """What became of the difference between both sides' values of a metric up to a day.

    `value` is what counts from then on where it is settled; `version` guards against two at once.
    """

    __tablename__ = "settlement"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id"))
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"))
    ends_on: Mapped[date]
    state: Mapped[DifferenceState] = mapped_column(term(DifferenceState))
    value: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = table_args(
        UniqueConstraint("pairing_id", "metric_key", "ends_on"),
        CheckConstraint("(state = 'settled') = (value IS NOT NULL)", name="settled_value"),
        *not_negative("value"),
    )


class SettlementStep(Base):
    """Each word on a difference, as it was when it was said."""

    __tablename__ = "settlement_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"), index=True)
    state: Mapped[DifferenceState] = mapped_column(term(DifferenceState))
    value: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())

    __table_args__ = table_args()


class Tolerance(Base):
    """Up to what two reports in a unit count as the same: by so much, or so many in a thousand."""

    __tablename__ = "tolerance"

    unit: Mapped[str] = mapped_column(String(20), primary_key=True)
    absolute: Mapped[int] = mapped_column(BigInteger)
    per_mille: Mapped[int] = mapped_column(SmallInteger)

    __table_args__ = table_args(*not_negative("absolute", "per_mille"))


class Closing(Base):
    """A month or a year that is closed, of one couple or (without one) of all: nothing of that time
    is written until it is reopened. `checksum` is of its figures as they were.
    """

    __tablename__ = "closing"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    pairing_id: Mapped[int | None] = mapped_column(ForeignKey("pairing.id"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())
    checksum: Mapped[str] = mapped_column(String(64))
    reopened_by: Mapped[str | None] = mapped_column(String(120))
    reopened_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(DateTime())
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(
        CheckConstraint("(reopened_at IS NULL) = (reason = '')", name="reopened_for_a_reason"),
        CheckConstraint("ends_on >= starts_on", name="ends_on_after_starts_on"),
    )
