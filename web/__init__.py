"""The application's doors besides its pages: what answers before Streamlit does."""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from export import plotly_js
from web import account, evidence, health, link, openid, page, plotly, script, signing, snapshots
from web.document import Document
from web.gate import Gate
from web.headers import SecurityHeaders
from web.lifespan import lifespan
from web.packed import Packed
from web.uploads import Uploads


def routes(base_path: str = "") -> list[BaseRoute]:
    """What we answer ourselves; `base_path` is where we are mounted."""
    base = mounted(base_path)
    both = ["GET", "POST"]
    return [
        *health.ROUTES,
        *snapshots.routes(base),
        *evidence.routes(base),
        Route(f"{base}/sign-in", signing.sign_in, methods=both),
        Route(f"{base}/sign-out", signing.sign_out, methods=both),
        Route(f"{base}/account", account.account, methods=both),
        Route(f"{base}/link/{{token}}", link.link, methods=both),
        Route(f"{base}/openid", openid.start),
        Route(f"{base}/openid/callback", openid.callback),
        Route(f"{base}/entrance.css", page.style),
        Route(f"{base}/session.js", script.script),
        Route(f"{base}/{plotly_js.NAME}", plotly.library),
    ]


def middleware(base_path: str = "") -> list[Middleware]:
    """What every request passes through, outermost first."""
    base = mounted(base_path)
    return [
        Middleware(SecurityHeaders, base_path=base),
        Middleware(Gate, base_path=base),
        Middleware(Uploads, base_path=base),
        Middleware(Packed, base_path=base),
        Middleware(Document, base_path=base_path),
    ]


def mounted(base_path: str) -> str:
    """The path under which we are mounted, as it stands before ours."""
    stripped = base_path.strip("/")
    return f"/{stripped}" if stripped else ""


__all__ = ["lifespan", "middleware", "routes"]
