"""/evidence/ID: a file of evidence, always as a download, so that nothing of it runs in our name.

Who may read a page may have it, but for evidence of what names persons: that is for those in
charge. The Gate sees to the first, db.evidence to the second.
"""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db import clock, evidence
from db.accounts import later
from db.errors import StoreError
from db.evidence import Gone, Held
from db.evidence.signature import MEDIA_TYPES
from db.reader import answer
from db.terms import Event
from export import RendererBusy
from web import queues
from web.caller import caller, holder
from web.downloads import LATER, NO_STORE, headers, told

log = logging.getLogger("xieshou")

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
LARGEST = 2**31 - 1
NONE = "没有这份佐证材料，或您无权查看。There is no such evidence, or it is not for you to see.\n"
REMOVED = (
    "这份佐证材料已于 {day} 移除，不再提供。\n"
    "This evidence was removed on {day}, and is not given out any more.\n"
)
CROWDED = "下载的人太多，请稍后再试。Too many are downloading; try again shortly.\n"


def routes(base: str = "") -> list[Route]:
    """`base` is the path under which we are mounted."""
    return [Route(f"{base}/evidence/{{identity}}", file)]


async def file(request: Request) -> Response:
    """The file: 404 unknown or not for them, 410 removed or lost, 503 not to be had now."""
    said = request.path_params["identity"]
    identity = int(said) if said.isascii() and said.isdigit() and len(said) < 11 else 0
    if not 0 < identity <= LARGEST:
        return told(NONE, 404)
    try:
        found = await queues.made(answer, evidence.held, identity, holder(request))
    except StoreError as error:
        log.error("%s", error)
        return told(NO_STORE, LATER)
    except RendererBusy:
        return told(CROWDED, LATER)
    except Gone as gone:
        log.error("the file of evidence %d is lost or damaged", identity)
        return told(f"{gone.words.zh}\n{gone.words.en}\n", 410)
    if found is None:
        return told(NONE, 404)
    if found.removed_at is not None:
        return told(REMOVED.format(day=clock.day(found.removed_at).isoformat()), 410)
    at, name = caller(request).address, found.name
    later.note(Event.DOWNLOADED, holder(request), address=at, evidence=found.id, file=name)
    return Response(found.data, headers=_headers(found), media_type=MEDIA_TYPES[found.type])


def _headers(found: Held) -> dict[str, str]:
    plain = f"evidence-{found.id}.{found.type.value}"
    own = {"Cache-Control": "private, no-store", "Content-Security-Policy": POLICY}
    return own | headers("attachment", plain, found.name)
