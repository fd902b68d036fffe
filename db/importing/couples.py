"""Two sides that one text names: 浙川, 苏陕协作, 浙江省对口支援四川省, 杭州市—广元市.

A couple is two places, one behind the other, of which there is a pairing: in either order where
nothing but a sign stands between them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import NamedTuple

from db.importing.directory import Couple, Directory, holds_in
from db.importing.gazetteer import plain

LONGEST = 100
"""Characters of the longest text that is looked at."""
_BETWEEN = re.compile(
    r"[-－—–―~～→⇌↔·・、/+＋&]*(?:两省|两地|省际|东西部|对口|结对|帮扶|支援|援助|援建|协作|合作|扶贫|援|和|与|及"
    r"|选派|派出|派驻|派往|派|对|赴|至|到)*[-－—–―~～→]*"
)
_BY_ITSELF = re.compile(r".*(?:援|对|-|－|—|–|→)")
"""What may part a letter of one province from the name of another: 浙江援川."""


class _Named(NamedTuple):
    """Where a text names a place, and the places that it may be."""

    start: int
    end: int
    adcodes: tuple[str, ...]

    @property
    def short(self) -> bool:
        return self.end - self.start == 1


def couples_in(text: str, directory: Directory) -> list[Couple]:
    """The couples that a text names, without those of which another lies within."""
    name = plain(text)
    if not 2 <= len(name) <= LONGEST:
        return []
    places = list(_together(_places(name, directory), directory))
    found: dict[Couple, None] = {}
    for one, other in _neighbours(name, places):
        for couple in product(one.adcodes, other.adcodes):
            for each in (couple, couple[::-1]):
                if each in directory.pairings:
                    found[each[0], each[1]] = None
    return [couple for couple in found if not any(_within(o, couple, directory) for o in found)]


def couples_of(text: str, directory: Directory, year: int | None) -> list[Couple]:
    """The couple of the one province that a text names, where it was paired with one other in a
    year: 四川省2023年项目台账.
    """
    name = plain(text)
    named = _together(_places(name, directory), directory) if len(name) <= LONGEST else ()
    codes = {code for place in named if not place.short for code in place.adcodes}
    found = [c for c in directory.pairings if codes.intersection(c) and c[0].endswith("0000")]
    found = [c for c in found if year and any(holds_in(p, year) for p in directory.pairings[c])]
    return found if len(codes) == len(found) == 1 else []


def _places(name: str, directory: Directory) -> Iterator[_Named]:
    """The places named, from left to right, each by its longest name; a letter is a province's."""
    known, start = directory.known, 0
    while start < len(name):
        end = start + 1
        for length in known.lengths.get(name[start], ()):
            adcodes = known.named(name[start : start + length], None)
            if adcodes and start + length <= len(name):
                end = start + length
                yield _Named(start, end, tuple(dict.fromkeys(adcodes)))
                break
        start = end


def _together(places: Iterator[_Named], directory: Directory) -> Iterator[_Named]:
    """浙江省 and 杭州市 right behind it as the one place that is meant."""
    last: _Named | None = None
    for place in places:
        if last and last.end == place.start and not last.short:
            above = last.adcodes
            inside = tuple(
                code
                for code in place.adcodes
                if any(code != other and directory.known.lies_in(code, other) for other in above)
            )
            if inside:
                last = _Named(last.start, place.end, inside)
                continue
        if last:
            yield last
        last = place
    if last:
        yield last


def _neighbours(name: str, places: list[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Places that stand together; of 粤桂黔 the first with each of the others."""
    first: _Named | None = None
    for one, other in pairwise(places):
        between = name[one.end : other.start]
        if not _BETWEEN.fullmatch(between):
            first = None
            continue
        if one.short is other.short or _BY_ITSELF.fullmatch(between):
            yield one, other
            if first and not between:
                yield first, other
            first = (first or one) if other.short else None


def _within(one: Couple, other: Couple, directory: Directory) -> bool:
    """Whether both sides of a couple lie in those of another."""
    inside = (directory.known.lies_in(a, b) for a, b in zip(one, other, strict=True))
    return one != other and all(inside)
