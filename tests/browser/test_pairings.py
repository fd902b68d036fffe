"""Pairings entered, corrected and ended on their page by an administrator, and projects of them."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select

from db.engine import make_engine, reading
from db.models import Pairing, Project
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_title
from tests.browser.test_upload import drop, press, says
from tests.conftest import StoreFactory
from tests.stores import build_reference

CITIES = "2021年以来（市际）"
TWELVE = (
    *(("杭州市", "广元市"), ("杭州市", "甘孜藏族自治州"), ("宁波市", "凉山彝族自治州")),
    *(("温州市", "阿坝藏族羌族自治州"), ("湖州市", "广安市"), ("嘉兴市", "宜宾市")),
    *(("绍兴市", "乐山市"), ("金华市", "巴中市"), ("衢州市", "绵阳市")),
    *(("舟山市", "达州市"), ("台州市", "南充市"), ("丽水市", "泸州市")),
)
"""Cities of Zhejiang, and the prefecture of Sichuan that each helps."""
NEW = "2026年市际结对"
"""A scheme that nobody has named yet."""
HEADER = "东部城市,西部城市,年度,项目名称,项目编号,产业类型,项目状态,总投资(万元)"


class Office:
    """A server, and the sessions of its administrator and of somebody in charge of Zhejiang."""

    def __init__(self, server: Server, url: str) -> None:
        engine = make_engine(url)
        self.server, self.url = server, url
        chief = make(engine, AccountRole.ADMIN, "chief")
        anna = make(engine, AccountRole.STAFF, "anna", provinces=["330000"])
        self._tokens = {"chief": session(engine, chief), "anna": session(engine, anna)}

    def sit_down(self, tab: Tab, name: str = "chief") -> Tab:
        cookie = {"name": session_cookie(), "value": self._tokens[name], "url": self.server.url}
        tab.page.context.add_cookies([cookie])  # type: ignore[list-item]
        return tab


@pytest.fixture(scope="module")
def office(serve_module: Serve, store_factory: StoreFactory) -> Office:
    url = store_factory.copy("reference", build_reference, "sqlite")
    return Office(serve_module(url, XIESHOU_DEMO="0"), url)


def enter(page: Page, helper: str, receiver: str, scheme: str, first: str) -> None:
    """Fill in the empty form of a pairing, and save it; the scheme is typed."""
    wait_title(page, "新增结对")
    form = page.get_by_test_id("stForm")
    form.get_by_label("东部省份").fill(helper)
    form.get_by_label("西部省份").fill(receiver)
    choose(page, form.get_by_label("批次"), scheme)
    form.get_by_label("起始年度").fill(first)
    form.get_by_label("来源").fill("省对口办通知")
    press(page, "保存")


def choose(page: Page, field: Locator, words: str) -> None:
    """Type into a list of choices, whether they are among them or new."""
    field.click()
    field.fill(words)
    page.get_by_role("option").filter(has_text=words).first.click()


def ledger(folder: Path, name: str, *couples: tuple[str, str, str]) -> Path:
    """A ledger with one project of each couple (helper, receiver, year)."""
    rows = [
        f"{helper},{receiver},{year},{helper}帮扶{receiver}产业园,{name}-{n},种植业,在建,1200"
        for n, (helper, receiver, year) in enumerate(couples, 1)
    ]
    path = folder / f"{name}.csv"
    path.write_text("\r\n".join([HEADER, *rows]), encoding="gbk")
    return path


@pytest.mark.parametrize(
    "couples", [TWELVE[:3], pytest.param(TWELVE, marks=pytest.mark.soak)], ids=["three", "twelve"]
)
def test_the_twelve_pairings_are_entered_and_a_project_of_each_comes_in(
    office: Office, open_tab: OpenTab, tmp_path: Path, couples: tuple[tuple[str, str], ...]
) -> None:
    tab = office.sit_down(open_tab(office.server))
    page = tab.page
    press(tab.go("/pairings").page, "新增结对……")
    wait_title(page, "新增结对")
    form = page.url
    for number, (helper, receiver) in enumerate(couples):
        page.goto(form)
        enter(page, helper, receiver, NEW, "2026")
        if not number:
            expect(page.locator(".x-issue")).to_contain_text(f"没有名为“{NEW}”的批次")
            press(page, "保存")
        wait_title(page, f"{helper} → {receiver}")
        expect(page.locator(".x-lead")).to_have_text("2026年起")
    expect(page.locator(".x-facts")).to_contain_text(NEW)
    tab.go("/upload")
    drop(page, ledger(tmp_path, "十二对", *((*couple, "2026") for couple in couples)))
    says(page, f"导入后将新增 {len(couples)} 条记录。")
    press(page, "确认导入")
    says(page, f"新增 {len(couples)} 条，修改 0 条，无变化 0 条，未导入 0 条。")
    with reading(make_engine(office.url)) as connection:
        of = (Pairing.helper_adcode, Pairing.receiver_adcode, func.count())
        statement = select(*of).join(Project, Project.pairing_id == Pairing.id)
        grouped = statement.where(Pairing.scheme == NEW).group_by(*of[:2])
        assert [row[2] for row in connection.execute(grouped)] == [1] * len(couples)
    helper, receiver = couples[-1]
    page.goto(office.server.url + "/projects?years=2026")
    page.get_by_role("link", name=f"{helper}帮扶{receiver}产业园").first.click()
    wait_title(page, f"{helper}帮扶{receiver}产业园")
    expect(page.locator(".x-facts").first).to_contain_text(f"{helper} → {receiver}")
    assert tab.errors == []


def test_a_pairing_that_is_ended_says_what_is_left_outside_and_comes_back(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = office.sit_down(open_tab(office.server))
    page = tab.go("/pairings").page
    press(page, "新增结对……")
    enter(page, "绍兴市", "雅安市", CITIES, "2022")
    wait_title(page, "绍兴市 → 雅安市")
    couple = page.url
    tab.go("/upload")
    drop(page, ledger(tmp_path, "结束前", ("绍兴市", "雅安市", "2026")))
    press(page, "确认导入")
    says(page, "新增 1 条，修改 0 条，无变化 0 条，未导入 0 条。")
    page.goto(couple)
    press(page, "更正或结束这组结对……")
    wait_title(page, "更正记录")
    page.get_by_label("终止年度").fill("2025")
    press(page, "保存")
    expect(page.locator(".x-notice")).to_contain_text("1 条记录")
    press(page, "保存")
    wait_title(page, "绍兴市 → 雅安市")
    expect(page.locator(".x-lead")).to_have_text("2022–2025")
    page.locator(".x-notice").get_by_role("link").click()
    press(page, "撤销此更正……")
    press(page, "确认撤销")
    expect(page.locator(".x-notice").filter(has_text="撤销").first).to_be_visible()
    page.goto(couple)
    expect(page.locator(".x-lead")).to_have_text("2022年起")
    assert tab.errors == []


def test_a_ledger_whose_couples_have_no_pairing_is_offered_them_and_goes_on(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = office.sit_down(open_tab(office.server))
    page = tab.go("/upload").page
    lacking = ("衢州市", "自贡市", "2023"), ("温州市", "遂宁市", "2024")
    drop(page, ledger(tmp_path, "缺结对", *lacking))
    says(page, "有 2 行存在错误，整个文件暂不导入。")
    form = page.get_by_test_id("stForm")
    for name in ("衢州市", "遂宁市"):
        expect(form).to_contain_text(name)
    choose(page, form.get_by_label("批次"), CITIES)
    form.get_by_label("来源").fill("省对口办通知")
    press(page, "新增结对并重新检查文件")
    expect(page.get_by_text("已新增 2 组结对。")).to_be_visible()
    says(page, "导入后将新增 2 条记录。")
    press(page, "确认导入")
    says(page, "新增 2 条，修改 0 条，无变化 0 条，未导入 0 条。")
    assert tab.errors == []


def test_staff_are_offered_no_pairing_unless_it_is_set(
    office: Office, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = office.sit_down(open_tab(office.server), "anna")
    page = tab.go("/pairings?add=1").page
    wait_title(page, "结对")
    expect(page.get_by_role("button", name="新增结对……")).to_have_count(0)
    tab.go("/pairings?pairing=76&edit=pairing")
    expect(page.get_by_role("button", name="更正或结束这组结对……")).to_have_count(0)
    expect(page.get_by_test_id("stForm")).to_have_count(0)
    tab.go("/upload")
    drop(page, ledger(tmp_path, "无权", ("舟山市", "眉山市", "2023")))
    expect(page.get_by_role("button", name="错误清单（CSV）")).to_be_visible()
    expect(page.get_by_role("button", name="新增结对并重新检查文件")).to_have_count(0)
    assert tab.errors == []
