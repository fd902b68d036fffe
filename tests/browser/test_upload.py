"""Staff at work: a ledger as it is, what it would do, the import, the chart, and the way back."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_quiet, wait_title
from tests.conftest import StoreFactory
from tests.stores import build_reference

HEADER = "东部省份,西部省份,会议日期,会议名称,地点,协议金额（万元）"
GOOD = "浙江省,四川省,2023-03-14,浙川产业协作推进会议{mark},杭州,35000"
BAD = "浙江省,四川省,2023-02-30,浙川茶产业对接会{mark},成都,800"


class Office:
    """A server and the session of somebody in charge of Zhejiang."""

    def __init__(self, server: Server, url: str) -> None:
        self.engine = make_engine(url)
        self.server = server
        anna = make(self.engine, AccountRole.STAFF, "anna", provinces=["330000"])
        self._token = session(self.engine, anna)

    def sit_down(self, tab: Tab) -> Tab:
        url = self.server.url
        tab.page.context.add_cookies([{"name": session_cookie(), "value": self._token, "url": url}])
        return tab


@pytest.fixture(scope="module")
def office(serve_module: Serve, store_factory: StoreFactory) -> Office:
    url = store_factory.copy("reference", build_reference, "sqlite")
    return Office(serve_module(url, XIESHOU_DEMO="0"), url)


def written(folder: Path, name: str, *rows: str, encoding: str = "gbk") -> Path:
    path = folder / name
    path.write_bytes("\r\n".join([HEADER, *rows]).encode(encoding))
    return path


def drop(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_url("**plan=**")
    expect(page.get_by_role("heading", level=1)).to_have_text([file.name])


def says(page: Page, sentence: str) -> None:
    expect(page.locator(".x-verdict")).to_have_text(sentence)


def press(page: Page, name: str) -> None:
    """By keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "zh-CN",
            {
                "one": "导入后将新增 1 条记录。",
                "import": "确认导入",
                "done": "新增 1 条，修改 0 条，无变化 0 条，未导入 0 条。",
                "way": "查看这次导入：逐行变动、原文件、撤销",
                "undo?": "撤销这次导入……",
                "back": "将有 1 条记录恢复到导入前的状态。",
                "undo": "确认撤销",
            },
        ),
        (
            "en-GB",
            {
                "one": "This will add 1 record.",
                "import": "Import",
                "done": "Records added: 1; changed: 0; unchanged: 0; left out: 0.",
                "way": "Its page among the imports: every row, the file, and undo",
                "undo?": "Undo this import …",
                "back": "1 record would be put back as it was.",
                "undo": "Undo it now",
            },
        ),
    ],
)
def test_a_gbk_ledger_is_walked_to_the_chart_and_back(
    office: Office, open_tab: OpenTab, tmp_path: Path, locale: str, words: dict[str, str]
) -> None:
    tab = office.sit_down(open_tab(office.server, locale=locale))
    page = tab.go("/upload").page
    file = written(tmp_path, "六月.csv", GOOD.format(mark=locale))
    drop(page, file)
    says(page, words["one"])
    expect(page.get_by_text("GB18030").first).to_be_visible()
    press(page, words["import"])
    says(page, words["done"])
    link = page.get_by_role("link", name=f"浙川产业协作推进会议{locale}")
    expect(link).to_be_visible()

    page.get_by_role("link", name=words["way"]).click()
    expect(page.locator(".x-history")).to_contain_text(f"浙川产业协作推进会议{locale}")
    batch = page.url
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert Path(download.value.path()).read_bytes() == file.read_bytes()

    tab.go("/meetings?years=2023")
    assert f"浙川产业协作推进会议{locale}" in charted(page)

    page.goto(batch)
    press(page, words["undo?"])
    says(page, words["back"])
    press(page, words["undo"])
    expect(page.locator(".x-history")).to_be_visible()
    expect(page.locator(".x-notice")).to_have_count(1)
    tab.go("/meetings?years=2023")
    assert f"浙川产业协作推进会议{locale}" not in charted(page)
    assert tab.errors == []


def charted(page: Page) -> str:
    """Everything that the points of the page's charts say."""
    return str(
        page.evaluate(
            "() => JSON.stringify([...document.querySelectorAll('.js-plotly-plot')]"
            ".map(plot => plot.data.map(t => [t.text, t.hovertext, t.customdata])))"
        )
    )


