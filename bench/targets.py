"""What was measured against what it should be: the rows of the table."""

from dataclasses import dataclass

from bench.browser import BLANK_PAGE, Seen
from bench.load import LONG_ENOUGH, SESSIONS, Load
from bench.numbers import median, p95
from bench.script import PageCost

SCRIPT_RATIO = 1.25
SCRIPT_MS = 80.0
BROWSER_RATIO = 4.0
BROWSER_AIM = 2.5
MEMORY_MB = 450.0
FLAT_MB_A_MINUTE = 0.5
LOAD_MS = 250.0
SUMMARY_SECONDS = 1.0


@dataclass(frozen=True)
class Row:
    """A line of the table; `met` is None where nothing was promised."""

    what: str
    measured: str
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "pass", False: "miss", None: ""}[self.met]


def scripts(small: dict[str, PageCost] | None, large: dict[str, PageCost]) -> list[Row]:
    """(a) Each page: new years and known years, on the small store and the large one."""
    rows: list[Row] = []
    for page, cost in large.items():
        for what, which in (("years not chosen before", "new"), ("years chosen before", "again")):
            changes = getattr(cost, which)
            script = median(changes.script)
            ratio, target = "", f"≤ {SCRIPT_MS:.0f} ms"
            met = script <= SCRIPT_MS
            if small:
                before = median(getattr(small[page], which).script)
                ratio = f"{script / before:.2f} × {before:.0f} ms on the small store"
                target += f", ≤ {SCRIPT_RATIO} ×"
                met = met and script / before <= SCRIPT_RATIO
            measured = (
                f"script {script:.0f} ms (p95 {p95(changes.script):.0f}), of CPU "
                f"{median(changes.cpu):.0f} ms; waited {median(changes.waited):.0f} ms "
                f"(p95 {p95(changes.waited):.0f}); {changes.size / 1000:.0f} kB"
            )
            rows.append(Row(f"(a) {page}, {what}", measured, ratio, target, met))
        rows.append(Row(f"(a) {page}, first run after a write", f"{cost.after_write:.0f} ms"))
    collections = [
        took
        for cost in large.values()
        for changes in (cost.new, cost.again)
        for took in changes.collections
    ]
    if collections:
        most = f"{median(collections):.0f} ms, {len(collections)} of them"
        rows.append(Row("(a) full garbage collections during these", most))
    return rows


def reads(seconds: dict[str, float]) -> list[Row]:
    """The summaries, read anew after a write."""
    whole = sum(seconds.values())
    parts = ", ".join(f"{name} {took * 1000:.0f} ms" for name, took in seconds.items())
    target = f"< {SUMMARY_SECONDS:.0f} s"
    measured = f"{whole:.2f} s ({parts})"
    return [Row("the summary, after a write", measured, "", target, whole < SUMMARY_SECONDS)]


def browser(seen: dict[str, Seen]) -> list[Row]:
    """(b, c) Each page against the blank one."""
    blank = seen[BLANK_PAGE]
    base = median(blank.changes)
    rows = [Row("(b) a blank page, slider moved", f"{base:.0f} ms (p95 {p95(blank.changes):.0f})")]
    for page, one in seen.items():
        if page == BLANK_PAGE:
            continue
        times = median(one.changes) / base
        rows.append(
            Row(
                f"(b) {page}, slider moved, to the last of {one.charts} charts",
                f"{median(one.changes):.0f} ms (p95 {p95(one.changes):.0f}); "
                f"those in the window {median(one.seen):.0f} ms ({median(one.seen) / base:.1f} ×)",
                f"{times:.1f} × the blank page",
                f"≤ {BROWSER_RATIO:.0f} ×, aim {BROWSER_AIM} ×",
                times <= BROWSER_RATIO,
            )
        )
    for cache in ("cold", "warm"):
        base = median(getattr(blank, cache))
        rows.append(Row(f"(c) a blank page opened, browser's cache {cache}", f"{base:.0f} ms"))
        for page, one in seen.items():
            if page != BLANK_PAGE:
                took = median(getattr(one, cache))
                what = f"(c) {page} opened to all charts, cache {cache}"
                rows.append(Row(what, f"{took:.0f} ms", f"{took / base:.1f} × the blank page"))
    return rows


def loads(found: list[Load]) -> list[Row]:
    """(d, e) Memory, then latency, of each number of sessions."""
    base = median(found[0].script)
    rows: list[Row] = []
    for load in found:
        full = load.sessions == SESSIONS[-1]
        long = load.seconds >= LONG_ENOUGH
        met = load.after < MEMORY_MB and (load.slope <= FLAT_MB_A_MINUTE or not long)
        rows.append(
            Row(
                f"(d) memory, {_sessions(load)}",
                f"{load.before:.0f} → {load.after:.0f} MB, {load.slope:+.1f} MB a minute",
                f"{load.after / found[0].before:.2f} × one session's at first",
                f"< {MEMORY_MB:.0f} MB{', flat' if long else ''}" if full else "",
                met if full else None,
            )
        )
    for load in found:
        full = load.sessions == SESSIONS[-1]
        rows.append(
            Row(
                f"(e) {_sessions(load)}, a change a second each",
                f"script p50 {median(load.script):.0f}, p95 {p95(load.script):.0f} ms; waited "
                f"p50 {median(load.waited):.0f}, p95 {p95(load.waited):.0f} ms; "
                f"{load.rate:.1f} changes/s",
                f"p50 {median(load.script) / base:.1f} × one session's",
                f"p95 < {LOAD_MS:.0f} ms" if full else "",
                p95(load.script) < LOAD_MS if full else None,
            )
        )
    return rows


def _sessions(load: Load) -> str:
    return f"{load.sessions} session{'s' if load.sessions > 1 else ''}"
