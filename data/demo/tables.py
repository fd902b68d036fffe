"""The tables that demo records are made of: .csv files with a heading."""

import csv
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
PROVINCES = HERE.parent / "reference" / "provinces.csv"


@lru_cache
def rows(path: Path) -> tuple[dict[str, str], ...]:
    """The lines of a table, each as column → text."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
