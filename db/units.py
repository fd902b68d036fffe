"""Units that an office enters before the official table has them, and what they took over.

Loading the reference facts later puts the official row in the place of the office's own.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import Connection, Engine, insert, select, update

from db.accounts import Action, Author, audit, require
from db.engine import locked, raise_revision
from db.importing.words import Refusal, Words
from db.models import Area, AreaSuccessor
from db.terms import Event, Level

_CODE = re.compile("[1-9][0-9]{5}")
_DAY = re.compile("[12][0-9]{3}(-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?")

BELOW = {Level.PROVINCE: Level.PREFECTURE, Level.PREFECTURE: Level.COUNTY}
"""Level of a parent → the widest level that a unit in it may have."""


class NotAUnit(Refusal):
    """A unit or a succession cannot be entered so. `words` says why, and what to do instead."""


@dataclass(frozen=True)
class Unit:
    """A unit to be entered: code, name and parent, since when (a day or a year), by what source."""

    adcode: str
    name_zh: str
    level: Level
    parent_adcode: str
    since: str
    source: str


@dataclass(frozen=True)
class Succession:
    """All of a unit's area, or a part of it, went to another one."""

    old: str
    new: str
    whole: bool
    since: str
    source: str


def add_unit(engine: Engine, by: Author, unit: Unit) -> None:
    """Enter a unit.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotAUnit: a code that is none or is taken, an unknown parent, no name, day or source.
    """
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        _check(connection, unit)
        connection.execute(
            insert(Area).values(
                adcode=unit.adcode,
                name_zh=unit.name_zh.strip(),
                level=unit.level,
                parent_adcode=unit.parent_adcode,
                province_adcode=unit.adcode[:2] + "0000",
                valid_from=unit.since,
                source=unit.source.strip(),
                own=True,
            )
        )
        audit.note(connection, Event.EDITED, author, area=unit.adcode, name=unit.name_zh)
        raise_revision(connection)


def add_succession(engine: Engine, by: Author, succession: Succession) -> None:
    """Enter what became of a unit. Where all of it went to another one, it ends that day.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotAUnit: unknown units, a circle, a second successor of the whole, no day or source.
    """
    old, new = succession.old, succession.new
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        _check_succession(connection, succession)
        connection.execute(
            insert(AreaSuccessor).values(
                predecessor_adcode=old,
                successor_adcode=new,
                whole=succession.whole,
                since=succession.since,
                source=succession.source.strip(),
            )
        )
        if succession.whole:
            ended = update(Area).where(Area.adcode == old, Area.valid_to.is_(None))
            connection.execute(ended.values(valid_to=succession.since))
        audit.note(connection, Event.EDITED, author, area=old, successor=new)
        raise_revision(connection)


def _check(connection: Connection, unit: Unit) -> None:
    parent = connection.execute(
        select(Area.level, Area.province_adcode).where(Area.adcode == unit.parent_adcode)
    ).one_or_none()
    if not _CODE.fullmatch(unit.adcode):
        _refuse("行政区划代码应为六位数字。", "A code has six digits.")
    if _known(connection, unit.adcode):
        _refuse(f"代码 {unit.adcode} 已有单位。", f"The code {unit.adcode} is taken.")
    if parent is None or parent.level not in BELOW or parent.level is unit.level:
        _refuse(
            "上级应为已有的省或地级单位。", "The parent is to be a known province or prefecture."
        )
    if parent.province_adcode[:2] != unit.adcode[:2]:
        _refuse(
            "代码前两位应与上级所在省相同。", "The code begins as that of the parent's province."
        )
    if unit.level not in BELOW.values() or not unit.name_zh.strip():
        _refuse(
            "请填写名称；级别应为地级或县级。", "Give a name; the level is prefecture or county."
        )
    _check_facts(unit.since, unit.source)


def _check_succession(connection: Connection, succession: Succession) -> None:
    old, new = succession.old, succession.new
    for adcode in (old, new):
        if not _known(connection, adcode):
            _refuse(f"没有代码为“{adcode}”的单位。", f"There is no unit of the code “{adcode}”.")
    _check_facts(succession.since, succession.source)
    rows = connection.execute(
        select(
            AreaSuccessor.predecessor_adcode, AreaSuccessor.successor_adcode, AreaSuccessor.whole
        )
    ).all()
    if any((row[0], row[1]) == (old, new) for row in rows):
        _refuse("这一承继关系已经登记。", "This succession is entered already.")
    if not succession.whole:
        if old == new:
            _circular()
        return
    became = {row[0]: row[1] for row in rows if row[2]}
    if old in became:
        _refuse(
            f"该单位已登记为整体并入 {became[old]}。",
            f"All of the unit went to {became[old]} already.",
        )
    after: str | None = new
    while after is not None:
        if after == old:
            _circular()
        after = became.get(after)


def _known(connection: Connection, adcode: str) -> bool:
    found = select(Area.adcode).where(Area.adcode == adcode)
    return connection.scalar(found) is not None


def _check_facts(since: str, source: str) -> None:
    if not _DAY.fullmatch(since):
        _refuse("日期应为 2026 或 2026-03-26 形式。", "The day is to be like 2026 or 2026-03-26.")
    if not source.strip():
        _refuse("请填写来源。", "Name the source.")


def _circular() -> NoReturn:
    _refuse(
        "承继关系成了圈：后续单位最终又回到该单位。请核对两个代码的先后。",
        "The succession goes in a circle, back to this unit. Check which of the two came first.",
    )


def _refuse(zh: str, en: str) -> NoReturn:
    raise NotAUnit(Words(zh, en))
