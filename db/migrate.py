"""Bringing the store to the program's version, under a lock, and saying where it stands."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from db.engine import locked, reading
from db.errors import StoreNotReady, StoreTooNew
from db.settings import ROOT

HEAD = "head"


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Upgrade (or, given an older revision or "base", downgrade) in one transaction.

    Of several processes that start at once one migrates and the others find it done.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
    """
    config = _config()
    with locked(engine) as connection:
        current = _current(connection)
        _refuse_newer(current)
        config.attributes["connection"] = connection
        if to == HEAD:
            command.upgrade(config, HEAD)
        else:
            command.downgrade(config, to)


def require_current(engine: Engine) -> None:
    """Return if the store is just as this program needs it.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreTooNew: a newer program migrated it.
        StoreNotReady: it has yet to be migrated.
    """
    with reading(engine) as connection:
        current = _current(connection)
    _refuse_newer(current)
    if current != _script().get_current_head():
        raise StoreNotReady(
            f"the store is at version {current or 'none'}, this program needs "
            f"{_script().get_current_head()}: run `python -m db migrate`"
        )


def _refuse_newer(current: str | None) -> None:
    known = {script.revision for script in _script().walk_revisions()}
    if current is not None and current not in known:
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
