"""A reader at work: links, filters, pages, languages, by mouse and by keyboard."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_quiet, wait_shown, wait_title
from tests.conftest import StoreFactory
from tests.stores import build_reference

MEETING = "浙川扶贫协作和对口支援工作联席会议"
HELPER = "帮扶方（东部）"


@pytest.fixture(scope="module")
def server(serve_module: Serve, store_factory: StoreFactory) -> Server:
    return serve_module(store_factory.copy("reference", build_reference, "sqlite"))


def parameters(page: Page) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def says(page: Page, *parts: str) -> None:
    """Wait until the page says that it shows this selection, and does."""
    expect(page.locator(".x-chip")).to_have_text(list(parts))
    wait_shown(page)


def figure(page: Page, name: str) -> Locator:
    return page.get_by_role("article").filter(has_text=name).locator(".x-value")


def choose(page: Page, label: str, typed: str) -> None:
    """Choose from a select box by keyboard alone."""
    page.get_by_role("combobox", name=label).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type(typed)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")


def titles(page: Page) -> list[str]:
    return page.locator(".x-meetings tbody td:nth-child(2)").all_inner_texts()


def test_pages_open_in_our_name_without_a_word_on_the_console(tab: Tab) -> None:
    for path, title in {
        "/": "总览",
        "/meetings": "会议",
        "/meetings?meeting=21": "会议",
        "/?years=1998-2000": "总览",
    }.items():
        tab.go(path)
        expect(tab.page).to_have_title(f"{title} · 携手")
    assert tab.errors == []


def test_a_helper_chosen_by_keyboard_enters_the_address_and_changes_the_figures(tab: Tab) -> None:
    tab.go("/")
    before = figure(tab.page, "会议次数").inner_text()
    choose(tab.page, HELPER, "浙江")
    says(tab.page, "浙江 → 全部", "1996–2026")
    expect(figure(tab.page, "会议次数")).not_to_have_text(before)
    assert parameters(tab.page) == {"helper": "330000"}


def test_the_years_change_by_keyboard(tab: Tab) -> None:
    tab.go("/?years=2016-2020")
    first = tab.page.locator("[data-testid=stSlider] input[type=range]").first
    first.focus()
    tab.page.keyboard.press("ArrowRight")
    says(tab.page, "全部省份", "2017–2020")
    expect(tab.page).to_have_url(re.compile("years=2017-2020"))


def test_the_sidebar_s_link_keeps_a_filter_chosen_here(tab: Tab) -> None:
    tab.go("/")
    choose(tab.page, HELPER, "浙江")
    says(tab.page, "浙江 → 全部", "1996–2026")
    tab.page.get_by_role("link", name="会议", exact=True).click()
    wait_title(tab.page, "会议")
    says(tab.page, "浙江 → 全部", "1996–2026")


def test_back_from_a_record_is_the_list_with_its_filter(tab: Tab) -> None:
    tab.go("/meetings?helper=330000&years=2019")
    tab.page.get_by_role("link", name=MEETING).click()
    wait_title(tab.page, MEETING)
    tab.page.go_back()
    wait_title(tab.page, "会议")
    says(tab.page, "浙江 → 全部", "2019")
    assert parameters(tab.page) == {"helper": "330000", "years": "2019"}


def test_the_button_back_to_all_meetings_keeps_the_filter(tab: Tab) -> None:
    tab.go("/meetings?helper=330000&years=2019&meeting=21")
    tab.page.get_by_role("button", name="全部会议").click()
    wait_title(tab.page, "会议")
    says(tab.page, "浙江 → 全部", "2019")
    assert parameters(tab.page) == {"helper": "330000", "years": "2019"}


def test_back_takes_a_filter_away_again(tab: Tab) -> None:
    tab.go("/")
    choose(tab.page, HELPER, "浙江")
    says(tab.page, "浙江 → 全部", "1996–2026")
    tab.page.go_back()
    says(tab.page, "全部省份", "1996–2026")


def test_a_copied_link_shows_a_colleague_the_same_in_english(
    tab: Tab, server: Server, open_tab: OpenTab
) -> None:
    tab.go("/")
    choose(tab.page, HELPER, "浙江")
    says(tab.page, "浙江 → 全部", "1996–2026")
    colleague = open_tab(server, locale="en-US").go(tab.page.url.removeprefix(server.url))
    says(colleague.page, "Zhejiang → all", "1996–2026")
    here, there = figure(tab.page, "会议次数"), figure(colleague.page, "Meetings")
    numbers = [re.sub(r"\D", "", one.inner_text()) for one in (here, there)]
    assert numbers[0] == numbers[1]


def test_the_language_switch_keeps_everything_else(tab: Tab) -> None:
    tab.go("/meetings?helper=330000&years=2019")
    tab.page.get_by_role("radio", name="English").click()
    wait_title(tab.page, "Meetings")
    says(tab.page, "Zhejiang → all", "2019")
    assert parameters(tab.page) == {"helper": "330000", "years": "2019", "lang": "en"}


def test_a_reload_keeps_everything(tab: Tab) -> None:
    tab.go("/")
    choose(tab.page, HELPER, "浙江")
    says(tab.page, "浙江 → 全部", "1996–2026")
    tab.page.get_by_role("radio", name="English").click()
    says(tab.page, "Zhejiang → all", "1996–2026")
    tab.page.reload()
    wait_quiet(tab.page)
    says(tab.page, "Zhejiang → all", "1996–2026")
    wait_title(tab.page, "Overview")


def test_the_next_page_of_the_list_can_be_copied(
    tab: Tab, server: Server, open_tab: OpenTab
) -> None:
    tab.go("/meetings")
    first = titles(tab.page)
    tab.page.get_by_role("button", name="Page 2").click()
    expect(tab.page).to_have_url(re.compile("page=2"))
    expect(tab.page.locator(".x-meetings tbody td:nth-child(2)").first).not_to_have_text(first[0])
    colleague = open_tab(server).go(tab.page.url.removeprefix(server.url))
    assert titles(colleague.page) == titles(tab.page)


def test_a_chart_turns_into_its_table_by_keyboard(tab: Tab) -> None:
    tab.go("/")
    tab.page.get_by_role("radio", name="表").first.focus()
    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(tab.page.locator(".st-key-couples .x-plot")).to_be_hidden()
    expect(tab.page.get_by_role("radio", name="表").first).to_be_focused()


def test_without_a_renderer_the_browser_saves_the_chart_with_its_words(tab: Tab) -> None:
    page = tab.go("/meetings?helper=330000").page
    page.get_by_role("button", name="图片与数据").first.click()
    expect(page.locator(".x-warning")).to_contain_text("XIESHOU_RENDERER=off")
    saved: dict[str, bytes] = {}
    for kind in ("png", "svg"):
        if kind == "svg":
            with tab.answered():
                page.get_by_role("radio", name="SVG").click()
            wait_quiet(page)
        with page.expect_download() as download:
            page.locator(".modebar-btn").click()
        expect(page.locator(".plotly-notifier")).to_contain_text("图片已保存")
        name = download.value.suggested_filename
        assert re.fullmatch(rf"会议-按日期与结对双方_浙江_\d{{4}}-\d\d-\d\d\.{kind}", name)
        saved[kind] = download.value.path().read_bytes()
    assert saved["png"].startswith(b"\x89PNG")
    for told in ("会议，按日期与结对双方", "帮扶方（东部）：浙江", "数据来源：本库台账"):
        assert told in saved["svg"].decode()
    assert tab.errors == []
