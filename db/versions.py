"""The versions of the store that this program knows, and refusing one that it does not."""

from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory

from db.errors import StoreTooNew
from db.settings import ROOT

BASE = "base"


def config() -> Config:
    """What Alembic needs to find the migrations."""
    found = Config()
    found.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    return found


@cache
def versions() -> tuple[str, ...]:
    """All versions, from "base" to this program's own. They are read once: the files of a newer
    program may come into the same folder while this one still runs.
    """
    script = ScriptDirectory.from_config(config())
    return (BASE, *reversed([each.revision for each in script.walk_revisions()]))


def refuse_newer(stored: str | None) -> None:
    """Return if a store of that version is none of a newer program.

    Raises:
        StoreTooNew: it is.
    """
    if stored is not None and stored not in versions():
        raise StoreTooNew(
            f"the store is at version {stored}, which this program does not know: "
            "it was migrated by a newer Xieshou; install that version"
        )
