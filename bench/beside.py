"""(f) What a filter change costs while pictures are drawn: one server, in turns without and with.

The pictures are those of a permalink (/s/ID.png), asked for by several callers without a pause: the
renderer always has a next one waiting. The turns are short, so that whatever else the machine does
meanwhile falls on both sides.
"""

import asyncio
import http.client
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from plotly.utils import PlotlyJSONEncoder

from bench import ledgers
from bench.numbers import median, p95
from bench.selections import different
from bench.server import DASHBOARD, Server, serving
from bench.session import Session
from bench.targets import Row
from db.accounts import Operator
from db.engine import locked, make_engine
from db.snapshots import Content, tables, taking
from export.sheet import caption
from tests.export import sheets

ROWS = 10_000
CALLERS = 3
TURNS, CHANGES = 6, 5
WARM_UP = 3
RATIO = 1.25
PATIENCE = 60.0


def rows() -> Iterator[Row]:
    """The line of the table."""
    with tempfile.TemporaryDirectory(prefix="xieshou-bench-") as folder:
        ledgers.store(ROWS)
        shutil.copy(ledgers.file(ROWS), store := Path(folder) / "store.db")
        url = f"sqlite:///{store}"
        path = f"/s/{_snapshot(url)}.png"
        with serving(DASHBOARD, url) as server:
            yield _row(*asyncio.run(_turns(server, path)))


Waits = dict[bool, list[float]]
"""Milliseconds of each change, without and with pictures being drawn."""


async def _turns(server: Server, path: str) -> tuple[Waits, Waits, int]:
    """What was waited, what the script took, and how many pictures were drawn meanwhile."""
    waited: Waits = {False: [], True: []}
    script: Waits = {False: [], True: []}
    drawn = 0
    years = different()
    async with Session(server, "projects") as reader:
        await reader.open()
        await asyncio.to_thread(_get, server, path)
        for chosen in islice(years, WARM_UP):
            await reader.choose(chosen)
        for turn in range(2 * TURNS):
            busy = bool(turn % 2)
            with _drawing(server, path if busy else "") as pictures:
                since = server.mark()
                for chosen in islice(years, CHANGES):
                    waited[busy].append((await reader.choose(chosen)).milliseconds)
                script[busy] += server.times(since).script
                drawn += len(pictures)
    return waited, script, drawn


def _row(waited: Waits, script: Waits, drawn: int) -> Row:
    ratio = median(waited[True]) / median(waited[False])
    without, beside = (
        f"{median(waited[busy]):.0f} ms (p95 {p95(waited[busy]):.0f}; script "
        f"{median(script[busy]):.0f})"
        for busy in (False, True)
    )
    return Row(
        "(f) projects, years not chosen before, waited while pictures are drawn",
        f"{beside}, {drawn} drawn meanwhile; {without} without",
        f"{ratio:.2f} × without",
        f"≤ {RATIO} ×",
        ratio <= RATIO and drawn > 0,
    )


@contextmanager
def _drawing(server: Server, path: str) -> Iterator[list[int]]:
    """Callers that ask for the picture again and again, if there is one; what they got."""
    over = threading.Event()
    drawn: list[int] = []

    def ask() -> None:
        while not over.is_set():
            drawn.append(_get(server, path))

    callers = [threading.Thread(target=ask) for _ in range(CALLERS if path else 0)]
    for caller in callers:
        caller.start()
    try:
        yield drawn
    finally:
        over.set()
        for caller in callers:
            caller.join()


def _get(server: Server, path: str) -> int:
    """Ask for the picture; its size."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
    return len(body)


def _snapshot(url: str) -> str:
    """The public id of a chart that is kept."""
    sheet = sheets.money_zh()
    content = Content(
        chart="in-place-by-year",
        page="overview",
        **caption(sheet),
        parameters={},
        figure=json.dumps(sheet.figure, cls=PlotlyJSONEncoder),
        data=tables.written(sheet.table, years=["年份"]),
        store_revision=1,
    )
    with locked(make_engine(url)) as connection:
        return taking.take(connection, Operator("bench"), content, []).public_id


if __name__ == "__main__":
    for row in rows():
        print(" | ".join((row.what, row.measured, row.ratio, row.target, row.verdict)))
