"""An assessment pack of a couple with many projects in one year: `python -m bench.packs [ROWS]`.

The couple and its projects are synthetic (bench/ledgers.py), with a piece of evidence for every
hundredth. The pack is made in a process of its own, as the command line does; judged are its
CPU time, which other work on the machine hardly changes, and its resident set at the most.
"""

import os
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from bench import ledgers
from db import evidence
from db.accounts import Operator
from db.engine import make_engine, writing
from db.evidence import Upload
from db.migrate import migrate
from db.models import Project, table_of
from db.reference import load_reference
from db.settings import ROOT
from db.terms import Industry, Stage

YEAR, HELPER, RECEIVER = 2022, "330000", "510000"
ROWS, SECONDS, MEGABYTES = 20_000, 60, 400
PROVED = 100
"""One project of so many has evidence."""


def main(rows: int) -> None:
    """Measure it once, and print the row of bench/README.md."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.db"
        _build(url, rows)
        path = Path(folder) / "pack.zip"
        command = [sys.executable, "-m", "db", "pack", HELPER, RECEIVER, str(YEAR)]
        began = time.perf_counter()
        subprocess.run(
            [*command, "--output", str(path)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        waited = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with zipfile.ZipFile(path) as pack:
            files, size = len(pack.namelist()), path.stat().st_size / 1e6
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    fits = "pass" if cpu < SECONDS and peak < MEGABYTES else "FAIL"
    what = f"a pack of {rows:,} projects: {files} files, {size:.1f} MB"
    target = f"< {SECONDS} s of CPU, < {MEGABYTES} MB"
    told = f"{waited:.1f} s (of CPU {cpu:.1f}), {peak:.0f} MB"
    print(f"| {what} | {told} |  | {target} | {fits} |")


def _build(url: str, rows: int) -> None:
    engine = make_engine(url)
    migrate(engine)
    load_reference(engine)
    chance = Random(ledgers.SEED)
    with writing(engine) as connection:
        (couple,) = (
            one
            for one in ledgers.couples(connection)
            if (one.helper, one.receiver) == (HELPER, RECEIVER) and one.first <= YEAR <= one.last
        )
        stages, industries = list(Stage), list(Industry)
        made = [
            ledgers.project(
                chance, n, YEAR, chance.choice(industries), chance.choice(stages), couple
            )
            for n in range(rows)
        ]
        connection.execute(insert(table_of(Project)), made)
    pdf = b"%PDF-1.4\n" + chance.randbytes(20_000)
    for identity in range(1, rows + 1, PROVED):
        upload = Upload(f"验收单{identity}.pdf", pdf + str(identity).encode())
        evidence.add_file(engine, "project", identity, upload, "", Operator("bench"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
