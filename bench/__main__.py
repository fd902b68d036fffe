"""`python -m bench`: build the ledgers, measure everything, and rewrite the table of the README."""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench import beside, browser, ledgers, load, rendering, report, script, targets
from bench.targets import Row

SMALL = 10_000
"""The store that the large one is compared with."""

PARTS = ("script", "browser", "load", "rendering")


@dataclass(frozen=True)
class Effort:
    """How often and how long to measure."""

    changes: int
    moves: int
    openings: int
    seconds: float
    sessions: tuple[int, ...]


FULL = Effort(changes=20, moves=8, openings=5, seconds=60, sessions=load.SESSIONS)
QUICK = Effort(changes=5, moves=3, openings=1, seconds=5, sessions=(1, 5))


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the dashboard.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="projects of the large store")
    parser.add_argument("--quick", action="store_true", help="few repetitions; no README")
    parser.add_argument("--long", action="store_true", help="the last load for twenty minutes")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure these; no README")
    given = parser.parse_args()
    busy = os.getloadavg()[0]
    found: list[Row] = []
    for row in measure(given.rows, QUICK if given.quick else FULL, given.long, given.only or PARTS):
        found.append(row)
        shown = filter(None, (row.what, row.measured, row.ratio, row.target, row.verdict))
        print(" | ".join(shown), flush=True)
    sentence = report.machine(given.rows, SMALL, busy)
    print(sentence)
    if not given.quick and not given.only:
        report.rewrite(report.PAGES, sentence, found)
    sys.exit(0)


def measure(rows: int, effort: Effort, long: bool, parts: tuple[str, ...]) -> Iterator[Row]:
    """The rows of the table, each as soon as it is known."""
    large = ledgers.store(rows)
    if "script" in parts:
        small = script.pages(ledgers.store(SMALL), effort.changes) if rows != SMALL else None
        yield from targets.scripts(small, script.pages(large, effort.changes))
        yield from targets.reads(script.reads(large))
    if "browser" in parts:
        yield from targets.browser(browser.pages(large, effort.moves, effort.openings))
    if "load" in parts:
        lasting = dict.fromkeys(effort.sessions, effort.seconds)
        if long:
            lasting[effort.sessions[-1]] = load.LONG_ENOUGH
        yield from targets.loads(load.loads(large, lasting))
    if "rendering" in parts:
        yield from rendering.rows()
        yield from beside.rows()


if __name__ == "__main__":
    main()
