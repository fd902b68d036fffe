"""Which new projects share an amount with another of their year and couple of provinces.

Hardly any does, and only those that do are looked at one by one (db.importing.likeness). To find
them no row of a file is held, but its number, its window and its amounts, column by column: some
sixty bytes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from db.importing.block import Block
from db.importing.directory import Couple
from db.importing.rows import Fate, RowPlan, Values
from db.models.projects import AMOUNTS

Column = npt.NDArray[np.int64]
Window = tuple[Couple, int]
"""A couple of provinces and a year."""

APART = 1_000_003
"""Times this, amounts of different windows are different; where two meet all the same, a row more
is looked at.
"""
PLACED = ("helper_adcode", "receiver_adcode", "year")


class Shares:
    """The amounts of new projects, added part by part. `provinces` tells to which couple of
    provinces a couple belongs; rows of `settled` numbers are left out.
    """

    def __init__(
        self, provinces: Callable[[Couple], Couple], settled: Collection[int] = ()
    ) -> None:
        self.windows: dict[Window, int] = {}
        self._provinces, self._settled = provinces, [*settled]
        self._known: dict[tuple[Any, ...], int] = {}
        self._parts: list[Column] = [np.zeros((2 + len(AMOUNTS), 0), np.int64)]

    def add(self, part: Block | list[RowPlan]) -> None:
        """The next plans, of which those of new rows count."""
        columns: Mapping[str, Iterable[Any]]
        if isinstance(part, Block):
            numbers, columns = part.record_nos, part.columns
        else:
            part = [plan for plan in part if plan.fate is Fate.NEW]
            numbers = [plan.record_no for plan in part]
            columns = {n: [plan.values.get(n) for plan in part] for n in (*PLACED, *AMOUNTS)}
        rows = np.zeros((2 + len(AMOUNTS), len(numbers)), np.int64)
        rows[0] = numbers
        placed = [*zip(*(columns[name] for name in PLACED), strict=True)]
        windows = {one: self._window(one) for one in dict.fromkeys(placed)}
        rows[1] = [windows[one] for one in placed]
        for place, name in enumerate(AMOUNTS, 2):
            if name in columns:
                rows[place] = [value or 0 for value in columns[name]]
        self._parts.append(rows[:, ~np.isin(rows[0], self._settled)] if self._settled else rows)

    def wanted(self, window: Window) -> list[tuple[str, int]]:
        """The amounts that the rows of a window have."""
        rows = self._rows[:, self._rows[1] == self.windows[window]]
        return [
            (name, value)
            for name, column in zip(AMOUNTS, rows[2:], strict=True)
            for value in np.unique(column[column != 0]).tolist()
        ]

    def numbers(self, stored: Mapping[Window, Iterable[Values]]) -> set[int]:
        """The numbers of the rows that share an amount with another one of their window, or with
        a stored project of it.
        """
        rows, kept = self._rows, [(self.windows[w], v) for w, of in stored.items() for v in of]
        shared = np.zeros(rows.shape[1], bool)
        for name, amounts in zip(AMOUNTS, rows[2:], strict=True):
            marks = amounts * APART + rows[1]
            theirs = [(v[name] * APART + w) % 2**64 for w, v in kept if v.get(name)]
            shared |= (amounts != 0) & (_repeated(marks) | _among(marks, theirs))
        return set(rows[0][shared].tolist())

    def few(self, most: int) -> set[Window]:
        """The windows of no more than so many rows."""
        counts = np.bincount(self._rows[1], minlength=len(self.windows))
        return {window for window, number in self.windows.items() if counts[number] <= most}

    def numbers_in(self, windows: Collection[Window]) -> set[int]:
        """The numbers of the rows of some windows that have an amount."""
        rows = self._rows
        within = np.isin(rows[1], [self.windows[window] for window in windows])
        return set(rows[0][within & rows[2:].any(axis=0)].tolist())

    @property
    def _rows(self) -> Column:
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts, axis=1)]
        return self._parts[0]

    def _window(self, placed: tuple[Any, ...]) -> int:
        """The number of the window of a helper, a receiver and a year."""
        if placed not in self._known:
            helper, receiver, year = placed
            window = (self._provinces((helper, receiver)), year)
            self._known[placed] = self.windows.setdefault(window, len(self.windows))
        return self._known[placed]


def _repeated(marks: Column) -> npt.NDArray[np.bool_]:
    """Which of these are there more than once."""
    order = np.argsort(marks)
    alike = marks[order[1:]] == marks[order[:-1]]
    found = np.zeros(len(marks), bool)
    found[order[1:][alike]] = found[order[:-1][alike]] = True
    return found


def _among(marks: Column, theirs: list[int]) -> npt.NDArray[np.bool_]:
    return np.isin(marks, np.array(theirs, np.uint64).astype(np.int64))
