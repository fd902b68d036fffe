"""Streamlit's own files, packed for every browser that can unpack them.

Streamlit sends them as they lie on the disk: to pack each answer anew costs its server more than it
saves. Here a file is packed once a process.
"""

import gzip
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORTH = ("text/", "application/javascript", "application/json", "image/svg+xml")
SMALLEST = 1024
"""Bytes of a file that is packed: a smaller one fits into one piece of the network anyway."""

Kept = dict[tuple[str, str], bytes]


class Packed:
    """Middleware around what is served under `static/`; it leaves all else alone."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.static = f"{base_path}/static/"
        self.kept: Kept = {}
        """By path and entity tag: as many as there are files."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].startswith(self.static)
        if asked and scope["method"] == "GET" and _takes(Headers(scope=scope)):
            send = _Packer(send, scope["path"], self.kept)
        await self.app(scope, receive, send)


@dataclass
class _Packer:
    """Holds a file back until it is whole, or is known to have been packed before."""

    send: Send
    path: str
    kept: Kept
    start: Message | None = None
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _worth_it(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_packed(self.start)

    async def _send_packed(self, start: Message) -> None:
        headers = MutableHeaders(raw=[*start["headers"]])
        known = self.path, headers["etag"]
        if known not in self.kept:
            self.kept[known] = await run_in_threadpool(gzip.compress, bytes(self.body))
        body = self.kept[known]
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
        headers.add_vary_header("Accept-Encoding")
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})


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
