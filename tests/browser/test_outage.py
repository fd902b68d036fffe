"""A database that fails under a running server: plain words, then all as before."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url

from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_title
from tests.conftest import StoreFactory
from tests.pages.outage import no_answer
from tests.stores import build_reference

SILENT = "暂时无法显示数据"


@pytest.fixture(scope="module")
def url(store_factory: StoreFactory) -> str:
    return store_factory.copy("reference", build_reference, "postgresql")


@pytest.fixture(scope="module")
def server(serve_module: Serve, url: str) -> Server:
    return serve_module(url)


def click_years(tab: Tab) -> None:
    """Ask the server for something new."""
    tab.page.locator("[data-testid=stSlider] input[type=range]").first.focus()
    tab.page.keyboard.press("ArrowRight")


def test_losing_postgresql_between_two_clicks_is_said_plainly(
    server: Server, url: str, open_tab: OpenTab
) -> None:
    tab = open_tab(server).go("/")
    with no_answer(url):
        click_years(tab)
        wait_title(tab.page, SILENT)
        expect(tab.page.get_by_test_id("stException")).to_have_count(0)
        expect(tab.page.get_by_text("数据库没有响应")).to_be_visible()
    assert "Traceback" not in server.log()


def test_the_page_recovers_with_postgresql(server: Server, url: str, open_tab: OpenTab) -> None:
    tab = open_tab(server)
    with no_answer(url):
        tab.go("/meetings?years=2019")
        wait_title(tab.page, SILENT)
    tab.page.get_by_role("button", name="重试").click()
    wait_title(tab.page, "会议")
    expect(tab.page.locator(".x-chip")).to_have_text(["全部省份", "2019"])


def test_moving_the_sqlite_file_away_and_back_is_survived(
    serve: Serve, store_factory: StoreFactory, open_tab: OpenTab
) -> None:
    url = store_factory.copy("reference", build_reference, "sqlite")
    server = serve(url)
    tab = open_tab(server).go("/")
    file = Path(make_url(url).database or "")
    files = [f for f in file.parent.iterdir() if f.name.startswith(file.name)]
    for part in files:
        part.rename(f"{part}.aside")
    click_years(tab)
    again = tab.page.get_by_role("button", name="重试")
    expect(tab.page.get_by_text("1997–2026").or_(again)).to_be_visible()
    expect(tab.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(tab.page.get_by_test_id("stException")).to_have_count(0)
    for part in files:
        Path(f"{part}.aside").rename(part)
    tab.go("/meetings")
    expect(tab.page.locator(".x-meetings tbody tr")).to_have_count(40)
    assert "Traceback" not in server.log()


def test_a_server_started_without_its_sqlite_file_finds_it_later(
    serve: Serve, store_factory: StoreFactory, open_tab: OpenTab, tmp_path: Path
) -> None:
    url = store_factory.copy("reference", build_reference, "sqlite")
    with no_answer(url):
        server = Server(url, tmp_path / "without.log")
    try:
        server.wait_healthy()
        tab = open_tab(server).go("/meetings")
        expect(tab.page.locator(".x-meetings tbody tr")).to_have_count(40)
    finally:
        server.stop()
