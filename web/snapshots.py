"""/s/ID: a snapshot's permalink, and its files under the same address with .png, .csv and so on.

Who may read a page may read these: the Gate sees to it. A file is named by its content's SHA-256
(ETag), so that a browser that has it asks only whether it still stands.
"""

import logging
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from db import clock
from db.accounts import later
from db.errors import StoreError
from db.reader import answer
from db.snapshots import Snapshot, queries, tables
from db.terms import Event
from export import (
    MEDIA_TYPES,
    ExportError,
    RendererBusy,
    RendererUnavailable,
    RenderTimeout,
    files,
    frozen,
    warm,
)
from web import downloads, queues
from web.caller import caller, holder
from web.downloads import LATER, NO_STORE, told

log = logging.getLogger("xieshou")

SHOWN = ("png", "pdf")
"""What a browser opens itself; all else is saved, so that nothing of it runs in our name."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

GONE = "没有这个快照。There is no such snapshot.\n"
WITHDRAWN = (
    "快照 {number} 已于 {day} 撤回，不再提供文件。原因：{reason}\n"
    "Snapshot {number} was withdrawn on {day}; its files are not given out any more.\n"
)
ALTERED = (
    "快照 {number} 的内容与生成时的校验值（SHA-256）不符，可能已被改动，不能提供。请联系管理员。\n"
    "The content of snapshot {number} does not have the SHA-256 that it was taken with: it was "
    "altered, and is not given out. Please tell the administrator.\n"
)


def routes(base: str = "") -> list[Route]:
    """`base` is the path under which we are mounted."""
    return [
        Route(f"{base}/s/{{public_id}}.{{suffix}}", file),
        Route(f"{base}/s/{{public_id}}", permalink),
    ]


async def permalink(request: Request) -> Response:
    """On to the snapshot's page, which says so where there is none of that name."""
    asked = quote(request.path_params["public_id"], safe="")
    carried = "&lang=" + quote(lang) if (lang := request.query_params.get("lang")) else ""
    return RedirectResponse(f"../snapshots?snapshot={asked}{carried}", status_code=302)


async def file(request: Request) -> Response:
    """The snapshot as a file: 404 unknown, 410 withdrawn, 409 altered, 503 not to be had now."""
    suffix = request.path_params["suffix"]
    if suffix not in files.SUFFIXES:
        return told(GONE, 404)
    try:
        looked_up = await queues.made(_looked_up, request.path_params["public_id"], suffix)
    except StoreError as error:
        log.error("%s", error)
        return told(NO_STORE, LATER)
    except RendererBusy as error:
        return _failed(error)
    if looked_up is None:
        return told(GONE, 404)
    found, headers = looked_up.snapshot, looked_up.headers
    if found.withdrawn_at is not None:
        day, reason = clock.day(found.withdrawn_at).isoformat(), found.withdrawn_reason
        return told(WITHDRAWN.format(number=found.number, day=day, reason=reason), 410)
    if not looked_up.whole:
        log.error("snapshot %s does not have its SHA-256 any more", found.number)
        return told(ALTERED.format(number=found.number), 409)
    if _known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    in_turn = queues.drawn if suffix in files.DRAWN else queues.made
    try:
        made = await in_turn(_made, found, suffix)
    except ExportError as error:
        log.warning("snapshot %s as %s: %s", found.number, suffix, error)
        return _failed(error)
    facts = {"address": caller(request).address, "snapshot": found.number, "file": suffix}
    later.note(Event.CHART_TAKEN, holder(request), **facts)
    return Response(made, headers=headers, media_type=MEDIA_TYPES[suffix])


@dataclass(frozen=True)
class _LookedUp:
    """A snapshot, whether it is as it was taken, and the headers of its file."""

    snapshot: Snapshot
    whole: bool
    headers: dict[str, str]


def _looked_up(public_id: str, suffix: str) -> _LookedUp | None:
    found = answer(queries.find, public_id)
    if found is None:
        return None
    return _LookedUp(found, found.whole, _headers(found, suffix))


def _made(found: Snapshot, suffix: str) -> bytes:
    table = tables.read(found.content.data)
    return files.made(frozen.sheet(found.content, table, found.number), suffix, warm.renderer())


def _headers(found: Snapshot, suffix: str) -> dict[str, str]:
    name = files.name(frozen.sheet(found.content, tables.read(found.content.data), ""), suffix)
    way = "inline" if suffix in SHOWN else "attachment"
    return {
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": POLICY,
        **downloads.headers(way, f"{found.number}.{suffix}", name),
    }


def _known(request: Request, etag: str) -> bool:
    """Whether the browser has this very content."""
    given = request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return etag in known or "*" in known


def _failed(error: ExportError) -> PlainTextResponse:
    text = f"{error.told('zh')}\n{error.told('en')}\n"
    soon = isinstance(error, RendererUnavailable | RendererBusy | RenderTimeout)
    return told(text, LATER if soon else 500)
