"""Signing in and out as a browser does it, without one."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from db.accounts import links
from db.engine import locked, make_engine
from db.settings import session_cookie
from db.terms import AccountRole, Attempt
from tests.accounts import OPERATOR, make
from tests.browser.conftest import Server
from tests.db.states import table
from tests.web.served import FORM, PASSWORD, Answer, People, ask, send

PROOF = re.compile(r'name="proof" value="([0-9a-f]{64})"')


def proof(answer: Answer) -> str:
    found = PROOF.search(answer.text)
    assert found, answer.text
    return found[1]


def with_password(url: str, name: str, role: AccountRole = AccountRole.VIEWER) -> None:
    engine = make_engine(url)
    account = make(engine, role, name)
    with locked(engine) as connection:
        link = links.make(connection, OPERATOR, account.id)
    links.use(engine, link, PASSWORD)


def enter(
    server: Server, name: str, password: str = PASSWORD, path: str = "/sign-in", **more: str
) -> Answer:
    form = ask(server, path)
    headers = [(header.replace("_", "-"), value) for header, value in more.items()]
    fields = {"name": name, "password": password, "proof": proof(form)}
    return send(server, path, form.cookies, headers, **fields)


@pytest.fixture(scope="package")
def anna(small_url: str) -> str:
    with_password(small_url, "anna")
    return "anna"


def test_a_name_and_its_password_open(for_signed_in: Server, anna: str) -> None:
    entered = enter(for_signed_in, anna)
    assert (entered.status, entered.leads_to) == (303, "/")
    token = entered.cookies[session_cookie()]
    assert ask(for_signed_in, "/account", token=token).status == 200


def test_a_name_is_the_same_however_it_is_typed(for_signed_in: Server, anna: str) -> None:
    assert enter(for_signed_in, " ＡNNA ").status == 303


def test_the_session_cookie_is_for_the_server_alone(for_signed_in: Server, anna: str) -> None:
    entered = enter(for_signed_in, anna)
    cookie = entered.given[session_cookie()].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "domain" not in cookie
    assert "max-age" not in cookie


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "wrong"), ("nobody-here", PASSWORD), ("anna", ""), ("", "")]
)
def test_what_is_wrong_is_not_told_apart(
    for_signed_in: Server, anna: str, name: str, password: str
) -> None:
    refused = enter(for_signed_in, name, password)
    assert (refused.status, session_cookie() in refused.cookies) == (401, False)
    assert "登录名或密码不正确。" in refused.text


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/meetings?helper=330000", "/meetings?helper=330000"),
        ("/account", "/account"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("evil.example", "/"),
        ("/\t/evil.example", "/"),
    ],
)
def test_signing_in_leads_back_to_a_page_of_ours_only(
    for_signed_in: Server, anna: str, asked: str, leads_to: str
) -> None:
    entered = enter(for_signed_in, anna, path=f"/sign-in?next={quote(asked, safe='')}")
    assert (entered.status, entered.leads_to) == (303, leads_to)


def test_whoever_must_sign_in_is_led_back(for_signed_in: Server) -> None:
    turned = ask(for_signed_in, "/meetings?helper=330000", page=True)
    assert turned.status == 303
    assert turned.leads_to == "/sign-in?next=%2Fmeetings%3Fhelper%3D330000&lang=zh"


def test_a_page_that_leads_elsewhere_is_not_made(for_signed_in: Server) -> None:
    turned = ask(for_signed_in, "//evil.example/%2f..", page=True)
    assert not turned.leads_to.startswith(("//", "http"))


def test_a_form_without_its_proof_is_not_ours(for_signed_in: Server, anna: str) -> None:
    form = ask(for_signed_in, "/sign-in")
    other = ask(for_signed_in, "/sign-in")
    fields = {"name": anna, "password": PASSWORD}
    for cookies, given in (
        (form.cookies, ""),
        ({}, proof(form)),
        (other.cookies, proof(form)),
        (form.cookies, "密"),
    ):
        answer = send(for_signed_in, "/sign-in", cookies, [], proof=given, **fields)
        assert (answer.status, session_cookie() in answer.cookies) == (400, False)


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_form_from_another_site_is_not_ours(
    for_signed_in: Server, anna: str, header: dict[str, str]
) -> None:
    assert enter(for_signed_in, anna, **header).status == 400


def test_what_no_database_can_hold_is_no_form_of_ours(for_signed_in: Server) -> None:
    assert enter(for_signed_in, "an\0na").status == 400


def test_a_crowd_of_guesses_stops_nobody_else(
    for_signed_in: Server, small_url: str, crowd: People
) -> None:
    form = ask(for_signed_in, "/sign-in")
    fields = {"name": "crowd", "password": "x", "proof": proof(form)}
    with ThreadPoolExecutor(60) as guessers:
        guesses = [
            guessers.submit(send, for_signed_in, "/sign-in", form.cookies, [], **fields)
            for _ in range(60)
        ]
        read = ask(for_signed_in, "/account", token=crowd.tokens["viewer"])
        waiting = [guess for guess in guesses if not guess.done()]
        statuses = {guess.result().status for guess in guesses}
    assert read.status == 200
    assert waiting != []
    assert statuses <= {401, 429, 503}


def test_a_form_of_our_own_site_is_ours(for_signed_in: Server, anna: str) -> None:
    assert enter(for_signed_in, anna, Origin=for_signed_in.url).status == 303


def test_a_form_that_is_too_long_or_none_is_refused(for_signed_in: Server, anna: str) -> None:
    long = "name=" + "a" * 20_000
    for body, kind in ((long, FORM), ("{}", "application/json"), ("\u5bc6", FORM)):
        answer = ask(for_signed_in, "/sign-in", "POST", body=body, headers=[("Content-Type", kind)])
        assert answer.status == 400


def test_signing_out_is_asked_first_and_then_done(for_signed_in: Server, anna: str) -> None:
    token = enter(for_signed_in, anna).cookies[session_cookie()]
    cookies = {session_cookie(): token}
    asked = ask(for_signed_in, "/sign-out", token=token)
    assert ask(for_signed_in, "/account", token=token).status == 200
    forged = send(for_signed_in, "/sign-out", cookies, [], proof="0" * 64)
    assert ask(for_signed_in, "/account", token=token).status == 200
    done = send(for_signed_in, "/sign-out", cookies, [], proof=proof(asked))
    assert (forged.status, done.status) == (303, 303)
    assert ask(for_signed_in, "/account", token=token).status == 401
    assert "已退出登录" in ask(for_signed_in, done.leads_to, token=token).text


def test_a_new_password_ends_other_sessions_and_keeps_this_one(
    for_signed_in: Server, small_url: str
) -> None:
    with_password(small_url, "berta")
    here, there = (enter(for_signed_in, "berta").cookies[session_cookie()] for _ in range(2))
    form = ask(for_signed_in, "/account", token=here)
    cookies, new = {session_cookie(): here}, "tea gardens above the river 88"
    fields = {"old": PASSWORD, "new": new, "again": new}
    wrong = send(for_signed_in, "/account", cookies, [], proof=proof(form), **fields | {"old": "x"})
    assert "原密码不正确。" in wrong.text
    differ = send(
        for_signed_in, "/account", cookies, [], proof=proof(form), **fields | {"again": "x"}
    )
    assert "两次输入的新密码不一致。" in differ.text
    weak = {"new": "password123", "again": "password123"}
    poor = send(for_signed_in, "/account", cookies, [], proof=proof(form), **fields | weak)
    assert "太容易猜到" in poor.text
    done = send(for_signed_in, "/account", cookies, [], proof=proof(form), **fields)
    assert done.status == 303
    assert [ask(for_signed_in, "/account", token=t).status for t in (here, there)] == [401, 401]
    assert ask(for_signed_in, "/account", token=done.cookies[session_cookie()]).status == 200
    assert enter(for_signed_in, "berta").status == 401
    assert enter(for_signed_in, "berta", new).status == 303


def test_a_one_time_link_sets_a_password_once(for_signed_in: Server, small_url: str) -> None:
    engine = make_engine(small_url)
    carl = make(engine, AccountRole.VIEWER, "carl")
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, carl.id)
    path = f"/link/{token}"
    ask(for_signed_in, path)
    form = ask(for_signed_in, path)
    fields = {"new": PASSWORD, "again": PASSWORD, "proof": proof(form)}
    assert "carl" in form.text
    assert send(for_signed_in, path, form.cookies, [], **fields).leads_to == "/sign-in?lang=zh"
    assert enter(for_signed_in, "carl").status == 303
    again = send(for_signed_in, path, form.cookies, [], **fields)
    assert (again.status, ask(for_signed_in, path).status) == (410, 410)
    assert "此链接已失效" in again.text


def test_guessing_is_slowed_down(for_everyone: Server, small_url: str) -> None:
    with_password(small_url, "dora")
    answers = [enter(for_everyone, "dora", f"guess {n}").status for n in range(7)]
    assert answers == [401] * 5 + [429] * 2
    right = enter(for_everyone, "dora")
    assert right.status == 429
    assert "尝试次数过多" in right.text
    attempts = [
        row for row in table(make_engine(small_url), "sign_in_attempt") if row["name"] == "dora"
    ]
    assert [row["outcome"] for row in attempts] == [Attempt.FAILED] * 5 + [Attempt.REFUSED]
    assert attempts[-1]["tries"] == 3


def test_the_pages_speak_the_browser_s_language_or_the_one_asked_for(
    for_everyone: Server,
) -> None:
    english = [("Accept-Language", "en-GB,en;q=0.9")]
    assert "Sign-in name" in ask(for_everyone, "/sign-in", headers=english).text
    assert "登录名" in ask(for_everyone, "/sign-in?lang=zh", headers=english).text
    assert "Sign-in name" in ask(for_everyone, "/sign-in?lang=en").text


def test_what_is_typed_stays_text(for_everyone: Server) -> None:
    answer = enter(for_everyone, '"><script>alert(1)</script>', "x")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_the_audit_knows_who_came_and_went(
    for_signed_in: Server, small_url: str, anna: str
) -> None:
    token = enter(for_signed_in, anna).cookies[session_cookie()]
    form = ask(for_signed_in, "/sign-out", token=token)
    send(for_signed_in, "/sign-out", {session_cookie(): token}, [], proof=proof(form))
    enter(for_signed_in, anna, "wrong")
    last = table(make_engine(small_url), "audit")[-3:]
    assert [(row["event"].value, row["actor"], row["address"]) for row in last] == [
        ("signed_in", "anna", "127.0.0.1"),
        ("signed_out", "anna", "127.0.0.1"),
        ("sign_in_failed", "", "127.0.0.1"),
    ]
    assert enter(for_signed_in, anna).status == 303
