"""What Streamlit's front end is made of comes packed, and in time."""

import asyncio
import gzip
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from tests.browser.conftest import Server
from web import chunks
from web.packed import SMALLEST, Packed

LONG = "const 茶 = 1;\n" * SMALLEST
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "a.js").write_text(LONG, "utf-8")
    (tmp_path / "short.js").write_text("1", "utf-8")
    (tmp_path / "font.woff2").write_bytes(bytes(2 * SMALLEST))
    return tmp_path


@pytest.fixture
def app(files: Path) -> ASGIApp:
    async def other(_request: object) -> PlainTextResponse:
        return PlainTextResponse(LONG)

    routes = [Mount("/x/static", StaticFiles(directory=files)), Route("/x/other", other)]
    return Starlette(routes=routes, middleware=[Middleware(Packed, base_path="/x")])


def answer(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        through = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=through, base_url="http://localhost") as client:
            return await client.request(method, f"/x/{path}", headers=headers)

    return asyncio.run(ask())


def test_a_file_is_packed_and_says_so(app: ASGIApp, files: Path) -> None:
    first, again = (answer(app, "static/a.js") for _ in range(2))
    for found in (first, again):
        assert found.headers["content-encoding"] == "gzip"
        assert found.headers["vary"] == "Accept-Encoding"
        assert int(found.headers["content-length"]) < len(LONG) / 20
        assert found.text == LONG
    known = {"if-none-match": first.headers["etag"]}
    assert answer(app, "static/a.js", **known).status_code == 304
    (files / "a.js").write_text(LONG + "2", "utf-8")
    assert answer(app, "static/a.js").text == LONG + "2"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("static/a.js", PLAIN),
        ("static/a.js", {"range": "bytes=0-9"}),
        ("static/short.js", {}),
        ("static/font.woff2", {}),
        ("static/none.js", {}),
        ("other", {}),
    ],
)
def test_what_is_not_worth_it_or_not_wanted_comes_as_it_is(
    app: ASGIApp, path: str, asked: dict[str, str]
) -> None:
    assert "content-encoding" not in answer(app, path, **asked).headers


def test_a_head_has_no_body(app: ASGIApp) -> None:
    assert answer(app, "static/a.js", "HEAD").content == b""


def test_the_document_names_the_pieces_that_charts_wait_for(for_everyone: Server) -> None:
    document = httpx.get(for_everyone.url, headers={"accept": "text/html"}).text
    named = re.findall(
        r'modulepreload" crossorigin href="(/static/js/BidiComponent[^"]+)"', document
    )
    assert len(named) == 1
    piece = httpx.get(for_everyone.url + named[0])
    assert piece.headers["content-encoding"] == "gzip"
    assert "immutable" in piece.headers["cache-control"]


def test_pieces_come_with_what_they_import_and_none_twice(tmp_path: Path) -> None:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<link href="./static/js/known.1.js">', "utf-8")
    (folder / "BidiComponent.1.js").write_text(
        'import{a}from"./known.1.js";import"./a.1.js";import("./lazy.1.js")', "utf-8"
    )
    (folder / "a.1.js").write_text('import{b}from"./BidiComponent.1.js"', "utf-8")
    assert chunks.late(tmp_path) == ("BidiComponent.1.js", "a.1.js")


def test_where_a_release_has_no_such_piece_none_is_named(tmp_path: Path) -> None:
    assert chunks.late(tmp_path) == ()
    assert chunks.late() != ()


def test_what_is_packed_is_what_streamlit_sends(for_everyone: Server) -> None:
    piece = f"{for_everyone.url}/static/js/{chunks.late()[0]}"
    plain = httpx.get(piece, headers=PLAIN)
    with httpx.stream("GET", piece) as packed:
        raw = b"".join(packed.iter_raw())
    assert gzip.decompress(raw) == plain.content
