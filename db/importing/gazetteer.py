"""All places of the store: their names, what lies in what, and what they were and became."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Connection, select

from db.importing.convert import is_invisible
from db.importing.placenames import full_names, is_place, short_names, zone_names
from db.importing.traditional import simplified
from db.models import Area, AreaName, AreaSuccessor, table_of
from db.terms import Level, NameKind

_HAN = re.compile("[\u4e00-\u9fff]+")

BREADTH = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""Levels from wide to narrow."""

Names = Mapping[str, tuple[str, ...]]
"""Name → the codes of the places that it is a name of."""


def plain(name: str) -> str:
    """A name as it is compared: of one width and case, without spaces, simplified."""
    if _HAN.fullmatch(name):
        return simplified(name)
    folded = simplified(unicodedata.normalize("NFKC", name)).casefold()
    return "".join(c for c in folded if not is_invisible(c))


@dataclass(frozen=True)
class Gazetteer:
    """Places by code. Shared between imports: nobody changes it.

    `short` has the everyday names. `former` are (name, code) of names that a place no longer has,
    which `full` has as well. `successor` and `predecessor` are of whole areas; `heirs` are what
    became of units that ended, in whole or in parts. `bare` are (name, code) of names by which a
    development zone is found only within its parent (高新区), which `full` has as well; `zoned`
    are the parents of zones.
    """

    areas: Mapping[str, Area]
    full: Names
    short: Names
    former: frozenset[tuple[str, str]]
    successor: Mapping[str, str]
    predecessor: Mapping[str, str]
    heirs: Names
    bare: frozenset[tuple[str, str]] = frozenset()
    zoned: frozenset[str] = frozenset()
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """First character → lengths of the names that begin with it, long ones first."""
        found: dict[str, set[int]] = defaultdict(set)
        for name in self.full.keys() | self.short.keys():
            found[name[0]].add(len(name))
        return {first: tuple(sorted(some, reverse=True)) for first, some in found.items()}

    def named(self, name: str, scope: str | None) -> tuple[str, ...]:
        """The places of a name in a province, or anywhere."""
        adcodes = self.full.get(name, ()) + self.short.get(name, ())
        return tuple(code for code in adcodes if scope is None or self.lies_in(code, scope))

    def names_in(self, province: str | None) -> list[str]:
        """The names of what lies in a province, or of everything."""
        every = self.full.keys() | self.short.keys()
        return list(every) if province is None else self._by_province.get(province, [])

    @cached_property
    def _by_province(self) -> dict[str, list[str]]:
        pairs = (
            (self.areas[code].province_adcode, name)
            for names in (self.full, self.short)
            for name, codes in names.items()
            if not name.isascii()
            for code in codes
        )
        return {province: list(names) for province, names in _grouped(pairs).items()}

    def above(self, adcode: str) -> tuple[str, ...]:
        """A place and those that it lies in, from narrow to wide."""
        if adcode not in self._above:
            area = self.areas[adcode]
            parent = area.parent_adcode
            upper = self.above(parent) if parent else ()
            province = area.province_adcode
            if not upper and province != adcode and province in self.areas:
                upper = (province,)
            self._above[adcode] = (adcode, *upper)
        return self._above[adcode]

    def lies_in(self, adcode: str, other: str) -> bool:
        """Whether a place is another one or lies in it."""
        return other in self.above(adcode)

    def full_name(self, adcode: str) -> str:
        """The name with those of the places it lies in: 浙江省舟山市普陀区."""
        named = (self.areas[code] for code in reversed(self.above(adcode)))
        return "".join(area.name_zh for area in named if is_place(area))

    def common(self, adcodes: Iterable[str]) -> str | None:
        """The narrowest place in which all lie."""
        first, *others = (self.above(adcode) for adcode in adcodes)
        return next((code for code in first if all(code in other for other in others)), None)

    def in_force(self, adcode: str, year: int) -> bool:
        """Whether a place was a unit in some part of a year."""
        area = self.areas[adcode]
        start, end = area.valid_from, area.valid_to
        return (not start or int(start[:4]) <= year) and (not end or year <= int(end[:4]))

    def in_year(self, adcode: str, year: int) -> str | None:
        """The unit that a place was in a year, if all of it was one: 会理市 in 2019 is 会理县."""
        area = self.areas[adcode]
        ended = bool(area.valid_to) and int(area.valid_to[:4]) < year  # type: ignore[index]
        onwards = self.successor if ended else self.predecessor
        seen: set[str] = set()
        found: str | None = adcode
        while found is not None and found not in seen:
            if self.in_force(found, year):
                return found
            seen.add(found)
            found = onwards.get(found)
        return None

    def kin(self, adcode: str) -> tuple[str, ...]:
        """What a place, or a part of it, became or was before, however often it changed."""
        found = dict.fromkeys((adcode,))
        for step in (self.heirs, self._forebears):
            reached = [adcode]
            for code in reached:
                more = [other for other in step.get(code, ()) if other not in reached]
                reached += more
                found |= dict.fromkeys(more)
        return tuple(found)

    @cached_property
    def _forebears(self) -> Names:
        return _backwards(self.heirs)


