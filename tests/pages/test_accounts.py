"""The administrators' page: who there is, making and changing accounts, ending sessions."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, insert

from db.accounts import Account
from db.engine import locked, make_engine, utc_now
from db.models import Account as Row
from db.models import AccountScope, SignIn
from db.terms import AccountRole
from tests.accounts import make, session, sign_in
from tests.conftest import Stores
from tests.db.states import one, small, table
from tests.pages.screen import Session
from tests.pages.test_reading_little import selects

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return make_engine(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def chief(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An administrator, who is signed in."""
    chief = make(engine, AccountRole.ADMIN, "chief")
    sign_in(monkeypatch, session(engine, chief))
    return chief


def opened(lang: str = "zh") -> Session:
    page = Session({"lang": lang}, "zh-CN")
    page.go("accounts")
    return page


def fill(page: Session, which: object, **parts: object) -> None:
    """Fill the form of an account; `which` is its id, or "new"."""
    for part, value in parts.items():
        page.at.session_state[f"control_account_{which}_{part}"] = value


def press(page: Session, label: str) -> None:
    (button,) = [button for button in page.at.button if button.label == label]
    button.click()
    page.run()


def choose(page: Session, account: Account) -> None:
    page.at.selectbox(key="control_account").set_value(account.id)
    page.run()


@LANGUAGES
def test_the_page_tells_who_there_is(engine: Engine, chief: Account, lang: str) -> None:
    make(engine, AccountRole.STAFF, "anna", pairings=[1])
    page = opened(lang)
    zh = lang == "zh"
    assert page.title == ("账号管理" if zh else "Accounts")
    anna, first = page.rows("accounts")
    assert anna[:3] == ["anna", "anna", "工作人员" if zh else "Staff"]
    assert first[:3] == ["chief", "chief", "管理员" if zh else "Administrator"]
    assert (anna[3] != "", first[5]) == (True, "1")
    assert [row[0] for row in page.rows("sessions")] == ["chief"]


@LANGUAGES
def test_an_account_is_made_and_its_link_shown_once(
    engine: Engine, chief: Account, lang: str
) -> None:
    page = opened(lang)
    fill(page, "new", name="Berta", shown="柏塔")
    press(page, "创建账号" if lang == "zh" else "Make the account")
    made = one(engine, "account", name="berta")
    assert (made["display_name"], made["role"]) == ("柏塔", AccountRole.VIEWER)
    (link,) = page.at.code
    assert "/link/" in link.value
    assert "berta" in page.notices[0]
    page.run()
    assert len(page.at.code) == 0


def test_staff_has_a_scope(engine: Engine, chief: Account) -> None:
    page = opened()
    fill(page, "new", name="carl", shown="卡尔", role=AccountRole.STAFF)
    press(page, "创建账号")
    assert ["至少一个结对关系或省份" in warning for warning in page.warnings] == [True]
    assert [row["name"] for row in table(engine, "account")] == ["chief"]
    fill(page, "new", provinces=["330000"])
    press(page, "创建账号")
    assert one(engine, "account", name="carl")["role"] is AccountRole.STAFF
    assert [row["province_adcode"] for row in table(engine, "account_scope")] == ["330000"]


@LANGUAGES
def test_what_cannot_be_is_said_and_not_done(engine: Engine, chief: Account, lang: str) -> None:
    page = opened(lang)
    fill(page, "new", name="c d", shown="Carl")
    press(page, "创建账号" if lang == "zh" else "Make the account")
    words = "登录名须为" if lang == "zh" else "A sign-in name has"
    assert [words in warning for warning in page.warnings] == [True]
    choose(page, chief)
    press(page, "停用" if lang == "zh" else "Disable")
    words = "最后一个可用的管理员" if lang == "zh" else "the last administrator"
    assert [words in warning for warning in page.warnings] == [True]
    assert [row["name"] for row in table(engine, "account")] == ["chief"]
    assert one(engine, "account", name="chief")["disabled_at"] is None


def test_a_changed_role_ends_sessions(engine: Engine, chief: Account) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1])
    session(engine, anna)
    page = opened()
    choose(page, anna)
    fill(page, anna.id, role=AccountRole.VIEWER)
    press(page, "保存")
    assert one(engine, "account", name="anna")["role"] is AccountRole.VIEWER
    assert one(engine, "sign_in", account_id=anna.id)["revoked_at"] is not None
    assert [row[0] for row in page.rows("sessions")] == ["chief"]


def test_an_account_is_shut_out_and_let_in_again(engine: Engine, chief: Account) -> None:
    anna = make(engine, AccountRole.VIEWER, "anna")
    page = opened()
    choose(page, anna)
    press(page, "停用")
    assert one(engine, "account", name="anna")["disabled_at"] is not None
    assert "已停用" in page.rows("accounts")[0][0]
    press(page, "启用")
    assert one(engine, "account", name="anna")["disabled_at"] is None


