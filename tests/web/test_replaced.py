"""An old process at every door, when a newer one has upgraded the store: it says that it is being
replaced, takes nothing, and gives nothing.
"""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from db.accounts import sessions
from db.settings import session_cookie
from tests.conftest import Stores
from tests.db.states import SQLITE, checksum, small
from tests.pages.outage import set_version
from web import middleware, routes

PAGE = {"Accept": "text/html,*/*", "Accept-Language": "en"}
TOKEN = "a-token"
FORM = {"proof": sessions.proof(TOKEN), "name": "anna", "password": "x", "old": "x", "end": "1"}
PATHS = ("/account", "/sign-in", "/sign-out", "/link/x", "/s/x", "/s/x.pdf", "/s/x.csv")
ASKED = [("GET", path) for path in (*PATHS, "/evidence/1", "/meetings", "/media/x", "/nowhere")]
SENT = [("POST", path) for path in ("/account", "/sign-in", "/sign-out", "/link/x")]
NOTHING_OF_THE_STORE = ("GET", "/sign-in")


def answers(asked: list[tuple[str, str]], headers: dict[str, str]) -> list[httpx.Response]:
    """What the application says to a browser that believes it has a session."""

    async def ask() -> list[httpx.Response]:
        app = Starlette(routes=routes(""), middleware=middleware(""))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        cookie = f"{session_cookie()}={TOKEN}; {session_cookie()}_visit={TOKEN}"
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers=headers | {"Cookie": cookie}
        ) as client:
            return [
                await client.request(method, path, data=FORM if method == "POST" else None)
                for method, path in asked
            ]

    return asyncio.run(ask())


@SQLITE
def test_every_door_says_that_the_process_is_being_replaced(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = small(stores)
    before = checksum(engine)
    url = engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("XIESHOU_READ", "signed-in")
    right = set_version(url, "9999")
    asked = [*ASKED, *SENT]
    people = dict(zip(asked, answers(asked, PAGE), strict=True))
    programs = dict(zip(asked, answers(asked, {"Accept": "*/*"}), strict=True))
    assert people.pop(NOTHING_OF_THE_STORE).status_code == 200
    assert programs.pop(NOTHING_OF_THE_STORE).status_code == 200
    for found in (people, programs):
        assert {door: answer.status_code for door, answer in found.items()} == dict.fromkeys(
            found, 503
        )
        assert {answer.headers["retry-after"] for answer in found.values()} == {"30"}
    assert [door for door, answer in people.items() if "being replaced" not in answer.text] == []
    health, ready = answers([("GET", "/healthz"), ("GET", "/readyz")], {})
    assert (health.text, ready.status_code) == ("ok\n", 503)
    set_version(url, right)
    assert checksum(engine) == before
