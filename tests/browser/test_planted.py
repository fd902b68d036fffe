"""Text from a ledger stays text, whatever it says: no element, no dialog, no request outside."""

import csv
import io
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Dialog, expect

from db.accounts import Operator
from db.engine import make_engine, reading
from db.filters import Filter
from db.importing.pipeline import Upload, import_file
from db.queries import meetings
from db.terms import Kind
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_title
from tests.browser.test_looks import told_over
from tests.conftest import StoreFactory
from tests.stores import build_reference

IMAGE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
MARKDOWN = "**粗体** [链接](javascript:alert(3)) `代码` $x^2$ :red[红]"
LINK = '<a href="https://evil.example/">x</a><b>x</b>'
LONG = "很长的会议名称" * 42
UNBROKEN = "W" * 290
TITLES = [IMAGE, MARKDOWN, LINK, LONG, UNBROKEN]
YEARS = dict.fromkeys(TITLES, 2024) | {LONG: 2022, UNBROKEN: 2022}
ALL = "years=2022-2024&helper=330000&receiver=510000"
MADE = "[data-testid=stMain] :is(img, script, b, code, em)"
"""What none of our pages has."""
ADDRESS = 'javascript:alert(4) https://evil.example/"onmouseover="alert(5)'


def ledger() -> bytes:
    """Five meetings of Zhejiang and Sichuan, nasty in every column that holds text."""
    file = io.StringIO()
    writer = csv.writer(file)
    names = "东部省份 西部省份 会议日期 会议名称 地点 参会领导 会议内容 议定事项 责任单位 来源 备注"
    writer.writerow(names.split())
    for day, title in enumerate(TITLES, 1):
        nasty = title[:190]
        writer.writerow(
            [
                *("浙江省", "四川省", f"{YEARS[title]}-0{day}-05", title, nasty),
                *(f"{nasty[:59]} {nasty[:59].replace(' ', '')}", title, title, nasty),
                *(ADDRESS, title),
            ]
        )
    return file.getvalue().encode()


def plant(url: str) -> None:
    upload = Upload(Kind.MEETINGS, ledger(), "<b>planted</b>.csv", Operator("clerk"))
    done = import_file(make_engine(url), upload)
    assert done.batch is not None, [issue.message for issue in done.issues]


@pytest.fixture(scope="module")
def url(store_factory: StoreFactory) -> str:
    url = store_factory.copy("reference", build_reference, "sqlite")
    plant(url)
    return url


@pytest.fixture(scope="module")
def server(serve_module: Serve, url: str) -> Server:
    return serve_module(url)


def number(url: str, title: str) -> int:
    with reading(make_engine(url)) as connection:
        listed = meetings.listed(connection, Filter(years=(2022, 2024)), limit=100)
    (found,) = listed[listed["title"] == title]["id"]
    return int(found)


class Dialogs:
    """What a tab was asked in dialogs; they are dismissed."""

    def __init__(self, tab: Tab) -> None:
        self.asked: list[str] = []
        tab.page.on("dialog", self._note)

    def _note(self, dialog: Dialog) -> None:
        self.asked.append(dialog.message)
        dialog.dismiss()


def test_planted_titles_stay_text_in_lists(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server)
    dialogs = Dialogs(tab)
    lists = ["/?", "/meetings?", "/followup?", "/followup?list=unlinked&"]
    for _ in tab.walk(f"{page}{ALL}" for page in lists):
        for title in TITLES:
            expect(tab.page.get_by_role("link", name=title, exact=True)).to_have_text(title)
    assert (dialogs.asked, tab.errors) == ([], [])


def test_planted_records_stay_text(server: Server, open_tab: OpenTab, url: str) -> None:
    tab = open_tab(server)
    dialogs = Dialogs(tab)
    records = tab.walk(f"/meetings?meeting={number(url, title)}" for title in TITLES)
    for title, _ in zip(TITLES, records, strict=True):
        wait_title(tab.page, title)
        expect(tab.page.locator(".x-text")).to_have_text(title)
        expect(tab.page.locator(".x-commitments tbody td:nth-child(2)")).to_contain_text(title)
        expect(tab.page.locator(MADE)).to_have_count(0)
    assert (dialogs.asked, tab.errors) == ([], [])


def test_a_planted_source_links_to_what_it_says_and_no_more(
    server: Server, open_tab: OpenTab, url: str
) -> None:
    page = open_tab(server).go(f"/meetings?meeting={number(url, IMAGE)}").page
    links = page.locator(".x-facts a[target]")
    assert [link.get_attribute("href") for link in links.all()] == ["https://evil.example/"]
    assert links.first.get_attribute("onmouseover") is None


def told_over_all(tab: Tab) -> str:
    """What the last chart tells over all of its marks."""
    marks = tab.page.locator(".x-plot").last.locator(".scatterlayer .points path")
    expect(marks.first).to_be_visible()
    return "\n".join(told_over(tab.page, mark) for mark in range(marks.count()))


def test_planted_titles_stay_text_over_their_marks(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server)
    dialogs = Dialogs(tab)
    tab.go("/meetings?years=2023-2025&helper=330000")
    chart = tab.page.locator(".x-plot").last
    told = told_over_all(tab)
    assert [sign for sign in ("<img src=x", "**粗体**", "<a href=") if sign not in told] == []
    assert chart.locator(".hoverlayer :is(a, img, script)").count() == 0
    assert (dialogs.asked, tab.errors) == ([], [])


def test_a_very_long_title_is_told_over_its_mark(server: Server, open_tab: OpenTab) -> None:
    tab = open_tab(server).go("/?years=2022&helper=330000")
    assert LONG[:10] in told_over_all(tab)


@pytest.mark.parametrize("value", [IMAGE, MARKDOWN], ids=["image", "markdown"])
def test_a_planted_address_stays_text(server: Server, open_tab: OpenTab, value: str) -> None:
    tab = open_tab(server)
    dialogs = Dialogs(tab)
    names = ("province", "helper", "years", "page", "lang")
    query = urlencode(dict.fromkeys(names, value))
    for more in ("", "&" + urlencode({"q": value}), "&" + urlencode({"meeting": value})):
        tab.go(f"/meetings?{query}{more}")
        expect(tab.page.get_by_text(f"province={value}"[:60])).to_be_visible()
        expect(tab.page.locator(MADE)).to_have_count(0)
    assert (dialogs.asked, tab.errors) == ([], [])


def test_long_titles_do_not_widen_a_telephone_s_page(server: Server, open_tab: OpenTab) -> None:
    page = open_tab(server, width=390).go(f"/meetings?{ALL}").page
    expect(page.get_by_role("link", name=UNBROKEN)).to_be_visible()
    wide = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("title", [LONG, UNBROKEN], ids=["long", "unbroken"])
def test_a_long_record_does_not_widen_a_telephone_s_page(
    server: Server, open_tab: OpenTab, url: str, title: str
) -> None:
    page = open_tab(server, width=390).go(f"/meetings?meeting={number(url, title)}").page
    wait_title(page, title)
    wide = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
    assert wide <= 0
