"""What figures mean, what agreements promise, and what has been published."""

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

from db.models.base import Base, Fact, Record, Remark, in_order, not_negative, table_args, term
from db.terms import Basis, Better, Confidence, Qualifier, Scope, Side


class Definition:
    """What is said of an indicator.

    `summable` says whether values of different records may be added within one period;
    `summed_from_zh` and `_en` what they are added up from; `head` is one of the six heads of the
    2017 assessment measure; `better` says what speaks for a clause of it.
    """

    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(20))
    definition_zh: Mapped[str] = mapped_column(Text)
    definition_en: Mapped[str] = mapped_column(Text)
    summed_from_zh: Mapped[str] = mapped_column(Text, default="", server_default="")
    summed_from_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    summable: Mapped[bool]
    head: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    better: Mapped[Better] = mapped_column(
        term(Better), default=Better.HIGHER, server_default=Better.HIGHER
    )


class Metric(Definition, Base):
    """An entry of the definition dictionary, as its newest MetricVersion has it.

    `origin` says what yields it: published figures, agreements, or a sum over a ledger.
    """

    __tablename__ = "metric"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    origin: Mapped[str] = mapped_column(String(20))


class MetricVersion(Definition, Base):
    """How a metric is defined from a day on, since when, by whom and why. Rows are only ever added.

    `number` counts from 1. What is counted for a day goes by the highest number of those whose
    `valid_from` is not after it: one of the same day as the version before takes its place, whereas
    a later day breaks the series. An empty `valid_from` is since ever. Nothing else says which
    version a figure or a target was made with: it is the one in force at the end of its period
    (db.queries.definitions). `account_id` is empty where an edition of data/reference made it, and
    `author` too where it is as old as the store.
    """

    __tablename__ = "metric_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(SmallInteger)
    valid_from: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(DateTime())
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = table_args(
        UniqueConstraint("metric_key", "number"), CheckConstraint("number >= 1", name="counts")
    )


class AgreementTarget(Fact, Record, Base):
    """A clause of a year's agreement: what is promised, in the metric's unit."""

    __tablename__ = "agreement_target"

    year: Mapped[int] = mapped_column(SmallInteger)
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"))
    target: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = table_args(
        UniqueConstraint("helper_adcode", "receiver_adcode", "year", "metric_key"),
        Record.both_sides(),
        Record.year_range(),
        *not_negative("target"),
    )


class PublishedFigure(Record, Base):
    """A figure as published. Rows overlap and rival one another: they are never summed.

    `value` is in the metric's unit; `published_value` and `published_unit` are as printed.
    `helper_named` and `receiver_named` are the words of the source; the codes of both sides are
    empty where it is about all of a side, or about several places: those are FigureAreas. `code` is
    that of data/reference; what an office entered itself has none. What was `withdrawn` has the
    reason: it is kept, and neither shown nor counted.
    """

    __tablename__ = "published_figure"

    code: Mapped[str | None] = mapped_column(String(10), unique=True)
    scope: Mapped[Scope] = mapped_column(term(Scope))
    helper_named: Mapped[str] = mapped_column(String(100))
    receiver_named: Mapped[str] = mapped_column(String(100))
    period_start: Mapped[int | None] = mapped_column(SmallInteger)
    period_end: Mapped[int] = mapped_column(SmallInteger)
    as_of: Mapped[date] = mapped_column(nullable=False)
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"), index=True)
    value: Mapped[int] = mapped_column(BigInteger)
    published_value: Mapped[str] = mapped_column(String(20))
    published_unit: Mapped[str] = mapped_column(String(10))
    qualifier: Mapped[Qualifier] = mapped_column(term(Qualifier))
    basis: Mapped[Basis] = mapped_column(term(Basis))
    confidence: Mapped[Confidence] = mapped_column(term(Confidence))
    source: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    withdrawn: Mapped[str] = mapped_column(Remark, default="", nullable=True)

    __table_args__ = table_args(
        in_order("period_start", "period_end"),
        *not_negative("value"),
        CheckConstraint("helper_adcode <> receiver_adcode", name="two_sides"),
        Index("ix_published_figure_sides", "helper_adcode", "receiver_adcode"),
    )


class FigureArea(Base):
    """One of several places that a published figure is about on one of its sides."""

    __tablename__ = "published_figure_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    figure_id: Mapped[int] = mapped_column(ForeignKey("published_figure.id"))
    side: Mapped[Side] = mapped_column(term(Side))
    adcode: Mapped[str] = mapped_column(String(6), ForeignKey("area.adcode"), index=True)

    __table_args__ = table_args(UniqueConstraint("figure_id", "side", "adcode"))
