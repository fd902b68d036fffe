"""The table of a soak: what readers and importers met with, window by window and in all."""

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from math import ceil

import streamlit

from bench.loaded import MEETINGS
from bench.numbers import median, p95, slope
from bench.soaking import Crowd, Look, Met
from bench.targets import Row

KEPT_MINUTES = 10.0
"""A table of a shorter soak is shown, not kept."""
WINDOWS = 12
"""At most so many lines of the table are of times in between."""

SOON = 2.0
"""Seconds within which 95 in 100 changes are answered."""
SETTLED = 0.5, 600.0
"""What of a soak, or how many seconds at most, passes before all that the server keeps is there."""
FLAT, LONG_FLAT = 2.0, 0.5
"""MB a minute once it has settled: in ten minutes, and where there is an hour to see it in."""


def sentence(met: Met, crowd: Crowd, database: str, began: datetime, before: float) -> str:
    """When, where and on what it was measured, and what else the machine did."""
    asked = f"{crowd.seconds / 60:g} minutes"
    lasted = asked if met.lasted >= crowd.seconds else f"{met.lasted / 60:.1f} of {asked}"
    others = met.looks[-1].others / max(met.looks[-1].at, 1.0) if met.looks else 0.0
    averages = [look.average for look in met.looks] or [before]
    return (
        f"{database}, {crowd.readers} readers and {crowd.importers} importers for {lasted}, begun "
        f"on {began:%d %B %Y at %H:%M}: {os.cpu_count()} cores ({platform.machine()}), Python "
        f"{platform.python_version()}, Streamlit {streamlit.__version__}. The machine's load "
        f"average was {before:.1f} before, and {median(averages):.1f} (at most "
        f"{max(averages):.1f}) meanwhile; what else ran there took {others:.2f} cores."
    )


def rows(met: Met, crowd: Crowd) -> list[Row]:
    """The lines: windows, then all of it with what was promised."""
    return [*_windows(met), *_whole(met, crowd)]


def _windows(met: Met) -> list[Row]:
    minutes = max(1, ceil(met.lasted / 60 / WINDOWS))
    found = []
    for start in range(0, ceil(round(met.lasted) / 60), minutes):
        part = _part(met, start * 60, (start + minutes) * 60)
        until = "" if minutes == 1 else f" to {start + minutes}"
        told = f"{_waited(part)}; {_counted(part)}"
        if part.looks:
            told += f"; {part.looks[-1].memory:.0f} MB; {_taken(part.looks)}"
        found.append(Row(f"minute {start + 1}{until}", told))
    return found


def _part(met: Met, start: float, end: float) -> Met:
    return Met(
        [one for one in met.reruns if start <= one.at < end],
        [one for one in met.imports if start <= one.at < end],
        [one for one in met.errors if start <= one[0] < end],
        [one for one in met.looks if start <= one.at < end],
    )


def _whole(met: Met, crowd: Crowd) -> list[Row]:
    waits = [one.seconds for one in met.reruns]
    done = [(one.came, one.went) for one in met.imports]
    messages = sum(one.messages for one in met.reruns)
    found = [
        Row("a change of the years", _waited(met), "", f"p95 < {SOON:g} s", p95(waits) < SOON)
        if waits
        else Row("a change of the years", "none", met=False),
        Row("messages", f"{messages:,} to the readers, {len(waits):,} from them"),
        Row("errors", str(len(met.errors)), "", "none", not met.errors),
    ]
    if crowd.importers:
        whole = sum(one == (MEETINGS, MEETINGS) for one in done)
        took = [one.seconds for one in met.imports] or [0.0]
        told = f"{len(done)}, {whole} of them whole; p50 {median(took):.2f}, most {max(took):.2f} s"
        what = f"imports of {MEETINGS} meetings, taken back"
        found.append(Row(what, told, "", "all whole", 0 < len(done) == whole))
    if len(met.looks) > 1:
        found.append(_memory(met, crowd))
    return found


def _memory(met: Met, crowd: Crowd) -> Row:
    grown = growth(met.looks)
    most = LONG_FLAT if met.lasted >= 2 * SETTLED[1] else FLAT
    two, half, end = (_at(met.looks, at) for at in (120.0, met.lasted / 2, met.lasted))
    told = (
        f"{two:.0f} MB in minute 2, {half:.0f} at half, {end:.0f} at the end; "
        f"{grown:+.2f} MB a minute once it has settled"
    )
    judged = met.lasted >= KEPT_MINUTES * 60
    target = f"≤ {most:g} MB a minute" if judged else ""
    return Row("the server's memory", told, "", target, grown <= most if judged else None)


def growth(looks: Sequence[Look]) -> float:
    """MB a minute once all that the server keeps of its answers is there."""
    settled = min(SETTLED[0] * looks[-1].at, SETTLED[1])
    return slope([(look.at / 60, look.memory) for look in looks if look.at >= settled])


def _at(looks: Sequence[Look], at: float) -> float:
    return min(looks, key=lambda look: abs(look.at - at)).memory


def _waited(met: Met) -> str:
    waits = [one.seconds * 1000 for one in met.reruns]
    if not waits:
        return "no changes"
    return (
        f"{len(waits):,} changes: p50 {median(waits):.0f}, p95 {p95(waits):.0f}, "
        f"most {max(waits):.0f} ms"
    )


def _counted(met: Met) -> str:
    return f"{len(met.imports)} imports; {len(met.errors)} errors"


def _taken(looks: Sequence[Look]) -> str:
    first, last = looks[0], looks[-1]
    seconds = max(last.at - first.at, 1.0)
    used, others = last.used - first.used, last.others - first.others
    return f"{(used - others) / seconds:.2f} cores ours, {others / seconds:.2f} others'"
