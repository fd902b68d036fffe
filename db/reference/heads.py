"""Measures of assessment follow the files by versions, except where an administrator has edited
one: as the dictionary does.
"""

from itertools import groupby

from db.assessment.measures import MEASURE, Head, Indicator, Measure, Version, add, history
from db.reference.definitions import AUTHOR, REWORDED, SHIPPED
from db.reference.edition import Deed, Edition, Reason
from db.reference.files import Row, number


def follow_heads(edition: Edition, files: dict[str, list[Row]]) -> None:
    """A measure that is new begins with version 1; one that the files have otherwise gets a further
    version. One that an administrator has edited stays, and that is said.
    """
    known = history(edition.connection)
    for key, rows in groupby(files.get("heads", ()), lambda row: row["measure"]):
        said, versions = _said(list(rows), files["metrics"]), known.get(key, [])
        if not versions or versions[-1].said != said:
            _follow(edition, key, said, versions)


def _follow(edition: Edition, key: str, said: Measure, versions: list[Version]) -> None:
    if any(version.edited for version in versions):
        edition.say(Deed.KEPT, MEASURE, key, versions[-1].said.name_zh, reason=Reason.CORRECTED)
        return
    edition.count(MEASURE, 1)
    after = len(versions)
    reason = REWORDED if after else SHIPPED
    add(edition.connection, key, said, number=after + 1, author=AUTHOR, reason=reason)


def _said(rows: list[Row], metrics: list[Row]) -> Measure:
    """A measure of its lines, one a head; what is of the measure stands in the first."""
    first = rows[0]
    return Measure(
        first["measure_zh"],
        first["measure_en"],
        first["province_adcode"] or None,
        number(first["year_from"]),
        number(first["year_to"]),
        first["source"],
        tuple(_head(row, metrics) for row in rows),
    )


def _head(row: Row, metrics: list[Row]) -> Head:
    under = tuple(Indicator(one["key"]) for one in metrics if one["head"] == row["key"])
    return Head(row["key"], row["name_zh"], row["name_en"], number(row["weight"]), under)
