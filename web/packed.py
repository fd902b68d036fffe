"""Streamlit's own files, packed for every browser that can unpack them.

Streamlit sends them as they lie on the disk: to pack each answer anew costs its server more than it
saves. Here a file is packed once a process.
"""

import gzip
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.held import Held, RawHeaders

WORTH = ("text/", "application/javascript", "application/json", "image/svg+xml")
SMALLEST = 1024
"""Bytes of a file that is packed: a smaller one fits into one piece of the network anyway."""


class Packed:
    """Middleware around what is served under `static/`; it leaves all else alone."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.static = f"{base_path}/static/"
        self.kept: dict[tuple[str, str], bytes] = {}
        """By path and entity tag: as many as there are files."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].startswith(self.static)
        if asked and scope["method"] == "GET" and _takes(Headers(scope=scope)):
            send = Held(send, _worth_it, partial(self._packed, scope["path"]))
        await self.app(scope, receive, send)

    async def _packed(self, path: str, start: Message, body: bytes) -> tuple[RawHeaders, bytes]:
        headers = MutableHeaders(raw=[*start["headers"]])
        known = path, headers["etag"]
        if known not in self.kept:
            self.kept[known] = await run_in_threadpool(gzip.compress, body)
        packed = self.kept[known]
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
        headers.add_vary_header("Accept-Encoding")
        return headers.raw, packed


def _takes(asked: Headers) -> bool:
    return "gzip" in asked.get("accept-encoding", "") and "range" not in asked


def _worth_it(start: Message) -> bool:
    said = Headers(raw=start["headers"])
    long = int(said.get("content-length", 0)) >= SMALLEST
    text = said.get("content-type", "").startswith(WORTH)
    return (
        start["status"] == 200
        and long
        and text
        and "content-encoding" not in said
        and "etag" in said
    )