def test_all_sessions_end_the_administrator_s_own_too(engine: Engine, chief: Account) -> None:
    session(engine, make(engine, AccountRole.VIEWER, "anna"))
    page = opened()
    assert page.at.button(key="control_end_all").disabled
    page.at.checkbox(key="control_sure").check()
    page.run()
    page.at.button(key="control_end_all").click()
    page.run()
    assert [row["revoked_at"] is None for row in table(engine, "sign_in")] == [False, False]
    assert page.main.all("table") == []


@LANGUAGES
@pytest.mark.parametrize("role", [None, AccountRole.VIEWER, AccountRole.STAFF])
def test_to_others_the_page_says_that_it_is_not_theirs(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, role: AccountRole | None, lang: str
) -> None:
    make(engine, AccountRole.ADMIN, "chief")
    person = role and make(engine, role, "anna", pairings=[1] if role == "staff" else [])
    sign_in(monkeypatch, session(engine, person) if person else None)
    page = opened(lang)
    label = "账号管理" if lang == "zh" else "Accounts"
    words = {
        ("zh", True): "请先登录",
        ("en", True): "Please sign in",
        ("zh", False): "没有此项权限",
        ("en", False): "does not have this right",
    }[lang, person is None]
    assert page.title == label
    assert [words in warning for warning in page.warnings] == [True]
    assert page.main.all("table") == []
    assert label not in [name for name, _query in page.page_links()]
    assert len(page.at.button) == 0


def test_who_is_no_administrator_any_more_changes_nothing(
    engine: Engine, chief: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was open when the role changed: the deed is refused, not only its button gone."""
    anna = make(engine, AccountRole.VIEWER, "anna")
    page = opened()
    choose(page, anna)
    sign_in(monkeypatch, session(engine, anna))
    press(page, "停用")
    assert one(engine, "account", name="anna")["disabled_at"] is None
    assert page.main.all("table") == []


def crowd(engine: Engine) -> None:
    """Ninety viewers and ten members of staff, one of them signed in at a hundred browsers."""
    people = [
        {
            "id": number,
            "name": f"p{number:03d}",
            "display_name": f"第{number}人",
            "role": "staff" if number > 190 else "viewer",
            "created_at": datetime(2026, 1, 1),
        }
        for number in range(101, 201)
    ]
    scopes = [{"account_id": number, "pairing_id": 1} for number in range(191, 201)]
    sessions = [
        {
            "account_id": 200,
            "token_sha256": str(number),
            "way": "password",
            "created_at": datetime(2026, 1, 1),
            "seen_at": utc_now(),
            "expires_at": datetime(2100, 1, 1),
            "address": "",
            "agent": "",
        }
        for number in range(100)
    ]
    with locked(engine) as connection:
        for model, rows in ((Row, people), (AccountScope, scopes), (SignIn, sessions)):
            connection.execute(insert(model), rows)


@LANGUAGES
def test_many_accounts_are_counted_searched_and_paged(
    engine: Engine, chief: Account, lang: str
) -> None:
    crowd(engine)
    page = opened(lang)
    assert ["101" in text.split() for text in page.remarks[:2]] == [True, True]
    assert len(page.rows("accounts")) == 40
    assert len(page.rows("sessions")) == 40
    page.at.query_params["accounts"] = "3"
    page.run()
    assert [row[0] for row in page.rows("accounts")] == [f"p{n}" for n in range(180, 201)]
    assert page.rows("accounts")[-1][5] == "100"
    page.at.query_params["q"] = "第200"
    page.run()
    ((name, shown, _role, charge, *_),) = page.rows("accounts")
    assert (name, shown, charge != "") == ("p200", "第200人", True)
    (roles,) = [box for box in page.at.selectbox if box.key == "control_role"]
    assert ("工作人员 · 1" if lang == "zh" else "Staff · 1") in roles.options
    page.at.query_params["role"] = "admin"
    page.run()
    assert not page.main.all("table", "x-accounts")


def test_the_page_asks_the_store_as_often_however_many_there_are(
    engine: Engine, chief: Account
) -> None:
    for number in range(45):
        make(engine, AccountRole.STAFF, f"a{number}", pairings=[1])
    page = opened()
    with selects(engine) as few:
        page.run()
    crowd(engine)
    with selects(engine) as many:
        page.run()
    assert len(few) == len(many) < 30


def test_only_accounts_of_this_page_of_the_list_can_be_chosen(
    engine: Engine, chief: Account
) -> None:
    """A choice of ten thousand would be sent to the browser in every run."""
    crowd(engine)
    page = opened()
    page.at.selectbox(key="control_account").set_value(101)
    page.run()
    assert "停用" in [button.label for button in page.at.button]
    page.at.query_params["q"] = "p2"
    page.run()
    assert page.at.selectbox(key="control_account").options == ["p200 · 第200人"]
    assert "停用" not in [button.label for button in page.at.button]
    page.at.query_params["q"] = "nobody at all"
    page.run()
    assert not page.main.all("table", "x-accounts")
