"""`python -m bench.soak`: thirty readers and two importers, as it ships, for as long as is wanted.

    python -m bench.soak --minutes 10 --database sqlite
    python -m bench.soak --minutes 60 --database postgres
    python -m bench.soak --minutes 1 --database sqlite   # below ten minutes: no README

What is told to end sooner (SIGTERM, SIGINT, SIGHUP) writes down what it has measured so far.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bench import report, soaked
from bench.soaking import Crowd, meet
from tests.postgres import own
from tests.stores import build_demo

DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
READERS, IMPORTERS = 30, 2
ENDS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.soak", description="Many people, for long.")
    parser.add_argument("--minutes", type=float, default=10, help="how long (10); 60: an hour")
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    given = parser.parse_args()
    for each in ENDS:
        signal.signal(each, lambda number, _frame: sys.exit(128 + number))
    crowd = Crowd(READERS, IMPORTERS, given.minutes * 60)
    began, before = datetime.now().astimezone(), os.getloadavg()[0]
    with store(given.database) as (url, roots):
        met = meet(url, crowd, roots, end_by_signal)
    rows = soaked.rows(met, crowd)
    sentence = soaked.sentence(met, crowd, DATABASES[given.database], began, before)
    print(f"{sentence}\n\n{report.table(rows)}", flush=True)
    for at, said in met.errors:
        print(f"{at:.0f} s: {said}", flush=True)
    if given.minutes >= soaked.KEPT_MINUTES:
        long = "an hour" if given.minutes >= 60 else "ten minutes"
        report.rewrite(f"last soak of {long} on {given.database}", sentence, rows)
    sys.exit(any(row.met is False for row in rows))


@contextmanager
def store(database: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The URL of a store with the demo records, and the processes of its server."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="xieshou-soak-") as folder:
            build_demo(url := f"sqlite:///{Path(folder) / 'xieshou.db'}")
            yield url, ()
    else:
        with own() as server:
            build_demo(url := server.databases.create("soak"))
            yield url, (server.pid,)


def end_by_signal(over: asyncio.Event) -> None:
    """Let a signal end it as the time does."""
    loop = asyncio.get_running_loop()
    for each in ENDS:
        loop.add_signal_handler(each, over.set)


if __name__ == "__main__":
    main()
