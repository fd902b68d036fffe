"""What there was of each pairing in each year: what its records say, and what those of the wider
places did in its own. A project of the provinces in a paired county is something of that county's
pairing; what a county's records say is never counted again for its city or province.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
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

from db.models import Area, ImportBatch, Meeting, Pairing, Project, ProjectRollup, Visit, VisitSite
from db.queries import facts, succession
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


Units = dict[str, list[Paired]]
"""Adcode → pairings."""


def held(
    connection: Connection, industry: Industry | None = None, stage: Stage | None = None
) -> pd.DataFrame:
    """A row a pairing and year in force that has anything: `pairing_id`, `year`, `meetings`,
    `projects`, `visits` (counts) and `in_place` (yuan), and of each the part that names a wider
    pairing (WIDER). Industry and stage narrow projects and their money.
    """
    paired = _paired(connection)
    beneath = Beneath(connection, list(paired.values()))
    return _held(_happened(connection, paired, industry=industry, stage=stage), beneath)


def _held(happened: Iterable[Happened], beneath: "Beneath") -> pd.DataFrame:
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * 2 * len(COUNTED))
    for one in happened:
        for pairing_id in beneath.pairings(one):
            known, wider = sums[pairing_id, one.year], pairing_id != one.pairing_id
            for place, count in enumerate(one.counts):
                if count:
                    known[place] += count
                    known[place + len(COUNTED)] += count * wider
    rows = [(*key, *counts) for key, counts in sorted(sums.items())]
    return pd.DataFrame(rows, columns=["pairing_id", "year", *COUNTED, *WIDER]).astype("int64")


def of_wider(connection: Connection, pairing_id: int) -> dict[str, int]:
    """What `held` has of a pairing over all years in the part that names a wider one (COUNTED)."""
    every = zip(*(one.counts for one in _of_wider(connection, pairing_id)), strict=True)
    return dict.fromkeys(COUNTED, 0) | dict(zip(COUNTED, map(sum, every), strict=False))


def _of_wider(connection: Connection, pairing_id: int) -> list[Happened]:
    """What names a wider pairing and counts for one."""
    paired = _paired(connection)
    beneath = Beneath(connection, list(paired.values()))
    couple = paired[pairing_id].couple
    found = _happened(connection, paired, beneath.wider(couple) - {couple})
    return [
        one for one in found if one.pairing_id != pairing_id and pairing_id in beneath.pairings(one)
    ]


def of_couple(connection: Connection, couple: Couple, years: range) -> pd.DataFrame:
    """A row a pairing of the two, or of narrower places between them, and year in which it was in
    force: `pairing_id`, `year`, COUNTED, `loaded` (whether a ledger of that year ever was), and the
    columns of SIDES.
    """
    paired = _paired(connection)
    beneath = Beneath(connection, list(paired.values()))
    within = beneath.narrower(couple)
    here = [one for one in paired.values() if one.couple == couple or one in within]
    every = [(o.id, y) for o in here for y in years if o.since <= y <= o.until]
    cells = pd.DataFrame(every, columns=["pairing_id", "year"]).astype("int64")
    couples = set[Couple]().union(*(beneath.wider(one.couple) for one in here))
    found = _held(_happened(connection, paired, couples), beneath)
    counts = found[["pairing_id", "year", *COUNTED]]
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
    found = _of_wider(connection, pairing_id)
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
    ).where(facts.counting(connection)(model))
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
    counts = facts.counting(connection)
    projects = select(ProjectRollup.year).where(counts(ProjectRollup))
    years = set(connection.scalars(projects.distinct()))
    for model, kind in ((Meeting, Kind.MEETINGS), (Visit, Kind.VISITS)):
        kept = or_(model.reference_code.is_(None), ImportBatch.kind == kind)
        found = select(_year(model.date_start)).outerjoin(
            ImportBatch, ImportBatch.id == model.batch_id
        )
        years |= set(connection.scalars(found.where(kept, counts(model)).distinct()))
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
        self._former: dict[str, list[str]] = defaultdict(list)
        for former, now in self._now.items():
            self._former[now].append(former)
        self._beside, self._within = cache(self._on_sides), cache(self._by_unit)
        self._holding = cache(self._and_above)
        self._narrower: dict[Couple, list[Paired]] = defaultdict(list)
        for one in paired:
            for couple in self.wider(one.couple) - {one.couple}:
                self._narrower[couple].append(one)

    def pairings(self, one: Happened) -> set[int]:
        """Ids of the pairings in force in its year that it counts for."""
        found = {
            pairing.id
            for place in one.places
            for pairing in self._of_place(one.couple, self._in_year(place, one.year), one.year)
        }
        own = self._paired.get(one.pairing_id or 0)
        if own and own.since <= one.year <= own.until:
            found.add(own.id)
        return found

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
        around = {*self._above(place), self._now.get(place, place)}
        helping, receiving = (
            list({one: None for unit in around for one in units.get(unit, ())})
            for units in self._within(couple)
        )
        return helping, receiving

    def _by_unit(self, couple: Couple) -> tuple[Units, Units]:
        """Of each side the units, as they were and are called, that narrower pairings have there in
        place of the couple's own.
        """
        sides: tuple[Units, Units] = defaultdict(list), defaultdict(list)
        for one in self.narrower(couple):
            for units, mine, its in zip(sides, one.couple, couple, strict=True):
                for unit in {mine, self._now.get(mine, mine)} if mine != its else ():
                    units[unit].append(one)
        return sides

    def narrower(self, couple: Couple) -> list[Paired]:
        """The pairings whose two places lie in, or are, those of a couple, but for its own."""
        return self._narrower.get(couple, [])

    def wider(self, couple: Couple) -> set[Couple]:
        """A couple, and all whose places hold those of it."""
        helper, receiver = couple
        return set(product(self._holding(helper), self._holding(receiver)))

    def _and_above(self, adcode: str) -> set[str]:
        """A unit, what it became, and those that both lie in; all as they are or were called."""
        around = {*self._above(adcode), *self._above(self._now.get(adcode, adcode))}
        return around.union(*(self._former.get(unit, ()) for unit in around))

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
    couples: Collection[Couple] | None = None,
    industry: Industry | None = None,
    stage: Stage | None = None,
) -> Iterator[Happened]:
    """All that happened; of some couples, where they are named, and little else."""
    projects, meetings, visits, stopped = (
        _projects(industry, stage),
        _meetings(),
        _visits(),
        _stops(),
    )
    counts_at_all = facts.counting(connection)
    projects = projects.where(counts_at_all(Project))
    meetings = meetings.where(counts_at_all(Meeting))
    visits = visits.where(counts_at_all(Visit))
    if couples is not None:
        ids = [one.id for one in paired.values() if one.couple in couples]
        projects = projects.where(Project.pairing_id.in_(ids))
        meetings = meetings.where(*_between(Meeting, couples))
        visits = visits.where(*_between(Visit, couples))
        stopped = stopped.join(Visit).where(*_between(Visit, couples))
    for year, pairing_id, place, many, money in connection.execute(projects).all():
        couple = paired[pairing_id].couple
        counts, rows = (0, many, 0, int(money or 0)), (year, pairing_id, place)
        yield Happened(year, pairing_id, couple, _places(place), counts, Kind.PROJECTS, rows)
    for year, pairing_id, helper, receiver, place, many in connection.execute(meetings).all():
        couple, key = (helper, receiver), (year, pairing_id, helper, receiver, place)
        counts = (many, 0, 0, 0)
        yield Happened(year, pairing_id, couple, _places(place), counts, Kind.MEETINGS, key)
    stops: dict[int, set[str]] = defaultdict(set)
    for visit_id, place in connection.execute(stopped).all():
        stops[visit_id].add(place)
    for visit_id, year, pairing_id, helper, receiver in connection.execute(visits).all():
        places = frozenset(stops.get(visit_id, ()))
        couple, counts = (helper, receiver), (0, 0, 1, 0)
        yield Happened(year, pairing_id, couple, places, counts, Kind.VISITS, (visit_id,))


def _between(ledger: Any, couples: Collection[Couple]) -> Iterator[ColumnElement[bool]]:
    """The helpers and the receivers of some couples: two of them may be no couple."""
    for place, side in enumerate((ledger.helper_adcode, ledger.receiver_adcode)):
        yield side.in_({couple[place] for couple in couples})


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
