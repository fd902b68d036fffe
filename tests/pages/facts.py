"""The reference facts, read straight from their files: what pages of the reference must show."""

import csv

from db.settings import REFERENCE

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of data/reference/<name>.csv."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def meetings(
    helper: str = "", receiver: str = "", province: str = "", years: tuple[int, int] = (0, 9999)
) -> list[Row]:
    """The meetings of a selection, provinces by their two digits, the newest first."""
    found = [
        row
        for row in rows("meetings")
        if row["helper_adcode"].startswith(helper)
        and row["receiver_adcode"].startswith(receiver)
        and any(row[f"{side}_adcode"].startswith(province) for side in ("helper", "receiver"))
        and years[0] <= int(row["date_start"][:4]) <= years[1]
    ]
    return sorted(found, key=lambda row: row["date_start"], reverse=True)
