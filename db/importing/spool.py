"""Rows that are gone through again and again, and not held: they are packed, part by part, and lie
in a file of no name once they are many. Nothing is left of it when the process ends, however it
ends. TMPDIR says on which disk.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import islice
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any, Generic, TypeVar, overload

from db.errors import StoreUnavailable

T = TypeVar("T")
P = TypeVar("P", bound=Sized)

PART = 2_000
"""So many rows are packed, checked and written at a time."""
IN_MEMORY = 2**20
"""So many bytes stay in memory: most ledgers never reach the disk."""


def parts(items: Iterable[T], size: int | None = None) -> Iterator[list[T]]:
    """The items in lists of PART (or `size`), the last one of what is left."""
    source = iter(items)
    while part := list(islice(source, size or PART)):
        yield part


class Spool(Sequence[T], Generic[P, T]):
    """A sequence of rows in packed parts, filled once from front to back; `rows` gives those of a
    part. Several threads may read it.
    """

    def __init__(
        self,
        pack: Callable[[P], bytes],
        unpack: Callable[[bytes], P],
        rows: Callable[[P], Sequence[T]],
    ) -> None:
        self._pack, self._unpack, self._rows = pack, unpack, rows
        self._file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - kept open
        self._lock = Lock()
        self._ends = [0]
        self._starts: list[int] = []
        self._length = 0

    def append(self, part: P) -> None:
        """Add the next part.

        Raises:
            StoreUnavailable: there is no room for it.
        """
        packed = self._pack(part)
        try:
            self._file.write(packed)
        except OSError as error:
            raise StoreUnavailable(
                f"no room for the rows of an upload: {error.strerror}"
            ) from error
        self._ends.append(self._ends[-1] + len(packed))
        self._starts.append(self._length)
        self._length += len(part)

    def part(self, number: int) -> P:
        """One part, from 0."""
        start, end = self._ends[number : number + 2]
        with self._lock:
            self._file.seek(start)
            packed = self._file.read(end - start)
        return self._unpack(packed)

    def parts(self) -> Iterator[P]:
        """All parts."""
        return map(self.part, range(len(self._starts)))

    def at(self, positions: Iterable[int]) -> list[T]:
        """The rows at these positions; neighbours are unpacked once."""
        found: list[T] = []
        start = 0
        rows: Sequence[T] = ()
        for position in positions:
            if not 0 <= position - start < len(rows):
                number = bisect_right(self._starts, position) - 1
                start, rows = self._starts[number], self._rows(self.part(number))
            found.append(rows[position - start])
        return found

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        for part in self.parts():
            yield from self._rows(part)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        wanted = range(self._length)[index]
        return self.at(wanted) if isinstance(wanted, range) else self.at([wanted])[0]
