"""A ledger grouped so far that a few thousand rows hold every total, as arrays.

Pages narrow and add up such summaries for every selection that nobody has made before. pandas takes
a tenth of a millisecond to look at a column and more to make a frame, dozens of times a page; the
arrays take microseconds. A column to group by is kept as codes, whole numbers that stand for its
values, so that adding up is counting.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from db.filters import Criterion, Filter

Array = npt.NDArray[Any]

MISSING = -1
"""The code of a row without a value."""


class Key(NamedTuple):
    """A column to group by: a code a row, and the value that each code stands for, in order."""

    codes: Array
    values: Array

    def code(self, value: object) -> int:
        """The code of a value; one that no row has, where there is none."""
        (found,) = np.nonzero(self.values == value)
        return int(found[0]) if len(found) else MISSING - 1


class Summary:
    """Groups of a ledger. `keys` are what they are groups of, `numbers` what is known of each; of
    both the rows that are asked for are taken when somebody looks at them.
    """

    def __init__(
        self, keys: Mapping[str, Key], numbers: Mapping[str, Array], rows: Array | None = None
    ) -> None:
        self._keys, self._numbers, self._rows = keys, numbers, rows
        self._taken: dict[str, Array] = {}

    def __len__(self) -> int:
        every = next(iter(self._keys.values())).codes
        return len(every if self._rows is None else self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self._keys or name in self._numbers

    def __sizeof__(self) -> int:
        """Bytes of its arrays; those that it shares with what it was taken from are that one's."""
        kept = [*self._taken.values()]
        if self._rows is None:
            kept += [*self._numbers.values(), *(key.codes for key in self._keys.values())]
        return object.__sizeof__(self) + sum(sys.getsizeof(array) for array in kept)

    def key(self, name: str) -> Key:
        """A column to group by."""
        return Key(self._of(name, self._keys[name].codes), self._keys[name].values)

    def __getitem__(self, name: str) -> Array:
        """A value a row; None where a word is missing."""
        if name in self._keys:
            codes, values = self.key(name)
            return (values if codes.min(initial=0) > MISSING else np.array([*values, None]))[codes]
        return self._of(name, self._numbers[name])

    @property
    def demo(self) -> Array:
        """Whether each group is one of demo records."""
        return self["demo"]

    def of_demo(self, name: str) -> Array:
        """The part of a number that comes from demo records, a row."""
        return np.where(self.demo, self[name], 0)

    def where(self, through: Array) -> "Summary":
        """The rows that a mask lets through."""
        if through.all():
            return self
        rows = np.flatnonzero(through)
        before = self._rows
        return Summary(self._keys, self._numbers, rows if before is None else before[rows])

    def _of(self, name: str, every: Array) -> Array:
        if self._rows is None:
            return every
        if name not in self._taken:
            self._taken[name] = every[self._rows]
        return self._taken[name]


def group(frame: pd.DataFrame, keys: Sequence[str]) -> Summary:
    """The summary of a frame of groups: `keys` are the columns to group by, of words or whole
    numbers that may be missing; in the others a missing number is 0, a missing day NaT.
    """
    coded = {name: _coded(frame[name]) for name in keys}
    numbers = {
        str(name): _plain(column) for name, column in frame.items() if str(name) not in coded
    }
    for array in [*numbers.values(), *(part for key in coded.values() for part in key)]:
        array.setflags(write=False)
    return Summary(coded, numbers)


def narrow(summary: Summary, chosen: Filter) -> Summary:
    """The groups that a filter lets through."""
    through = np.ones(len(summary), dtype=bool)
    for criterion in chosen.criteria(summary):
        keys = [summary.key(name) for name in criterion.dimensions]
        through &= np.logical_or.reduce([_fulfils(key, criterion) for key in keys])
    return summary.where(through)


def _fulfils(key: Key, criterion: Criterion) -> Array:
    if criterion.span is not None:
        first, last = criterion.span
        among = (key.values >= first) & (key.values <= last)
        return np.append(among, False)[key.codes]  # the last is of rows without a value
    codes = [key.code(value) for value in criterion.values]
    return key.codes == codes[0] if len(codes) == 1 else np.isin(key.codes, codes)


def sums(
    summary: Summary, keys: Sequence[str], columns: Mapping[str, str | Array]
) -> dict[str, Array]:
    """Sums of whole numbers by keys, in the order of the keys: `columns` is new name → summed
    column, or a number a row. Rows without a key are left out, and so are groups of nothing.
    """
    coded = [summary.key(name) for name in keys]
    known = np.all([key.codes != MISSING for key in coded], axis=0)
    shape = tuple(max(1, len(key.values)) for key in coded)
    cells = np.ravel_multi_index([key.codes[known] for key in coded], shape)
    size = int(np.prod(shape))
    present = np.flatnonzero(np.bincount(cells, minlength=size))
    found: dict[str, Array] = {
        name: key.values[codes]
        for name, key, codes in zip(keys, coded, np.unravel_index(present, shape), strict=True)
    }
    for new, old in columns.items():
        totals = np.zeros(size, dtype="int64")
        np.add.at(totals, cells, (summary[old] if isinstance(old, str) else old)[known])
        found[new] = totals[present]
    return found


def _coded(column: "pd.Series[Any]") -> Key:
    codes, values = pd.factorize(column, sort=True)
    kind = bool if column.dtype == "boolean" else "int64" if column.dtype == "Int64" else object
    return Key(codes.astype("int64"), np.asarray(values, dtype=kind))


def _plain(column: "pd.Series[Any]") -> Array:
    whole = column.dtype == "Int64"
    return column.fillna(0).to_numpy(dtype="int64") if whole else column.to_numpy()
