"""What the two of a couple need before their next meeting: what the last one agreed and what became
of that, and everything of the two since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, case, func, or_, select

from db import clock, closings
from db.models import (
    AgreementTarget,
    Commitment,
    ImportBatch,
    Labour,
    Meeting,
    Pairing,
    Project,
    Talent,
    Visit,
    table_of,
)
from db.queries import coverage, facts, meetings, outcomes, pairings, store, visits
from db.queries.frames import Query, frame
from db.queries.meetings import MeetingRecord
from db.queries.sides import SIDES
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.results import differences, heads, scorecard
from db.terms import Basis, Category, DifferenceState

PROJECT, VISIT = table_of(Project), table_of(Visit)
TALENT, LABOUR = table_of(Talent), table_of(Labour)

_COUPLE = (Pairing.helper_adcode, Pairing.receiver_adcode, Pairing.level)

LEADING = (Category.JOINT_MEETING, Category.SYMPOSIUM, Category.WORK_MEETING)
"""At what meetings the two agree on what they do; others only where there was none of these."""
LONGEST = 20
"""Rows of a list on paper; the page of its kind has them all."""
SOURCES = 3
"""Sources named of a sum."""


@dataclass(frozen=True)
class Behind:
    """What is behind a sum: how many `records`, and of those `demo` and `undated`; the first and
    the last day to which they were kept; the sources with most of them (a record's own, or the file
    that it came in), and how many there are.
    """

    records: int
    demo: int
    undated: int
    first: date | None
    last: date | None
    sources: tuple[str, ...]
    of: int


@dataclass(frozen=True)
class Brief:
    """pairing: a row of pairings.listed. day: of the next meeting. since: the first day of what is
    told, that of the last meeting; without one the first of the year before. year: of the clauses,
    None where nothing was ever promised.

    last: the last meeting of the two on their own level before the day, None where there was none;
    came: the projects that name it. apart: every other meeting since, of narrower places between
    the two as well (`id`, `date_start`, `date_end`, `date_precision`, `title`, `title_en`, `level`,
    `category`, `commitments` (count), `demo`, `as_of`, `source`, SIDES), `apart_of` in all.

    money: a row a year of projects (`year`, `projects`, `agreed_amount`, `in_place`, yuan;
    `as_of_first`, `as_of_last`). toured: a row a direction since (`direction`, `visits`,
    `headcount`, `counted`: visits that tell it). visits: the newest of them (visits.listed).
    talent: `year`, `direction`, `category`, `persons`. labour: `year`, `persons`, `lifted`.
    card: clauses of the year (scorecard.of_year). differing: those open of the year
    (differences.of_year). gaps: coverage.of_couple. figures: the newest of each metric
    (pairings.published_figures). loaded: the day on which the store last changed. reopened: the
    periods of the two, to the day, that were closed and are open again.
    """

    pairing: dict[str, Any]
    day: date
    since: date
    year: int | None
    last: MeetingRecord | None
    came: outcomes.Totals | None
    came_behind: Behind
    apart: pd.DataFrame
    apart_of: int
    money: pd.DataFrame
    money_behind: Behind
    toured: pd.DataFrame
    visits: pd.DataFrame
    visits_behind: Behind
    talent: pd.DataFrame
    talent_behind: Behind
    labour: pd.DataFrame
    labour_behind: Behind
    card: pd.DataFrame
    differing: pd.DataFrame
    gaps: pd.DataFrame
    figures: pd.DataFrame
    loaded: date
    reopened: list[closings.Kept]

    @property
    def demo(self) -> bool:
        """Whether anything in it is a demo record."""
        sums = [self.came_behind, self.money_behind, self.visits_behind]
        sums += [self.talent_behind, self.labour_behind]
        frames = [of["demo"] for of in (self.apart, self.card, self.differing) if len(of)]
        frames += [self.card["demo_result"]] if len(self.card) else []
        held = self.last is not None and bool(self.last.meeting["demo"])
        return held or any(of.demo for of in sums) or any(demo.any() for demo in frames)


def gather(connection: Connection, pairing_id: int, day: date) -> Brief | None:
    """All of it; None where there is no such pairing."""
    record = pairings.record(connection, pairing_id)
    if record is None:
        return None
    couple = (record.pairing["helper_adcode"], record.pairing["receiver_adcode"])
    only = {"helper_adcode": couple[:1], "receiver_adcode": couple[1:]}
    own = [int(identity) for identity in record.history["id"]]
    counts = facts.counting(connection)
    last = _last(connection, couple, record.pairing["level"], day)
    held, since = _begun(last, day)
    years = range(since.year, day.year + 1)
    year = _year(connection, couple, day)
    past = day if day < clock.today() else None
    differing = differences.of_year(
        connection, year or day.year, state=DifferenceState.OPEN, part=only
    )
    if past and len(differing):
        differing = differing[differing["ends_on"] <= day].reset_index(drop=True)
    others = _apart(couple, held, since, day).where(counts(Meeting))
    counted = _in(PROJECT, own), PROJECT.c.year <= day.year, counts(PROJECT.c)
    travelled = _in(VISIT, own), VISIT.c.date_start.between(since, day), counts(VISIT.c)
    sent = _in(TALENT, own), TALENT.c.year.in_(years), counts(TALENT.c)
    worked = _in(LABOUR, own), LABOUR.c.year.in_(years), heads.uncovered(LABOUR), counts(LABOUR.c)
    return Brief(
        pairing=record.pairing,
        day=day,
        since=since,
        year=year,
        last=last,
        came=outcomes.totals(connection, held) if last else None,
        came_behind=_behind(connection, PROJECT, PROJECT.c.meeting_id == held),
        apart=frame(connection, others.limit(LONGEST)),
        apart_of=_count(connection, others),
        money=frame(connection, _money(*counted)),
        money_behind=_behind(connection, PROJECT, *counted),
        toured=frame(connection, _toured(*travelled)),
        visits=frame(connection, _visits(*travelled)),
        visits_behind=_behind(connection, VISIT, *travelled),
        talent=frame(connection, _talent(*sent)),
        talent_behind=_behind(connection, TALENT, *sent),
        labour=frame(connection, _labour(*worked)),
        labour_behind=_behind(connection, LABOUR, *worked),
        card=scorecard.of_year(connection, year or day.year, only, past),
        differing=differing,
        gaps=coverage.of_couple(connection, couple, years),
        figures=_newest(record.figures, day),
        loaded=clock.day(store.freshness(connection)["changed_at"].iloc[0]),
        reopened=closings.reopened_of(connection, pairing_id, (0, day.year)),
    )


def apart(connection: Connection, pairing_id: int, day: date) -> pd.DataFrame:
    """All the meetings that the brief of a day counts beside the last one (Brief.apart)."""
    found = frame(connection, select(*_COUPLE).where(Pairing.id == pairing_id))
    if found.empty:
        return found
    helper, receiver, level = found.iloc[0]
    last = _last(connection, (helper, receiver), level, day)
    counts = facts.counting(connection)(Meeting)
    return frame(connection, _apart((helper, receiver), *_begun(last, day), day).where(counts))


def _begun(last: MeetingRecord | None, day: date) -> tuple[int, date]:
    """The id of the last meeting, 0 where there was none, and the first day of what is told."""
    if last is None:
        return 0, date(day.year - 1, 1, 1)
    return int(last.meeting["id"]), last.meeting["date_start"].date()


def _last(
    connection: Connection, couple: tuple[str, str], level: str, day: date
) -> MeetingRecord | None:
    leading = case((Meeting.category.in_(LEADING), 0), else_=1)
    helper, receiver = couple
    found = connection.scalar(
        select(Meeting.id)
        .where(Meeting.helper_adcode == helper, Meeting.receiver_adcode == receiver)
        .where(Meeting.level == level, Meeting.date_start < day)
        .where(facts.counting(connection)(Meeting))
        .order_by(leading, Meeting.date_start.desc(), Meeting.id.desc())
        .limit(1)
    )
    return None if found is None else meetings.record(connection, found)


def _apart(couple: tuple[str, str], last: int, since: date, day: date) -> Query:
    """Meetings of the two, and of places within them, the newest first."""
    items = select(func.count()).where(Commitment.meeting_id == Meeting.id)
    names = ["id", "date_start", "date_end", "date_precision", "title", "title_en", "level"]
    names += ["category", "demo", "as_of", "source"]
    columns = [getattr(Meeting, name) for name in names]
    listed = select(*columns, items.scalar_subquery().label("commitments"), *SIDES)
    within = [
        or_(area.adcode == whole, area.parent_adcode == whole, area.province_adcode == whole)
        for area, whole in zip((HelperArea, ReceiverArea), couple, strict=True)
    ]
    return (
        with_sides(listed.select_from(Meeting), Meeting)
        .where(*within, Meeting.id != last, Meeting.date_start.between(since, day))
        .order_by(Meeting.date_start.desc(), Meeting.id.desc())
    )


def _count(connection: Connection, statement: Query) -> int:
    found = statement.order_by(None).with_only_columns(Meeting.id).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def _in(table: Table, pairing_ids: Collection[int]) -> ColumnElement[bool]:
    return table.c.pairing_id.in_(pairing_ids)


def _money(*counted: ColumnElement[bool]) -> Query:
    day = PROJECT.c.as_of
    return (
        select(
            PROJECT.c.year,
            func.count().label("projects"),
            *(_sum(PROJECT, name) for name in ("agreed_amount", "in_place")),
            func.min(day).label("as_of_first"),
            func.max(day).label("as_of_last"),
        )
        .where(*counted)
        .group_by(PROJECT.c.year)
        .order_by(PROJECT.c.year)
    )


def _toured(*travelled: ColumnElement[bool]) -> Query:
    told = func.count(VISIT.c.headcount).label("counted")
    columns = (func.count().label("visits"), _sum(VISIT, "headcount"), told)
    by = VISIT.c.direction
    return select(by, *columns).where(*travelled).group_by(by).order_by(by)


def _visits(*travelled: ColumnElement[bool]) -> Query:
    columns = [VISIT.c[column.key] for column in visits.LISTED]
    newest = (VISIT.c.date_start.desc(), VISIT.c.id.desc())
    more = (VISIT.c.as_of, VISIT.c.source)
    return select(*columns, *more).where(*travelled).order_by(*newest).limit(LONGEST)


def _talent(*sent: ColumnElement[bool]) -> Query:
    keys = (TALENT.c.year, TALENT.c.direction, TALENT.c.category)
    counted = select(*keys, func.count().label("persons")).where(*sent)
    return counted.group_by(*keys).order_by(*keys)


def _labour(*worked: ColumnElement[bool]) -> Query:
    sums = [_sum(LABOUR, name) for name in ("persons", "lifted")]
    by = LABOUR.c.year
    return select(by, *sums).where(*worked).group_by(by).order_by(by)


def _sum(table: Table, name: str) -> ColumnElement[Any]:
    column = table.c[name]
    return func.sum(column).cast(PROJECT.c.in_place.type).label(name)


def _behind(connection: Connection, table: Table, *counted: ColumnElement[bool]) -> Behind:
    day, many = table.c.as_of, func.count()
    whole = connection.execute(
        select(
            many,
            many.filter(table.c.demo),
            many.filter(day.is_(None)),
            func.min(day),
            func.max(day),
        ).where(*counted)
    ).one()
    source = func.coalesce(func.nullif(table.c.source, ""), ImportBatch.file_name, "")
    named = (
        select(source.label("source"), many.label("many"))
        .select_from(table)
        .outerjoin(ImportBatch, ImportBatch.id == table.c.batch_id)
        .where(*counted)
        .group_by(source)
    ).subquery()
    rows = connection.execute(
        select(named.c.source, func.count().over())
        .where(named.c.source != "")
        .order_by(named.c.many.desc(), named.c.source)
        .limit(SOURCES)
    ).all()
    records, demo, undated, first, last = whole
    sources = tuple(row[0] for row in rows)
    return Behind(records, demo, undated, first, last, sources, rows[0][1] if rows else 0)


def _year(connection: Connection, couple: tuple[str, str], day: date) -> int | None:
    """The latest year of clauses that has begun by the day."""
    helper, receiver = couple
    of_both = select(func.max(AgreementTarget.year)).where(
        AgreementTarget.helper_adcode == helper, AgreementTarget.receiver_adcode == receiver
    )
    begun = of_both.where(AgreementTarget.year <= day.year)
    return connection.scalar(begun.where(facts.counting(connection)(AgreementTarget)))


def _newest(figures: pd.DataFrame, day: date) -> pd.DataFrame:
    """Of each metric the figure as of the latest day that is not after `day`, a result before a
    plan; the newest first.
    """
    known = figures[figures["as_of"] <= pd.Timestamp(day)]
    told = known.assign(result=known["basis"] != Basis.PLAN)
    ordered = told.sort_values(["result", "as_of", "code"], kind="stable")
    newest = ordered.groupby("metric_key", sort=False).tail(1).drop(columns="result")
    return newest.sort_values(["as_of", "code"], ascending=False, ignore_index=True)
