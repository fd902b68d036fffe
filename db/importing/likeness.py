"""Records much like another, before they count: one of the store, or an earlier row of the file.

A project is like another of the same year and couple, or of a couple within it (the province's own
ledger repeats a prefecture's), that has nearly its title and the same amount, be it rounded. A
meeting or a visit is like another of the same day and couple that was in the same place, or is
called nearly so.

Only what shares an amount or a day is compared: of projects without amounts none is, and of the
others hardly any (db.importing.shares). Of very many that share one only those of one title are: so
a ledger costs by its rows, not by their pairs, and of the store hardly more is read than what is
like it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    column,
    func,
    or_,
    select,
)

from db.folding import folded
from db.importing.alike import One, is_like, roughly
from db.importing.block import Block
from db.importing.directory import Couple, Directory
from db.importing.identity import described, similar
from db.importing.issue import Invalid, Issue
from db.importing.packed import in_parts
from db.importing.problems.records import SIMILAR_ROW
from db.importing.rows import Fate, RowPlan, Values, chunks
from db.importing.shares import Shares, Window
from db.models import Meeting, Project, Visit, VisitSite, table_of
from db.models.projects import AMOUNTS
from db.terms import Kind

PROJECT, MEETING, VISIT, SITE = (table_of(t) for t in (Project, Meeting, Visit, VisitSite))

COMPARED = (
    *("helper_adcode", "receiver_adcode", "year", "date_start", "direction", "code", "title"),
    *("head", "purpose", "place", "place_adcode", *AMOUNTS),
)
NEAR_AMONG = 500
"""Of so many rows of a couple and year, those count as sharing an amount whose amounts are the same
to rounding; of more, those whose amounts are equal.
"""
LARGEST = 30
"""Of more that share an amount or a day, only those of one title are compared; of fewer, those of
one numeral (the second phase is not the first).
"""

Blocks = defaultdict[Hashable, list[One]]
Shared = Callable[[Values], list[Hashable]]
"""What a project may share with others."""


class Likenesses:
    """Finds, for every new record of a file, whether it is much like another one, of the whole file
    or of the store. `settled` are the rows of which it has been said already whether they are.
    """

    def __init__(self, kind: Kind, directory: Directory, settled: Mapping[int, int]) -> None:
        self._kind, self._settled = kind, settled
        self._provinces = _Provinces(directory)
        self._shares = Shares(self._provinces.of, settled)

    def add(self, part: Block | list[RowPlan]) -> None:
        """The next plans of the file."""
        if self._kind is Kind.PROJECTS:
            self._shares.add(part)

    def notes(self, connection: Connection, plans: Sequence[RowPlan]) -> list[Issue]:
        """A note for every one of the plans, once all are added."""
        if self._kind is Kind.PROJECTS:
            return _of_projects(connection, plans, self._shares, self._provinces)
        if self._kind not in (Kind.MEETINGS, Kind.VISITS):
            return []
        parts = in_parts(plans, Fate.NEW)
        new = [p for part in parts for p in _lean(part) if p.record_no not in self._settled]
        table = MEETING if self._kind is Kind.MEETINGS else VISIT
        return _of_days(connection, table, new, self._provinces)


def likenesses(
    connection: Connection,
    kind: Kind,
    plans: Sequence[RowPlan],
    directory: Directory,
) -> list[Issue]:
    """A note for every one of a few plans that is much like another, or like one of the store."""
    found = Likenesses(kind, directory, {})
    for part in in_parts(plans, Fate.NEW):
        found.add(part)
    return found.notes(connection, plans)


def _lean(part: Block | list[RowPlan], numbers: Container[int] | None = None) -> Iterator[RowPlan]:
    """Those of these numbers (or all), with no more than is compared: they are held all at once."""
    if isinstance(part, Block):
        columns = {name: part.columns[name] for name in COMPARED if name in part.columns}
        places = zip(part.record_nos, part.line_nos, strict=True)
        for at, (number, line) in enumerate(places):
            if numbers is None or number in numbers:
                values = {n: column[at] for n, column in columns.items() if column[at] is not None}
                yield RowPlan(number, line, Fate.NEW, values=values)
        return
    for plan in part:
        if numbers is None or plan.record_no in numbers:
            values = {n: value for n in COMPARED if (value := plan.values.get(n)) is not None}
            sites = [child for child in plan.children if child.name == "sites"]
            yield RowPlan(plan.record_no, plan.line_no, plan.fate, values=values, children=sites)


def _of_projects(
    connection: Connection, plans: Sequence[RowPlan], shares: Shares, provinces: "_Provinces"
) -> list[Issue]:
    stored: defaultdict[Window, list[Values]] = defaultdict(list)
    few = shares.few(NEAR_AMONG)
    for block, year in shares.windows:
        pairings = provinces.pairings[block]
        if _has_any(connection, pairings, year):
            wanted = [(name, held, held) for name, held in shares.wanted((block, year))]
            if (block, year) in few:
                wanted += [(name, *span) for name, held, _ in wanted for span in _spans(held)]
            stored[block, year] += _projects(connection, pairings, year, wanted)
    numbers = shares.numbers(stored) | shares.numbers_in(few)
    rows: defaultdict[Window, list[RowPlan]] = defaultdict(list)
    for part in in_parts(plans, Fate.NEW) if numbers else ():
        for plan in _lean(part, numbers):
            rows[provinces.of(_couple(plan.values)), plan.values["year"]].append(plan)
    notes: list[Issue] = []
    for window, group in rows.items():
        shared = _shared_nearly if window in few else _shared
        theirs: Blocks = defaultdict(list)
        for one in map(One, stored[window]):
            for key in shared(one.values):
                theirs[key].append(one)
        notes += _compare(theirs, _blocks(group, shared))
    return notes


def _blocks(plans: Iterable[RowPlan], shared: Shared) -> dict[Hashable, list[RowPlan]]:
    """The rows by each of what they may share with others."""
    rows: defaultdict[Hashable, list[RowPlan]] = defaultdict(list)
    for plan in plans:
        for key in shared(plan.values):
            rows[key].append(plan)
    return rows


def _shared(values: Values) -> list[Hashable]:
    """What a project may share: each amount, from and to. One without any is like no other."""
    return [(name, values[name], values[name]) for name in AMOUNTS if values.get(name)]


def _shared_nearly(values: Values) -> list[Hashable]:
    """Each amount, and the spans in which it lies with those that are the same to rounding."""
    found = _shared(values)
    for name in AMOUNTS:
        if values.get(name):
            found += dict.fromkeys((name, *span) for span in _spans(values[name]))
    return found


def _spans(amount: int) -> list[tuple[int, int]]:
    """Below and above each of the two amounts that it roughly is, those that may be the same."""
    return [(rough - rough // 20, rough + rough // 20) for rough in roughly(amount)]


def _of_days(
    connection: Connection, table: Table, plans: Sequence[RowPlan], provinces: "_Provinces"
) -> list[Issue]:
    notes: list[Issue] = []
    blocks: defaultdict[Couple, list[RowPlan]] = defaultdict(list)
    for plan in plans:
        if plan.values.get("helper_adcode"):
            blocks[provinces.of(_couple(plan.values))].append(plan)
    for block, group in blocks.items():
        rows: defaultdict[Hashable, list[RowPlan]] = defaultdict(list)
        for plan in group:
            rows[_day(plan.values)].append(plan)
        days = {plan.values["date_start"] for plan in group}
        stored: Blocks = defaultdict(list)
        for one in _on_days(connection, table, provinces.couples[block], days):
            stored[_day(one.values)].append(one)
        notes += _compare(stored, rows)
    return notes


def _day(values: Values) -> Hashable:
    return values["date_start"], values.get("direction")


def _compare(stored: Blocks, rows: Mapping[Hashable, list[RowPlan]]) -> Iterator[Issue]:
    """A note on each row that is like one of the store, or an earlier row, in one of its blocks."""
    ones: dict[int, One] = {}
    noted: set[int] = set()
    for key, plans in rows.items():
        known = list(stored.get(key, ()))
        if len(known) + len(plans) < 2:
            continue
        many = len(known) + len(plans) > LARGEST
        titled: Blocks = defaultdict(list)
        for one in known:
            titled[one.core if many else one.numerals].append(one)
        for plan in plans:
            one = ones.get(plan.record_no) or _row(plan)
            ones[plan.record_no] = one
            alike = titled[one.core if many else one.numerals]
            if plan.record_no not in noted:
                like = next((other for other in alike[:LARGEST] if is_like(one, other)), None)
                if like is not None:
                    noted.add(plan.record_no)
                    yield _note(plan, like)
            alike.append(one)


class _Provinces:
    """The couple of provinces that each couple belongs to, and all couples of each."""

    def __init__(self, directory: Directory) -> None:
        self._areas = directory.areas
        self._known: dict[Couple, Couple] = {}
        self.pairings: defaultdict[Couple, list[int]] = defaultdict(list)
        self.couples: defaultdict[Couple, set[Couple]] = defaultdict(set)
        for couple, pairings in directory.pairings.items():
            block = self._block(couple)
            self.pairings[block] += [pairing.id for pairing in pairings]
            self.couples[block].add(couple)

    def of(self, couple: Couple) -> Couple:
        """The couple of provinces of a couple."""
        if couple not in self._known:
            block = self._known[couple] = self._block(couple)
            self.couples[block].add(couple)
        return self._known[couple]

    def _block(self, couple: Couple) -> Couple:
        helper, receiver = (self._areas[adcode].province_adcode for adcode in couple)
        return helper, receiver


def _couple(values: Values) -> Couple:
    return values["helper_adcode"], values["receiver_adcode"]


def _row(plan: RowPlan) -> One:
    children = (child for child in plan.children if child.name == "sites")
    stops = (child.values["name"] for child in children if child.values)
    return One(plan.values, plan, frozenset(map(folded, stops)))


def _has_any(connection: Connection, pairings: list[int], year: int) -> bool:
    """Whether there is any project of a year and couple of provinces."""
    of = select(PROJECT.c.id).where(PROJECT.c.year == year, PROJECT.c.pairing_id.in_(pairings))
    return connection.scalar(of.limit(1)) is not None


def _projects(
    connection: Connection, pairings: list[int], year: int, rows: Iterable[tuple[str, int, int]]
) -> Iterator[Values]:
    """The projects of a year and couple of provinces that share with one of the rows what may be
    shared. The index of the sums tells of which amounts: only those projects are read.
    """
    columns = PROJECT.c
    wanted: defaultdict[str, list[Any]] = defaultdict(list)
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, low, high in rows:
        if low == high:
            wanted[name].append(low)
        else:
            spans[name].append((low, high))
    shares = [_among(connection, columns[name], values) for name, values in wanted.items()]
    for name, near in spans.items():
        shares += [columns[name].between(*span) for span in _merged(near)]
    if not shares:
        return
    names = ("id", "helper_adcode", "receiver_adcode", "code", "year", "title", "place_adcode")
    found = select(*(columns[name] for name in (*names, *AMOUNTS))).where(
        columns.id.in_(
            select(columns.id).where(
                columns.year == year, columns.pairing_id.in_(pairings), or_(*shares)
            )
        )
    )
    for values in connection.execute(found.order_by(columns.id)).mappings():
        yield dict(values)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one: of amounts there are never more than a few dozen."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _among(
    connection: Connection, of: ColumnElement[Any], values: list[Any]
) -> ColumnElement[bool]:
    """Whether a column holds one of many values, which are given as one parameter."""
    if connection.dialect.name == "postgresql":
        return of == any_(bindparam(None, values, type_=ARRAY(of.type), unique=True))
    given = func.json_each(json.dumps(values)).table_valued(column("value", of.type))
    return of.in_(select(given.c.value))


def _on_days(
    connection: Connection, table: Table, couples: set[Couple], days: set[Any]
) -> Iterator[One]:
    """The meetings or visits of a couple of provinces, and of those within, on the rows' days."""
    columns = table.c
    found: list[Values] = []
    for helper, receiver in sorted(couples):
        of_couple = select(table).where(
            columns.helper_adcode == helper, columns.receiver_adcode == receiver
        )
        for chunk in chunks(days):
            on_days = of_couple.where(columns.date_start.in_(chunk))
            found += map(dict, connection.execute(on_days).mappings())
    sites: defaultdict[int, set[str]] = defaultdict(set)
    for chunk in chunks(values["id"] for values in found) if table is VISIT else ():
        stops = select(SITE.c.visit_id, SITE.c.name).where(SITE.c.visit_id.in_(chunk))
        for visit, name in connection.execute(stops):
            sites[visit].add(folded(name))
    for values in found:
        yield One(values, sites=frozenset(sites[values["id"]]))


def _note(plan: RowPlan, like: One) -> Issue:
    if like.plan is None:
        return similar(plan, like.values)
    details = described(like.values) | {"other": like.plan.record_no}
    return Invalid(SIMILAR_ROW, **details).issue(record_no=plan.record_no, line_no=plan.line_no)
