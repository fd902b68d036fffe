"""Measures of assessment (考核办法) by version, and which of them holds: the one place that writes
them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from db.engine import utc_now
from db.models import AssessmentHead, AssessmentIndicator, AssessmentMeasure, table_of

MEASURE, HEAD = table_of(AssessmentMeasure), table_of(AssessmentHead)
INDICATOR = table_of(AssessmentIndicator)


@dataclass(frozen=True)
class Indicator:
    """A metric of the dictionary under a head; `weight` in hundredths of a point, if it has one."""

    metric: str
    weight: int | None = None


@dataclass(frozen=True)
class Head:
    """What is judged together. `key` is the same in every version."""

    key: str
    name_zh: str
    name_en: str
    weight: int | None = None
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What a measure says: of one province or (None) of all, from year to year where known."""

    name_zh: str
    name_en: str
    province: str | None
    year_from: int | None
    year_to: int | None
    source: str
    heads: tuple[Head, ...]

    def holds(self, year: int, provinces: Collection[str]) -> bool:
        """Whether it is of that year, and of all or one of these provinces."""
        begun = self.year_from is None or self.year_from <= year
        lasts = self.year_to is None or year <= self.year_to
        return begun and lasts and (self.province is None or self.province in provinces)


@dataclass(frozen=True)
class Version:
    """A version of a measure as it is kept (models.AssessmentMeasure). `made_at` is UTC."""

    key: str
    number: int
    said: Measure
    made_at: datetime
    account_id: int | None
    author: str
    reason: str

    @property
    def edited(self) -> bool:
        """Whether a person made it, and not an edition of data/reference."""
        return self.account_id is not None


def history(connection: Connection, key: str | None = None) -> dict[str, list[Version]]:
    """Measure → its versions, the first one first; of all measures, where none is named."""
    statement = select(MEASURE).order_by(MEASURE.c.key, MEASURE.c.number)
    if key is not None:
        statement = statement.where(MEASURE.c.key == key)
    rows = connection.execute(statement).all()
    heads = _heads(connection, [row.id for row in rows])
    found: dict[str, list[Version]] = {}
    for row in rows:
        said = Measure(
            row.name_zh,
            row.name_en,
            row.province_adcode,
            row.year_from,
            row.year_to,
            row.source,
            tuple(heads.get(row.id, ())),
        )
        of = (row.made_at, row.account_id, row.author, row.reason)
        found.setdefault(row.key, []).append(Version(row.key, row.number, said, *of))
    return found


def newest(connection: Connection) -> list[Version]:
    """What each measure says now, by its key."""
    return [versions[-1] for versions in history(connection).values()]


def in_force(measures: Iterable[Version], year: int, provinces: list[str]) -> Version | None:
    """That of a year and a couple's provinces: of one of them, the first named first, before that
    of all; then the one that began last. None where there is none.
    """

    def rank(version: Version) -> tuple[int, int, str]:
        said = version.said
        near = -provinces.index(said.province) if said.province else -len(provinces)
        return near, said.year_from or 0, version.key

    return max((one for one in measures if one.said.holds(year, provinces)), key=rank, default=None)


def add(
    connection: Connection,
    key: str,
    said: Measure,
    *,
    number: int,
    author: str,
    reason: str,
    account_id: int | None = None,
) -> None:
    """A further version, whole."""
    values = {
        **{"key": key, "number": number, "name_zh": said.name_zh, "name_en": said.name_en},
        **{"province_adcode": said.province, "year_from": said.year_from, "year_to": said.year_to},
        **{"source": said.source, "made_at": utc_now(), "account_id": account_id},
        **{"author": author, "reason": reason},
    }
    measure = connection.scalar(insert(MEASURE).values(values).returning(MEASURE.c.id))
    for place, head in enumerate(said.heads, start=1):
        row: dict[str, Any] = {"measure_id": measure, "number": place, "weight": head.weight}
        row |= {"key": head.key, "name_zh": head.name_zh, "name_en": head.name_en}
        identity = connection.scalar(insert(HEAD).values(row).returning(HEAD.c.id))
        under = [
            {"head_id": identity, "number": n, "metric_key": one.metric, "weight": one.weight}
            for n, one in enumerate(head.indicators, start=1)
        ]
        if under:
            connection.execute(insert(INDICATOR), under)


def _heads(connection: Connection, measures: list[int]) -> dict[int, list[Head]]:
    joined = HEAD.outerjoin(INDICATOR, INDICATOR.c.head_id == HEAD.c.id)
    statement = (
        select(HEAD, INDICATOR.c.metric_key, INDICATOR.c.weight.label("part"))
        .select_from(joined)
        .where(HEAD.c.measure_id.in_(measures))
        .order_by(HEAD.c.measure_id, HEAD.c.number, INDICATOR.c.number)
    )
    under: dict[int, list[Indicator]] = {}
    rows = {}
    for row in connection.execute(statement):
        rows[row.id] = row
        if row.metric_key is not None:
            under.setdefault(row.id, []).append(Indicator(row.metric_key, row.part))
    found: dict[int, list[Head]] = {}
    for row in rows.values():
        indicators = tuple(under.get(row.id, ()))
        head = Head(row.key, row.name_zh, row.name_en, row.weight, indicators)
        found.setdefault(row.measure_id, []).append(head)
    return found
