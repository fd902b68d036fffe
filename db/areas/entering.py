"""Units that an office enters before the official table has them, development zones, which it never
has, and what became of either.

A zone's code is of our own: the first four digits of its parent's, a letter and a digit. GB/T 2260
has digits alone, so it can never become another unit's.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from db.accounts import Action, Author, require
from db.areas import refused
from db.areas.changes import Change, carry_out
from db.areas.refused import LONGEST_NAME, LONGEST_SOURCE, refuse
from db.importing.placenames import is_generic
from db.models import Area, AreaChange, AreaSuccessor, table_of
from db.queries import succession
from db.terms import AreaDeed, Level, ZoneKind

_CODE = re.compile("[1-9][0-9]{5}")
_DAY = re.compile("[12][0-9]{3}(-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?")
_SUFFIXES = tuple(map("".join, product("ABCDEFGHJKLMNPQRSTUVWXYZ", "123456789")))
"""I and O look like digits."""

BELOW = {Level.PROVINCE: Level.PREFECTURE, Level.PREFECTURE: Level.COUNTY}
"""Level of a parent → the widest level that a unit in it may have."""

Row = dict[str, Any]
AREA = table_of(Area)


@dataclass(frozen=True)
class Unit:
    """A unit to be entered: code, name and parent, since when (a day or a year), by what source."""

    adcode: str
    name_zh: str
    level: Level
    parent_adcode: str
    since: str
    source: str
    name_en: str = ""


@dataclass(frozen=True)
class Zone:
    """A development zone to be entered under the unit that it lies in. It gets its code itself."""

    name_zh: str
    kind: ZoneKind
    parent_adcode: str
    since: str
    source: str
    name_en: str = ""


@dataclass(frozen=True)
class Succession:
    """All of a unit's area, or a part of it, went to another one."""

    old: str
    new: str
    whole: bool
    since: str
    source: str


@dataclass(frozen=True)
class Closing:
    """A unit is one no longer, from a day or year on."""

    adcode: str
    until: str
    source: str


Wanted = Unit | Zone | Succession | Closing


class Planned(NamedTuple):
    """What would be written: of which place, what was done, and row by row."""

    adcode: str
    deed: AreaDeed
    changes: list[Change]
    source: str


def foresee(connection: Connection, wanted: Wanted) -> Planned:
    """What entering it would write.

    Raises:
        NotAUnit: it cannot be entered so.
    """
    plan: Callable[..., Planned] = _PLANS[type(wanted)]
    return plan(connection, wanted)


def enter(connection: Connection, by: Author, wanted: Wanted) -> str:
    """Write it; the code of the place.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotAUnit: it cannot be entered so.
    """
    by = require(connection, by, Action.ADMINISTER)
    planned = foresee(connection, wanted)
    carry_out(connection, by, *planned)
    return planned.adcode


def _unit(connection: Connection, unit: Unit) -> Planned:
    if not _CODE.fullmatch(unit.adcode):
        refuse(refused.CODE)
    if known := _find(connection, unit.adcode):
        refuse(refused.TAKEN, code=unit.adcode, name=known["name_zh"])
    parent = _find(connection, unit.parent_adcode)
    if parent is None or parent["level"] not in BELOW or parent["level"] is unit.level:
        refuse(refused.PARENT)
    if parent["province_adcode"][:2] != unit.adcode[:2]:
        refuse(refused.PREFIX)
    if unit.level not in BELOW.values():
        refuse(refused.LEVEL)
    return _new(connection, unit, unit.adcode, parent, level=unit.level)


def _zone(connection: Connection, zone: Zone) -> Planned:
    parent = _find(connection, zone.parent_adcode)
    if parent is None or parent["zone"]:
        refuse(refused.NO_PARENT)
    name = zone.name_zh.strip()
    if is_generic(name):
        place = parent["short_zh"] or parent["name_zh"]
        refuse(refused.GENERIC, name=name, full=place.rstrip("市县") + name)
    adcode = _free_code(connection, parent)
    return _new(connection, zone, adcode, parent, level=Level.COUNTY, zone=zone.kind)


