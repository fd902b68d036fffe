"""plotly.js for the charts of every page: kept by browsers until another version has another name.

Streamlit's own copy is reached only through its own chart, which pages do not use: see
ui/drawing/plot.py.
"""

import gzip
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from export import plotly_js

FOREVER = "public, max-age=31536000, immutable"


async def library(request: Request) -> Response:
    """The script, packed for who can unpack it."""
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plotly_js.text(), media_type="text/javascript", headers=headers)
    packed = await run_in_threadpool(_packed)
    headers["Content-Encoding"] = "gzip"
    return Response(packed, media_type="text/javascript", headers=headers)


@cache
def _packed() -> bytes:
    return gzip.compress(plotly_js.text().encode())
