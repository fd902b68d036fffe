"""What every response tells the browser to forbid.

A document may run our own scripts and no others, ask our own host and no other, and be framed by
nobody. Streamlit writes styles into the document, and makes workers of blobs.
"""

import base64
import hashlib
import logging
import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.settings import public_url

log = logging.getLogger("xieshou")

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)

DASHBOARD = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self' blob: data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
ENTRANCE = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

NOT_MODIFIED = 304
POLICY = b"content-security-policy"
ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SECURE = {b"strict-transport-security": b"max-age=31536000"}


def policy(document: str) -> str:
    """The policy of one of Streamlit's documents: the scripts that stand in it are known."""
    digests = [hashlib.sha256(script.encode()).digest() for script in INLINE.findall(document)]
    scripts = "".join(f" 'sha256-{base64.b64encode(found).decode()}'" for found in digests)
    return DASHBOARD.format(scripts=scripts)


class SecurityHeaders:
    """Middleware that adds to every response what it does not say itself."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.static = f"{base_path}/static/"
        secure = (public_url() or "").lower().startswith("https://")
        self.always = ALWAYS | (SECURE if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        static = scope["path"].startswith(self.static)
        usual = DASHBOARD.format(scripts="") if static else NOTHING
        defaults = self.always | {POLICY: usual.encode()}
        if not static:
            defaults |= {b"cache-control": b"private, no-store"}

        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                said = {name.lower() for name, _value in message.get("headers", [])}
                if message["status"] == NOT_MODIFIED:
                    said.add(POLICY)  # it would replace the one that came with the content
                more = [(name, value) for name, value in defaults.items() if name not in said]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception:
            # Whatever is amiss is for the log; what goes out says no more, with all the headers.
            log.exception("%s %s could not be answered", scope["method"], scope["path"])
            if begun:
                raise
            await PlainTextResponse("500\n", 500)(scope, receive, answer)
