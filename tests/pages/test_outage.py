"""A store that cannot be used is said in plain words, logged in one line, and recovered from."""

import logging
from pathlib import Path

import pytest

from db.engine import make_engine
from db.migrate import migrate
from tests.conftest import StoreFactory, Stores
from tests.pages.conftest import OpenPage
from tests.pages.outage import no_answer, set_version, table_gone
from tests.pages.screen import Screen
from tests.stores import build_reference

TITLES = {
    "zh": "暂时无法显示数据",
    "en": "The data cannot be shown at the moment",
}
SILENT = {
    "zh": "数据库没有响应",
    "en": "The database does not answer.",
}
UPGRADED = {
    "zh": "已升级，正在更换",
    "en": "Upgraded, being replaced",
}
NEWER = {
    "zh": "系统刚刚升级",
    "en": "The system has just been upgraded",
}
UNPREPARED = {
    "zh": "python -m db migrate",
    "en": "The database has not been prepared yet.",
}

both_pages = pytest.mark.parametrize("script", ["overview", "meetings"])
both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


def told(screen: Screen) -> tuple[str, str]:
    """The title, and the only notice."""
    (notice,) = screen.notices
    return screen.title, notice


def one_line(caplog: pytest.LogCaptureFixture) -> str:
    """The only error in the log: one line without a traceback."""
    (record,) = (record for record in caplog.records if record.levelno >= logging.ERROR)
    assert (record.name, record.exc_info, record.stack_info) == ("xieshou", None, None)
    message = record.getMessage()
    assert "\n" not in message
    return message


@both_pages
@both_languages
def test_a_database_that_does_not_answer(
    stores: Stores, open_page: OpenPage, script: str, lang: str
) -> None:
    url = stores.copy("reference", build_reference)
    with no_answer(url):
        title, notice = told(open_page(url, script, lang=lang))
    assert title == TITLES[lang]
    assert SILENT[lang] in notice


@both_pages
@both_languages
def test_a_database_that_a_newer_program_migrated(
    stores: Stores, open_page: OpenPage, script: str, lang: str
) -> None:
    url = stores.copy("reference", build_reference)
    set_version(url, "9999")
    title, notice = told(open_page(url, script, lang=lang))
    assert title == UPGRADED[lang]
    assert NEWER[lang] in notice


@both_pages
@both_languages
def test_a_database_that_was_never_migrated(
    database_url: str, open_page: OpenPage, script: str, lang: str
) -> None:
    title, notice = told(open_page(database_url, script, lang=lang))
    assert title == TITLES[lang]
    assert UNPREPARED[lang] in notice


def test_no_answer_is_one_line_in_the_log(
    stores: Stores, open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    url = stores.copy("reference", build_reference)
    with no_answer(url):
        open_page(url)
    assert one_line(caplog)


def test_a_newer_database_is_one_line_in_the_log(
    stores: Stores, open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    url = stores.copy("reference", build_reference)
    set_version(url, "9999")
    open_page(url)
    assert "9999" in one_line(caplog)


def test_an_unmigrated_database_is_one_line_in_the_log(
    database_url: str, open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    open_page(database_url)
    assert "python -m db migrate" in one_line(caplog)


def test_the_session_recovers_when_the_database_answers_again(
    stores: Stores, open_page: OpenPage
) -> None:
    url = stores.copy("reference", build_reference)
    with no_answer(url):
        session = open_page(url)
    session.at.button(key="control_again").click()
    session.run()
    assert (session.title, session.figures["会议次数"].number) == ("总览", "57")


def test_the_session_recovers_when_the_version_is_right_again(
    stores: Stores, open_page: OpenPage
) -> None:
    url = stores.copy("reference", build_reference)
    right = set_version(url, "9999")
    session = open_page(url, "meetings")
    set_version(url, right)
    session.at.button(key="control_again").click()
    session.run()
    assert session.title == "会议"
    assert len(session.rows("meetings")) == 40


def test_the_session_recovers_when_the_database_is_migrated(
    database_url: str, open_page: OpenPage
) -> None:
    session = open_page(database_url, "meetings")
    migrate(make_engine(database_url))
    session.at.button(key="control_again").click()
    session.run()
    assert session.title == "会议"


@pytest.fixture
def postgresql(store_factory: StoreFactory) -> str:
    """A store that this process has open already when it fails."""
    return store_factory.copy("reference", build_reference, "postgresql")


def test_a_database_that_fails_between_two_clicks(postgresql: str, open_page: OpenPage) -> None:
    session = open_page(postgresql)
    with no_answer(postgresql):
        session.at.selectbox(key="control_helper").set_value("330000")
        session.run()
        during = told(session)
    session.at.button(key="control_again").click()
    session.run()
    assert during[0] == TITLES["zh"]
    assert session.words == "浙江 → 全部 · 1996–2026"


def test_a_failing_database_leaves_the_language_switch(
    postgresql: str, open_page: OpenPage
) -> None:
    with no_answer(postgresql):
        session = open_page(postgresql)
        session.at.segmented_control(key="control_lang").set_value("en")
        session.run()
        assert session.title == TITLES["en"]


def test_the_password_of_the_database_is_told_nobody(
    open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    shown = open_page("postgresql+psycopg://clerk:open-sesame@127.0.0.1:1/xieshou")
    assert told(shown)[0] == TITLES["zh"]
    assert "open-sesame" not in one_line(caplog) + shown.main.text


def test_a_file_that_is_no_database(tmp_path: Path, open_page: OpenPage) -> None:
    file = tmp_path / "xieshou.db"
    file.write_bytes(b"this is not a database, " * 1000)
    assert told(open_page(f"sqlite:///{file}"))[0] == TITLES["zh"]


def test_a_folder_that_cannot_be(tmp_path: Path, open_page: OpenPage) -> None:
    file = tmp_path / "a file, not a folder"
    file.touch()
    assert told(open_page(f"sqlite:///{file}/xieshou.db"))[0] == TITLES["zh"]


@pytest.mark.parametrize("url", ["var/xieshou.db", "mysql://localhost/xieshou", "postgres"])
def test_a_setting_that_names_no_database_of_ours(open_page: OpenPage, url: str) -> None:
    assert told(open_page(url))[0] == TITLES["zh"]


def test_each_database_has_its_own_cache(
    stores: Stores, open_page: OpenPage, database_url: str
) -> None:
    migrate(make_engine(database_url))
    full = stores.copy("reference", build_reference)
    sessions = [open_page(url, "meetings") for url in (full, database_url)]
    assert [len(session.main.all("tbody")) for session in sessions] == [1, 0]


@pytest.mark.parametrize("table", ["visit", "meeting"])
def test_a_store_that_fails_halfway_through_a_page_leaves_no_half_page(
    store_factory: StoreFactory, open_page: OpenPage, caplog: pytest.LogCaptureFixture, table: str
) -> None:
    url = store_factory.copy("reference", build_reference, "sqlite")
    session = open_page(url)
    with table_gone(url, table):
        session.at.selectbox(key="control_helper").set_value("330000")
        session.run()
        during = told(session)
    session.at.button(key="control_again").click()
    session.run()
    assert during[0] == TITLES["zh"]
    assert f"no such table: {table}" in one_line(caplog)
    assert (session.title, session.words) == ("总览", "浙江 → 全部 · 1996–2026")
