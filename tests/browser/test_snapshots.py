"""Snapshots at work: taken in one browser, opened in another, drawn by a Chromium that dies."""

import http.client
import io
import os
import re
import signal
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Dialog, Page, expect

from db.engine import locked, make_engine
from db.settings import session_cookie
from db.snapshots import Snapshot, keeping
from db.terms import AccountRole, Kind
from tests.accounts import OPERATOR, make, session
from tests.browser.conftest import OpenTab, Serve, Server, Tab, wait_quiet
from tests.conftest import StoreFactory
from tests.db import ledgers
from tests.db.snapshots.made import take
from tests.pages.test_take import build_two_projects

ODD = """'茶'"</h1><img src=x onerror="alert(1)">/\\"""
DRAWING_SECONDS = 90


@pytest.fixture(scope="module")
def url(store_factory: StoreFactory) -> str:
    return store_factory.copy("two projects", build_two_projects, "sqlite")


@pytest.fixture(scope="module")
def server(serve_module: Serve, url: str) -> Server:
    return serve_module(url, XIESHOU_RENDERER="warm")


@pytest.fixture(scope="module")
def token(url: str) -> str:
    engine = make_engine(url)
    return session(engine, make(engine, AccountRole.VIEWER, "anna"))


@pytest.fixture
def anna(server: Server, open_tab: OpenTab, token: str) -> Tab:
    tab = open_tab(server, accept_downloads=True)
    tab.page.context.add_cookies([{"name": session_cookie(), "value": token, "url": server.url}])
    return tab


def open_menu(page: Page, place: int = 0) -> None:
    page.get_by_role("button", name="图片与数据").nth(place).click()
    expect(page.get_by_role("button", name="CSV", exact=True)).to_be_visible()


def get(server: Server, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DRAWING_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def chromiums(server: Server) -> list[int]:
    """The processes of Chromium that the server has started."""
    parents, names = {}, {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                text = (folder / "stat").read_text(errors="replace")
                names[int(folder.name)] = text.split("(")[1].split(")")[0]
                parents[int(folder.name)] = int(text.rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile

    def belongs(pid: int) -> bool:
        while pid in parents and pid != server.process.pid:
            pid = parents[pid]
        return pid == server.process.pid

    return [pid for pid, name in names.items() if name.startswith("chrom") and belongs(pid)]


def test_a_snapshot_opens_elsewhere_and_tells_that_the_data_have_changed(
    anna: Tab, server: Server, open_tab: OpenTab, url: str
) -> None:
    anna.go("/projects?helper=330000")
    open_menu(anna.page)
    anna.page.get_by_role("button", name="保存快照").click()
    link = anna.page.locator(".x-notice a", has_text="S-")
    expect(link).to_be_visible()
    found = re.search(r"snapshot=([\w-]+)", link.get_attribute("href") or "")
    assert found

    colleague = open_tab(server).go(f"/s/{found[1]}")
    expect(colleague.page.get_by_role("heading", level=1)).to_have_text("项目，按状态")
    expect(colleague.page.locator(".x-unchanged")).to_be_visible()
    expect(colleague.page.locator("[data-testid=stCode]")).to_contain_text(f"/s/{found[1]}")

    engine = make_engine(url)
    ledgers.bring(engine, Kind.PROJECTS, ledgers.project(code="Z-9", title="染坊", industry="纺织"))
    colleague.page.reload()
    expect(colleague.page.locator(".x-warning")).to_contain_text("所依据的数据已有变化")
    expect(colleague.page.locator(".x-totals")).to_contain_text("项目23+1")
    colleague.page.get_by_role("link", name="按相同筛选条件查看现在的图表").click()
    expect(colleague.page).to_have_url(re.compile(r"/projects\?helper=330000"))
    assert (anna.errors, colleague.errors) == ([], [])


def test_files_are_saved_under_names_that_say_what_they_are(anna: Tab) -> None:
    anna.go("/projects?helper=330000&years=2022")
    open_menu(anna.page)
    for suffix, begins in {"png": b"\x89PNG", "pdf": b"%PDF", "csv": b"\xef\xbb\xbf"}.items():
        with anna.page.expect_download(timeout=DRAWING_SECONDS * 1000) as saved:
            anna.page.get_by_role("button", name=suffix.upper(), exact=True).click()
        name = saved.value.suggested_filename
        assert re.fullmatch(rf"项目-按状态_浙江_2022_\d{{4}}-\d\d-\d\d\.{suffix}", name)
        assert saved.value.path().read_bytes().startswith(begins)


def test_a_renderer_killed_in_mid_work_is_replaced_and_the_page_goes_on(
    anna: Tab, server: Server, url: str
) -> None:
    taken = take(make_engine(url), OPERATOR, figure='{"data":[{"type":"bar","y":[1,2]}]}')
    assert get(server, f"/s/{taken.public_id}.png")[0] == 200
    with ThreadPoolExecutor(max_workers=4) as pool:
        asked = [pool.submit(get, server, f"/s/{taken.public_id}.pdf") for _ in range(4)]
        running = chromiums(server)
        assert running
        for pid in running:
            _kill(pid)
        answers = [one.result() for one in asked]
    assert [status for status, _body in answers] == [200] * 4
    assert all(body.startswith(b"%PDF") for _status, body in answers)
    anna.go("/projects")
    open_menu(anna.page)
    with anna.page.expect_download(timeout=DRAWING_SECONDS * 1000) as saved:
        anna.page.get_by_role("button", name="PNG", exact=True).click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # it ended with its parent
        os.kill(pid, signal.SIGKILL)


def test_the_charts_of_a_page_come_as_one_file(anna: Tab) -> None:
    anna.go("/projects?helper=330000")
    anna.page.get_by_role("button", name="本页图表").click()
    page = anna.page
    page.get_by_test_id("stPopoverBody").get_by_text("项目，按实施地点").click()
    wait_quiet(page)
    page.get_by_role("button", name="生成文件").click()
    ready = page.get_by_role("button", name="保存文件（PDF）")
    expect(ready).to_be_visible(timeout=DRAWING_SECONDS * 1000)
    with page.expect_download() as saved:
        ready.click()
    text = _text(saved.value.path().read_bytes())
    assert "项目,按状态" in text
    assert "项目,按产业" in text
    assert "项目,按实施地点" not in text


def test_names_stay_text_on_the_snapshot_s_page_and_in_the_list(
    anna: Tab, url: str, open_tab: OpenTab, server: Server
) -> None:
    engine = make_engine(url)
    taken = take(engine, OPERATOR, title=ODD, figure='{"data":[{"type":"bar","y":[1]}]}')
    with locked(engine) as connection:
        changed: Snapshot = keeping.describe(connection, OPERATOR, taken.public_id, ODD)
    assert changed.whole
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    anna.page.on("dialog", note)
    anna.go(f"/s/{taken.public_id}")
    expect(anna.page.get_by_role("heading", level=1)).to_have_text(ODD)
    expect(anna.page.locator(".x-text").first).to_have_text(ODD)
    anna.go("/snapshots")
    expect(anna.page.get_by_role("link", name=ODD)).to_be_visible()
    assert dialogs == []
    status, png = get(server, f"/s/{taken.public_id}.png")
    assert (status, png[:4]) == (200, b"\x89PNG")


def _text(pdf: bytes) -> str:
    return "".join(map(_read, pypdf.PdfReader(io.BytesIO(pdf)).pages))


def _read(sheet: pypdf.PageObject) -> str:
    """Its text; some characters come out as their look-alikes among the radicals."""
    return unicodedata.normalize("NFKC", " ".join(sheet.extract_text().split()))
