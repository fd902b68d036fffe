"""Ledgers of any size: the reference facts, and as many synthetic projects as are wanted.

The projects follow what an importer would have written (a pairing in force that year, a county of
the receiver, amounts that fit their stage), the same for the same number of rows. They are not
marked demo, so that pages treat them as facts.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, or_, select

from db import kept
from db.engine import make_engine, reading, writing
from db.migrate import migrate
from db.models import Area, Pairing, Project, table_of
from db.reference import load_reference
from db.settings import ROOT
from db.terms import Industry, Level, Precision, Stage

YEARS = range(2016, 2026)
SEED = 20160720
CHUNK = 20_000

STAGES = {
    Stage.SIGNED: 8,
    Stage.REGISTERED: 8,
    Stage.STARTED: 14,
    Stage.FUNDED: 18,
    Stage.PRODUCING: 42,
    Stage.STALLED: 6,
    Stage.CANCELLED: 4,
}
"""How often each stage occurs."""

WORDS = (
    "标准化种植基地",
    "精深加工项目",
    "冷链仓储建设",
    "示范园区",
    "产业提升项目",
    "配套设施建设",
)

Values = dict[str, Any]


@dataclass(frozen=True)
class Couple:
    """A provincial pairing and the counties of its receiver: (adcode, name)."""

    pairing_id: int
    helper: str
    receiver: str
    first: int
    last: int
    counties: list[tuple[str, str]]


def store(rows: int) -> str:
    """The URL of var/bench-<rows>.db, built where it is not there with that many projects."""
    url = f"sqlite:///{file(rows)}"
    if not _fits(file(rows), rows):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file(rows)}{suffix}").unlink(missing_ok=True)
        build(url, rows)
        make_engine(url).dispose()
    return url


def file(rows: int) -> Path:
    """Where the store of that size is kept."""
    return ROOT / "var" / f"bench-{rows}.db"


def build(url: str, rows: int) -> None:
    """Migrate an empty database, load the reference facts, and write `rows` projects."""
    engine = make_engine(url)
    migrate(engine)
    load_reference(engine)
    with writing(engine) as connection:
        paired = couples(connection)
        for chunk in chunks(paired, rows):
            connection.execute(insert(table_of(Project)), chunk)
        kept.recount(connection)


def touch(engine: Engine) -> None:
    """A write that changes only the revision: all that readers have cached is out of date."""
    with writing(engine):
        pass


def _fits(path: Path, rows: int) -> bool:
    """Whether the file holds this many projects, in the tables of this program."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as found:
        if not found.execute("SELECT 1 FROM sqlite_master WHERE name = 'project'").fetchone():
            return False
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(Project)) == rows


def couples(connection: Connection) -> list[Couple]:
    """The provincial pairings of these years."""
    counties: dict[str, list[tuple[str, str]]] = {}
    named = select(Area.adcode, Area.name_zh, Area.province_adcode)
    for adcode, name, province in connection.execute(
        named.where(Area.level == Level.COUNTY).order_by(Area.adcode)
    ):
        counties.setdefault(province, []).append((adcode, name))
    provincial = (
        select(Pairing)
        .where(Pairing.level == Level.PROVINCE)
        .where(or_(Pairing.year_to.is_(None), Pairing.year_to >= YEARS[0]))
        .order_by(Pairing.id)
    )
    return [
        Couple(
            row.id,
            row.helper_adcode,
            row.receiver_adcode,
            row.year_from or 0,
            row.year_to or YEARS[-1],
            counties[row.receiver_adcode],
        )
        for row in connection.execute(provincial)
    ]


def chunks(paired: list[Couple], rows: int) -> Iterator[list[Values]]:
    """So many projects of these couples, some at a time."""
    chance = Random(SEED)
    in_force = {year: [c for c in paired if c.first <= year <= c.last] for year in YEARS}
    for start in range(0, rows, CHUNK):
        numbers = range(start, min(start + CHUNK, rows))
        many = len(numbers)
        years = chance.choices(YEARS, k=many)
        industries = chance.choices(list(Industry), k=many)
        stages = chance.choices(list(STAGES), list(STAGES.values()), k=many)
        yield [
            project(chance, number, year, industry, stage, chance.choice(in_force[year]))
            for number, year, industry, stage in zip(
                numbers, years, industries, stages, strict=True
            )
        ]


def project(
    chance: Random, number: int, year: int, industry: Industry, stage: Stage, couple: Couple
) -> Values:
    """A project of that number, couple and year, by chance."""
    adcode, county = chance.choice(couple.counties)
    total = round(chance.lognormvariate(3.5, 1.0) * 100) * 10_000
    agreed = round(total * chance.uniform(0.4, 1.0))
    paid = stage in (Stage.FUNDED, Stage.PRODUCING, Stage.STALLED)
    in_place = round(agreed * chance.uniform(0.1, 1.0)) if paid else 0
    fiscal = round(in_place * chance.uniform(0.05, 0.5))
    jobs = chance.randrange(200) if stage is Stage.PRODUCING else 0
    start = date(year, 1, 1) + timedelta(chance.randrange(365))
    return {
        "code": f"B-{year}-{number:07}",
        "year": year,
        "title": f"{county}{chance.choice(WORDS)}（{year}年第{number % 997 + 1}批）",
        "industry": industry,
        "stage": stage,
        "place": county,
        "place_adcode": adcode,
        "total_investment": total,
        "agreed_amount": agreed,
        "in_place": in_place,
        "fiscal_aid": fiscal,
        "social_aid": round(fiscal * 0.1),
        "jobs": jobs,
        "beneficiaries": jobs * 4,
        "start_date": start,
        "start_precision": Precision.DAY,
        "source": "bench",
        "helper_adcode": couple.helper,
        "receiver_adcode": couple.receiver,
        "pairing_id": couple.pairing_id,
    }
