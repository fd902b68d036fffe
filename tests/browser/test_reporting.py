"""A report from the first key to its approval: typed, pasted, kept over a reload, saved, submitted
by one and approved by another in a browser of their own.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine

from db.accounts import Account
from db.engine import make_engine
from db.periods import Period
from db.results.cells import Cell
from db.results.reports import Of
from db.results.saving import save_report
from db.settings import session_cookie
from db.terms import AccountRole, Basis, Kind, PeriodKind, Side
from tests.accounts import make, session
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_quiet
from tests.browser.test_looks import PHONE, TOO_WIDE
from tests.conftest import StoreFactory
from tests.db.ledgers import bring, result, target
from tests.db.states import table
from tests.stores import build_paired

HERE = "/reporting?couple=1&side=helper&period=2022-06"
OF = Of(1, Period(2022, PeriodKind.MONTH, 6), Side.HELPER)
PASTE = """(input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = {clipboardData, bubbles: true, cancelable: true};
    input.dispatchEvent(new ClipboardEvent('paste', event));
}"""


@pytest.fixture
def engine(store_factory: StoreFactory) -> Iterator[Engine]:
    url = store_factory.copy("paired", build_paired, "sqlite")
    engine = make_engine(url)
    clauses = (("fund", "30", "亿元"), ("ent", "100", "家"), ("cadre_ew", "50", "人"))
    rows = [target(year="2022", metric=m, target=t, unit=u) for m, t, u in clauses]
    bring(engine, Kind.AGREEMENTS, *rows)
    bring(engine, Kind.RESULTS, result(period="5月", value="20", as_of=""))
    yield engine
    store_factory.drop(url)


@pytest.fixture
def server(serve: Serve, engine: Engine) -> Server:
    return serve(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def anna(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "anna", provinces=["330000"])


def at_desk(tab: Tab, engine: Engine, person: Account) -> Page:
    cookie = {"name": session_cookie(), "value": session(engine, person), "url": tab.base}
    tab.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return tab.go(HERE).page


def cell(page: Page, name: str, part: str = "value") -> Locator:
    return page.locator(f"tr[data-key^={name}] [data-part={part}]")


def said(page: Page, name: str) -> Locator:
    return page.locator(f"tr[data-key^={name}] + .x-told")


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def values(engine: Engine) -> dict[str, int]:
    rows = table(engine, "result")
    return {row["metric_key"]: row["value"] for row in rows if row["period_number"] == 6}


def test_a_report_from_the_first_key_to_its_approval(
    server: Server, open_tab: OpenTab, engine: Engine, anna: Account
) -> None:
    tab = open_tab(server)
    page = at_desk(tab, engine, anna)
    for part, leads in (("target", "clause="), ("before", "metric_key=fund")):
        link = page.locator(f"tr[data-key^=fund] .x-of-{part} a")
        expect(link).to_have_attribute("href", re.compile(leads))
    cell(page, "fund").click()
    page.keyboard.type("190000")
    expect(said(page, "fund")).to_contain_text("少于本年 2022-05-31")
    cell(page, "ent").click()
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(cell(page, "cadre_ew")).to_be_focused()
    expect(said(page, "ent")).to_contain_text("应为不小于 0 的数")

    cell(page, "ent").evaluate(
        PASTE, "东部赴西部挂职干部\t40\n财政援助资金\t21\t亿元\n引导企业\t7\n合计\t9"
    )
    expect(page.get_by_text("有 3 行已填未存")).to_be_visible()
    expect(page.locator(".x-grid-said")).to_contain_text("有 1 行在此没有对应的行")
    expect(cell(page, "fund", "unit")).to_have_value("亿元")
    expect(page.locator(".x-told:visible")).to_have_count(0)
    cell(page, "ent", "note").fill("含分支机构")

    page.reload()
    wait_quiet(page)
    expect(page.locator(".x-grid-said")).to_contain_text("已恢复")
    expect(cell(page, "ent", "note")).to_have_value("含分支机构")
    press(page, "保存")
    expect(page.get_by_text("新增 3 项")).to_be_visible()
    assert values(engine) == {"cadre_ew": 40, "ent": 7, "fund": 2_100_000_000}
    page.reload()
    wait_quiet(page)
    expect(page.locator(".x-grid-said")).to_be_empty()
    expect(cell(page, "fund")).to_have_value("210000")
    press(page, "提交")
    expect(page.get_by_text("anna 于")).to_be_visible()
    expect(cell(page, "fund")).to_have_attribute("readonly", "")

    ben = make(engine, AccountRole.STAFF, "ben", provinces=["330000"])
    other = open_tab(server)
    there = at_desk(other, engine, ben)
    press(there, "审核通过")
    expect(there.get_by_text("ben 于")).to_be_visible()
    assert (tab.errors, other.errors) == ([], [])


def test_a_block_goes_down_and_to_the_right_and_a_unit_changes_what_is_beside_it(
    server: Server, open_tab: OpenTab, engine: Engine, anna: Account
) -> None:
    save_report(engine, OF, [Cell("fund", Basis.CUMULATIVE, "21", "亿元")], {}, anna)
    tab = open_tab(server, locale="en-GB")
    page = at_desk(tab, engine, anna)
    cell(page, "fund", "unit").select_option("亿元")
    expect(cell(page, "fund")).to_have_value("21")
    expect(page.locator("tr[data-key^=fund] .x-of-before")).to_have_text("20")
    cell(page, "ent").evaluate(PASTE, "40\t\t2022-06-28\ta\n7\t\t\tb\r\n")
    expect(page.get_by_text("2 rows are typed and not saved")).to_be_visible()
    expect(cell(page, "ent", "as_of")).to_have_value("2022-06-28")
    expect(cell(page, "cadre_ew", "note")).to_have_value("b")
    cell(page, "cadre_ew").press("Escape")
    expect(cell(page, "cadre_ew")).to_have_value("")
    expect(page.get_by_text("1 row is typed and not saved")).to_be_visible()
    press(page, "Discard what is not saved")
    expect(cell(page, "ent")).to_have_value("")
    assert tab.errors == []


def test_who_was_overtaken_chooses_between_both_values(
    server: Server, open_tab: OpenTab, engine: Engine, anna: Account
) -> None:
    page = at_desk(open_tab(server), engine, anna)
    cell(page, "fund").fill("220000")
    cell(page, "ent").fill("7")
    expect(page.get_by_text("有 2 行已填未存")).to_be_visible()
    theirs = [
        Cell("fund", Basis.CUMULATIVE, "21", "亿元"),
        Cell("ent", Basis.CUMULATIVE, "8", "家"),
    ]
    save_report(engine, OF, theirs, {}, anna)
    press(page, "保存")
    expect(said(page, "fund")).to_contain_text("210,000")
    expect(cell(page, "fund")).to_have_value("220000")
    said(page, "fund").get_by_role("button", name="用我填的").click()
    said(page, "ent").get_by_role("button", name="用他人保存的").click()
    expect(cell(page, "ent")).to_have_value("8")
    expect(page.get_by_text("有 1 行已填未存")).to_be_visible()
    press(page, "保存")
    expect(page.get_by_text("修改 1 项")).to_be_visible()
    assert values(engine) == {"ent": 8, "fund": 2_200_000_000}


def test_on_a_telephone_each_row_is_a_block(
    server: Server, open_tab: OpenTab, engine: Engine, anna: Account
) -> None:
    page = at_desk(open_tab(server, width=PHONE), engine, anna)
    cell(page, "fund").fill("210000")
    press(page, "保存")
    expect(page.get_by_text("新增 1 项")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []


GO_ON = """([button, input]) => {
    button.click();
    input.value = '8';
    input.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""


def test_what_is_typed_while_the_last_is_saved_stays(
    server: Server, open_tab: OpenTab, engine: Engine, anna: Account
) -> None:
    page = at_desk(open_tab(server), engine, anna)
    cell(page, "ent").fill("7")
    expect(page.get_by_text("有 1 行已填未存")).to_be_visible()
    save = page.get_by_role("button", name="保存", exact=True).element_handle()
    page.evaluate(GO_ON, [save, cell(page, "ent").element_handle()])
    expect(page.get_by_text("草稿：已保存 1 项")).to_be_visible()
    expect(page.get_by_text("有 1 行已填未存")).to_be_visible()
    expect(cell(page, "ent")).to_have_value("8")
    assert values(engine) == {"ent": 7}
    press(page, "保存")
    expect(page.get_by_text("修改 1 项")).to_be_visible()
    assert values(engine) == {"ent": 8}
