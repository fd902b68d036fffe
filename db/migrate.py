"""Bringing the store to the program's version, under a lock, and saying where it stands."""

from alembic import command
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from db import kept
from db.engine import locked, reading
from db.errors import StoreNotReady
from db.versions import BASE, config, refuse_newer, versions

HEAD = "head"


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Upgrade (or, given another version or "base", go there) in one transaction.

    Of several processes that start at once one migrates and the others find it done.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
    """
    with locked(engine, any_version=True) as connection:
        move(connection, to)


def move(connection: Connection, to: str = HEAD) -> None:
    """What `migrate` does, within the caller's transaction.

    Raises:
        StoreTooNew: a newer program migrated the store.
    """
    current = version(connection)
    if connection.dialect.name == "postgresql":  # an index of a large table takes its time
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    given = config()
    given.attributes["connection"] = connection
    if to in versions()[: versions().index(current or BASE) + 1]:
        command.downgrade(given, to)
        return
    command.upgrade(given, to)
    if current != version(connection) == versions()[-1]:
        kept.recount(connection)


def version(connection: Connection) -> str | None:
    """The version of the store, None where it has yet to be migrated.

    Raises:
        StoreTooNew: a newer program migrated it.
    """
    current = MigrationContext.configure(connection).get_current_revision()
    refuse_newer(current)
    return current


def require_current(engine: Engine) -> None:
    """Return if the store is just as this program needs it.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
        StoreNotReady: it has yet to be migrated.
    """
    with reading(engine, any_version=True) as connection:
        current = version(connection)
    if current != versions()[-1]:
        raise StoreNotReady(
            f"the store is at version {current or 'none'}, this program needs "
            f"{versions()[-1]}: run `python -m db migrate`"
        )
