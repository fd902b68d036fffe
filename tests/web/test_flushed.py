"""What a run draws goes out in one piece, with the word that the run is over."""

import asyncio

import httpx

from bench.server import serving
from bench.session import Session
from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.conftest import StoreFactory
from tests.stores import build_demo


def test_a_page_is_sent_in_one_piece_with_its_end(store_factory: StoreFactory) -> None:
    url = store_factory.copy("demo", build_demo, "sqlite")
    engine = make_engine(url)
    cookies = {session_cookie(): session(engine, make(engine, AccountRole.ADMIN))}
    with serving("tests/web/flushed.py", url) as server:
        asyncio.run(_change_years(Session(server)))
        sent = httpx.get(f"{server.url}/flushed", cookies=cookies).raise_for_status().json()
    pieces = [kinds for kinds in sent if "delta" in kinds]
    assert [kinds.count("script_finished") for kinds in pieces] == [1, 1]


async def _change_years(reader: Session) -> None:
    async with reader:
        await reader.open()
        await reader.choose((2020, 2022))
