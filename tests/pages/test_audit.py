"""The audit's page: for auditors and administrators, in both languages, and as a file."""

import pytest
from sqlalchemy import Engine

from db.accounts import Account, audit
from db.engine import locked, make_engine
from db.terms import AccountRole, Event
from tests.accounts import make, session, sign_in
from tests.conftest import Stores
from tests.db.states import small, table
from tests.pages.screen import Session

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    url = small(stores).url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    return make_engine(url)


@pytest.fixture
def auditor(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An auditor, who is signed in."""
    auditor = make(engine, AccountRole.AUDITOR, "shen")
    sign_in(monkeypatch, session(engine, auditor))
    return auditor


def opened(page: str = "audit", lang: str = "zh") -> Session:
    shown = Session({"lang": lang}, "zh-CN")
    shown.go(page)
    return shown


@LANGUAGES
def test_an_auditor_reads_what_was_done(engine: Engine, auditor: Account, lang: str) -> None:
    with locked(engine) as connection:
        audit.note(connection, Event.REFUSED, auditor, action="edit")
        audit.note(connection, Event.CHART_TAKEN, None, charts=["到位资金"], file="png")
    page = opened(lang=lang)
    zh = lang == "zh"
    assert page.title == ("审计日志" if zh else "Audit")
    taken, refused, made = page.rows("audit")
    assert taken[1] == ("下载图表或清单" if zh else "chart or list taken along")
    assert "到位资金" in taken[5]
    assert refused[1:3] == ["无权操作被拒" if zh else "refused for want of a right", "shen"]
    assert ("修改记录" if zh else "edit a record") in refused[5]
    assert made[3] == "shen"


@pytest.mark.parametrize("name", ["accounts", "imports", "upload"])
def test_an_auditor_sees_no_page_that_writes(engine: Engine, auditor: Account, name: str) -> None:
    page = opened(name)
    assert "没有此项权限" in page.notices[0]


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.STAFF])
def test_nobody_else_reads_it(
    engine: Engine, role: AccountRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, session(engine, make(engine, role, "other", pairings=[1])))
    page = opened()
    assert "没有此项权限" in page.notices[0]
    assert page.main.all(name="x-table") == []


def test_the_file_is_offered_and_made_when_it_is_clicked(engine: Engine, auditor: Account) -> None:
    page = opened()
    assert [row["event"] for row in table(engine, "audit")] == [Event.ACCOUNT_CREATED]
    (button,) = page.at.get("download_button")
    assert "下载审计日志（CSV）" in str(button.proto)
