"""How pages look: on a telephone, in the dark, with Chinese in the pictures."""

import re
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from tests.browser.conftest import SETTLE_SECONDS, OpenTab, Server, wait_empty

PHONE = 390
PATHS = ["/", "/meetings", "/meetings?meeting=21", "/meetings?meeting=999999", "/?years=1998-2000"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

# What is wider than the window, and whatever may be scrolled sideways within the page. The bars
# and tables of Streamlit itself (a data frame, a row of buttons) may.
TOO_WIDE = """() => [document.documentElement,
    ...document.querySelectorAll('[data-testid=stMain], [data-testid=stMainBlockContainer]')]
    .filter(box => box.scrollWidth > box.clientWidth || box.clientWidth > innerWidth)
    .map(box => box.dataset.testid ?? box.tagName)"""
CUT_OFF = """() => [...document.querySelectorAll(
        '[data-testid=stMain] :is(h1, h2, p, td, dd, dt, article, svg.main-svg)')]
    .filter(part => part.getClientRects().length
        && part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.className + ' ' + part.textContent.slice(0, 40))"""


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_nothing_scrolls_sideways_on_a_telephone(
    server: Server, open_tab: OpenTab, locale: str
) -> None:
    tab = open_tab(server, locale=locale, width=PHONE)
    wide = {}
    titles = []
    for path in tab.walk(PATHS):
        title = tab.page.get_by_role("heading", level=1)
        expect(title).to_have_count(1)
        titles.append(title.inner_text())
        wide[path] = wait_empty(tab.page, TOO_WIDE) + wait_empty(tab.page, CUT_OFF)
    assert {path: parts for path, parts in wide.items() if parts} == {}
    assert len(set(titles)) == len(PATHS) - 1  # the overview comes twice


def test_the_table_of_a_chart_fits_a_telephone(server: Server, open_tab: OpenTab) -> None:
    page = open_tab(server, width=PHONE).go("/").page
    page.get_by_role("radio", name="表").first.click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    assert wait_empty(page, TOO_WIDE) == []


def texts(page: Page) -> list[list[str]]:
    """The texts of the charts of money by year and of meetings in time."""
    charts = page.locator(".x-plot")
    expect(charts).to_have_count(4)
    both = [charts.nth(number).locator("svg.main-svg text") for number in (2, 3)]
    for words in both:
        expect(words.first).to_be_visible()
    return [words.all_text_contents() for words in both]


def test_the_charts_speak_chinese(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server).go("/")
    money, meetings = texts(tab.page)
    assert "到位资金（亿元）" in "".join(money)
    assert "浙江省 → 四川省" in meetings
    assert tab.errors == []


def test_the_charts_speak_english_to_who_reads_it(server: Server, open_tab: OpenTab) -> None:
    money, _meetings = texts(open_tab(server, locale="en-GB").go("/").page)
    assert "Money in place (bn yuan)" in "".join(money)
    assert [text for text in money if CHINESE.search(text)] == []


def test_dark_is_dark_and_can_be_read_in_the_charts_too(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server, color_scheme="dark").go("/")
    texts(tab.page)
    ground, *inks = tab.page.evaluate(
        """() => [getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor,
                  getComputedStyle(document.querySelector('h1')).color,
                  getComputedStyle(document.querySelector(
                      '.st-key-in-place-by-year svg.main-svg text')).fill]"""
    )
    assert [brightness(ink) - brightness(ground) > 100 for ink in inks] == [True, True]
    assert tab.errors == []


def brightness(colour: str) -> float:
    """The mean of red, green and blue of rgb(…)."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / len(parts)


def test_the_sidebar_can_be_opened_on_a_telephone(server: Server, open_tab: OpenTab) -> None:
    page = open_tab(server, width=PHONE).go("/meetings").page
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("combobox", name="帮扶方（东部）")).to_be_visible()
    expect(page.get_by_test_id("stMainMenu")).to_be_hidden()


def told_over(page: Page, mark: int) -> str:
    """What a chart of meetings tells while the mouse is over one of its marks.

    A chart that draws itself anew, as when its size changes, forgets the mouse: come again.
    """
    chart = page.locator(".x-plot").last
    label = chart.locator(".hoverlayer .hovertext")
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        page.mouse.move(0, 0)
        expect(label).to_have_count(0)  # what the mark before this one told
        chart.locator(".scatterlayer .points path").nth(mark).hover(force=True)
        with suppress(PlaywrightError):
            label.wait_for(timeout=1000)
            return label.text_content() or ""
        assert time.monotonic() < deadline, "the mark tells nothing"


def test_a_mark_tells_its_meeting(server: Server, open_tab: OpenTab) -> None:
    page = open_tab(server).go("/?years=2019&helper=330000").page
    assert "浙江省 → " in told_over(page, 0)


def test_a_mark_tells_its_meeting_where_there_is_but_one_couple(
    server: Server, open_tab: OpenTab
) -> None:
    page = open_tab(server).go("/?helper=330000&receiver=510000").page
    assert "浙江省 → 四川省" in told_over(page, 0)
