"""Agreements as they were signed, on the pages of their couple and of its meetings."""

import pytest

from db.evidence import Upload, add_file
from db.terms import Kind
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.evidence import files
from tests.db.ledgers import accord, batch, bring, meeting
from tests.pages.conftest import OpenPage
from tests.pages.staff import Desk
from tests.stores import build_paired, build_reference


def desk_of(url: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    desk = Desk(url, open_page, monkeypatch, locale)
    desk.sign_in(None)
    return desk


def test_a_couple_shows_its_agreements_with_framework_and_file(
    stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    url = stores.copy("paired", build_paired)
    desk = desk_of(url, open_page, monkeypatch, locale)
    rows = (
        accord(title="<b>框架</b>协议", year="2021", year_to="2025"),
        accord(year_to=""),
    )
    batch(bring(desk.engine, Kind.ACCORDS, *rows))
    of_year = states.one(desk.engine, "accord", year=2022)
    identity = add_file(
        desk.engine, "accord", of_year["id"], Upload("协议.pdf", files.PDF), "", OPERATOR
    )
    screen = desk.open("pairings", pairing=str(of_year["pairing_id"]))
    first, second = screen.rows("accords")
    assert first[0].startswith("2022年浙川东西部协作协议")
    assert "<b>框架</b>协议" in first[0].removeprefix("2022年浙川东西部协作协议")
    assert first[1:2] + first[4:5] == ["2022", "协议.pdf"]
    assert second[:2] == ["<b>框架</b>协议", "2021–2025"]
    assert screen.links()["协议.pdf"] == f"evidence/{identity}"
    batch(bring(desk.engine, Kind.MEETINGS, meeting()))
    held = states.one(desk.engine, "meeting")["id"]
    assert screen.rows("accords") == desk.open("meetings", meeting=str(held)).rows("accords")


def test_the_meeting_of_2019_shows_the_annual_agreement(
    stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    url = stores.copy("reference", build_reference)
    desk = desk_of(url, open_page, monkeypatch, locale)
    held = states.one(desk.engine, "meeting", reference_code="M023")["id"]
    (row,) = desk.open("meetings", meeting=str(held)).rows("accords")
    title = "浙川年度扶贫协作协议" if desk.chinese else "Annual poverty-alleviation cooperation"
    assert row[0].startswith(title)
    assert row[1] == "2019"
    assert row[2:5] == ["", "", ""]
