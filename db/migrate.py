"""Bringing the store to the program's version, under a lock, and saying where it stands."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from db.engine import locked, reading
from db.errors import StoreNotReady, StoreTooNew
from db.settings import ROOT

HEAD = "head"
BASE = "base"


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Upgrade (or, given another version or "base", go there) in one transaction.

    Of several processes that start at once one migrates and the others find it done.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
    """
    with locked(engine) as connection:
        move(connection, to)


def move(connection: Connection, to: str = HEAD) -> None:
    """What `migrate` does, within the caller's transaction.

    Raises:
        StoreTooNew: a newer program migrated the store.
    """
    current = version(connection)
    if connection.dialect.name == "postgresql":  # an index of a large table takes its time
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    config = _config()
    config.attributes["connection"] = connection
    if to in versions()[: versions().index(current or BASE) + 1]:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def version(connection: Connection) -> str | None:
    """The version of the store, None where it has yet to be migrated.

    Raises:
        StoreTooNew: a newer program migrated it.
    """
    current = _current(connection)
    _refuse_newer(current)
    return current


def versions() -> list[str]:
    """All versions of the store that this program knows, from "base" to its own."""
    return [BASE, *reversed([script.revision for script in _script().walk_revisions()])]


def require_current(engine: Engine) -> None:
    """Return if the store is just as this program needs it.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
        StoreNotReady: it has yet to be migrated.
    """
    with reading(engine) as connection:
        current = version(connection)
    if current != _script().get_current_head():
        raise StoreNotReady(
            f"the store is at version {current or 'none'}, this program needs "
            f"{_script().get_current_head()}: run `python -m db migrate`"
        )


def _refuse_newer(current: str | None) -> None:
    if current is not None and current not in versions():
        raise StoreTooNew(
            f"the store is at version {current}, which this program does not know: "
            "it was migrated by a newer Xieshou; install that version"
        )


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
