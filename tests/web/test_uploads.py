"""How many uploads are held, and how much of them: by session, and in all."""

from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from web import uploads
from web.uploads import PATH, Uploads

MEGABYTE = 2**20


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's own keeper of uploads, as its runtime has it."""
    made = MemoryUploadedFileManager(PATH)
    runtime = SimpleNamespace(
        exists=lambda: True, get_instance=lambda: SimpleNamespace(uploaded_file_mgr=made)
    )
    monkeypatch.setattr("streamlit.runtime.exists", runtime.exists)
    monkeypatch.setattr("streamlit.runtime.get_instance", runtime.get_instance)
    for name, value in (("FILES", "3"), ("SESSION_MB", "2"), ("MB", "4")):
        monkeypatch.setenv(f"XIESHOU_UPLOADS_{name}", value)
    return made


def gate(manager: MemoryUploadedFileManager) -> Any:
    async def put(request: Request) -> Response:
        session, file = request.path_params["session"], request.path_params["file"]
        data = await request.body()
        manager.add_file(session, UploadedFileRec(file, "x.csv", "text/csv", data))
        return Response(status_code=204)

    route = Route(PATH + "{session}/{file}", put, methods=["PUT", "DELETE", "POST"])
    return Uploads(Starlette(routes=[route]))


def sent(app: Any, *asked: tuple[str, str, float]) -> list[int]:
    """The status of each upload of so many megabytes, one after the other."""

    async def run() -> list[int]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            found = []
            for session, file, megabytes in asked:
                body = bytes(int(megabytes * MEGABYTE))
                found.append(await client.put(f"{PATH}{session}/{file}", content=body))
            return [answer.status_code for answer in found]

    return anyio.run(run)


def test_a_session_holds_so_many_files(manager: MemoryUploadedFileManager) -> None:
    app = gate(manager)
    assert sent(app, *(("a", str(n), 0.1) for n in range(4))) == [204, 204, 204, 413]
    assert sent(app, ("b", "1", 0.1)) == [204]


def test_a_session_holds_so_many_bytes_until_they_are_let_go(
    manager: MemoryUploadedFileManager,
) -> None:
    app = gate(manager)
    assert sent(app, ("a", "1", 1.5), ("a", "2", 1)) == [204, 413]
    manager.remove_file("a", "1")
    assert sent(app, ("a", "2", 1)) == [204]


def test_all_sessions_hold_so_many_bytes(manager: MemoryUploadedFileManager) -> None:
    app = gate(manager)
    assert sent(app, ("a", "1", 1.5), ("b", "1", 1.5), ("c", "1", 1.5)) == [204, 204, 413]
    manager.remove_session_files("b")
    assert sent(app, ("c", "1", 1.5)) == [204]


def test_what_is_on_its_way_counts_as_well(manager: MemoryUploadedFileManager) -> None:
    found = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        found.append(app.refuses("a", int(1.5 * MEGABYTE)))
        await Response(status_code=204)(scope, receive, send)

    app = Uploads(slow)
    assert sent(app, ("a", "1", 1)) == [204]
    assert found == [True]
    assert app.refuses("a", int(1.5 * MEGABYTE)) is False


def test_the_refusal_is_in_plain_words(manager: MemoryUploadedFileManager) -> None:
    async def run() -> str:
        transport = httpx.ASGITransport(app=gate(manager))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.put(f"{PATH}a/1", content=bytes(3 * MEGABYTE))).text

    assert anyio.run(run) == uploads.TOO_MUCH
