"""The application's doors besides its pages: what answers before Streamlit does."""

from starlette.middleware import Middleware

from web import health, snapshots
from web.document import Document
from web.lifespan import lifespan

ROUTES = [*health.ROUTES, *snapshots.routes()]


def middleware(base_path: str) -> list[Middleware]:
    """What every request passes through, outermost first; `base_path` is where we are mounted."""
    return [Middleware(Document, base_path=base_path)]


__all__ = ["ROUTES", "lifespan", "middleware"]
