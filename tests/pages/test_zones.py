"""A server in any zone gives the same pages: what is read of times is the office's."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import update

from db.engine import locked, make_engine
from db.models import ImportBatch, StoreRevision
from tests.accounts import sign_in
from tests.conftest import Stores
from tests.pages.conftest import OpenPage
from tests.pages.screen import PAGES
from tests.stores import build_small

SERVERS = ("UTC", "Asia/Shanghai", "America/New_York")

BORDER = {
    datetime(2026, 11, 29, 15, 59, 59): "2026-11-29 23:59",
    datetime(2026, 11, 29, 16, 0, 0): "2026-11-30 00:00",
}
"""The last second of a day in the office and the first of the next, in the store's time."""

RECORDS = {"meetings": "meeting", "projects": "project", "visits": "visit", "pairings": "pairing"}

PAPERS = {"brief": {"pairing": "1"}, "assessment": {"couple": "1"}, "closings": {}, "places": {}}
"""Pages that no filter changes; they are looked at in one language."""


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    sign_in(monkeypatch, None)
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("stored", BORDER, ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_are_equal_wherever_the_server_is(
    stores: Stores,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    stored: datetime,
) -> None:
    seen: dict[str, list[str]] = {}
    for server in SERVERS:
        url = stores.copy("small", build_small)  # one each: nothing is kept from another zone
        with locked(make_engine(url)) as connection:
            connection.execute(update(ImportBatch).values(created_at=stored))
            connection.execute(update(StoreRevision).values(changed_at=stored))
        monkeypatch.setenv("TZ", server)
        time.tzset()
        pages = [open_page(url, script, lang=lang) for script in PAGES]
        pages += [open_page(url, page, lang=lang, **{of: "1"}) for page, of in RECORDS.items()]
        if lang == "zh":
            pages += [open_page(url, page, lang=lang, **at) for page, at in PAPERS.items()]
        seen[server] = [page.main.text for page in pages]
    first = seen[SERVERS[0]]
    assert all(pages == first for pages in seen.values())
    assert sum(BORDER[stored] in page for page in first) >= len(RECORDS)
