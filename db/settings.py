"""Settings from the environment. Every one is listed in README.md."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"


def database_url() -> str:
    """DATABASE_URL, or the SQLite file var/xieshou.db beside the program."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'xieshou.db'}"


def demo_wanted() -> bool:
    """False where XIESHOU_DEMO=0 leaves the demo records out."""
    return os.environ.get("XIESHOU_DEMO", "1") != "0"


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
