"""Every door of the application, and what it takes to pass. What is not listed takes a session.

Paths are compared as they are, letter for letter: a path written in another way (a second slash,
a dot, a capital) is one that nobody knows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from db.settings import ROOT
from export import plotly_js

GET = frozenset({"GET", "HEAD"})
POST = frozenset({"POST"})


class Need(IntEnum):
    """What it takes to pass, from nothing to what nobody has."""

    NOTHING = 0
    READING = 1
    SESSION = 2
    STAFF = 3
    ADMIN = 4
    NEVER = 5


@dataclass(frozen=True)
class Door:
    """A path, or all below one that ends with a slash."""

    path: str
    need: Need
    methods: Collection[str] = GET

    def leads(self, path: str) -> bool:
        """Whether a path goes through here."""
        if self.path.endswith("/") and self.path != "/":
            return path.startswith(self.path)
        return path == self.path


def pages() -> list[str]:
    """The pages of the dashboard: the files in pages/."""
    return sorted(file.stem for file in (ROOT / "pages").glob("*.py"))


DOORS = (
    Door("/healthz", Need.NOTHING),
    Door("/readyz", Need.NOTHING),
    Door("/sign-in", Need.NOTHING, GET | POST),
    Door("/sign-out", Need.NOTHING, GET | POST),
    Door("/link/", Need.NOTHING, GET | POST),
    Door("/openid", Need.NOTHING),
    Door("/openid/callback", Need.NOTHING),
    Door("/entrance.css", Need.NOTHING),
    Door("/session.js", Need.NOTHING),
    Door("/account", Need.SESSION, GET | POST),
    # Streamlit's front end: files of its package, the same for everybody.
    Door("/static/", Need.NOTHING),
    Door("/favicon.png", Need.NOTHING),
    Door("/manifest.json", Need.NOTHING),
    Door("/_stcore/health", Need.NOTHING),
    # What draws charts: a file of Plotly's package, and those of ui/front.
    Door(f"/{plotly_js.NAME}", Need.NOTHING),
    Door("/_stcore/bidi-components/", Need.NOTHING),
    # Reading.
    Door("/", Need.READING),
    Door("/index.html", Need.READING),
    *(Door(f"/{page}", Need.READING) for page in pages()),
    Door("/s/", Need.READING),
    Door("/evidence/", Need.READING),
    Door("/_stcore/host-config", Need.READING),
    Door("/_stcore/stream", Need.READING, {"WEBSOCKET"}),
    Door("/media/", Need.READING),
    # Writing.
    Door("/_stcore/upload_file/", Need.STAFF, {"PUT", "DELETE"}),
    # What tells of the server itself.
    Door("/_stcore/metrics", Need.ADMIN),
    # What we do not use.
    Door("/_stcore/agent/", Need.NEVER),
    Door("/_stcore/script-health-check", Need.NEVER),
    Door("/auth/", Need.NEVER),
    Door("/oauth2callback", Need.NEVER),
)


def need(path: str, method: str) -> Need:
    """What a request takes. A websocket's method is WEBSOCKET. What is open to all judges for
    itself by which methods it is asked.
    """
    if "\0" in path:  # no text of PostgreSQL's, and no name of anything
        return Need.NEVER
    for door in DOORS:
        if door.leads(path):
            if door.need in (Need.NOTHING, Need.NEVER) or method in door.methods:
                return door.need
            break
    return Need.SESSION
