"""Who gets in, as people live it: signing in and out, the administrators' page, a session's end."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import Engine

from db.accounts import administration, links, people, sessions
from db.engine import locked, make_engine
from db.settings import session_cookie
from db.terms import AccountRole, Event
from tests.accounts import OPERATOR, make, session
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_empty, wait_quiet, wait_title
from tests.browser.test_looks import PHONE, TOO_WIDE
from tests.conftest import StoreFactory
from tests.db.snapshots.made import take
from tests.db.states import one, table
from tests.stores import build_small
from tests.web.provider import THEIRS, Provider, running

PASSWORD = "seven villages of Anji, 2019"
PAGES = (
    "/",
    "/pairings",
    "/scorecard",
    "/reconciliation",
    "/followup",
    "/assessment",
    "/meetings",
    "/projects",
    "/visits",
    "/ledgers",
    "/published",
    "/dictionary",
    "/places",
    "/closings",
    "/snapshots",
)
WORDS = {
    "zh-CN": ("登录", "登录名", "密码", "会议", "退出登录"),
    "en-GB": ("Sign in", "Sign-in name", "Password", "Meetings", "Sign out"),
}

SOCKETS = """
window.sockets = [];
window.WebSocket = class extends window.WebSocket {
  constructor(...given) { super(...given); window.sockets.push(this); }
};
"""
"""Lets a test close a page's websockets, as a computer does that goes to sleep."""

pytestmark = pytest.mark.filterwarnings(THEIRS)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def engine(store_factory: StoreFactory) -> Engine:
    engine = make_engine(store_factory.copy("small", build_small, "sqlite"))
    make(engine, AccountRole.ADMIN, "chief")
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, anna.id)
    links.use(engine, token, PASSWORD)
    return engine


@pytest.fixture(scope="module")
def server(serve_module: Serve, engine: Engine, provider: Provider) -> Server:
    url = engine.url.render_as_string(hide_password=False)
    return serve_module(url, XIESHOU_READ="signed-in", **provider.env)


@pytest.fixture(scope="module")
def for_everyone(serve_module: Serve, engine: Engine) -> Server:
    return serve_module(engine.url.render_as_string(hide_password=False))


def signed_in(tab: Tab, engine: Engine, name: str) -> Tab:
    """The tab of somebody who has a session."""
    with locked(engine) as connection:
        account = people.named(connection, name)
    assert account
    cookie = {"name": session_cookie(), "value": session(engine, account), "url": tab.base}
    tab.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return tab


@pytest.mark.parametrize("locale", WORDS)
def test_signing_in_on_a_telephone_leads_back_to_where_one_was(
    server: Server, open_tab: OpenTab, locale: str
) -> None:
    button, name, password, title, out = WORDS[locale]
    tab = open_tab(server, locale=locale, width=PHONE)
    page = tab.page
    page.goto(f"{server.url}/meetings?helper=330000")
    expect(page.get_by_role("heading", level=1)).to_have_text(button)
    assert wait_empty(page, TOO_WIDE) == []
    page.get_by_label(name, exact=True).fill("anna")
    page.get_by_label(password, exact=True).fill("wrong")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(name, exact=True)).to_have_value("anna")
    page.get_by_label(password, exact=True).fill(PASSWORD)
    page.get_by_label(password, exact=True).press("Enter")
    wait_title(page, title)
    assert "/meetings?helper=330000" in page.url
    wait_quiet(page)
    page.goto(f"{server.url}/account?lang={locale[:2]}")
    assert wait_empty(page, TOO_WIDE) == []
    page.get_by_role("button", name=out).click()
    page.goto(f"{server.url}/meetings")
    expect(page.get_by_role("heading", level=1)).to_have_text(button)
    # A wrong password is a 401, and Chromium logs each answer of that kind.
    assert [error for error in tab.errors if "401" not in error] == []


