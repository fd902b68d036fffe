"""What can be measured of projects, as the store has it: names, units, and amounts as written.

Amounts are read exactly and kept in thousandths of the measure's unit. A unit is converted where a
row of the store says how (1 公顷 = 15 亩), and refused where none does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from sqlalchemy import Connection, select

from db.importing.converted import Converter, Noted, plain
from db.importing.headers.grammar import fold
from db.importing.headers.units import unit_named
from db.importing.issue import Invalid
from db.importing.numbers import LONGEST, NOTHING_WORDS, decimal
from db.importing.numerals import CHARACTERS
from db.importing.problems import measures as problems
from db.importing.problems.numbers import AMOUNT as MONEY
from db.importing.words import Words, same
from db.models import Measure, MeasureUnit
from db.models.measures import SCALE

PLANNED, ACTUAL = "planned", "actual"
BASES = {PLANNED: Words("计划", "planned"), ACTUAL: Words("实际", "actual")}

LARGEST = 10**11
"""More of a unit than that is no project's; sums of them fit into what a database adds up."""
MANY = {"": 1, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}

_LESS = "左右|以上|以下|以内|上下"
_UNIT_BEHIND = re.compile(r"[^0-9.]*[0-9.,]+(?P<unit>[^0-9.,]+)")


@dataclass(frozen=True, slots=True)
class Told:
    """An amount in thousandths of its measure's unit, and the unit in which it was written."""

    value: int
    unit: str


@dataclass(frozen=True)
class Measured:
    """A measure: `units` are those that it is told in, each with what one of them is of its own."""

    key: str
    name: Words
    unit: str
    also: tuple[str, ...] = ()
    units: Mapping[str, Fraction] = field(default_factory=dict, hash=False)

    def scale(self, unit: str) -> Fraction | None:
        """How much of its own unit one of another is; None where nothing says so."""
        known = self.units.get(unit)
        if known is None and unit[:1] in MANY and unit[1:] in self.units:
            return self.units[unit[1:]] * MANY[unit[0]]
        return known

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A number with one of its units behind it, or none."""
        units = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        many, digit = "".join(MANY), f"[0-9.,点{CHARACTERS}]"
        return re.compile(
            rf"(?P<head>[^0-9{CHARACTERS}]*{digit}+[余多]?)(?P<unit>[{many}]?(?:{units})|[万亿])?"
            rf"(?P<end>{_LESS})?",
            re.IGNORECASE,
        )

    def amount(self, unit: str) -> Converter:
        """A converter of amounts in a unit, unless the cell names its own."""

        def convert(raw: str) -> Told | Noted | None:
            return self._told(raw, unit)

        return convert

    def _told(self, raw: str, unit: str) -> Told | Noted | None:
        text = plain(raw)
        if text in NOTHING_WORDS:
            return None
        found = self.pattern.fullmatch(text) if len(text) <= LONGEST else None
        if found is None:
            behind = _UNIT_BEHIND.fullmatch(text)
            if behind and len(text) <= LONGEST:
                raise Invalid(problems.MEASURE_UNLIKE, unit=behind["unit"], **self.expected)
            raise Invalid(problems.MEASURE_AMOUNT, **self.expected)
        number = self._number(found["head"] + (found["end"] or ""))
        own = (found["unit"] or "").casefold()
        many = Fraction(1)
        if own in MANY:
            many, own = Fraction(MANY[own]), ""
        written = own or unit
        scale = self.scale(written)
        assert scale is not None  # noqa: S101 - the pattern and the header have known units only
        value, notes = self._kept(Fraction(number.value) * many * scale * SCALE)
        notes = [*number.notes, *notes]
        if own and self.scale(unit) != scale:
            notes.append(
                Invalid(problems.MEASURE_OTHER_UNIT, unit=unit, read=in_words(value, self.unit))
            )
        told = Told(value, written)
        return Noted(told, tuple(notes)) if notes else told

    def _number(self, text: str) -> Noted:
        try:
            found = decimal(text)
        except Invalid as invalid:
            if invalid.problem is not MONEY:
                raise
            raise Invalid(problems.MEASURE_AMOUNT, **self.expected) from None
        return found if isinstance(found, Noted) else Noted(found, ())

    def _kept(self, exact: Fraction) -> tuple[int, list[Invalid]]:
        if exact > LARGEST * SCALE:
            raise Invalid(problems.MEASURE_LARGE, limit=f"{LARGEST:,}", **self.expected)
        value = int(exact + Fraction(1, 2))
        if value == exact:
            return value, []
        return value, [Invalid(problems.MEASURE_ROUNDED, read=in_words(value, self.unit))]

    @property
    def expected(self) -> dict[str, object]:
        """What a problem says of it."""
        return {"measure": self.name, "units": same("、".join(self.told_in))}

    @property
    def told_in(self) -> tuple[str, ...]:
        """Its unit, and those that are converted into it."""
        return tuple(dict.fromkeys([self.unit, *(u for u in self.units if not u.isascii())]))


def figure(value: int) -> str:
    """Thousandths as a number: 1500500 → 1500.5."""
    whole, part = divmod(value, SCALE)
    return f"{whole}.{part:03}".rstrip("0").rstrip(".")


def in_words(value: int, unit: str) -> Words:
    """Thousandths with their unit."""
    return same(f"{figure(value)} {unit}")


class Measures:
    """The measures of the store by key, in their order, and by the names that they go by."""

    def __init__(self, every: Iterator[Measured] | list[Measured]) -> None:
        self.by_key = {one.key: one for one in every}

    def __getitem__(self, key: str) -> Measured:
        return self.by_key[key]

    def __iter__(self) -> Iterator[Measured]:
        return iter(self.by_key.values())

    @cached_property
    def named(self) -> Mapping[str, tuple[Measured, ...]]:
        """Folded name → the measures that go by it."""
        found: dict[str, dict[str, Measured]] = defaultdict(dict)
        for one in self:
            for name in (one.name.zh, one.name.en, *one.also):
                found[fold(plain(name).casefold())][one.key] = one
        return {name: tuple(measures.values()) for name, measures in found.items()}

    def unit(self, text: str) -> str:
        """The unit of some measure that a text is; nothing where it is none."""
        unit = re.sub("^(?:计量)?单位:?", "", plain(text).casefold())
        if (money := unit_named(unit)) is not None:
            unit = money
        return unit if any(one.scale(unit) is not None for one in self) else ""

    def told_in(self, unit: str, among: tuple[Measured, ...] | None = None) -> tuple[Measured, ...]:
        """Measures that are told in a unit: those whose own it is, or else into whose it is
        converted.
        """
        every = tuple(self) if among is None else among
        own = tuple(one for one in every if one.units.get(unit) == 1)
        return own or tuple(one for one in every if one.scale(unit) is not None)


def read_measures(connection: Connection) -> Measures:
    """Those of the store with their units."""
    units: dict[str, dict[str, Fraction]] = defaultdict(dict)
    columns = (MeasureUnit.base, MeasureUnit.unit, MeasureUnit.times, MeasureUnit.per)
    for base, unit, times, per in connection.execute(select(*columns)):
        units[base][unit.casefold()] = Fraction(times, per)
    rows = connection.execute(
        select(Measure.key, Measure.name_zh, Measure.name_en, Measure.unit, Measure.also).order_by(
            Measure.position, Measure.key
        )
    )
    return Measures(
        [
            Measured(key, Words(zh, en), unit, _also(also), {unit: Fraction(1), **units[unit]})
            for key, zh, en, unit, also in rows
        ]
    )


def _also(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split("、"))))
