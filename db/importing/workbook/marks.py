"""What a sheet's cells do not say by their text: merged, hidden, or shown otherwise."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Odd(StrEnum):
    """What had better be said about some cells of a column."""

    LONG = "long"
    """Numbers of more digits than a workbook keeps."""
    MIDNIGHT = "midnight"
    """Less than a minute before midnight: taken as the next day."""
    PICTURE = "picture"
    ROUNDED = "rounded"
    """Shown with fewer decimals than they have."""
    UNCOMPUTED = "uncomputed"
    """Formulas without a result."""
    UTC = "utc"
    """Dates that hold 16:00 and do not show it, which is midnight in China as UTC."""


@dataclass
class Remark:
    """One oddity of a column: the first line that has it, what stands there, and how many do."""

    line: int
    raw: str
    text: str
    count: int = 1


@dataclass
class Marks:
    """Lines count from 1, as in the sheet; columns from 0.

    `stored`: column → line → the number held, where what is shown may be another figure.
    `merged`: (top, left, bottom, right). `hidden`: lines that are hidden or filtered out. `dated`:
    columns with dates → the first line of those. `noted` grows with every note on one cell.
    """

    stored: dict[int, dict[int, str]] = field(default_factory=dict)
    remarks: dict[tuple[Odd, int], Remark] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    dated: dict[int, int] = field(default_factory=dict)
    noted: int = 0

    def remark(self, odd: Odd, line: int, column: int, raw: str, text: str) -> None:
        """Note an oddity: once a column, where it stands first, and how often."""
        self.noted += 1
        known = self.remarks.get((odd, column))
        count = known.count + 1 if known else 1
        if known and known.line <= line:
            known.count = count
        else:
            self.remarks[odd, column] = Remark(line, raw, text, count)

    def held(self, line: int, column: int, stored: str) -> None:
        """Note the number behind what is shown."""
        self.noted += 1
        self.stored.setdefault(column, {})[line] = stored

    def day(self, line: int, column: int) -> None:
        """Note a date."""
        self.dated[column] = min(self.dated.get(column, line), line)

    def as_json(self) -> dict[str, Any]:
        """As it is handed from one process to another."""
        return {
            "stored": [[column, sorted(lines.items())] for column, lines in self.stored.items()],
            "remarks": [
                [odd.value, column, r.line, r.raw, r.text, r.count]
                for (odd, column), r in self.remarks.items()
            ],
            "merged": self.merged,
            "hidden": list(self.hidden),
            "dated": list(self.dated.items()),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Marks":
        """What `as_json` handed over."""
        remarks = {(Odd(odd), column): Remark(*rest) for odd, column, *rest in told["remarks"]}
        stored = {column: dict(lines) for column, lines in told["stored"]}
        merged = [(top, left, bottom, right) for top, left, bottom, right in told["merged"]]
        return cls(stored, remarks, merged, set(told["hidden"]), dict(told["dated"]))
