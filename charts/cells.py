"""Cells of couples by year, those in force."""

from typing import NamedTuple

import pandas as pd


class Cell(NamedTuple):
    """A row of the frame of `coverage`, and which row of the picture it is on."""

    pairing_id: int
    pairing: str
    year: int
    meetings: int
    projects: int
    visits: int
    loaded: bool
    row: int

    @property
    def is_gap(self) -> bool:
        """Whether a ledger of that year is there, and has nothing of that couple."""
        return self.loaded and self.is_empty

    @property
    def is_unknown(self) -> bool:
        """Whether nobody can say, for there is no ledger of that year."""
        return self.is_empty and not self.loaded

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known of that couple in that year."""
        return not (self.meetings or self.projects or self.visits)


def read(frame: pd.DataFrame) -> list[Cell]:
    """The cells in force, couples numbered from the top."""
    kept = frame[frame["in_force"].to_numpy(dtype=bool)]
    rows = list(zip(*(kept[name].tolist() for name in Cell._fields[:-1]), strict=True))
    number = {couple: row for row, couple in enumerate(dict.fromkeys(row[0] for row in rows))}
    return [Cell._make((*row, number[row[0]])) for row in rows]
