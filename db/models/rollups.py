"""Totals that are kept, so that no page adds up what has grown (db.kept).

Each row is made of other rows and of nothing else. It points to none of them: whatever becomes of
those, it is counted anew.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, term
from db.terms import Industry, Stage


class ProjectRollup(Base):
    """The projects of a year, pairing, industry and stage, demo records apart.

    `linked` is how many carry out an agreed item. Amounts are yuan; `as_of_first` to `undated` are
    as db.queries.dated.AS_OF has them. `last_id` is the highest id, `largest` the most in place,
    `started` the day and the id, with a blank between, of the project that started last.
    """

    __tablename__ = "project_rollup"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    pairing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    industry: Mapped[Industry] = mapped_column(term(Industry), primary_key=True)
    stage: Mapped[Stage] = mapped_column(term(Stage), primary_key=True)
    demo: Mapped[bool] = mapped_column(primary_key=True)
    projects: Mapped[int]
    linked: Mapped[int]
    agreed_amount: Mapped[int | None] = mapped_column(BigInteger)
    in_place: Mapped[int | None] = mapped_column(BigInteger)
    jobs: Mapped[int | None] = mapped_column(BigInteger)
    beneficiaries: Mapped[int | None] = mapped_column(BigInteger)
    last_id: Mapped[int]
    largest: Mapped[int | None] = mapped_column(BigInteger)
    as_of_first: Mapped[date | None]
    as_of_last: Mapped[date | None]
    undated: Mapped[int]
    started: Mapped[str | None] = mapped_column(String(40))


class MeasureRollup(Base):
    """What the projects of a year, pairing, industry and stage plan and have of a measure, demo
    records apart: in thousandths of its unit, with how many projects say so. `projects` say either;
    `as_of_first` to `undated` are theirs.
    """

    __tablename__ = "measure_rollup"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    pairing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    industry: Mapped[Industry] = mapped_column(term(Industry), primary_key=True)
    stage: Mapped[Stage] = mapped_column(term(Stage), primary_key=True)
    measure_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    demo: Mapped[bool] = mapped_column(primary_key=True)
    projects: Mapped[int]
    planned: Mapped[int | None] = mapped_column(BigInteger)
    planned_by: Mapped[int]
    actual: Mapped[int | None] = mapped_column(BigInteger)
    actual_by: Mapped[int]
    as_of_first: Mapped[date | None]
    as_of_last: Mapped[date | None]
    undated: Mapped[int]


class ClauseRollup(Base):
    """What the scorecard says of a clause: `id` is that of its AgreementTarget, `said` an Assessed
    (db.results.scorecard) as JSON.
    """

    __tablename__ = "clause_rollup"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(SmallInteger, index=True)
    helper_adcode: Mapped[str] = mapped_column(String(6))
    receiver_adcode: Mapped[str] = mapped_column(String(6))
    metric_key: Mapped[str] = mapped_column(String(40))
    said: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_clause_rollup_of", "helper_adcode", "receiver_adcode", "metric_key"),
    )


class DifferenceRollup(Base):
    """A month to whose end both sides of a couple have a value of a metric and the two differ, be
    it within the tolerance, or of which somebody has said a word (`settlement_id`).

    `pairing_id` is the pairing that stands for the couple that year; values and days are missing
    where not both have one. `causes` are Explanations (db.results.explained). `loaded` is when the
    later of both reports came (UTC).
    """

    __tablename__ = "difference_rollup"

    helper_adcode: Mapped[str] = mapped_column(String(6), primary_key=True)
    receiver_adcode: Mapped[str] = mapped_column(String(6), primary_key=True)
    metric_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    ends_on: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger)
    pairing_id: Mapped[int]
    settlement_id: Mapped[int | None]
    helper_value: Mapped[int | None] = mapped_column(BigInteger)
    helper_day: Mapped[date | None]
    receiver_value: Mapped[int | None] = mapped_column(BigInteger)
    receiver_day: Mapped[date | None]
    demo: Mapped[bool]
    causes: Mapped[list[Any]] = mapped_column(JSON)
    loaded: Mapped[datetime | None] = mapped_column(DateTime())

    __table_args__ = (Index("ix_difference_rollup_age", "year", "loaded"),)
