"""What there was of each pairing in each year: what its records say, and what those of the wider
places did in its own. A project of the provinces in a paired county is something of that county's
pairing; what a county's records say is never counted again for its city or province.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    and_,
    cast,
    extract,
    false,
    func,
    literal,
    null,
    or_,
    select,
)

from db.models import Area, ImportBatch, Meeting, Pairing, Project, Visit, VisitSite
from db.queries import succession
from db.queries.frames import Query, frame
from db.queries.sides import SIDES
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.terms import Industry, Kind, Stage

COUNTED = ("meetings", "projects", "visits", "in_place")
WIDER = tuple(f"wider_{name}" for name in COUNTED)
"""The part of each that does not name the pairing itself."""

EVER = (0, 9999)
"""First and last year of a pairing that has none."""

Couple = tuple[str, str]


class Happened(NamedTuple):
    """Something of a year between two places: whose pairing it names, where it was, and how much
    of COUNTED it is; it is the rows of a `ledger` that have these values in some columns.
    """

    year: int
    pairing_id: int | None
    couple: Couple
    places: frozenset[str]
    counts: tuple[int, int, int, int]
    ledger: Kind
    rows: tuple[Any, ...]


class Paired(NamedTuple):
    """A pairing, and the years in which it was in force, both included."""

    id: int
    couple: Couple
    since: int
    until: int


def held(
    connection: Connection, industry: Industry | None = None, stage: Stage | None = None
) -> pd.DataFrame:
    """A row a pairing and year in force that has anything: `pairing_id`, `year`, `meetings`,
    `projects`, `visits` (counts) and `in_place` (yuan), and of each the part that names a wider
    pairing (WIDER). Industry and stage narrow projects and their money.
    """
    paired = _paired(connection)
    beneath = Beneath(connection, list(paired.values()))
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * 2 * len(COUNTED))
    nothing = (0,) * len(COUNTED)
    for one in _happened(connection, paired, industry, stage):
        for pairing_id in beneath.pairings(one):
            wider = nothing if pairing_id == one.pairing_id else one.counts
            known = sums[pairing_id, one.year]
            known[:] = [sum(pair) for pair in zip(known, (*one.counts, *wider), strict=True)]
    rows = [(*key, *counts) for key, counts in sorted(sums.items())]
    return pd.DataFrame(rows, columns=["pairing_id", "year", *COUNTED, *WIDER]).astype("int64")


def of_couple(connection: Connection, couple: Couple, years: range) -> pd.DataFrame:
    """A row a pairing of the two, or of narrower places between them, and year in which it was in
    force: `pairing_id`, `year`, COUNTED, `loaded` (whether a ledger of that year ever was), and the
    columns of SIDES.
    """
    paired = _paired(connection)
    within = Beneath(connection, list(paired.values())).narrower(couple)
    here = [one for one in paired.values() if one.couple == couple or one in within]
    every = [(o.id, y) for o in here for y in years if o.since <= y <= o.until]
    cells = pd.DataFrame(every, columns=["pairing_id", "year"]).astype("int64")
    counts = held(connection)[["pairing_id", "year", *COUNTED]]
    whole = cells.merge(counts, how="left", on=["pairing_id", "year"])
    whole = whole.fillna(0).astype("int64")
    known = loaded_years(connection)
    names = (
        select(Pairing.id.label("pairing_id"), *SIDES)
        .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
        .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
        .where(Pairing.id.in_([one.id for one in here]))
    )
    named = whole.merge(frame(connection, names), on="pairing_id")
    return named.assign(loaded=[year in known for year in named["year"]])


def wider(connection: Connection, pairing_id: int) -> pd.DataFrame:
    """The records of wider pairings that count for one (WIDER of `held`), the newest first:
    `kind` (of ledger), `id`, `year`, `pairing_id` (the wider one), `as_of`, `demo`, `in_place`
    (yuan, of projects), and the columns of SIDES.
    """
    paired = _paired(connection)
    beneath = Beneath(connection, list(paired.values()))
    found = [
        one
        for one in _happened(connection, paired, None, None)
        if one.pairing_id != pairing_id and pairing_id in beneath.pairings(one)
    ]
    frames = [_records(connection, kind, model, found) for kind, model in RECORDS.items()]
    rows = pd.concat([one for one in frames if len(one)] or frames[:1], ignore_index=True)
    return rows.sort_values(["year", "id"], ascending=False, ignore_index=True)


RECORDS: Mapping[Kind, Any] = {
    Kind.MEETINGS: Meeting,
    Kind.PROJECTS: Project,
    Kind.VISITS: Visit,
}
"""The ledgers that are counted."""
AT_ONCE = 200
"""So many groups are asked for in one statement: SQLite takes no condition that is a thousand deep.
"""


def _records(
    connection: Connection, kind: Kind, model: Any, found: Iterable[Happened]
) -> pd.DataFrame:
    """Those of one ledger among what happened."""
    year = model.year if kind is Kind.PROJECTS else _year(model.date_start)
    keys = {
        Kind.PROJECTS: (Project.year, Project.pairing_id, Project.place_adcode),
        Kind.MEETINGS: (
            *(year, Meeting.pairing_id, Meeting.helper_adcode, Meeting.receiver_adcode),
            Meeting.place_adcode,
        ),
        Kind.VISITS: (Visit.id,),
    }[kind]
    same = [
        and_(*(key == value for key, value in zip(keys, one.rows, strict=True)))
        for one in found
        if one.ledger is kind
    ]
    statement = with_sides(
        select(
            literal(kind.value).label("kind"),
            model.id,
            year.label("year"),
            model.pairing_id,
            model.as_of,
            model.demo,
            (model.in_place if kind is Kind.PROJECTS else cast(null(), BigInteger)).label(
                "in_place"
            ),
            *SIDES,
        ).select_from(model),
        model,
    )
    return pd.concat(
        [
            frame(connection, statement.where(or_(false(), *same[start : start + AT_ONCE])))
            for start in range(0, max(1, len(same)), AT_ONCE)
        ],
        ignore_index=True,
    )


def loaded_years(connection: Connection) -> frozenset[int]:
    """The years of which some ledger of meetings, projects or visits is in the store. The facts of
    data/reference are gleaned from the press: of themselves they are no ledger of a year.
    """
    years = set(connection.scalars(select(Project.year).distinct()))
    for model, kind in ((Meeting, Kind.MEETINGS), (Visit, Kind.VISITS)):
        kept = or_(model.reference_code.is_(None), ImportBatch.kind == kind)
        found = select(_year(model.date_start)).outerjoin(
            ImportBatch, ImportBatch.id == model.batch_id
        )
        years |= set(connection.scalars(found.where(kept).distinct()))
    return frozenset(years)


class Beneath:
    """Which pairings something counts for: the one that it names, and those of narrower places
    between the same two where it took place.
    """

    def __init__(self, connection: Connection, paired: list[Paired]) -> None:
        self._paired = {one.id: one for one in paired}
        rows = connection.execute(select(Area.adcode, Area.parent_adcode, Area.valid_to)).all()
        self._parents = {adcode: parent for adcode, parent, _until in rows}
        self._until = {adcode: int(until[:4]) for adcode, _parent, until in rows if until}
        self._now = succession.today(connection)
        self._around = cache(self._and_above)
        self.narrower = cache(self._of_couple)
        self._beside = cache(self._on_sides)
        self._there = cache(self._of_place)

    def pairings(self, one: Happened) -> set[int]:
        """Ids of the pairings in force in its year that it counts for."""
        found = {
            pairing.id
            for place in one.places
            for pairing in self._there(one.couple, self._in_year(place, one.year), one.year)
        }
        own = self._paired.get(one.pairing_id or 0)
        return found | ({own.id} if own and own.since <= one.year <= own.until else set())

    def _of_place(self, couple: Couple, place: str, year: int) -> list[Paired]:
        """The narrower pairings that a place is in, on the side on which they are narrower: of the
        receiver all; of the helper the one, for of several nothing says which was meant.
        """
        helping, receiving = (
            [one for one in side if one.since <= year <= one.until]
            for side in self._beside(couple, place)
        )
        if receiving:
            return receiving
        alone = Counter(one.couple[0] for one in helping)
        return [one for one in helping if alone[one.couple[0]] == 1]

    def _on_sides(self, couple: Couple, place: str) -> tuple[list[Paired], list[Paired]]:
        """The narrower pairings, whenever they were, that a place is in on either side."""
        around, now = {*self._above(place), self._now.get(place, place)}, self._now

        def is_in(one: Paired, side: int) -> bool:
            mine = one.couple[side]
            return mine != couple[side] and (mine in around or now.get(mine) in around)

        helping, receiving = (
            [one for one in self.narrower(couple) if is_in(one, side)] for side in (0, 1)
        )
        return helping, receiving

    def _of_couple(self, couple: Couple) -> list[Paired]:
        """The pairings whose two places lie in, or are, those of a couple, but for its own."""
        return [
            one
            for one in self._paired.values()
            if one.couple != couple
            and all(self._lies_in(mine, its) for mine, its in zip(one.couple, couple, strict=True))
        ]

    def _lies_in(self, narrow: str, wide: str) -> bool:
        return not self._around(narrow).isdisjoint({wide, self._now.get(wide, wide)})

    def _and_above(self, adcode: str) -> set[str]:
        """A unit, what it became, and those that both lie in."""
        return {*self._above(adcode), *self._above(self._now.get(adcode, adcode))}

    def _in_year(self, place: str, year: int) -> str:
        """The unit of a year: a former one as it was then, later what it became."""
        return place if year <= self._until.get(place, EVER[1]) else self._now.get(place, place)

    def _above(self, adcode: str | None) -> Iterator[str]:
        """A unit and those that it lies in."""
        while adcode:
            yield adcode
            adcode = self._parents.get(adcode)


def _paired(connection: Connection) -> dict[int, Paired]:
    couple = (Pairing.helper_adcode, Pairing.receiver_adcode)
    rows = connection.execute(select(Pairing.id, *couple, Pairing.year_from, Pairing.year_to))
    return {
        identity: Paired(identity, (helper, receiver), since or EVER[0], until or EVER[1])
        for identity, helper, receiver, since, until in rows
    }


def _happened(
    connection: Connection,
    paired: dict[int, Paired],
    industry: Industry | None,
    stage: Stage | None,
) -> Iterator[Happened]:
    for year, pairing_id, place, many, money in connection.execute(_projects(industry, stage)):
        couple = paired[pairing_id].couple
        counts, rows = (0, many, 0, int(money or 0)), (year, pairing_id, place)
        yield Happened(year, pairing_id, couple, _places(place), counts, Kind.PROJECTS, rows)
    for year, pairing_id, helper, receiver, place, many in connection.execute(_meetings()):
        couple, key = (helper, receiver), (year, pairing_id, helper, receiver, place)
        counts = (many, 0, 0, 0)
        yield Happened(year, pairing_id, couple, _places(place), counts, Kind.MEETINGS, key)
    stops: dict[int, set[str]] = defaultdict(set)
    for visit_id, place in connection.execute(_stops()):
        stops[visit_id].add(place)
    for visit_id, year, pairing_id, helper, receiver in connection.execute(_visits()):
        places = frozenset(stops.get(visit_id, ()))
        couple, counts = (helper, receiver), (0, 0, 1, 0)
        yield Happened(year, pairing_id, couple, places, counts, Kind.VISITS, (visit_id,))


def _projects(industry: Industry | None, stage: Stage | None) -> Query:
    """Read from ix_project_places alone."""
    keys = (Project.year, Project.pairing_id, Project.place_adcode)
    money = cast(func.sum(Project.in_place), Project.in_place.type)
    statement = select(*keys, func.count(), money).group_by(*keys)
    for column, wanted in ((Project.industry, industry), (Project.stage, stage)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    return statement


def _meetings() -> Query:
    sides = (Meeting.pairing_id, Meeting.helper_adcode, Meeting.receiver_adcode)
    keys = (_year(Meeting.date_start), *sides, Meeting.place_adcode)
    return select(*keys, func.count()).where(Meeting.helper_adcode.is_not(None)).group_by(*keys)


def _visits() -> Query:
    sides = (Visit.pairing_id, Visit.helper_adcode, Visit.receiver_adcode)
    return select(Visit.id, _year(Visit.date_start), *sides)


def _stops() -> Query:
    placed = VisitSite.place_adcode.is_not(None)
    return select(VisitSite.visit_id, VisitSite.place_adcode).where(placed)


def _year(day: object) -> ColumnElement[int]:
    return cast(extract("year", day), Integer)  # type: ignore[arg-type]


def _places(place: str | None) -> frozenset[str]:
    return frozenset([place] if place else [])
