"""The dictionary follows the files by versions, except where an administrator has edited it."""

from sqlalchemy import insert, select, update

from db.definitions import keeping
from db.definitions.keeping import METRIC, Definition, Version
from db.importing.rows import Values
from db.reference.edition import Deed, Edition, Reason
from db.reference.files import Row
from db.terms import Better

AUTHOR = "xieshou"
SHIPPED = "随产品载入 / shipped with the product"
REWORDED = "随产品更新 / a new edition of the files shipped with the product"


def follow_definitions(edition: Edition, rows: list[Row]) -> None:
    """A metric that is new begins with version 1; one that the files word anew gets a further
    version, valid from the same day as the last, for it corrects that one. One that an
    administrator has edited stays, and that is said.
    """
    connection = edition.connection
    stored = {row["key"]: dict(row) for row in connection.execute(select(METRIC)).mappings()}
    known = keeping.history(connection)
    for row in rows:
        key, versions = row["key"], known.get(row["key"], [])
        said = _said(row, versions[-1].said.better if versions else Better.HIGHER)
        if key not in stored:
            values = {name: getattr(said, name) for name in keeping.SAID}
            connection.execute(insert(METRIC).values(key=key, origin=row["origin"], **values))
        elif stored[key]["origin"] != row["origin"]:
            connection.execute(
                update(METRIC).where(METRIC.c.key == key).values(origin=row["origin"])
            )
        if not versions or versions[-1].said != said:
            _follow(edition, key, said, versions)


def edited(edition: Edition, rows: list[Values]) -> set[str]:
    """Keys of those metrics that an administrator has edited."""
    versions = keeping.history(edition.connection, [row["key"] for row in rows])
    return {key for key, of in versions.items() if any(one.edited for one in of)}


def _follow(edition: Edition, key: str, said: Definition, versions: list[Version]) -> None:
    connection = edition.connection
    if any(one.edited for one in versions):
        name = versions[-1].said.name_zh
        edition.say(Deed.KEPT, METRIC, key, name, reason=Reason.CORRECTED)
        return
    edition.count(METRIC, 1)
    if not versions:
        keeping.add(connection, key, said, number=1, valid_from=None, author=AUTHOR, reason=SHIPPED)
        return
    last = versions[-1]
    if last.said.name_zh != said.name_zh:
        edition.say(Deed.RENAMED, METRIC, key, last.said.name_zh, now=said.name_zh)
    if last.carried_over:
        keeping.complete(connection, key, said, AUTHOR)
        return
    keeping.add(
        connection, key, said, number=last.number + 1, valid_from=last.valid_from, author=AUTHOR,
        reason=REWORDED,
    )  # fmt: skip


def _said(row: Row, better: Better) -> Definition:
    """What the files say; what is `better` they leave as it is."""
    left = ("summable", "head", "better")
    texts = {name: row[name] for name in keeping.SAID if name not in left}
    summable, head = row["summable"] == "true", row["head"] or None
    return Definition(**texts, summable=summable, head=head, better=better)
