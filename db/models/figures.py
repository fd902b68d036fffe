"""What figures mean, what agreements promise, and what has been published."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Fact, Record, in_order, not_negative, table_args, term
from db.terms import Basis, Better, Confidence, Qualifier, Scope, Side


class Metric(Base):
    """An entry of the definition dictionary.

    `summable` says whether values of different records may be added within one period; `head` is
    one of the six heads of the 2017 assessment measure; `origin` says what yields it: published
    figures, agreements, or a sum over a ledger. `better` says what speaks for a clause of it.
    """

    __tablename__ = "metric"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(20))
    definition_zh: Mapped[str] = mapped_column(Text)
    definition_en: Mapped[str] = mapped_column(Text)
    summable: Mapped[bool]
    better: Mapped[Better] = mapped_column(
        term(Better), default=Better.HIGHER, server_default=Better.HIGHER
    )
    head: Mapped[str | None] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)


class AgreementTarget(Fact, Record, Base):
    """A clause of a year's agreement: what is promised, in the metric's unit."""

    __tablename__ = "agreement_target"

    year: Mapped[int] = mapped_column(SmallInteger)
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"))
    target: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = table_args(
        UniqueConstraint("helper_adcode", "receiver_adcode", "year", "metric_key"),
        Record.both_sides(),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year_range"),
        *not_negative("target"),
    )


class PublishedFigure(Base):
    """A figure as published. Rows overlap and rival one another: they are never summed.

    `value` is in the metric's unit; `published_value` and `published_unit` are as printed.
    `helper_zh` and `receiver_zh` are the words of the source; FigureArea holds their codes.
    """

    __tablename__ = "published_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    scope: Mapped[Scope] = mapped_column(term(Scope))
    helper_zh: Mapped[str] = mapped_column(String(100))
    receiver_zh: Mapped[str] = mapped_column(String(100))
    period_start: Mapped[int | None] = mapped_column(SmallInteger)
    period_end: Mapped[int] = mapped_column(SmallInteger)
    as_of: Mapped[date]
    metric_key: Mapped[str] = mapped_column(ForeignKey("metric.key"), index=True)
    value: Mapped[int] = mapped_column(BigInteger)
    published_value: Mapped[str] = mapped_column(String(20))
    published_unit: Mapped[str] = mapped_column(String(10))
    qualifier: Mapped[Qualifier] = mapped_column(term(Qualifier))
    basis: Mapped[Basis] = mapped_column(term(Basis))
    confidence: Mapped[Confidence] = mapped_column(term(Confidence))
    source: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(in_order("period_start", "period_end"), *not_negative("value"))


class FigureArea(Base):
    """A place that a published figure is about, on one of its sides."""

    __tablename__ = "published_figure_area"

    figure_id: Mapped[int] = mapped_column(ForeignKey("published_figure.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(term(Side), primary_key=True)
    adcode: Mapped[str] = mapped_column(
        String(6), ForeignKey("area.adcode"), primary_key=True, index=True
    )
