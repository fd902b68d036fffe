"""The first request to a fresh server: whatever it asks for, the application's script answers.

Streamlit's old discovery would run pages/x.py straight from its URL until st.navigation has run.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab, Serve, Server, wait_title
from tests.conftest import StoreFactory
from tests.stores import build_reference


@pytest.fixture
def server(serve: Serve, store_factory: StoreFactory) -> Server:
    return serve(store_factory.copy("reference", build_reference, "sqlite"))


def test_a_deep_link_works(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server).go("/meetings?helper=330000&years=2019")
    wait_title(tab.page, "会议")
    expect(tab.page.locator(".x-chip")).to_have_text(["浙江 → 全部", "2019"])
    assert tab.errors == []


def test_a_page_s_script_cannot_be_reached_past_the_application(
    server: Server, open_tab: OpenTab
) -> None:
    tab = open_tab(server).go("/overview")
    expect(tab.page.get_by_role("dialog")).to_contain_text("Page not found")
    expect(tab.page.locator(".x-brand strong")).to_have_text("携手")
    expect(tab.page.locator(".x-chip")).to_have_text(["全部省份", "1996–2026"])


def test_a_path_in_no_folder_of_ours_is_no_blank_page(
    demo_server: Server, open_tab: OpenTab
) -> None:
    tab = open_tab(demo_server)
    tab.page.goto(demo_server.url + "/pages/overview")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("登录")
    expect(tab.page.get_by_text("携手").first).to_be_visible()
