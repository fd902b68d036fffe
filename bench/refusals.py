"""What it costs to refuse what is too large: every format that is read, beyond every limit.

    python -m bench.refusals                  # some minutes; rewrites its table in the README
    python -m bench.refusals --only .xlsx     # one format, no table

The files are honest ledgers that are only too large, written to a temporary folder and gone with
it. Each is refused in a process of its own. Judged are the seconds of CPU of both processes, which
other work on the machine hardly changes. Memory is the peak of that process above what it had
after a ledger of ten rows, and the peak of the reading process above the same.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import report
from bench.importing import REFUSAL_SECONDS, Stopwatch, alone, peak
from bench.oversized import FORMATS, XLS_COLUMNS, XLS_ROWS, ledger
from bench.targets import Row
from db.accounts import Operator
from db.importing.issue import Invalid
from db.importing.table import Facts, read_table
from db.importing.upload import Upload
from db.importing.workbook import process
from db.terms import Kind

REFUSAL_MB = 100
FULL = 100_000
"""Rows of a ledger that is as large as it may be."""
BEYOND: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "rows": ({"rows": 130_000}, {}),
    "columns": ({"rows": 20_000, "columns": 100}, {}),
    "columns, far": ({"rows": 1_000, "columns": 1_200}, {}),
    "cells, blank": ({"rows": 119_000, "blank": 60}, {}),
    "a cell": ({"rows": 50_000, "longest": 20_000}, {}),
    "size": ({"rows": 10}, {}),
    "unpacked": ({"rows": 800_000}, {}),
    "seconds": ({"rows": FULL, "columns": 20}, {"XIESHOU_IMPORT_SECONDS": "1"}),
    "memory": ({"rows": FULL, "columns": 20}, {"XIESHOU_IMPORT_MEMORY": "120"}),
}
"""Limit → the ledger that goes beyond it, and the settings that it is read with."""
READER = process.COMMAND[-1]
OF_A_PROCESS = ("unpacked", "seconds", "memory", "cells, blank")
"""Limits that only workbooks have."""


class Children:
    """The most memory (MB) that a child of this process had: asked all the time while it runs."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Children":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.01):
            for task in Path("/proc/self/task").iterdir():
                for child in _read(task / "children").split():
                    if READER not in _read(Path(f"/proc/{child}/cmdline")):
                        continue  # not begun yet: its memory is still this process's
                    lines = _read(Path(f"/proc/{child}/status")).splitlines()
                    found = next((line for line in lines if line.startswith("VmHWM")), "x 0")
                    self.most = max(self.most, int(found.split()[1]) / 1024)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def refuse(path: str, settings: dict[str, str], tiny: str) -> dict[str, Any]:
    """Refuse a file: seconds, MB of both processes above rest, and the code of what is said."""
    usual, process.SMALL = process.SMALL, 0
    with Children() as idle:
        _code(tiny)
    process.SMALL = usual
    os.environ.update(settings)
    rest = peak()
    began, watch = os.times(), Stopwatch()
    with Children() as reader:
        code = _code(path)
    found: dict[str, Any] = watch.read()
    ended = os.times()
    used = [ended[n] - began[n] for n in range(4)]
    return found | {
        "cpu": sum(used),
        "parent": peak() - rest,
        "child": max(reader.most - idle.most, 0.0),
        "code": code,
    }


def _code(path: str) -> str:
    data = Path(path).read_bytes()
    upload = Upload(Kind.MEETINGS, data, Path(path).name, Operator("bench"))
    try:
        read_table(upload, Facts())
    except Invalid as invalid:
        return invalid.problem.code
    return "read"


def measure(only: str | None) -> Iterator[Row]:
    """A row for every format and limit, as soon as it is known."""
    for name, (suffix, write) in FORMATS.items():
        if only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                tiny = Path(folder) / f"tiny.{suffix}"
                write(tiny, ledger(10))
                for limit in BEYOND:
                    if not (suffix == "csv" and limit in OF_A_PROCESS):
                        yield from _refused(name, limit, Path(folder), suffix, write, tiny)


def _refused(
    name: str, limit: str, folder: Path, suffix: str, write: Callable[..., None], tiny: Path
) -> Iterator[Row]:
    shape, settings = BEYOND[limit]
    if suffix == "xls":
        if limit == "unpacked":
            return
        columns = min(shape.get("columns", 6), XLS_COLUMNS - shape.get("blank", 0))
        shape = shape | {"rows": min(shape["rows"], XLS_ROWS - 1), "columns": columns}
        if limit in ("rows", "cells, blank"):
            settings = {"XIESHOU_IMPORT_ROWS": "10000", "XIESHOU_IMPORT_COLUMNS": "20"}
    path = folder / f"large.{suffix}"
    write(path, ledger(**shape))
    if limit == "size":
        with path.open("ab") as file:
            file.truncate(60 * 10**6)
    found = alone(refuse, str(path), settings, str(tiny))
    size = path.stat().st_size / 2**20
    path.unlink()
    quick = found["cpu"] < REFUSAL_SECONDS and max(found["parent"], found["child"]) < REFUSAL_MB
    refused = str(found["code"]) != "read"  # a reader may need less than it was given
    yield Row(
        f"{name}, {limit} ({size:.1f} MB)",
        f"{found['s']:.2f} s ({found['cpu']:.2f} s of CPU); {found['parent']:.0f} + "
        f"{found['child']:.0f} MB; {found['code']}",
        target=f"< {REFUSAL_SECONDS} s, {REFUSAL_MB} MB" if refused else "",
        met=quick if refused else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.refusals", description="Measure refusals.")
    parser.add_argument("--only", choices=FORMATS, help="one format")
    given = parser.parse_args()
    began, found = time.perf_counter(), list[Row]()
    for row in measure(given.only):
        found.append(row)
        print(" | ".join((row.what, row.measured, row.verdict)), flush=True)
    if not given.only:
        took = f"Refusals, {time.perf_counter() - began:.0f} s in all"
        report.rewrite(report.REFUSALS, report.where(took), found)


if __name__ == "__main__":
    main()
