"""How much one upload may hold. Every limit is a setting from the environment."""

import os
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """The largest file (MB of 2^20 bytes), number of rows and columns, and cell in characters.

    Blank columns at the right edge do not count as columns, but no file may have more than
    `width` in all. `unpacked` is how many MB the parts of a workbook may be once unpacked.
    """

    megabytes: int = 20
    rows: int = 100_000
    columns: int = 60
    cell: int = 10_000
    width: int = 1_000
    unpacked: int = 200

    @property
    def bytes(self) -> int:
        return self.megabytes * MEGABYTE


def limits() -> Limits:
    """XIESHOU_IMPORT_MB, _ROWS, _COLUMNS and _CELL, or what is usual.

    A setting that is no positive number counts as not given.
    """
    usual = Limits()
    return Limits(
        megabytes=_number("MB", usual.megabytes),
        rows=_number("ROWS", usual.rows),
        columns=_number("COLUMNS", usual.columns),
        cell=_number("CELL", usual.cell),
        width=max(usual.width, _number("COLUMNS", usual.columns)),
        unpacked=max(usual.unpacked, 10 * _number("MB", usual.megabytes)),
    )


def _number(name: str, usual: int) -> int:
    given = os.environ.get(f"XIESHOU_IMPORT_{name}", "").strip()
    return int(given) if given.isascii() and given.isdigit() and int(given) > 0 else usual
