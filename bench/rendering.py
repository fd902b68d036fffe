"""What pictures and decks cost: `python -m bench --only rendering`, or this module alone.

The charts are those of the tests (tests/export/sheets.py). Memory is what Chromium's processes hold
together, shared pages counted once (PSS).
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.numbers import median, p95
from bench.targets import Row
from export import Deck, Renderer, decks
from export.pictures import picture
from tests.export import sheets

PNG_SECONDS, DECK_SECONDS = 0.5, 15.0
MEMORY_MB, GROWTH_MB = 500.0, 60.0
WARM, AT_ONCE, PICTURES, CHARTS = 20, 20, 120, 12

MAKES = (
    sheets.money_zh, sheets.places_zh, sheets.stages_zh, sheets.visits_zh, sheets.flows_zh,
    sheets.coverage_zh, sheets.targets_zh, sheets.published_zh, sheets.lines_zh, sheets.money_en,
    sheets.places_en, lambda: sheets.coverage_zh(couples=40),
)  # fmt: skip


def rows() -> Iterator[Row]:
    """The lines of the table."""
    renderer = Renderer()
    renderer.start()
    try:
        cold = timed(lambda: picture(sheets.money_zh(), "png", renderer))
        yield Row("(f) a PNG, Chromium just started", f"{cold:.2f} s")
        before = worked(renderer)
        warm = [timed(lambda: picture(sheets.money_zh(), "png", renderer)) for _ in range(WARM)]
        cpu = (worked(renderer) - before) / WARM
        yield Row(
            "(f) a PNG, warm",
            f"{median(warm):.2f} s (p95 {p95(warm):.2f}), of Chromium's CPU {cpu:.2f} s",
            f"{median(warm) / cold:.2f} × the first",
            f"< {PNG_SECONDS} s",
            median(warm) < PNG_SECONDS,
        )
        yield at_once(renderer, median(warm))
        yield memory(renderer)
        made = Deck("十二图", tuple(make() for make in MAKES), sheets.DAY, "zh")
        for name, make in (("PDF", decks.paper), ("PPTX", decks.slides), ("DOCX", decks.report)):
            took = timed(lambda make=make: make(made, renderer))  # type: ignore[misc]
            yield Row(
                f"(f) {CHARTS} charts as {name}",
                f"{took:.1f} s",
                f"{took / median(warm):.0f} × a PNG",
                f"< {DECK_SECONDS:.0f} s",
                took < DECK_SECONDS,
            )
    finally:
        renderer.stop()


def at_once(renderer: Renderer, one: float) -> Row:
    """Twenty callers at the same moment."""
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(picture, sheets.money_zh(), "png", renderer) for _ in range(AT_ONCE)]
        served = sum(job.exception() is None for job in jobs)
    took = time.perf_counter() - began
    return Row(
        f"(f) {AT_ONCE} PNGs at once",
        f"{served} served, the last after {took:.1f} s",
        f"{took / one / AT_ONCE:.2f} × one after the other",
        "all served",
        served == AT_ONCE,
    )


def memory(renderer: Renderer) -> Row:
    """Chromium's memory now and after many more pictures of all kinds."""
    before = held(renderer)
    for number in range(PICTURES):
        picture(MAKES[number % len(MAKES)](), "png", renderer)
    after = held(renderer)
    return Row(
        f"(f) memory of Chromium, after {PICTURES} PNGs more",
        f"{before:.0f} → {after:.0f} MB",
        f"{after / before:.2f} × before",
        f"< {MEMORY_MB:.0f} MB, + {GROWTH_MB:.0f} at most",
        after < MEMORY_MB and after - before < GROWTH_MB,
    )


def held(renderer: Renderer) -> float:
    """Megabytes that Chromium's processes hold, shared ones divided among their holders."""
    kilobytes = 0
    for text in of_chromium(renderer, "smaps_rollup"):
        lines = text.splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def worked(renderer: Renderer) -> float:
    """Seconds that Chromium's processes have had of the CPU: other work hardly changes them."""
    ticks = 0
    for text in of_chromium(renderer, "stat"):
        user, system = text.rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def of_chromium(renderer: Renderer, file: str) -> Iterator[str]:
    """What a file of /proc says of each of Chromium's processes."""
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and os.getpgid(int(process.name)) == renderer.pid:
                yield (process / file).read_text()
        except (ProcessLookupError, FileNotFoundError, PermissionError):
            continue


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    for row in rows():
        print(
            " | ".join(filter(None, (row.what, row.measured, row.ratio, row.target, row.verdict)))
        )
