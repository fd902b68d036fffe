"""A batch of what was changed by hand: with its history like an import, and taken back like one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from db.accounts import Author, audit
from db.engine import utc_now
from db.importing.commit import close_batch, open_batch
from db.importing.undo import EDIT
from db.terms import Event


def write_batch(
    connection: Connection,
    by: Author,
    write: Callable[[int], Mapping[str, int]],
    *,
    demo: bool = False,
    choices: dict[str, Any] | None = None,
    as_of: date | None = None,
) -> int:
    """The batch that `write`, which is given its id, does its changes as, and of which it returns
    how many there were of what.

    Raises:
        Invalid: it touches a period that is closed, or a report that was handed in.
    """
    batch = open_batch(
        connection,
        kind=EDIT,
        file_name="",
        by=by,
        at=utc_now(),
        demo=demo,
        choices=choices,
        as_of=as_of,
    )
    close_batch(connection, batch, dict(write(batch)))
    audit.note(connection, Event.EDITED, by, batch=batch)
    return batch
