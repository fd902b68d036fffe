"""What an office entered about places, row by row, so that it can be told and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from db.accounts import Action, Author, audit, require
from db.areas import refused
from db.areas.refused import refuse
from db.engine import raise_revision, utc_now
from db.models import Area, AreaChange, Base, table_of
from db.models.base import pointing_to
from db.terms import AreaDeed, Event

Row = dict[str, Any]
TABLE = table_of(AreaChange)


@dataclass(frozen=True)
class Change:
    """A row of a table, by its key: as it was (none where it is new), and as it is from now on."""

    table: str
    key: Row
    before: Row | None
    after: Row | None

    @property
    def here(self) -> ColumnElement[bool]:
        """The condition that finds it."""
        columns = Base.metadata.tables[self.table].c
        return and_(*(columns[name] == value for name, value in self.key.items()))


@dataclass(frozen=True)
class Entry:
    """A change of a place that an office entered: by whom, when (UTC), by what source, whether it
    was taken back (`undone`) or takes another one back (`undoes`).
    """

    id: int
    adcode: str
    deed: AreaDeed
    at: datetime
    author: str
    source: str
    changes: Sequence[Change]
    undoes: int | None
    undone: bool


def carry_out(
    connection: Connection,
    by: Author,
    adcode: str,
    deed: AreaDeed,
    changes: Sequence[Change],
    source: str,
    undoes: int | None = None,
) -> int:
    """Write the rows, and keep what was changed; the change's number."""
    for change in changes:
        _write(connection, change)
    values = {
        "adcode": adcode, "deed": deed, "created_at": utc_now(), "author": by.display_name,
        "account_id": by.id, "source": source, "changes": [asdict(one) for one in changes],
        "undoes_id": undoes,
    }  # fmt: skip
    number = connection.execute(insert(TABLE).values(values)).inserted_primary_key
    audit.note(connection, Event.EDITED, by, table="area", area=adcode, deed=deed)
    raise_revision(connection)
    return int(number[0]) if number else 0


def _write(connection: Connection, change: Change) -> None:
    table = Base.metadata.tables[change.table]
    if change.after is None:
        connection.execute(delete(table).where(change.here))
    elif change.before is None:
        connection.execute(insert(table).values(change.after))
    else:
        connection.execute(update(table).where(change.here).values(change.after))


def take_back(connection: Connection, by: Author, number: int) -> str:
    """Undo a change; the code of its place.

    Raises:
        Forbidden: by somebody who is no administrator.
        NotAUnit: no such change, undone already, changed since, or records name the place.
    """
    by = require(connection, by, Action.ADMINISTER)
    found = next((one for one in history(connection) if one.id == number), None)
    if found is None:
        refuse(refused.NO_CHANGE)
    if found.undone or found.undoes:
        refuse(refused.TAKEN_BACK)
    back = [Change(o.table, o.key, o.after, o.before) for o in reversed(found.changes)]
    for change in back:
        _check_unchanged(connection, change)
    for change in back:
        if change.table == Area.__tablename__ and change.after is None:
            _check_unused(connection, change)
    carry_out(connection, by, found.adcode, AreaDeed.TAKEN_BACK, back, found.source, found.id)
    return found.adcode


def history(connection: Connection, adcode: str | None = None) -> list[Entry]:
    """The changes of a place, or of all, the newest first."""
    statement = select(TABLE).order_by(TABLE.c.id.desc())
    if adcode is not None:
        statement = statement.where(TABLE.c.adcode == adcode)
    rows = connection.execute(statement).all()
    undone = {row.undoes_id for row in rows}
    return [
        Entry(
            row.id, row.adcode, row.deed, row.created_at, row.author, row.source,
            [Change(**one) for one in row.changes], row.undoes_id, row.id in undone,
        )
        for row in rows
    ]  # fmt: skip


def corrected(connection: Connection) -> set[str]:
    """Codes of places that were there before an office changed them, and stand as it did."""
    return {
        str(change.key["adcode"])
        for entry in history(connection)
        if not entry.undone and not entry.undoes
        for change in entry.changes
        if change.table == Area.__tablename__ and change.before is not None
    }


def _check_unchanged(connection: Connection, change: Change) -> None:
    """That what is to be taken back still stands as it was entered."""
    columns = Base.metadata.tables[change.table].c
    stands = connection.execute(select(*columns).where(change.here)).mappings().one_or_none()
    wanted: Mapping[str, Any] = change.before or {}
    if stands is None or any(stands[name] != value for name, value in wanted.items()):
        refuse(refused.CHANGED)


def _check_unused(connection: Connection, change: Change) -> None:
    adcode = change.key["adcode"]
    counted = 0
    for table, column in pointing_to(table_of(Area)):
        rows = select(func.count()).where(table.c[column] == adcode)
        counted += connection.scalar(rows) or 0
    if counted:
        refuse(refused.USED, count=counted, name=(change.before or {}).get("name_zh", adcode))
