"""What all answers with a file share: how it is named, and what is said where there is none."""

from urllib.parse import quote

from starlette.responses import PlainTextResponse

from web.store import RETRY_SECONDS

NO_STORE = "数据库暂时无法访问，请稍后再试。The database does not answer; try again shortly.\n"
LATER = 503


def headers(way: str, plain: str, name: str) -> dict[str, str]:
    """Headers of a file that a browser opens (`inline`) or saves (`attachment`); `plain` is its
    name for what does not read RFC 5987.
    """
    said = quote(name, safe="")
    return {
        "Content-Disposition": f"{way}; filename=\"{plain}\"; filename*=UTF-8''{said}",
        "X-Content-Type-Options": "nosniff",
    }


def told(text: str, status: int) -> PlainTextResponse:
    """A text in the place of a file."""
    response = PlainTextResponse(text, status_code=status, headers={"Cache-Control": "no-store"})
    if status == LATER:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
