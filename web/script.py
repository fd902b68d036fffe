"""The one script of ours that Streamlit's documents load."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

SCRIPT = Path(__file__).with_name("session.js")


async def script(_request: Request) -> Response:
    """Reload a page whose session is over."""
    text = SCRIPT.read_text(encoding="utf-8")
    headers = {"Cache-Control": "no-cache"}
    return Response(text, media_type="text/javascript", headers=headers)
