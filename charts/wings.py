"""Visits by year and direction, each year in its row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from charts.words import Break
from charts.years import crossed

DIRECTIONS = ("east_to_west", "west_to_east")
BREAK = 0.9
"""Rows that a break takes."""


class Year(NamedTuple):
    """A year's visits and their people, who may be unknown, in the order of DIRECTIONS.

    Of several years without visits that follow each other it is the first, `last` their last.
    `place` counts rows from the top, `breaks` lie between it and the row above.
    """

    year: int
    last: int
    visits: tuple[int, int]
    people: tuple[int | None, int | None]
    place: float
    breaks: tuple[Break, ...]


def read(frame: pd.DataFrame, breaks: Sequence[Break] = ()) -> list[Year]:
    """A row a year with visits, and one for the years between two of them."""
    counts: dict[tuple[int, str], int] = {}
    heads: dict[tuple[int, str], int] = {}
    names = ("year", "direction", "visits", "people")
    for year, direction, number, people in zip(
        *(frame[name].tolist() for name in names), strict=True
    ):
        if number and direction in DIRECTIONS:
            counts[year, direction] = counts.get((year, direction), 0) + number
            if not pd.isna(people):
                heads[year, direction] = heads.get((year, direction), 0) + int(people)
    return _placed(counts, heads, breaks)


def _placed(
    counts: Mapping[tuple[int, str], int],
    heads: Mapping[tuple[int, str], int],
    breaks: Sequence[Break],
) -> list[Year]:
    east, west = DIRECTIONS
    rows: list[Year] = []
    place = 0.0
    for first, last in _spans(sorted({year for year, _direction in counts}), breaks):
        before = crossed(rows[-1].last, last, breaks) if rows else ()
        place += BREAK * len(before)
        visits = (counts.get((first, east), 0), counts.get((first, west), 0))
        people = (heads.get((first, east)), heads.get((first, west)))
        rows.append(Year(first, last, visits, people, place, tuple(before)))
        place += 1
    return rows


def _spans(seen: Sequence[int], breaks: Sequence[Break]) -> Iterator[tuple[int, int]]:
    """Each year with visits, and between them the years without, parted at the breaks."""
    for before, year in zip([None, *seen], seen, strict=False):
        if before is not None and before + 1 < year:
            inner = {one.year for one in crossed(before + 1, year - 1, breaks)}
            starts = [before + 1, *sorted(inner)]
            ends = [start - 1 for start in starts[1:]]
            yield from zip(starts, [*ends, year - 1], strict=True)
        yield year, year
