"""Signing in through a real OpenID Connect provider, step by step, as a browser would."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import Engine

from db.accounts import administration
from db.engine import locked, make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import OPERATOR, make
from tests.browser.conftest import Serve, Server
from tests.conftest import BACKENDS, StoreFactory
from tests.db.states import one, table
from tests.stores import build_small
from tests.web.provider import THEIRS, Provider, running
from tests.web.served import Answer, ask

pytestmark = pytest.mark.filterwarnings(THEIRS)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def engine(store_factory: StoreFactory) -> Engine:
    engine = make_engine(store_factory.copy("small", build_small, BACKENDS[0]))
    make(engine, AccountRole.ADMIN, "admin")
    return engine


@pytest.fixture(scope="module")
def server(serve: Serve, engine: Engine, provider: Provider) -> Server:
    url = engine.url.render_as_string(hide_password=False)
    return serve(url, XIESHOU_READ="signed-in", **provider.env)


@pytest.fixture
def lies(provider: Provider) -> Iterator[set[str]]:
    yield provider.lies
    provider.lies.clear()


def asked(server: Server, **query: str) -> Answer:
    """The person goes to the provider."""
    start = ask(server, str(httpx.URL("/openid", params=query)))
    assert start.status == 302
    return start


def vouched(start: Answer, subject: str) -> str:
    """The provider sends them back, to this path."""
    answer = httpx.post(start.leads_to, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


def back(server: Server, path: str, cookies: dict[str, str]) -> Answer:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return ask(server, path, headers=[("Cookie", cookie)], page=True)


def enter(server: Server, subject: str, **query: str) -> Answer:
    start = asked(server, **query)
    return back(server, vouched(start, subject), start.cookies)


def refused(answer: Answer) -> bool:
    """Whether a page says no and lets nobody in."""
    return answer.status in (400, 403) and not answer.cookies.get(session_cookie())


@pytest.mark.parametrize(
    ("subject", "role", "provinces"),
    [("chief", "admin", []), ("zhou", "staff", ["330000"]), ("reader", "viewer", [])],
)
def test_a_claim_says_role_and_scope(
    server: Server, engine: Engine, subject: str, role: str, provinces: list[str]
) -> None:
    entered = enter(server, subject, next="/meetings?helper=330000")
    assert (entered.status, entered.leads_to) == (303, "/meetings?helper=330000")
    token = entered.cookies[session_cookie()]
    assert ask(server, "/account", token=token).status == 200
    assert (ask(server, "/_stcore/metrics", token=token).status == 200) is (role == "admin")
    account = one(engine, "account", name=subject)
    scopes = [row for row in table(engine, "account_scope") if row["account_id"] == account["id"]]
    assert account["role"] == role
    assert [row["province_adcode"] for row in scopes] == provinces
    assert "请在那里修改密码" in ask(server, "/account", token=token).text


def test_who_has_no_right_gets_no_account(server: Server, engine: Engine) -> None:
    answer = enter(server, "stranger")
    assert refused(answer)
    assert "未被授予使用本系统的权限" in answer.text
    assert "stranger" not in {row["name"] for row in table(engine, "account")}
    assert table(engine, "audit")[-1]["event"] == "sign_in_failed"


def test_a_name_that_is_taken_gives_nobody_else_s_account(server: Server, engine: Engine) -> None:
    assert enter(server, "twin").status == 303
    twin = one(engine, "account", subject="twin")
    assert twin["name"].startswith("admin@localhost-")
    assert twin["role"] == "viewer"
    assert one(engine, "account", name="admin")["subject"] is None


def test_role_follows_the_claim_and_ends_older_sessions(
    server: Server, engine: Engine, provider: Provider
) -> None:
    older = enter(server, "mover").cookies[session_cookie()]
    assert ask(server, "/_stcore/metrics", token=older).status == 200
    claims = {"preferred_username": "mover", "name": "Mover", "groups": ["readers"]}
    httpx.put(f"{provider.url}/users/mover", json=claims).raise_for_status()
    newer = enter(server, "mover").cookies[session_cookie()]
    answers = [ask(server, "/_stcore/metrics", token=token).status for token in (older, newer)]
    assert answers == [401, 403]


def test_who_was_disabled_here_stays_out(server: Server, engine: Engine) -> None:
    enter(server, "gone")
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, one(engine, "account", name="gone")["id"])
    answer = enter(server, "gone")
    assert refused(answer)
    assert "已停用" in answer.text


@pytest.mark.parametrize("lie", [("nonce",), ("issuer",), ("issuer", "described")])
def test_a_token_for_another_question_or_of_another_issuer_is_none(
    server: Server, lies: set[str], lie: tuple[str, ...]
) -> None:
    lies.update(lie)
    answer = enter(server, "chief")
    assert refused(answer)
    assert "统一身份认证未成功" in answer.text


def test_an_answer_that_this_browser_did_not_ask_for_is_none(server: Server) -> None:
    mine, other = asked(server), asked(server)
    answered = vouched(mine, "chief")
    for cookies in ({}, other.cookies, dict.fromkeys(mine.cookies, "e30=")):
        assert refused(back(server, answered, cookies))
    state = answered.partition("state=")[2].partition("&")[0]
    assert refused(back(server, answered.replace(state, "x" * len(state)), mine.cookies))
    assert back(server, answered, mine.cookies).status == 303
    assert refused(back(server, answered, mine.cookies))  # a code is good once


@pytest.mark.parametrize(
    "kept", ["W10=", "eyJhc2tlZCI6WzFdfQ==", "eyJhc2tlZCI6IngifQ==", "%", "ff", "W" * 3000]
)
def test_a_cookie_that_was_made_up_is_no_question(server: Server, kept: str) -> None:
    start = asked(server)
    answered = vouched(start, "chief")
    assert refused(back(server, answered, dict.fromkeys(start.cookies, kept)))


def test_who_turns_back_there_is_told_here(server: Server) -> None:
    start = asked(server, next="/meetings")
    denied = httpx.post(start.leads_to, data={"action": "deny"}).headers["location"]
    answer = back(server, f"/openid/callback?{urlsplit(denied).query}", start.cookies)
    assert refused(answer)
    assert "/sign-in?next=%2Fmeetings" in answer.text


@pytest.mark.parametrize("asked_for", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_way_back_is_ours(server: Server, asked_for: str) -> None:
    assert enter(server, "reader", next=asked_for).leads_to == "/"
