"""What else can be measured of projects, and in which units: entered by an administrator.

A measure and a unit are added and never changed: amounts are kept in the unit that it has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, insert, select

from db.accounts import Action, Author, audit, require
from db.definitions import refused
from db.definitions.refused import Refused
from db.definitions.revising import KEY
from db.engine import raise_revision
from db.importing.words import Words
from db.models import Measure, MeasureUnit, table_of
from db.terms import Event

MEASURE, UNIT = table_of(Measure), table_of(MeasureUnit)

LONGEST = {
    "key": 40,
    "name_zh": 60,
    "name_en": 60,
    "unit": 20,
    "also": 1_000,
    "definition_zh": 2_000,
    "definition_en": 2_000,
    "source": 1_000,
}
"""Characters of each text; of all but `also` there is at least one."""
NAMES = refused.NAMES | {
    "key": Words("代码", "key"),
    "unit": Words("单位", "unit"),
    "also": Words("其他名称", "other names"),
    "base": Words("换算成的单位", "unit that it is converted into"),
}
MOST = 10**9
"""Of both numbers of a conversion."""

NO_BASE = Words(
    "没有以“{found}”为单位的指标，请先登记指标。",
    "No measure is in “{found}”: enter the measure first.",
)
NO_RATE = Words(
    "换算率的两个数应为 1 至 {most} 的整数。",
    "Both numbers of the conversion are whole, from 1 to {most}.",
)


@dataclass(frozen=True)
class NewMeasure:
    """A measure that somebody adds; `also` are other names, with 、 between them."""

    key: str
    name_zh: str
    name_en: str
    unit: str
    also: str
    definition_zh: str
    definition_en: str
    source: str


@dataclass(frozen=True)
class NewUnit:
    """A unit that somebody adds: one of it is `times` / `per` of `base`, by what source."""

    base: str
    unit: str
    times: int
    per: int
    source: str


def introduce_measure(connection: Connection, by: Author | None, wanted: NewMeasure) -> str:
    """Add a measure; its key.

    Raises:
        Forbidden: no administrator.
        Refused: a text is missing or too long, or the key or name is taken; with all that is wrong.
    """
    by = require(connection, by, Action.ADMINISTER)
    values = _tidy(asdict(wanted))
    if problems := [*_wrong_texts(values, LONGEST), *_wrong_key(connection, values)]:
        raise Refused(problems)
    last = connection.scalar(select(func.max(MEASURE.c.position)))
    place = 0 if last is None else last + 1
    connection.execute(insert(MEASURE).values({**values, "position": place}))
    audit.note(connection, Event.EDITED, by, table=MEASURE.name, measure=values["key"])
    raise_revision(connection)
    return str(values["key"])


def introduce_unit(connection: Connection, by: Author | None, wanted: NewUnit) -> None:
    """Add a unit and how it is converted.

    Raises:
        Forbidden: no administrator.
        Refused: unknown base, a unit that is there already, no numbers or no source.
    """
    by = require(connection, by, Action.ADMINISTER)
    values = _tidy(asdict(wanted))
    limits = {name: LONGEST[name] for name in ("unit", "source")}
    if problems := [*_wrong_texts(values, limits), *_wrong_unit(connection, values)]:
        raise Refused(problems)
    connection.execute(insert(UNIT).values(values))
    audit.note(connection, Event.EDITED, by, table=UNIT.name, unit=values["unit"])
    raise_revision(connection)


def _tidy(values: Mapping[str, object]) -> dict[str, object]:
    """Texts on one line, without what no database holds."""
    return {
        name: " ".join("".join(c for c in value if c.isprintable()).split())
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def _wrong_texts(values: Mapping[str, object], limits: Mapping[str, int]) -> Iterator[Words]:
    for name, most in limits.items():
        text = str(values[name])
        told = {"name": NAMES[name], "found": len(text), "most": most}
        if not text and name != "also":
            yield refused.MISSING.format(**told)
        if len(text) > most:
            yield refused.TOO_LONG.format(**told)


def _wrong_key(connection: Connection, values: Mapping[str, object]) -> Iterator[Words]:
    if not KEY.fullmatch(str(values["key"])):
        yield refused.KEY_NONE.format(found=str(values["key"])[:40])
    for name in ("key", "name_zh"):
        taken = select(MEASURE.c.key).where(MEASURE.c[name] == values[name])
        if connection.scalar(taken.limit(1)) is not None:
            yield refused.KEY_TAKEN.format(found=str(values[name])[:60])


def _wrong_unit(connection: Connection, values: Mapping[str, object]) -> Iterator[Words]:
    base, unit = values["base"], values["unit"]
    if connection.scalar(select(MEASURE.c.key).where(MEASURE.c.unit == base).limit(1)) is None:
        yield NO_BASE.format(found=str(base)[:20])
    known = select(UNIT.c.unit).where(UNIT.c.base == base, UNIT.c.unit == unit)
    if unit == base or connection.scalar(known) is not None:
        yield refused.KEY_TAKEN.format(found=str(unit)[:20])
    if not all(0 < int(str(values[name])) <= MOST for name in ("times", "per")):
        yield NO_RATE.format(most=f"{MOST:,}")
