"""The HTML document that starts every page: Streamlit's own, in our name.

Streamlit's front end looks for its server at the page's path first (/meetings/_stcore/health) and
logs an error for each miss; told the address, it asks once. Its document also calls itself
Streamlit, in English, until the first script has run, and asks for its files beside the page,
where a path with a folder in it (/pages/overview) has none.
"""

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from export import plotly_js
from web import chunks
from web.headers import POLICY, policy
from web.held import Held, RawHeaders

TITLE = "携手 Xieshou"
BASE = (
    "<script>window.__streamlit={{BACKEND_BASE_URL:new URL({path},location.origin).href}}</script>"
)
# A chart comes late, what draws it is the largest file: it may be under way meanwhile.
SOON = '<link rel="preload" as="script" href="{root}{name}">'
PIECE = '<link rel="modulepreload" crossorigin href="{root}static/js/{name}">'
# What is asked, and said, of Streamlit's file does not hold for what is made of it here.
ASKED_OF_FILE = (b"accept-encoding", b"if-none-match", b"if-modified-since")
SAID_OF_FILE = (b"content-length", b"etag", b"last-modified")


class Document:
    """Middleware that rewrites HTML responses, and leaves all others alone."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        stripped = base_path.strip("/")
        root = f"/{stripped}/" if stripped else "/"
        base = BASE.format(path=json.dumps(root)) + f'<script src="{root}session.js"></script>'
        base += SOON.format(root=root, name=plotly_js.NAME)
        base += "".join(PIECE.format(root=root, name=name) for name in chunks.late())
        self.replaced = {
            "<title>Streamlit</title>": f"<title>{TITLE}</title>{base}",
            '<html lang="en">': '<html lang="zh-CN">',
            'href="./': f'href="{root}',
            'src="./': f'src="{root}',
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _asks_for_html(scope):
            await self.app(scope, receive, send)
            return
        plain = [(k, v) for k, v in scope["headers"] if k not in ASKED_OF_FILE]
        await self.app(
            {**scope, "headers": plain}, receive, Held(send, _is_theirs, self._rewritten)
        )

    async def _rewritten(self, start: Message, body: bytes) -> tuple[RawHeaders, bytes]:
        text = body.decode()
        for theirs, ours in self.replaced.items():
            text = text.replace(theirs, ours)
        kept = [(k, v) for k, v in start["headers"] if k not in SAID_OF_FILE]
        written = text.encode()
        length = (b"content-length", str(len(written)).encode())
        return [*kept, length, (POLICY, policy(text).encode())], written


def _asks_for_html(scope: Scope) -> bool:
    return any(k == b"accept" and b"text/html" in v for k, v in scope["headers"])


def _is_theirs(message: Message) -> bool:
    """Whether it is a document of Streamlit's: ours come with a policy of their own."""
    headers = dict(message["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html") and POLICY not in headers