def test_a_closed_tab_is_taken_up_again_in_another(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    first = office.sit_down(open_tab(office.server))
    drop(first.go("/upload").page, written(tmp_path, "关闭.csv", GOOD.format(mark="关闭")))
    says(first.page, "导入后将新增 1 条记录。")
    first.page.close()

    page = office.sit_down(open_tab(office.server)).go("/upload").page
    page.get_by_role("link", name="关闭.csv").click()
    says(page, "导入后将新增 1 条记录。")
    press(page, "确认导入")
    says(page, "新增 1 条，修改 0 条，无变化 0 条，未导入 0 条。")


def test_a_tab_closed_as_it_imports_leaves_all_or_nothing(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    rows = [GOOD.format(mark=f"合{n}").replace("03-14", f"{n % 12 + 1:02}-14") for n in range(400)]
    first = office.sit_down(open_tab(office.server))
    drop(first.go("/upload").page, written(tmp_path, "大.csv", *rows))
    says(first.page, "导入后将新增 400 条记录。")
    plan = first.page.url
    first.page.get_by_role("button", name="确认导入", exact=True).click()
    first.page.close()

    page = office.sit_down(open_tab(office.server)).page
    page.goto(plan)
    wait_quiet(page)
    if page.get_by_role("button", name="确认导入", exact=True).is_visible():
        press(page, "确认导入")
    says(page, "新增 400 条，修改 0 条，无变化 0 条，未导入 0 条。")


WATCH = """() => {
    window.stops = new Set();
    window.bars = 0;
    new MutationObserver(() => {
        window.bars += document.querySelectorAll('[data-testid=stProgress]').length;
        for (const stop of document.querySelectorAll('[data-testid=stStatusWidget]'))
            window.stops.add(getComputedStyle(stop).display);
    }).observe(document.body, {subtree: true, childList: true});
}"""
"""How Streamlit's button to stop a run is displayed, whenever it is there; whether a bar was."""


def test_a_long_import_shows_its_own_bar_and_no_way_to_break_it_off(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    page = office.sit_down(open_tab(office.server)).go("/upload").page
    drop(page, written(tmp_path, "长.csv", *(GOOD.format(mark=f"长{n}") for n in range(60_000))))
    says(page, "导入后将新增 60,000 条记录。")
    page.evaluate(WATCH)
    page.get_by_role("button", name="确认导入", exact=True).click()
    says(page, "新增 60,000 条，修改 0 条，无变化 0 条，未导入 0 条。")
    assert page.evaluate("[...window.stops]") == ["none"]
    assert page.evaluate("window.bars") > 0


def test_rows_to_mend_go_in_once_mended(office: Office, open_tab: OpenTab, tmp_path: Path) -> None:
    page = office.sit_down(open_tab(office.server)).go("/upload").page
    drop(page, written(tmp_path, "错.csv", GOOD.format(mark="甲"), BAD.format(mark="乙")))
    says(page, "无误的行可新增 1 条记录。有 1 行存在错误，整个文件暂不导入。")
    with page.expect_download() as errors:
        page.get_by_role("button", name="错误清单（CSV）").click()
    assert "2023-02-30" in Path(errors.value.path()).read_text(encoding="gbk")
    with page.expect_download() as mend:
        page.get_by_role("button", name="待修正行（CSV）").click()
    text = Path(mend.value.path()).read_text(encoding="gbk")
    header, row = csv.reader(io.StringIO(text))
    assert header == [*HEADER.split(","), "错误原因"]
    assert row[3] == "浙川茶产业对接会乙"

    mended = tmp_path / mend.value.suggested_filename
    mended.write_text(text.replace("2023-02-30", "2023-02-28"), encoding="gbk")
    page.get_by_role("button", name="← 上传其他文件").click()
    wait_title(page, "上传台账")
    drop(page, mended)
    says(page, "导入后将新增 1 条记录。")


def test_a_phone_shows_the_preview_without_going_sideways(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    page = office.sit_down(open_tab(office.server, width=390)).go("/upload").page
    drop(page, written(tmp_path, "窄.csv", GOOD.format(mark="窄"), BAD.format(mark="窄")))
    wait_quiet(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="只导入无误的 1 行")).to_be_in_viewport()


def test_a_record_is_corrected_by_keyboard_on_a_phone(office: Office, open_tab: OpenTab) -> None:
    with office.engine.connect() as connection:
        title = "select id from meeting where title = '浙吉对口合作和扶贫协作交流会'"
        identity = connection.exec_driver_sql(title).scalar_one()
    tab = office.sit_down(open_tab(office.server, width=390))
    page = tab.go(f"/meetings?meeting={identity}&edit=1").page
    expect(page.get_by_label("会议名称")).to_have_value("浙吉对口合作和扶贫协作交流会")
    place = page.get_by_label("地点")
    place.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("长春**市**")
    page.keyboard.press("Tab")
    press(page, "保存")
    expect(page.locator(".x-notice").first).to_contain_text("更正已保存。")
    expect(page.locator(".x-lead")).to_contain_text("长春**市**")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.errors == []


def test_questions_are_answered_on_a_phone_and_the_unit_comes_with_the_money(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = office.sit_down(open_tab(office.server, width=390))
    page = tab.go("/upload").page
    file = tmp_path / "问.csv"
    header = HEADER.replace("协议金额（万元）", "协议金额") + ",心情,天气"
    rows = [header, GOOD.format(mark="问") + ",好,晴"]
    file.write_bytes("\r\n".join(rows).encode("gb18030"))
    drop(page, file)
    says(page, "请先回答下列问题，再检查文件。")
    unit = page.get_by_label("金额单位")
    unit.click()
    page.get_by_role("option", name="亿元", exact=True).click()
    wait_quiet(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "不认识的列都不导入")
    says(page, "导入后将新增 1 条记录。")
    expect(page.locator(".x-columns")).to_contain_text("亿元")
    assert tab.errors == []


def test_the_same_file_in_two_tabs_is_imported_once(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    file = written(tmp_path, "双.csv", GOOD.format(mark="双"))
    tabs = [office.sit_down(open_tab(office.server)).go("/upload").page for _ in range(2)]
    for page in tabs:
        drop(page, file)
        says(page, "导入后将新增 1 条记录。")
    press(tabs[0], "确认导入")
    says(tabs[0], "新增 1 条，修改 0 条，无变化 0 条，未导入 0 条。")
    press(tabs[1], "确认导入")
    press(tabs[1], "重新预览")
    expect(tabs[1].locator(".x-note, .x-cause").filter(has_text="此前已由")).to_be_visible()
    with office.engine.connect() as connection:
        title = "select count(*) from meeting where title = '浙川产业协作推进会议双'"
        assert connection.exec_driver_sql(title).scalar_one() == 1
