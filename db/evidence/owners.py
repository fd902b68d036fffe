"""The rows that evidence can be of, and who answers for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from db.accounts import Account, Action, Matter, matter_of, may
from db.closings import in_force, time_of
from db.closings.guard import OF_REPORT, handed_in
from db.evidence.refused import CLOSED, HANDED_IN, CannotKeep
from db.importing import lineage
from db.importing.kinds import RECORDS
from db.models import CommitmentProgress, Meeting, Result, table_of

PROGRESS, MEETING = table_of(CommitmentProgress), table_of(Meeting)
RESULT = table_of(Result)


@dataclass(frozen=True)
class Owner:
    """A row that evidence is of: its record, or of progress that of its meeting."""

    table: Table
    record: Mapping[str, Any]
    of_progress: bool

    @property
    def matter(self) -> Matter:
        return matter_of(self.record)

    def open_to(self, account: Account | None) -> bool:
        """Whether somebody who may read pages may read its evidence."""
        ledger = RECORDS[self.table.name]
        return not ledger.private or may(account, Action.EDIT, [self.matter])


def find(connection: Connection, table_name: str, row_id: int) -> Owner | None:
    """The owner that a row is or belongs to, be it by a merger; None where it is gone, or can have
    no evidence.
    """
    if table_name == PROGRESS.name:
        query = select(MEETING).join(PROGRESS, PROGRESS.c.meeting_id == MEETING.c.id)
        table, of = MEETING, PROGRESS.c.id
    elif table_name in RECORDS:
        table = RECORDS[table_name].spec.table
        query, of = select(table), table.c.id
    else:
        return None
    row = connection.execute(query.where(of == row_id)).mappings().one_or_none()
    if row is None:
        now = lineage.part_of(connection, table_name, row_id)
        row = connection.execute(query.where(of == now)).mappings().one_or_none()
    return None if row is None else Owner(table, dict(row), table_name == PROGRESS.name)


def refuse_closed(connection: Connection, owner: Owner) -> None:
    """Refuse to change the evidence of what is read-only. Progress is told after its meeting's
    time, and so is its evidence.

    Raises:
        CannotKeep: CLOSED period; HANDED_IN report.
    """
    column = time_of(owner.table)
    if owner.of_progress or column is None:
        return
    for closed in in_force(connection):
        if closed.holds(column, owner.record):
            raise CannotKeep(CLOSED.format(period=closed.name))
    if owner.table is RESULT:
        own = tuple(owner.record[name] for name in OF_REPORT)
        if own in handed_in(connection, {owner.record["year"]}):
            raise CannotKeep(HANDED_IN)
