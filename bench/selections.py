"""The years that simulated readers choose."""

from collections.abc import Iterator
from itertools import cycle
from random import Random

from bench.session import Years

FIRST = range(1997, 2017)
LAST = range(2021, 2025)


def different(seed: int = 0) -> Iterator[Years]:
    """Ranges of years, each once before any comes again; all hold six years of projects or more."""
    ranges = [(first, last) for first in FIRST for last in LAST]
    Random(seed).shuffle(ranges)
    return cycle(ranges)