def test_an_organisation_s_own_sign_in_leads_back_too(
    server: Server, open_tab: OpenTab, provider: Provider
) -> None:
    tab = open_tab(server)
    page = tab.page

    def stay(route: Route) -> None:
        """The provider's form takes its looks from elsewhere."""
        ours = route.request.url.startswith((server.url, provider.url))
        route.continue_() if ours else route.abort()

    page.route("**/*", stay)
    page.goto(f"{server.url}/meetings?helper=330000")
    page.get_by_role("link", name="通过统一身份认证登录").click()
    page.locator("input[name=sub]").fill("zhou")
    page.get_by_role("button", name="Authorize").click()
    wait_title(page, "会议")
    assert "/meetings?helper=330000" in page.url
    expect(page.get_by_role("link", name="周敏")).to_be_visible()
    tab.outside.clear()  # the provider is another host, and is meant to be


def test_who_has_no_right_is_told_so_at_a_deep_link(
    server: Server, engine: Engine, open_tab: OpenTab
) -> None:
    tab = signed_in(open_tab(server), engine, "anna").go("/accounts")
    expect(tab.page.get_by_text("您的账号没有此项权限")).to_be_visible()
    assert tab.page.locator("table").count() == 0
    expect(tab.page.get_by_role("link", name="账号管理", exact=True)).to_have_count(0)
    assert tab.errors == []


def test_an_administrator_makes_an_account_and_its_owner_signs_in(
    server: Server, engine: Engine, open_tab: OpenTab
) -> None:
    tab = signed_in(open_tab(server), engine, "chief").go("/accounts")
    page = tab.page
    form = page.get_by_test_id("stForm").last
    form.get_by_label("登录名").fill("doris")
    form.get_by_label("姓名").fill("朵丽")
    form.get_by_role("button", name="创建账号").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(f"{server.url}/link/")
    expect(page.locator(".x-accounts").get_by_text("doris")).to_be_visible()
    theirs = open_tab(server).page
    theirs.goto(link)
    theirs.get_by_label("新密码", exact=True).fill(PASSWORD)
    theirs.get_by_label("再次输入新密码").fill(PASSWORD)
    theirs.get_by_role("button", name="保存").click()
    theirs.get_by_label("登录名").fill("doris")
    theirs.get_by_label("密码", exact=True).fill(PASSWORD)
    theirs.get_by_role("button", name="登录").click()
    wait_title(theirs, "总览")
    expect(theirs.get_by_role("link", name="朵丽")).to_be_visible()
    assert tab.errors == []


def next_click(page: Page) -> None:
    """Anything that sends a message to the server."""
    page.get_by_role("link", name="会议", exact=True).click()


def test_a_changed_role_ends_an_open_page_and_the_person_signs_in_again(
    server: Server, engine: Engine, open_tab: OpenTab
) -> None:
    eva = make(engine, AccountRole.STAFF, "eva", pairings=[1])
    hers = signed_in(open_tab(server), engine, "eva").go("/snapshots").page
    admin = signed_in(open_tab(server), engine, "chief").go("/accounts").page
    admin.get_by_role("combobox", name=re.compile("^账号|账号$")).first.click()
    admin.get_by_role("option", name="eva · eva").click()
    form = admin.get_by_test_id("stForm").first
    wait_quiet(admin)
    form.get_by_role("radio", name="查看人员").click()
    expect(form.get_by_role("radio", name="查看人员")).to_be_checked()
    form.get_by_role("button", name="保存").click()
    expect(admin.get_by_text("已保存")).to_be_visible()
    assert one(engine, "account", name=eva.name)["role"] is AccountRole.VIEWER
    next_click(hers)
    expect(hers.get_by_role("heading", level=1)).to_have_text("登录")
    assert "next=" in hers.url


