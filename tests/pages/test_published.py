"""Published figures without an address: marked wherever they are shown, listed to be mended."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select, update

from db.accounts import Account
from db.engine import reading, writing
from db.models import PublishedFigure
from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk
from tests.pages.test_edit import say
from tests.stores import build_reference

MARK = ("（未附网址）", "(no address)")


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    """The reference data, of which all figures but two have an address."""
    desk = Desk(stores.copy("reference", build_reference), open_page, monkeypatch, locale)
    with writing(desk.engine) as connection:
        connection.execute(update(PublishedFigure).values(source="某报 https://example.org/a"))
        bare = PublishedFigure.code.in_(["F005", "F006"])
        connection.execute(update(PublishedFigure).where(bare).values(source="某报 2020"))
    return desk


def opened(desk: Desk, person: Account | None) -> Session:
    desk.sign_in(person)
    return desk.open("published", metric="fund")


def test_a_figure_without_an_address_says_so(desk: Desk) -> None:
    with writing(desk.engine) as connection:
        fund = PublishedFigure.metric_key == "fund"
        connection.execute(update(PublishedFigure).where(fund).values(source="某报 2020"))
    told = [row[6] for row in opened(desk, None).rows("published")]
    assert told
    assert all(say(desk, *MARK) in text for text in told)
    with writing(desk.engine) as connection:
        connection.execute(update(PublishedFigure).values(source="见 http://example.org/b"))
    told = [row[6] for row in opened(desk, None).rows("published")]
    assert not any(say(desk, *MARK) in text for text in told)


def test_administrators_have_them_listed_to_mend(desk: Desk) -> None:
    screen = opened(desk, make(desk.engine, AccountRole.ADMIN, "ada"))
    assert [row[0] for row in screen.rows("unaddressed")] == ["F005", "F006"]
    assert all(row[5] == "某报 2020" for row in screen.rows("unaddressed"))
    (first, *_rest) = screen.main.one("table", "x-unaddressed").all("a")
    with reading(desk.engine) as connection:
        wanted = select(PublishedFigure.id).where(PublishedFigure.code == "F005")
        identity = connection.scalar(wanted)
    asked = dict(parse_qsl(urlsplit(first.attributes["href"]).query))
    assert (asked["kind"], asked["record"]) == ("figures", str(identity))


def test_nobody_else_is_shown_the_list(desk: Desk) -> None:
    for person in (None, make(desk.engine, AccountRole.STAFF, "sven", pairings=[1])):
        assert not opened(desk, person).main.all("table", "x-unaddressed")