def read_gazetteer(connection: Connection) -> Gazetteer:
    """Read all places, what became of them, and their further names."""
    tables = (table_of(Area), table_of(AreaSuccessor), table_of(AreaName))
    return gazetteer(*(tuple(map(tuple, connection.execute(select(each)))) for each in tables))


Rows = tuple[tuple[Any, ...], ...]


@lru_cache(maxsize=2)
def gazetteer(areas: Rows = (), successions: Rows = (), names: Rows = ()) -> Gazetteer:
    """The places of these rows of `area`, `area_successor` and `area_name`. Their names are most
    of what a short file's check costs, and hardly ever change.
    """
    known = {area.adcode: area for area in (Area(**row) for row in _named(Area, areas))}
    further = [
        (row["adcode"], plain(row["name_zh"]), row["kind"]) for row in _named(AreaName, names)
    ]
    zones = [area for area in known.values() if area.zone]
    places = [area for area in known.values() if is_place(area) and not area.zone]
    full = [(plain(name), area.adcode) for area in places for name in full_names(area)]
    full += [(name, adcode) for adcode, name, _kind in further]
    anywhere, bare = _zone_names(zones, known)
    full += [*anywhere, *bare]
    short = [(plain(name), area.adcode) for area in places for name in short_names(area)]
    rows = _named(AreaSuccessor, successions)
    became = [(row["predecessor_adcode"], row["successor_adcode"], row["whole"]) for row in rows]
    whole = {old: new for old, new, all_of_it in became if all_of_it}
    heirs = _grouped((old, new) for old, new, whole in became if whole or known[old].valid_to)
    alone = {new: olds[0] for new, olds in _backwards(heirs).items() if len(olds) == 1}
    return Gazetteer(
        known,
        _grouped(full),
        _grouped(short),
        frozenset((name, code) for code, name, kind in further if kind is NameKind.FORMER),
        whole,
        {new: old for new, old in alone.items() if whole.get(old) == new},
        heirs,
        frozenset(bare),
        frozenset(zone.parent_adcode for zone in zones if zone.parent_adcode),
    )


Pairs = list[tuple[str, str]]


def _zone_names(zones: Iterable[Area], known: Mapping[str, Area]) -> tuple[Pairs, Pairs]:
    """(name, code) of zones: by which they are found anywhere, and within their parent alone."""
    anywhere: Pairs = []
    bare: Pairs = []
    for zone in zones:
        found = zone_names(zone, known[zone.parent_adcode or zone.province_adcode])
        for names, pairs in zip(found, (anywhere, bare), strict=True):
            pairs += [(plain(name), zone.adcode) for name in names]
    return anywhere, bare


def _backwards(names: Names) -> Names:
    return _grouped((value, key) for key, values in names.items() for value in values)


def _named(model: type[Any], rows: Rows) -> list[dict[str, Any]]:
    columns = table_of(model).c.keys()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}
