"""`python -m bench.results`: scorecard and reconciliation where results and projects have grown.

    python -m bench.results                      # 10,000,000 projects; the table of the README
    python -m bench.results --projects 1000000   # fewer; no README

Of 500 couples, each with twenty clauses a year, the large store has so many projects and 2,120,000
results: ten months of ten years and half of one, by both sides, who differ in one of forty. The
small one has a hundredth: the same couples and clauses, for they are what a page shows, and one
month of one year, of which one in six differs: as many a year, too. Both are kept in var/ as those
of bench/ledgers.py.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, literal, select

from bench import ledgers, report
from bench.crowds import Costs
from bench.numbers import median
from bench.targets import SCRIPT_MS, SCRIPT_RATIO, Row
from db import kept
from db.engine import make_engine, reading, roomy, writing
from db.importing import bulk
from db.migrate import migrate
from db.models import AgreementTarget, Area, Metric, Pairing, Project, Result, table_of
from db.periods import Period
from db.reference import load_reference
from db.results import grid
from db.results.cells import Cell
from db.results.reports import Of
from db.results.saving import save_report
from db.results.units import units
from db.settings import ROOT
from db.terms import Basis, Confidence, Level, Mechanism, PeriodKind, Side
from tests.accounts import OPERATOR
from tests.pages.screen import Session

COUPLES, CLAUSES, CELLS, APART = 500, 20, 60, 40
YEAR, HUNDREDTH = 2025, 100
SIDES = (Side.HELPER, Side.RECEIVER)
COPIED = 100_000
"""So many projects are made; more are copies of these under other codes."""
SAVED_MS = 300.0
TIMES = 5
PATIENCE = 600
"""Seconds after which a page is given up: the machine may be busy with other work."""

EAST, WEST = ("320000", "330000", "440000"), ("510000", "530000", "620000")
"""Whose prefectures are paired here."""

PROJECT, PAIRING = table_of(Project), table_of(Pairing)


@dataclass(frozen=True)
class Size:
    """How many projects, and of which years and months there are results."""

    name: str
    projects: int
    months: Sequence[tuple[int, int]]
    apart: int
    """Of so many results of a month both sides differ in one."""


@dataclass
class Found:
    """Milliseconds by what was done."""

    costs: dict[str, Costs] = field(default_factory=dict)
    saving: list[tuple[float, float]] = field(default_factory=list)


def sizes(projects: int) -> tuple[Size, Size]:
    """The small store and the large one."""
    former = list(product(range(YEAR - 10, YEAR), range(3, 13)))
    now = [(YEAR, month) for month in range(1, 7)]
    return (
        Size("small", projects // HUNDREDTH, now[-1:], APART // len(now)),
        Size("large", projects, [*former, *now], APART),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.results", description="Measure results.")
    parser.add_argument("--projects", type=int, default=10_000_000, help="fewer: no README")
    given = parser.parse_args()
    small, large = sizes(given.projects)
    found = [measure(store(size)) for size in (small, large)]
    rows = list(table(*found))
    for row in rows:
        print(" | ".join(filter(None, (row.what, row.measured, row.ratio, row.verdict))))
    results = len(large.months) * COUPLES * CLAUSES * 2
    sentence = report.where(
        f"{given.projects:,} projects, {results:,} results and {COUPLES} couples"
    )
    print(sentence)
    if given.projects >= parser.get_default("projects"):
        report.rewrite(report.RESULTS, sentence, rows)


def store(size: Size) -> str:
    """The URL of var/bench-results-<size>-<projects>.db, built where it is not there."""
    path = ROOT / "var" / f"bench-results-{size.name}-{size.projects}.db"
    url, done = f"sqlite:///{path}", path.with_suffix(".done")
    if not done.exists():
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        started = time.process_time()
        build(make_engine(url), size)
        print(f"{path.name}: built in {time.process_time() - started:.0f} s of CPU", flush=True)
        done.touch()
    migrate(make_engine(url))
    return url


def build(engine: Engine, size: Size) -> None:
    """Fill an empty database."""
    migrate(engine)
    load_reference(engine)
    with writing(engine) as connection, roomy(connection):
        couples = _couples(connection)
        metrics = sorted(connection.scalars(select(Metric.key)))[:CLAUSES]
        _projects(connection, couples, size.projects)
        for year in sorted({year for year, _month in size.months}):
            promised = list(product(couples, metrics))
            _write(connection, AgreementTarget, promised, year, target=[1_200] * len(promised))
        for place, (year, month) in enumerate(size.months):
            _results(connection, couples, metrics, year, month, place, size.apart)
        kept.recount(connection)


def _couples(connection: Connection) -> list[ledgers.Couple]:
    """Pairings of prefectures with prefectures, all in force."""
    known = select(Area.adcode, Area.province_adcode).where(Area.level == Level.PREFECTURE)
    places = list(connection.execute(known.order_by(Area.adcode)))
    eastern = [adcode for adcode, province in places if province in EAST]
    western = [adcode for adcode, province in places if province in WEST]
    two = Random(ledgers.SEED).sample(list(product(eastern, western)), COUPLES)
    shared = {
        "scheme": "2021_city_level",
        "mechanism": Mechanism.COOPERATION,
        "level": Level.PREFECTURE,
        "year_from": YEAR - 15,
        "source": "bench",
        "confidence": Confidence.HIGH,
    }
    rows = [
        {"code": f"B{number:03}", "helper_adcode": helper, "receiver_adcode": receiver, **shared}
        for number, (helper, receiver) in enumerate(two)
    ]
    connection.execute(insert(PAIRING), rows)
    made = connection.execute(select(PAIRING).where(PAIRING.c.source == "bench"))
    return [
        ledgers.Couple(
            row.id, row.helper_adcode, row.receiver_adcode, YEAR - 15, 9999,
            [(row.receiver_adcode, "某县")],
        )
        for row in made
    ]  # fmt: skip


def _projects(connection: Connection, couples: list[ledgers.Couple], many: int) -> None:
    for chunk in ledgers.chunks(couples, min(many, COPIED)):
        connection.execute(insert(PROJECT), chunk)
    names = [column.name for column in PROJECT.c if column.name not in ("id", "code", "code_key")]
    for copy in range(1, many // COPIED):
        codes = [PROJECT.c[name].concat(literal(f"-{copy}")) for name in ("code", "code_key")]
        rows = select(*codes, *(PROJECT.c[name] for name in names)).order_by(PROJECT.c.id)
        copied = rows.limit(COPIED)
        into = insert(PROJECT).from_select(["code", "code_key", *names], copied)
        connection.execute(into)


def _results(
    connection: Connection,
    couples: list[ledgers.Couple],
    metrics: list[str],
    year: int,
    month: int,
    place: int,
    apart: int,
) -> None:
    period = Period(year, PeriodKind.MONTH, month)
    for side in SIDES:
        promised = list(product(couples, metrics))
        off = [
            side is Side.HELPER and (number + place) % apart == 0 for number in range(len(promised))
        ]
        _write(
            connection,
            Result,
            promised,
            year,
            period_kind=[period.kind] * len(off),
            period_number=[month] * len(off),
            ends_on=[period.ends_on] * len(off),
            reported_by=[side] * len(off),
            basis=[Basis.CUMULATIVE] * len(off),
            value=[100 * month - 7 * one for one in off],
        )


def _write(
    connection: Connection,
    model: Any,
    promised: list[tuple[ledgers.Couple, str]],
    year: int,
    **columns: list[Any],
) -> None:
    shared: dict[str, list[Any]] = {
        "helper_adcode": [couple.helper for couple, _metric in promised],
        "receiver_adcode": [couple.receiver for couple, _metric in promised],
        "pairing_id": [couple.pairing_id for couple, _metric in promised],
        "metric_key": [metric for _couple, metric in promised],
        "year": [year] * len(promised),
        "source": ["bench"] * len(promised),
    }
    bulk.insert(connection, table_of(model), shared | columns)


def measure(url: str) -> Found:
    """What pages cost on a store: shown again, with another selection, and after a write."""
    os.environ["DATABASE_URL"] = url
    engine, found = make_engine(url), Found()
    chosen = list(product(EAST, WEST))[:TIMES]
    for name in ("scorecard", "reconciliation"):
        page = Session({}, "zh-CN")
        page.at.default_timeout = PATIENCE
        page.go(name)
        for what in ("a selection not chosen before", "the same chosen again"):
            ways = iter(chosen)

            def choose(page: Session = page, ways: Iterator[tuple[str, str]] = ways) -> None:
                page.at.query_params["helper"], page.at.query_params["receiver"] = next(ways)

            found.costs[f"{name}, {what}"] = Costs.of(page.run, [], choose)
        for side in ("helper", "receiver"):
            del page.at.query_params[side]
        whole = Costs.of(page.run, [], lambda: ledgers.touch(engine))
        found.costs[f"{name}, all couples, first view after a write"] = whole
    found.saving = list(_savings(engine))
    return found


def _savings(engine: Engine) -> Iterator[tuple[float, float]]:
    """Milliseconds of saving a report of sixty cells, by clock and of CPU, of some couples."""
    with reading(engine) as connection:
        metrics = sorted(connection.scalars(select(Metric.key)))
        known = select(PAIRING.c.id).where(PAIRING.c.source == "bench").order_by(PAIRING.c.id)
        couples = list(connection.scalars(known.limit(TIMES)))
        last = connection.scalar(select(func.max(Result.ends_on)))
        units_of = {key: one.unit for key, one in grid.indicators(connection).items()}
    assert last is not None
    keys = list(product((Basis.CUMULATIVE, Basis.ACTUAL), metrics))[:CELLS]
    value = str(700 + time.time_ns() % 100)  # another one each time, and no jump
    for pairing in couples:
        of = Of(pairing, Period(last.year, PeriodKind.MONTH, 7), Side.HELPER)
        with reading(engine) as connection:
            seen = {row.key: row.mine.version for row in grid.look(connection, of).rows if row.mine}
        cells = [Cell(metric, basis, value, _own(units_of[metric])) for basis, metric in keys]
        clock, cpu = time.perf_counter(), time.process_time()
        save_report(engine, of, cells, seen, OPERATOR)
        yield (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000


def _own(unit: str) -> str:
    """What a metric's own unit is called."""
    return next(name for name, scale in units(unit).items() if scale == 1)


def table(small: Found, large: Found) -> Iterator[Row]:
    """The rows of the table: the large store beside the small one, by CPU."""
    for what, cost in large.costs.items():
        before, script = small.costs[what].cpu, "write" not in what
        met = cost.cpu / before <= SCRIPT_RATIO and (cost.cpu <= SCRIPT_MS or not script)
        target = f"≤ {SCRIPT_RATIO} ×" + (f", ≤ {SCRIPT_MS:.0f} ms of CPU" if script else "")
        yield Row(what, str(cost), _ratio(cost.cpu, before), target, met)
    clock, cpu = (median(column) for column in zip(*large.saving, strict=True))
    ratio = _ratio(cpu, median(cpu for _clock, cpu in small.saving))
    told, target = f"{clock:.0f} ms (of CPU {cpu:.0f})", f"< {SAVED_MS:.0f} ms of CPU"
    yield Row(f"a grid of {CELLS} cells saved", told, ratio, target, cpu < SAVED_MS)


def _ratio(large: float, small: float) -> str:
    return f"{large / small:.2f} × {small:.0f} ms of CPU"


if __name__ == "__main__":
    main()
