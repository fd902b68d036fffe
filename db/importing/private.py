"""What only those in charge of a record may see: names of people who hold no public office.

A column of a ledger says that it is `private`. Lists, records, searches, titles and selections are
read without it, whoever asks (db.queries.ledgers); here is the one way to it, which asks for the
right. Whoever brings or corrects a record is in charge of it, and so is who sees its imports.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from db.accounts import Account, Action, Author, Matter, matter_of, outside, require
from db.importing.kinds import LEDGERS
from db.terms import Kind


def told(connection: Connection, by: Author | None, kind: Kind, record_id: int) -> dict[str, Any]:
    """The private columns of a record that columns of its file hold; none where it is gone.

    Raises:
        Forbidden: by nobody, or by somebody who is not in charge of it.
    """
    ledger = LEDGERS[kind]
    table = ledger.spec.table
    row = connection.execute(select(table).where(table.c.id == record_id)).mappings().one_or_none()
    over = [] if row is None else [matter_of(dict(row))]
    require(connection, by, Action.EDIT, over=over)
    names = ledger.private & ledger.attributes.keys()
    return {} if row is None else {name: row[name] for name in sorted(names)}


def in_charge(by: Author) -> Callable[[Mapping[str, Any]], bool]:
    """Of which records of a ledger somebody is in charge."""

    @lru_cache
    def charged(matter: Matter) -> bool:
        return not isinstance(by, Account) or not outside(by, [matter])

    return lambda record: charged(matter_of(record))