def test_ending_all_sessions_ends_the_administrator_s_too(
    server: Server, engine: Engine, open_tab: OpenTab
) -> None:
    theirs = signed_in(open_tab(server), engine, "anna").go("/snapshots").page
    admin = signed_in(open_tab(server), engine, "chief").go("/accounts").page
    admin.get_by_text("让所有人（包括我）退出登录").click()
    admin.get_by_role("button", name="使所有登录失效").click()
    for page in (admin, theirs):
        if page is theirs:
            next_click(page)
        expect(page.get_by_text("登录").first).to_be_visible()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("登录")
    admin.reload()
    expect(admin.get_by_role("heading", level=1)).to_have_text("登录")


def test_who_comes_back_after_a_session_s_end_is_led_to_sign_in(
    server: Server, engine: Engine, open_tab: OpenTab
) -> None:
    gail = make(engine, AccountRole.VIEWER, "gail")
    tab = signed_in(open_tab(server), engine, "gail")
    tab.page.add_init_script(SOCKETS)
    tab.go("/meetings")
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, gail.id)
    tab.page.evaluate("window.sockets.forEach((socket) => socket.close())")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("登录")


def test_where_everyone_reads_a_session_s_end_leaves_a_reader(
    for_everyone: Server, engine: Engine, open_tab: OpenTab
) -> None:
    fred = make(engine, AccountRole.VIEWER, "fred")
    page = signed_in(open_tab(for_everyone), engine, "fred").go("/projects").page
    expect(page.get_by_role("link", name="fred")).to_be_visible()
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, fred.id)
    next_click(page)
    expect(page.get_by_role("link", name="登录", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="fred")).to_have_count(0)


def test_no_page_tries_what_its_policy_forbids(
    for_everyone: Server, engine: Engine, open_tab: OpenTab
) -> None:
    with locked(engine) as connection:
        chief = people.named(connection, "chief")
    taken = take(engine, chief)
    tab = signed_in(open_tab(for_everyone), engine, "chief")
    titles = set()
    paths = [*PAGES, "/accounts", f"/snapshots?snapshot={taken.public_id}"]
    for _ in tab.walk(paths):
        title = tab.page.get_by_role("heading", level=1)
        expect(title).to_have_count(1)
        titles.add(title.inner_text())
    assert len(titles) == len(paths)
    for path in ("/account", "/sign-in", "/sign-out"):
        tab.page.goto(for_everyone.url + path)
    assert tab.errors == []


def test_one_ends_a_session_that_one_left_open_elsewhere(
    server: Server, open_tab: OpenTab, engine: Engine
) -> None:
    ines = make(engine, AccountRole.VIEWER, "ines")
    elsewhere = session(engine, ines)
    tab = signed_in(open_tab(server, locale="en-GB", width=PHONE), engine, "ines")
    page = tab.page
    page.goto(f"{server.url}/account?lang=en")
    expect(page.get_by_role("listitem")).to_have_count(2)
    assert wait_empty(page, TOO_WIDE) == []
    page.get_by_role("button", name="Sign it out").click()
    expect(page.get_by_role("status")).to_have_text("It is signed out.")
    expect(page.get_by_role("listitem")).to_have_count(1)
    with locked(engine) as connection:
        assert sessions.account_of(connection, elsewhere) is None
    assert tab.errors == []


def test_an_auditor_takes_the_audit_along(
    server: Server, open_tab: OpenTab, engine: Engine
) -> None:
    make(engine, AccountRole.AUDITOR, "shen")
    tab = signed_in(open_tab(server, locale="zh-CN"), engine, "shen")
    page = tab.page
    page.goto(f"{server.url}/audit")
    wait_title(page, "审计日志")
    wait_quiet(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="下载审计日志").click()
    text = given.value.path().read_text("utf-8-sig")
    assert text.startswith("id,at_utc,event,")
    assert "account_created" in text
    last = table(engine, "audit")[-1]
    assert (last["event"], last["actor"]) == (Event.AUDIT_EXPORTED, "shen")
    expect(page.get_by_text("账号管理")).to_have_count(0)
    assert tab.errors == []
