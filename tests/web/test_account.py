"""Where somebody is signed in: they see it and can end it; a browser has one session at most."""

import re
from datetime import timedelta

import pytest

from db.accounts import links, sessions
from db.accounts.attempts import OF_NAME
from db.engine import locked, make_engine, reading
from db.settings import session_cookie
from db.terms import AccountRole, Event, Way
from tests.accounts import OPERATOR, make, session
from tests.browser.conftest import Server
from tests.db.states import table
from tests.web.served import PASSWORD, Answer, ask, send
from tests.web.test_signing import enter, proof, with_password

DEVICE = f"{session_cookie()}_device"
ENDS = re.compile(r'name="end" value="(\w+)"')


def post(server: Server, token: str, **fields: str) -> Answer:
    """A form of one's own page, as its owner sends it."""
    given = fields.pop("proof", None) or proof(ask(server, "/account", token=token))
    return send(server, "/account", {session_cookie(): token}, [], **fields, proof=given)


def open_(url: str, token: str) -> bool:
    with reading(make_engine(url)) as connection:
        return sessions.account_of(connection, token) is not None


@pytest.fixture
def three(small_url: str, request: pytest.FixtureRequest) -> list[str]:
    """The tokens of three sessions of one account."""
    engine = make_engine(small_url)
    account = make(engine, AccountRole.VIEWER, f"p{abs(hash(request.node.name))}"[:20])
    return [session(engine, account) for _ in range(3)]


def test_one_sees_where_one_is_signed_in(for_signed_in: Server, three: list[str]) -> None:
    shown = ask(for_signed_in, "/account?lang=en", token=three[0]).text
    assert shown.count("<li>") == 3
    assert shown.count("This one") == 1
    assert len(ENDS.findall(shown)) == 3  # two others, and all others


def test_one_ends_another_of_one_s_sessions(
    for_signed_in: Server, small_url: str, three: list[str]
) -> None:
    first, second, third = three
    shown = ask(for_signed_in, "/account", token=third).text
    newest = ENDS.findall(shown)[0]
    done = post(for_signed_in, third, end=newest)
    assert (done.status, "ended=1" in done.leads_to) == (303, True)
    assert [open_(small_url, token) for token in (first, second, third)] == [True, False, True]
    assert "已退出所选设备" in ask(for_signed_in, done.leads_to, token=third).text
    last = table(make_engine(small_url), "audit")[-1]
    assert (last["event"], last["details"]) == (Event.SESSIONS_ENDED, {"sessions_ended": 1})


def test_one_ends_all_but_this(for_signed_in: Server, small_url: str, three: list[str]) -> None:
    post(for_signed_in, three[1], end="others")
    assert [open_(small_url, token) for token in three] == [False, True, False]


@pytest.mark.parametrize("which", ["0", "-1", "999999999", "9" * 40, "x", "", "1 or 1=1", "²"])
def test_nothing_that_is_not_one_s_own_ends(
    for_signed_in: Server, small_url: str, three: list[str], which: str
) -> None:
    assert post(for_signed_in, three[0], end=which).status == 303
    assert all(open_(small_url, token) for token in three)


def test_nobody_ends_another_s_session(
    for_signed_in: Server, small_url: str, three: list[str]
) -> None:
    engine = make_engine(small_url)
    other = make(engine, AccountRole.VIEWER, "other-person")
    with locked(engine) as connection:
        token = sessions.begin(connection, other.id, Way.PASSWORD, timedelta(hours=8))
    theirs = max(row["id"] for row in table(engine, "sign_in"))
    assert post(for_signed_in, three[0], end=str(theirs)).status == 303
    assert open_(small_url, token)
    forged = post(for_signed_in, three[0], end="others", proof="0" * 64)
    assert forged.status == 400
    assert all(open_(small_url, token) for token in three)


@pytest.fixture(scope="module")
def clara(small_url: str) -> str:
    with_password(small_url, "clara")
    return "clara"


def again(server: Server, name: str, cookies: dict[str, str], password: str = PASSWORD) -> Answer:
    """Sign in once more, in a browser that has these cookies."""
    form = ask(server, "/sign-in")
    fields = {"name": name, "password": password, "proof": proof(form)}
    return send(server, "/sign-in", form.cookies | cookies, [], **fields)


def test_signing_in_again_ends_this_browser_s_session_and_no_other(
    for_signed_in: Server, small_url: str, clara: str
) -> None:
    here, elsewhere = enter(for_signed_in, clara), enter(for_signed_in, clara)
    kept = {name: here.cookies[name] for name in (session_cookie(), DEVICE)}
    wrong = again(for_signed_in, clara, kept, "wrong")
    assert wrong.status == 401
    assert open_(small_url, here.cookies[session_cookie()])
    anew = again(for_signed_in, clara, kept)
    tokens = [answer.cookies[session_cookie()] for answer in (here, elsewhere, anew)]
    assert [open_(small_url, token) for token in tokens] == [False, True, True]


def test_a_browser_is_known_by_a_cookie_of_its_own(for_signed_in: Server, clara: str) -> None:
    entered = enter(for_signed_in, clara)
    cookie = entered.given[DEVICE].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age=15552000" in cookie
    assert entered.cookies[DEVICE] != enter(for_signed_in, clara).cookies[DEVICE]
    assert DEVICE not in again(for_signed_in, clara, {}, "wrong").cookies


def test_the_cookie_lets_its_owner_in_while_others_guess(
    for_signed_in: Server, small_url: str
) -> None:
    with_password(small_url, "emil")
    device = {DEVICE: enter(for_signed_in, "emil").cookies[DEVICE]}
    for _ in range(OF_NAME[0]):
        assert again(for_signed_in, "emil", {}, "wrong").status == 401
    refused = again(for_signed_in, "emil", {})
    assert refused.status == 429
    assert "一次性链接" in refused.text
    assert again(for_signed_in, "emil", device | {DEVICE: "made-up"}).status == 429
    assert again(for_signed_in, "emil", device).status == 303


def test_setting_a_password_by_a_link_makes_the_browser_known(
    for_signed_in: Server, small_url: str
) -> None:
    engine = make_engine(small_url)
    account = make(engine, AccountRole.VIEWER, "frieda")
    with locked(engine) as connection:
        link = links.make(connection, OPERATOR, account.id)
    form = ask(for_signed_in, f"/link/{link}")
    fields = {"new": PASSWORD, "again": PASSWORD, "proof": proof(form)}
    done = send(for_signed_in, f"/link/{link}", form.cookies, [], **fields)
    assert (done.status, DEVICE in done.cookies) == (303, True)


def test_an_auditor_s_own_page_says_what_they_may(for_signed_in: Server, small_url: str) -> None:
    engine = make_engine(small_url)
    auditor = make(engine, AccountRole.AUDITOR, "revision")
    shown = ask(for_signed_in, "/account?lang=en", token=session(engine, auditor)).text
    assert "Auditor" in shown
    assert "the audit as well" in shown
