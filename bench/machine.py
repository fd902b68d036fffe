"""How busy the machine is, and how much of that is ours: CPU seconds from /proc (Linux)."""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
CLOCK_OF_PROCESS = 2
"""The part of a clock's number that says: CPU time of all threads (clock_getcpuclockid(3))."""


def all_seconds() -> float:
    """CPU that all processes have used since the machine was started."""
    user, nice, system, _idle, _waited, *interrupts = _numbers(Path("/proc/stat"))[:7]
    return (user + nice + system + sum(interrupts)) / TICKS


def seconds_of(roots: Sequence[int]) -> float:
    """CPU that these processes and all that come of them have used, those that are over too."""
    used: dict[int, float] = {}
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        pid = int(folder.name)
        children[int(fields[1])].append(pid)
        used[pid] = sum(map(int, fields[11:15])) / TICKS
    ours, waiting = set[int](), list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in ours:
            ours.add(pid)
            waiting += children[pid]
    return sum(used.get(pid, 0.0) for pid in ours)


def cpu_clock(pid: int) -> int:
    """The number of the clock, for time.clock_gettime, that tells a running process's CPU time to
    the nanosecond.
    """
    return (~pid << 3) | CLOCK_OF_PROCESS


def _numbers(file: Path) -> list[int]:
    return [int(number) for number in file.read_text().split("\n", 1)[0].split()[1:]]
