"""Settings from the environment. Every one is listed in README.md."""

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

log = logging.getLogger("xieshou")

N = TypeVar("N", int, float)

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"

DEFAULT_TIMEZONE = "Asia/Shanghai"
MOST_MINUTES = 24 * 60
MOST_DAYS = 3_650
LEAST_DAYS = 180
"""How long the law has network logs kept: six months (网络安全法, article 21)."""


def database_url() -> str:
    """DATABASE_URL, or the SQLite file var/xieshou.db beside the program."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'xieshou.db'}"


def demo_wanted() -> bool:
    """False where XIESHOU_DEMO=0 leaves the demo records out."""
    return os.environ.get("XIESHOU_DEMO", "1") != "0"


def timezone_name() -> str:
    """XIESHOU_TIMEZONE: the zone of all that a person reads (db.clock), wherever the server is."""
    return os.environ.get("XIESHOU_TIMEZONE", "").strip() or DEFAULT_TIMEZONE


def staff_may_pair() -> bool:
    """XIESHOU_STAFF_PAIRINGS=1 lets staff make and end pairings of places in their charge."""
    return os.environ.get("XIESHOU_STAFF_PAIRINGS", "") == "1"


def public_url() -> str | None:
    """XIESHOU_URL, the address under which people open the dashboard, without a last slash."""
    return os.environ.get("XIESHOU_URL", "").strip().rstrip("/") or None


def session_cookie() -> str:
    """The cookie that holds a session's token. Under HTTPS its name starts with __Host-: browsers
    then take it from nobody but this very host.
    """
    secure = (public_url() or "").lower().startswith("https://")
    return "__Host-xieshou" if secure else "xieshou"


def idle() -> timedelta:
    """XIESHOU_IDLE_MINUTES: a session in which nothing is done for as long is over."""
    return timedelta(minutes=number("XIESHOU_IDLE_MINUTES", 30.0, "minutes", MOST_MINUTES, float))


def audit_kept() -> timedelta:
    """XIESHOU_AUDIT_DAYS: how long the audit and attempts to sign in are kept, at the least."""
    days = number("XIESHOU_AUDIT_DAYS", LEAST_DAYS, "days", 36_500, above=LEAST_DAYS - 1)
    return timedelta(days=days)


def due_soon() -> int:
    """XIESHOU_DUE_DAYS: an agreed item that is due within so many days is said to be due soon."""
    return number("XIESHOU_DUE_DAYS", 30, "days", MOST_DAYS)


def silent_after() -> int:
    """XIESHOU_SILENT_DAYS: of an agreed item nothing was said for so many days: it is silent."""
    return number("XIESHOU_SILENT_DAYS", 90, "days", MOST_DAYS)


def number(
    name: str, usual: N, unit: str, most: int, read: Callable[[str], N] = int, *, above: int = 0
) -> N:
    """What a setting says that is a number above one and up to another; the usual one where it says
    nothing, or what makes no sense.
    """
    said = os.environ.get(name, "").strip()
    try:
        value = read(said) if said else usual
    except ValueError:
        value = above
    if above < value <= most:
        return value
    log.error("%s must be %s, above %d and up to %d: %d it is", name, unit, above, most, usual)
    return usual


def syslog_address() -> str | None:
    """XIESHOU_SYSLOG: a socket such as /dev/log, or host:port (UDP), that gets the audit too."""
    return os.environ.get("XIESHOU_SYSLOG", "").strip() or None


def evidence_kept() -> str:
    """XIESHOU_EVIDENCE: the folder that files of evidence are kept in, or `database`. Where nothing
    is said, it is a folder beside SQLite's file, and the database with PostgreSQL.
    """
    return os.environ.get("XIESHOU_EVIDENCE", "").strip()


def backup_key() -> bytes | None:
    """What backups are sealed with: the text of XIESHOU_BACKUP_KEY, or of the file that
    XIESHOU_BACKUP_KEY_FILE names.

    Raises:
        OSError: that file cannot be read.
    """
    said = os.environ.get("XIESHOU_BACKUP_KEY", "").strip()
    file = os.environ.get("XIESHOU_BACKUP_KEY_FILE", "").strip()
    if not said and file:
        said = Path(file).read_text(encoding="utf-8").strip()
    return said.encode() if said else None
