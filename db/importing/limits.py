"""How much one upload may hold. Every limit is a setting from the environment."""

import os
from dataclasses import dataclass

MEGABYTE = 2**20
SPARE_ROWS = 20_000
"""Blank rows and rows that are set aside do not count against the limit, but not without end."""


@dataclass(frozen=True)
class Limits:
    """The largest file (MB of 2^20 bytes), number of rows and columns, and cell in characters.

    Blank columns at the right edge do not count as columns, but no file may have more than
    `width` in all. `unpacked` is how many MB the parts of a workbook may be once unpacked; its
    reader may take `memory` MB and `seconds`.
    """

    megabytes: int = 20
    rows: int = 100_000
    columns: int = 60
    cell: int = 10_000
    width: int = 1_000
    unpacked: int = 200
    memory: int = 1024
    seconds: int = 60

    @property
    def bytes(self) -> int:
        return self.megabytes * MEGABYTE

    @property
    def most_rows(self) -> int:
        """Rows of one file, those among them that are set aside."""
        return self.rows + SPARE_ROWS

    @property
    def cells(self) -> int:
        """Of one sheet, blank ones with a format included."""
        return self.most_rows * self.columns


def limits() -> Limits:
    """XIESHOU_IMPORT_MB, _ROWS, _COLUMNS, _CELL, _MEMORY and _SECONDS, or what is usual.

    A setting that is no positive number counts as not given.
    """
    usual = Limits()
    return Limits(
        megabytes=_number("XIESHOU_IMPORT_MB", usual.megabytes),
        rows=_number("XIESHOU_IMPORT_ROWS", usual.rows),
        columns=_number("XIESHOU_IMPORT_COLUMNS", usual.columns),
        cell=_number("XIESHOU_IMPORT_CELL", usual.cell),
        width=max(usual.width, _number("XIESHOU_IMPORT_COLUMNS", usual.columns)),
        unpacked=max(usual.unpacked, 10 * _number("XIESHOU_IMPORT_MB", usual.megabytes)),
        memory=_number("XIESHOU_IMPORT_MEMORY", usual.memory),
        seconds=_number("XIESHOU_IMPORT_SECONDS", usual.seconds),
    )


def _number(name: str, usual: int) -> int:
    given = os.environ.get(name, "").strip()
    return int(given) if given.isascii() and given.isdigit() and int(given) > 0 else usual
