"""An address with a NUL in it, which PostgreSQL takes in no text, is one that means nothing."""

import pytest

from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.pages.conftest import OpenPage
from tests.pages.staff import Desk
from tests.stores import build_small

NUL = "a\0b"

ADDRESSES = [
    ("overview", {"helper": NUL, "years": NUL, "lang": NUL}),
    ("meetings", {"q": NUL, "list": NUL, "page": NUL}),
    ("meetings", {"meeting": NUL}),
    ("meetings", {"list": "all", "q": NUL}),
    ("projects", {"q": NUL}),
    ("projects", {"project": NUL}),
    ("visits", {"q": NUL}),
    ("pairings", {"pairing": NUL}),
    ("published", {"metric": NUL}),
    ("snapshots", {"snapshot": NUL}),
    ("snapshots", {"q": NUL, "author": NUL, "chart": NUL, "about": NUL, "days": NUL}),
    ("upload", {"plan": NUL, "page": NUL}),
    ("imports", {"batch": NUL}),
    ("imports", {"q": NUL, "kind": NUL, "page": NUL}),
    ("accounts", {"q": NUL, "role": NUL, "accounts": NUL}),
]


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    desk = Desk(stores.copy("small", build_small), open_page, monkeypatch, locale)
    desk.sign_in(make(desk.engine, AccountRole.ADMIN))
    return desk


def test_no_page_fails_at_a_nul(desk: Desk) -> None:
    """`open` fails where a page raises."""
    untold = [
        (page, address)
        for page, address in ADDRESSES
        if not desk.open(page, **address).main.all("h1")
    ]
    assert untold == []
