"""All that was done to one record, and to those that were merged into it: batch by batch."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from db.accounts import Action, Author, require
from db.importing.batches import Change, change_of
from db.importing.reversible import MERGED
from db.importing.scopes import visible
from db.importing.undo import EDIT
from db.models import ImportBatch, RowHistory, table_of
from db.terms import Action as Done
from db.terms import BatchStatus

BATCH, HISTORY = table_of(ImportBatch), table_of(RowHistory)


@dataclass(frozen=True)
class Deed:
    """One batch that wrote a record. `merged`: the record that it wrote then, where it is one that
    is part of this one now.
    """

    batch: int
    kind: str
    file_name: str
    author: str
    at: datetime
    change: Change
    done: Done
    undoes: int | None
    undone: bool
    merged: int | None


def deeds(
    connection: Connection, by: Author, table: str, record_id: int, *, limit: int = 50
) -> list[Deed]:
    """What was done to a record by the batches that somebody may see, the newest first.

    Raises:
        Forbidden: by somebody who may not see imports.
    """
    by = require(connection, by, Action.UPLOADS, over=[])
    whole = merged_into(connection, table, record_id)
    batch = (BATCH.c.kind, BATCH.c.file_name, BATCH.c.author, BATCH.c.created_at)
    of = select(HISTORY, *batch, BATCH.c.undoes_id, BATCH.c.status).join(
        BATCH, BATCH.c.id == HISTORY.c.batch_id
    )
    theirs = of.where(HISTORY.c.table_name == table, HISTORY.c.row_id.in_(whole), visible(by))
    return [
        Deed(
            row.batch_id,
            row.kind,
            row.file_name,
            row.author,
            row.created_at,
            change_of(row),
            row.action,
            row.undoes_id,
            row.status is BatchStatus.UNDONE,
            row.row_id if row.row_id != record_id else None,
        )
        for row in connection.execute(theirs.order_by(HISTORY.c.id.desc()).limit(limit))
    ]


def merged_into(connection: Connection, table: str, *record_ids: int) -> list[int]:
    """Records and all that were merged into them, directly or one into another."""
    by_hand = (
        select(HISTORY.c.row_id, BATCH.c.choices)
        .join(BATCH, BATCH.c.id == HISTORY.c.batch_id)
        .where(
            HISTORY.c.table_name == table,
            BATCH.c.kind == EDIT,
            BATCH.c.status == BatchStatus.COMMITTED,
        )
    )
    found, fresh = list(record_ids), list(record_ids)
    while fresh:
        made = connection.execute(by_hand.where(HISTORY.c.row_id.in_(fresh))).all()
        gone = dict.fromkeys(
            choices["gone"]
            for row_id, choices in made
            if choices.get("deed") == MERGED and choices["record"] == row_id
        )
        fresh = [one for one in gone if one not in found]
        found += fresh
    return found


def mergers(connection: Connection, table: str) -> dict[int, int]:
    """Every record of a table that was merged into another, and which that was."""
    made = (
        select(BATCH.c.choices)
        .join(HISTORY, HISTORY.c.batch_id == BATCH.c.id)
        .where(HISTORY.c.table_name == table, HISTORY.c.action == Done.DELETE)
        .where(BATCH.c.kind == EDIT, BATCH.c.status == BatchStatus.COMMITTED)
        .order_by(BATCH.c.id)
    )
    merged = (c for c in connection.scalars(made) if c.get("deed") == MERGED)
    return {choices["gone"]: choices["record"] for choices in merged}


def part_of(connection: Connection, table: str, record_id: int) -> int:
    """The record that one is part of now that was merged into another; itself, if it was not."""
    made = (
        select(BATCH.c.choices)
        .join(HISTORY, HISTORY.c.batch_id == BATCH.c.id)
        .where(
            HISTORY.c.table_name == table,
            HISTORY.c.action == Done.DELETE,
            BATCH.c.kind == EDIT,
            BATCH.c.status == BatchStatus.COMMITTED,
        )
        .order_by(BATCH.c.id.desc())
    )
    for choices in connection.scalars(made.where(HISTORY.c.row_id == record_id)):
        if choices.get("deed") == MERGED and choices["gone"] == record_id:
            return part_of(connection, table, choices["record"])
    return record_id
