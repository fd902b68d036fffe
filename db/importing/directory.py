"""What rows are checked against, read from the store once an import: places, pairings, meetings."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from db.folding import folded
from db.importing.convert import is_invisible
from db.importing.converted import Noted
from db.importing.issue import Invalid
from db.importing.placenames import ALSO, RENAMED, short_names
from db.importing.problems.places import AMBIGUOUS_AREA, AREA, PAIRING
from db.importing.problems.places import RENAMED as PLACE_RENAMED
from db.importing.traditional import simplified
from db.importing.words import NOTHING, Words, same
from db.models import Area, Commitment, Meeting, Metric, Pairing, RowHistory, table_of
from db.terms import Action, Level

_HAN = re.compile("[\u4e00-\u9fff]+")

SUGGESTIONS = 100
"""For how many unknown names an import looks for what may have been meant."""

PLACES = 50_000
"""So many different texts of places are looked up once and remembered."""

Couple = tuple[str, str]
"""Adcodes of helper and receiver."""


@dataclass
class Directory:
    """Places by every name they go by, pairings in force, meetings and their items by reference,
    as it is compared; `former` are those that had a title once: (id, the title of today).

    `suggested`, `in_force` and `placed` remember what was asked before.
    """

    areas: dict[str, Area]
    by_name: dict[str, set[str]]
    pairings: dict[Couple, list[Pairing]]
    metrics: dict[str, Metric]
    by_short_name: dict[str, set[str]] = field(default_factory=dict)
    meetings: dict[Couple, dict[str, list[int]]] = field(default_factory=dict)
    former: dict[Couple, dict[str, tuple[int, str]]] = field(default_factory=dict)
    items: dict[tuple[int, int], int] = field(default_factory=dict)
    suggested: dict[str, Words] = field(default_factory=dict)
    in_force: dict[tuple[Couple, int], Pairing] = field(default_factory=dict)
    placed: dict[str, str | None] = field(default_factory=dict)

    def area(self, name: str) -> str | Noted:
        """The adcode of a place given by name, short name, abbreviation or code.

        A unit that was renamed is found by its old name, with a note.

        Raises:
            Invalid: unknown (with a suggestion for a slip of the pen), or ambiguous.
        """
        plain = _plain(name)
        found = self._named(plain)
        if not found and plain in RENAMED:
            found = self.by_name.get(RENAMED[plain], set())
            if len(found) == 1:
                adcode = next(iter(found))
                note = Invalid(PLACE_RENAMED, old=plain, new=self.areas[adcode].name_zh)
                return Noted(adcode, (note,))
        if len(found) == 1:
            return next(iter(found))
        if found:
            choices = "、".join(sorted(self.full_name(adcode) for adcode in found))
            raise Invalid(AMBIGUOUS_AREA, choices=same(choices))
        raise Invalid(AREA, hint=self._suggestion(plain))

    def place(self, name: str) -> str | None:
        """The adcode of a place named in free text, if the text is just one place's name."""
        if name in self.placed:
            return self.placed[name]
        found = self._placed(name)
        if len(self.placed) < PLACES:
            self.placed[name] = found
        return found

    def _placed(self, name: str) -> str | None:
        plain = _plain(name)
        found = self._named(plain) if plain else set()
        if len(found) > 1:  # 西安 is the city rather than a district of that name elsewhere
            found = {code for code in found if self.areas[code].level is Level.PREFECTURE}
        return next(iter(found)) if len(found) == 1 else None

    def _named(self, plain: str) -> set[str]:
        """Places of a full name, else of a short one; provinces go before what lies in them."""
        return self.by_name.get(plain) or self.by_short_name.get(plain, set())

    def full_name(self, adcode: str) -> str:
        """The name with those of the places it lies in: 浙江省舟山市普陀区."""
        area = self.areas[adcode]
        above = self.full_name(area.parent_adcode) if area.parent_adcode else ""
        return above + area.name_zh

    def pairing(self, couple: Couple, year: int) -> Pairing:
        """The pairing of two places in force in a year, the latest-made where two overlap.

        Raises:
            Invalid: none; with the reversed or other years' pairing as a hint.
        """
        if known := self.in_force.get((couple, year)):
            return known
        in_force = [p for p in self.pairings.get(couple, ()) if holds_in(p, year)]
        if in_force:
            newest = max(in_force, key=lambda p: p.year_from or 0)
            self.in_force[couple, year] = newest
            return newest
        helper, receiver = couple
        raise Invalid(
            PAIRING,
            year=year,
            helper=self.areas[helper].name_zh,
            receiver=self.areas[receiver].name_zh,
            hint=self._pairing_hint(couple),
        )

    def _pairing_hint(self, couple: Couple) -> Words:
        helper, receiver = couple
        if (receiver, helper) in self.pairings:
            return Words("，两列似乎填反了", "; the two columns seem to be swapped")
        others = self.pairings.get(couple, [])
        if not others:
            return NOTHING
        years = "、".join(f"{p.year_from or '?'}–{p.year_to or ''}" for p in others)
        return Words(f"，只有 {years} 年的", f"; only in {years}")

    def _suggestion(self, name: str) -> Words:
        """A search among all names costs much: each unknown name gets one, and a file so many."""
        if name not in self.suggested:
            if len(self.suggested) >= SUGGESTIONS:
                return NOTHING
            close = get_close_matches(name[:30], self.by_name, n=1, cutoff=0.5)
            found = close[0].title() if close and close[0].isascii() else "".join(close)
            self.suggested[name] = (
                Words(f"（是否为“{found}”？）", f" (did you mean “{found}”?)") if found else NOTHING
            )
        return self.suggested[name]