def _new(
    connection: Connection, wanted: Unit | Zone, adcode: str, parent: Row, **kind: Any
) -> Planned:
    """A row of its own below its parent."""
    name = wanted.name_zh.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        refuse(refused.NAME, most=LONGEST_NAME)
    _check_facts(wanted.since, wanted.source)
    if parent["valid_to"] and _before(parent["valid_to"], wanted.since):
        told = {"name": parent["name_zh"], "until": parent["valid_to"], "since": wanted.since}
        refuse(refused.ENDED, **told)
    beside = select(AREA.c.adcode).where(
        AREA.c.parent_adcode == parent["adcode"], AREA.c.name_zh == name, AREA.c.valid_to.is_(None)
    )
    if (other := connection.scalar(beside)) is not None:
        refuse(refused.NAMESAKE, parent=parent["name_zh"], name=name, code=other)
    row = {
        "adcode": adcode,
        "name_zh": name,
        "name_en": wanted.name_en.strip()[:80] or None,
        "parent_adcode": parent["adcode"],
        "province_adcode": parent["province_adcode"],
        "valid_from": wanted.since,
        "valid_to": None,
        "source": wanted.source.strip(),
        "own": True,
        **kind,
    }
    new = Change(AREA.name, {"adcode": adcode}, None, row)
    return Planned(adcode, AreaDeed.ENTERED, [new], wanted.source.strip())


def _free_code(connection: Connection, parent: Row) -> str:
    """The first code of a zone beside its parent that none has, nor ever had."""
    four = parent["adcode"][:4]
    used = {
        *connection.scalars(select(AREA.c.adcode).where(AREA.c.adcode.startswith(four))),
        *connection.scalars(select(AreaChange.adcode).where(AreaChange.adcode.startswith(four))),
    }
    for suffix in _SUFFIXES:
        if (code := f"{four}{suffix}") not in used:
            return code
    refuse(refused.FULL, parent=parent["name_zh"])


def _closing(connection: Connection, closing: Closing) -> Planned:
    area = _known(connection, closing.adcode)
    _check_facts(closing.until, closing.source)
    if area["valid_to"]:
        refuse(refused.CLOSED, name=area["name_zh"], until=area["valid_to"])
    ended = _ended(area, closing.until)
    return Planned(closing.adcode, AreaDeed.CLOSED, [ended], closing.source.strip())


def _ended(area: Row, until: str) -> Change:
    since = area["valid_from"]
    if since and _before(until, since):
        refuse(refused.ORDER, name=area["name_zh"], since=since, until=until)
    key = {"adcode": area["adcode"]}
    return Change(AREA.name, key, {"valid_to": area["valid_to"]}, {"valid_to": until})


def _succession(connection: Connection, wanted: Succession) -> Planned:
    old, new = (_known(connection, adcode) for adcode in (wanted.old, wanted.new))
    _check_facts(wanted.since, wanted.source)
    _check_succession(connection, wanted)
    if new["valid_to"] and _before(new["valid_to"], wanted.since):
        told = {"name": new["name_zh"], "until": new["valid_to"], "since": wanted.since}
        refuse(refused.HEIR_ENDED, **told)
    key = {"predecessor_adcode": wanted.old, "successor_adcode": wanted.new}
    facts = {"whole": wanted.whole, "since": wanted.since, "source": wanted.source.strip()}
    changes = [Change(AreaSuccessor.__tablename__, key, None, key | facts)]
    if wanted.whole and not old["valid_to"]:
        changes.append(_ended(old, wanted.since))
    return Planned(wanted.old, AreaDeed.SUCCEEDED, changes, wanted.source.strip())


def _check_succession(connection: Connection, wanted: Succession) -> None:
    both = (AreaSuccessor.predecessor_adcode, AreaSuccessor.successor_adcode)
    rows = connection.execute(select(*both, AreaSuccessor.whole)).all()
    if any((row[0], row[1]) == (wanted.old, wanted.new) for row in rows):
        refuse(refused.KNOWN)
    became = {row[0]: row[1] for row in rows if row[2]}
    if wanted.whole and wanted.old in became:
        refuse(refused.WHOLE, new=became[wanted.old])
    after: str | None = wanted.new
    onwards = succession.zones(connection) | became if wanted.whole else {}
    while after is not None:
        if after == wanted.old:
            refuse(refused.CIRCULAR)
        after = onwards.get(after)


_PLANS: dict[type, Callable[..., Planned]] = {
    Unit: _unit,
    Zone: _zone,
    Closing: _closing,
    Succession: _succession,
}


def _known(connection: Connection, adcode: str) -> Row:
    return _find(connection, adcode) or refuse(refused.UNKNOWN, code=adcode)


def _find(connection: Connection, adcode: str) -> Row | None:
    found = connection.execute(select(AREA).where(AREA.c.adcode == adcode)).mappings()
    row = found.one_or_none()
    return None if row is None else dict(row)


def _before(one: str, other: str) -> bool:
    """Whether a day or year is surely before another, as exactly as both are known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _check_facts(since: str, source: str) -> None:
    if not _DAY.fullmatch(since):
        refuse(refused.DAY)
    if not 1 <= len(source.strip()) <= LONGEST_SOURCE:
        refuse(refused.SOURCE, most=LONGEST_SOURCE)
