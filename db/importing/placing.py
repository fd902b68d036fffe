"""Where a record's place is: of the places that its text may mean, that of its sides and year.

The receiving side goes first, from its own county or prefecture to its province, then the helping
side, then anywhere. What is not sure is said and left without a code, and the text is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from db.importing.gazetteer import BREADTH, Gazetteer
from db.importing.issue import Invalid
from db.importing.placetext import (
    Match,
    and_another,
    and_others,
    in_town,
    inside,
    is_local,
    match,
    parts,
    unknown_unit,
)
from db.importing.problems import places as problems
from db.importing.words import Words, same
from db.models import Area
from db.terms import Level

TODAY = 9999
"""The year of a record without one."""

WHOLE = {
    Level.PROVINCE: {"全省", "全省范围", "省内", "全区", "区内", "本省"},
    Level.PREFECTURE: {"全市", "全市范围", "市内", "全州", "州内", "全盟", "本市", "本州"},
    Level.COUNTY: {"全县", "全县范围", "县内", "全市", "全区", "全旗", "本县"},
}
"""Words for the whole of a receiving side, by its level."""

Hint = Callable[[str, str | None], Words]
"""Names like an unknown one, first in the province of a place."""


@dataclass(frozen=True)
class Placed:
    """The code of a place, if it is sure, and what is to be said about it."""

    adcode: str | None
    notes: tuple[Invalid, ...] = ()


@dataclass(frozen=True)
class Sides:
    """Codes of both sides of a record, where known, and its year. `either`: it may well be at the
    helping side or elsewhere, as a meeting may.
    """

    helper: str | None
    receiver: str | None
    year: int | None
    either: bool = False


def place(known: Gazetteer, text: str, sides: Sides, hint: Hint) -> Placed:
    """The place that a text names."""
    named = parts(text)
    receiver = known.areas.get(sides.receiver or "")
    if receiver and len(named) == 1 and named[0] in WHOLE.get(receiver.level, ()):
        return Placed(receiver.adcode)
    return _Reading(known, sides, hint).of(named)


class _Reading:
    """The reading of one text: the places found so far, and what is to be said of them."""

    def __init__(self, known: Gazetteer, sides: Sides, hint: Hint) -> None:
        self._known, self._sides, self._hint = known, sides, hint
        self._year = sides.year or TODAY
        self._found: list[str] = []
        self._notes: list[Invalid] = []
        self._others = False
        own = [known.above(code) for code in (sides.receiver, sides.helper) if code]
        self._scopes: tuple[str | None, ...] = (*(code for above in own for code in above), None)

    def of(self, named: Iterable[str]) -> Placed:
        for part in named:
            several = and_others(part)
            self._others |= several is not None
            if failed := self._read(several or part):
                return Placed(None, (failed,))
        if not self._found:
            return Placed(None, (self._unknown(""),))
        adcode = self._found[0]
        if self._others or len(set(self._found)) > 1:
            return self._together()
        return Placed(adcode, tuple(self._notes))

    def _read(self, part: str) -> Invalid | None:
        """Find the place of a part; or say why there is none."""
        near = self._known.above(self._found[-1])[1:] if self._found else ()
        found = match(self._known, part, (*near, *self._scopes))
        if found is None and self._found and is_local(part) and not unknown_unit(part):
            return None
        found = found or self._amid(part)
        if found is None:
            return None if self._lies_in_side(part) else self._unknown(part)
        candidates = self._in_year(found)
        if len(candidates) > 1:
            return self._ambiguous(found, candidates)
        (adcode,) = candidates
        if failed := self._misplaced(found, adcode):
            return failed
        self._found.append(adcode)
        return self._rest(found, adcode)

    def _rest(self, found: Match, adcode: str) -> Invalid | None:
        """What follows a name: another place, or one that is not known."""
        if another := and_another(found.rest):
            near = self._known.above(adcode)[1:]
            if match(self._known, another, (*near, *self._scopes[:-1])):
                return self._read(another)
            if not is_local(another):
                return self._unknown(another)
        area = self._known.areas[adcode]
        if area.level is Level.COUNTY:
            further = match(self._known, found.rest, (area.province_adcode,))
            around = further and any(map(partial(self._known.lies_in, adcode), further.adcodes))
            if further and not around and _is_another(found, further):
                return self._read(found.rest)
        elif unit := unknown_unit(found.rest):
            return self._unknown(unit, adcode)
        elif in_town(found.rest):
            place = self._known.full_name(adcode)
            self._notes.append(Invalid(problems.PLACE_WIDE, place=place))
        if found.rest and found.short and not is_local(found.rest):
            self._notes.append(self._taken(found, adcode))
        return None

    def _lies_in_side(self, part: str) -> bool:
        """Whether a text without a county is of a town in the receiving side, if that is one."""
        receiver = self._known.areas.get(self._sides.receiver or "")
        if receiver is None or receiver.level is not Level.COUNTY or self._sides.either:
            return False
        if not is_local(part) or unknown_unit(part):
            return False
        self._found.append(receiver.adcode)
        place = self._known.full_name(receiver.adcode)
        self._notes.append(Invalid(problems.PLACE_OF_SIDE, place=place))
        return True

    def _amid(self, part: str) -> Match | None:
        """A county of the receiving side that is named in full further on in a text."""
        province = self._province(self._sides.receiver)
        found = inside(self._known, part, province) if province else None
        if found and len(found.adcodes) == 1:
            self._notes.append(self._taken(found, found.adcodes[0]))
        return found

    def _taken(self, found: Match, adcode: str) -> Invalid:
        place = self._known.full_name(adcode)
        return Invalid(problems.PLACE_TAKEN, name=found.name, place=place)

    def _in_year(self, found: Match) -> list[str]:
        """The units of the record's year among those of a name; with a note if it was another."""
        known, year = self._known, self._year
        adcodes = [code for code in found.adcodes if known.in_force(code, year)]
        if adcodes:  # in the year of a change the newer one
            adcodes = [code for code in adcodes if known.successor.get(code) not in adcodes]
            adcodes = widest(known, adcodes) if found.short else adcodes
        else:
            adcodes = self._changed(found)
        if len(adcodes) == 1 and (found.name, adcodes[0]) in known.former:
            new = known.areas[adcodes[0]].name_zh
            self._notes.append(Invalid(problems.PLACE_RENAMED, old=found.name, new=new))
        return adcodes

    def _changed(self, found: Match) -> list[str]:
        """What units, none of them one in that year, were then; themselves if that is not one."""
        known, year = self._known, self._year
        then = {code: known.in_year(code, year) for code in found.adcodes}
        adcodes = list(dict.fromkeys(code for code in then.values() if code))
        if not adcodes:
            adcodes = list(found.adcodes)
        if len(adcodes) == 1 and not found.short:
            old = next((code for code, now in then.items() if now == adcodes[0]), adcodes[0])
            self._notes.append(self._change(known.areas[old], known.areas[adcodes[0]]))
        return adcodes

    def _change(self, old: Area, then: Area) -> Invalid:
        year = self._year if self._year != TODAY else ""
        names: dict[str, object] = {"old": old.name_zh, "new": then.name_zh, "year": year}
        ended = bool(old.valid_to) and int((old.valid_to or "")[:4]) < self._year
        if old is not then:
            names |= {"since": (old.valid_to if ended else old.valid_from) or ""}
            return Invalid(problems.PLACE_FORMER if ended else problems.PLACE_NOT_YET, **names)
        if not ended:
            return Invalid(problems.PLACE_TOO_EARLY, since=old.valid_from or "", **names)
        heirs = (self._known.areas[code].name_zh for code in self._known.heirs.get(old.adcode, ()))
        names |= {"new": "、".join(heirs), "since": old.valid_to or ""}
        return Invalid(problems.PLACE_SPLIT, **names)

    def _misplaced(self, found: Match, adcode: str) -> Invalid | None:
        """Whether a place is on neither side, and the text does not say that it is meant to be."""
        here = self._province(adcode)
        if self._sides.either or here == self._province(self._sides.receiver):
            return None
        name = self._known.full_name(adcode)
        if here == self._province(self._sides.helper):
            self._notes.append(Invalid(problems.PLACE_OF_HELPER, place=name))
            return None
        stated = found.stated or self._known.areas[adcode].level is Level.PROVINCE
        if stated:
            self._notes.append(Invalid(problems.PLACE_OUTSIDE, place=name))
            return None
        return Invalid(problems.PLACE_ELSEWHERE, choices=same(name))

    def _province(self, adcode: str | None) -> str | None:
        area = self._known.areas.get(adcode or "")
        return area.province_adcode if area else None

    def _together(self) -> Placed:
        """Several places are where all of them are."""
        known = self._known
        common = known.common(self._found)
        if self._others and common and len(set(self._found)) == 1:
            common = known.areas[common].parent_adcode or common
        names = "、".join(dict.fromkeys(known.areas[code].name_zh for code in self._found))
        names += "等" if self._others else ""
        if common is None:
            return Placed(None, (Invalid(problems.PLACES_APART, places=names),))
        note = Invalid(problems.PLACES, places=names, common=known.full_name(common))
        return Placed(common, (*self._notes, note))

    def _ambiguous(self, found: Match, adcodes: list[str]) -> Invalid:
        names = sorted({self._known.full_name(code) for code in adcodes})
        return Invalid(problems.AMBIGUOUS_PLACE, choices=same("、".join(names)))

    def _unknown(self, name: str, adcode: str | None = None) -> Invalid:
        problem = problems.VENUE if self._sides.either else problems.PLACE
        return Invalid(problem, hint=self._hint(name, adcode or self._sides.receiver))


def _is_another(found: Match, further: Match) -> bool:
    """Whether what follows a county's name is another one: 昭觉县布拖县, 昭觉布拖."""
    if further.short:
        return found.short and not further.rest
    return len(further.name) > 2


def widest(known: Gazetteer, adcodes: list[str]) -> list[str]:
    """The widest of several places: 凉山 is the prefecture rather than a county of that name."""
    if len(adcodes) < 2:
        return adcodes
    levels = [BREADTH.index(known.areas[code].level) for code in adcodes]
    return [code for code, level in zip(adcodes, levels, strict=True) if level == min(levels)]