def holds_in(pairing: Pairing, year: int) -> bool:
    """Whether a pairing was in force in a year; an unknown start counts as long ago."""
    return (pairing.year_from or 0) <= year <= (pairing.year_to or 9999)


def read_directory(connection: Connection, *, meetings: bool = True) -> Directory:
    """Read places, pairings, metrics, and (if wanted) every meeting's references."""
    places = _places(tuple(map(tuple, connection.execute(select(table_of(Area))))))
    pairings: dict[Couple, list[Pairing]] = defaultdict(list)
    for row in connection.execute(select(table_of(Pairing))):
        pairings[(row.helper_adcode, row.receiver_adcode)].append(Pairing(**row._mapping))
    rows = connection.execute(select(table_of(Metric)))
    metrics = {row.key: Metric(**row._mapping) for row in rows}
    directory = Directory(
        places.areas, places.by_name, dict(pairings), metrics, places.by_short_name
    )
    if meetings:
        _read_meetings(connection, directory)
    return directory


@dataclass(frozen=True)
class _Places:
    """All places, and by each of their names those that have it. Shared: nobody changes it."""

    areas: dict[str, Area]
    by_name: dict[str, set[str]]
    by_short_name: dict[str, set[str]]


@lru_cache(maxsize=2)
def _places(rows: tuple[tuple[Any, ...], ...]) -> _Places:
    """The places of these rows of `area`. Their names are most of what a short file's check costs,
    and hardly ever change.
    """
    columns = table_of(Area).c.keys()
    made = (Area(**dict(zip(columns, row, strict=True))) for row in rows)
    areas = {area.adcode: area for area in made}
    return _Places(areas, _names(areas), _short_names(areas))


def _names(areas: dict[str, Area]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for area in areas.values():
        for name in _names_of(area, areas):
            names[_plain(name)].add(area.adcode)
    for other, name in ALSO.items():
        names[other] |= names.get(name, set())
    return {name: found for name, found in names.items() if found}


def _short_names(areas: dict[str, Area]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for area in areas.values():
        province = areas.get(area.province_adcode)
        prefix = (province.short_zh or "") if province else ""
        for name in short_names(area):
            names[name].add(area.adcode)
            if prefix and area is not province:
                names[prefix + name].add(area.adcode)
                names[province.name_zh + name].add(area.adcode)  # type: ignore[union-attr]
    return dict(names)


def _plain(name: str) -> str:
    """A name as it is compared: of one width and case, without spaces, simplified."""
    if _HAN.fullmatch(name):
        return simplified(name)
    folded = simplified(unicodedata.normalize("NFKC", name)).casefold()
    return "".join(c for c in folded if not is_invisible(c))


def _names_of(area: Area, areas: dict[str, Area]) -> Iterable[str]:
    yield area.adcode
    yield area.name_zh
    if area.level is Level.PROVINCE:
        named = (area.short_zh, area.abbreviation, area.other_abbreviation, area.name_en)
        yield from (name for name in named if name)
        yield (area.iso_3166_2 or "").removeprefix("CN-")
        return
    province = areas[area.province_adcode]
    parent = areas[area.parent_adcode or area.province_adcode]
    prefixes = {province.name_zh, province.short_zh or "", parent.name_zh}
    prefixes |= {province.name_zh + parent.name_zh, (province.short_zh or "") + parent.name_zh}
    yield from (prefix + area.name_zh for prefix in prefixes if prefix)


def _read_meetings(connection: Connection, directory: Directory) -> None:
    columns = (Meeting.helper_adcode, Meeting.receiver_adcode, Meeting.code_key, Meeting.title_key)
    read = select(Meeting.id, *columns, Meeting.title)
    held: dict[int, tuple[Couple, str]] = {}
    for identity, helper, receiver, code, title_key, title in connection.execute(read):
        couple = (helper or "", receiver or "")
        held[identity] = couple, title
        references = directory.meetings.setdefault(couple, {})
        for reference in {title_key, code or title_key}:
            references.setdefault(reference, []).append(identity)
    _read_former(connection, directory, held)
    items = select(Commitment.meeting_id, Commitment.number, Commitment.id)
    directory.items.update({(m, n): i for m, n, i in connection.execute(items)})


def _read_former(
    connection: Connection, directory: Directory, held: dict[int, tuple[Couple, str]]
) -> None:
    """The titles that meetings had before they were corrected: ledgers still cite them by those."""
    changes = (
        select(RowHistory.row_id, RowHistory.before)
        .where(RowHistory.table_name == Meeting.__tablename__, RowHistory.action == Action.UPDATE)
        .order_by(RowHistory.id)
    )
    for identity, before in connection.execute(changes):
        if identity in held and "title" in (before or {}):
            couple, title = held[identity]
            directory.former.setdefault(couple, {})[folded(before["title"])] = identity, title
