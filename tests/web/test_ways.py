"""A first start, a gateway that names people, and HTTPS: servers set up otherwise."""

import re
from pathlib import Path

import pytest

from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make
from tests.browser.conftest import Serve, Server
from tests.conftest import BACKENDS, StoreFactory
from tests.stores import build_small
from tests.web.served import PASSWORD, ask, send
from tests.web.test_signing import enter, proof

LINK = re.compile(r"^ +(http\S+)(/link/\S+)$", re.MULTILINE)


@pytest.fixture
def url(store_factory: StoreFactory) -> str:
    return store_factory.copy("small", build_small, BACKENDS[0])


def named(name: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("X-Forwarded-User", name), *more]


def test_the_first_start_prints_a_link_that_makes_an_administrator(serve: Serve, url: str) -> None:
    server = serve(url, XIESHOU_READ="signed-in")
    found = LINK.search(server.log())
    assert found, server.log()
    assert found[1] == server.url
    form = ask(server, found[2])
    chief = {"name": "chief", "display_name": "首席", "new": PASSWORD, "again": PASSWORD}
    made = send(server, found[2], form.cookies, [], proof=proof(form), **chief)
    assert made.status == 303
    assert ask(server, found[2]).status == 410
    token = enter(server, "chief").cookies[session_cookie()]
    assert ask(server, "/_stcore/metrics", token=token).status == 200
    assert "/link/" not in serve(url).log()


@pytest.fixture(scope="module")
def behind_gateway(serve: Serve, store_factory: StoreFactory) -> Server:
    """A server that believes this host whom it names; Anna and Berta have accounts."""
    url = store_factory.copy("small", build_small, BACKENDS[0])
    for name in ("anna", "berta"):
        make(make_engine(url), AccountRole.VIEWER, name)
    return serve(url, XIESHOU_READ="signed-in", XIESHOU_PROXY_ADDRESSES="127.0.0.1")


def test_a_gateway_signs_people_in(behind_gateway: Server) -> None:
    server = behind_gateway
    for more in ([], [("X-Forwarded-For", "192.168.1.5")]):
        first = ask(server, "/meetings?helper=1", page=True, headers=named("Anna", *more))
        assert (first.status, first.leads_to) == (303, "/meetings?helper=1")
        token = first.cookies[session_cookie()]
        assert ask(server, "/account", token=token).status == 200
    assert ask(server, "/account", headers=named("anna")).status == 401  # no page to lead back to
    assert ask(server, "/account", page=True, headers=named("nobody-here")).status == 403
    two = [*named("anna"), *named("anna")]
    assert "/sign-in" in ask(server, "/account", page=True, headers=two).leads_to


def test_somebody_else_at_the_gateway_is_somebody_else_here(behind_gateway: Server) -> None:
    server = behind_gateway
    anna = ask(server, "/account", page=True, headers=named("anna")).cookies[session_cookie()]
    answer = ask(server, "/account", token=anna, page=True, headers=named("berta"))
    berta = answer.cookies[session_cookie()]
    assert answer.status == 303
    assert "berta" in ask(server, "/account", token=berta, headers=named("berta")).text


@pytest.fixture(scope="module")
def far_gateway(serve: Serve, store_factory: StoreFactory) -> Server:
    url = store_factory.copy("small", build_small, BACKENDS[0])
    make(make_engine(url), AccountRole.ADMIN, "admin")
    return serve(url, XIESHOU_READ="signed-in", XIESHOU_PROXY_ADDRESSES="10.9.8.7")


@pytest.mark.parametrize(
    "forwarded", ["10.9.8.7", "10.9.8.7:443", "[10.9.8.7]", "1.1.1.1, 10.9.8.7", "127.0.0.1"]
)
def test_nobody_passes_for_the_gateway(far_gateway: Server, forwarded: str) -> None:
    forged = named("admin", ("X-Forwarded-For", forwarded))
    answer = ask(far_gateway, "/account", page=True, headers=forged)
    assert (answer.status, answer.cookies) == (303, {})
    assert "/sign-in" in answer.leads_to


def test_under_https_cookies_are_bound_to_this_host(
    serve: Serve, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIESHOU_URL", "https://xieshou.example.gov.cn")
    server = serve(url)
    form = ask(server, "/sign-in", host="xieshou.example.gov.cn")
    cookie = form.headers["set-cookie"]
    assert cookie.startswith("__Host-xieshou_visit=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert form.headers["strict-transport-security"] == "max-age=31536000"
    found = LINK.search(server.log())
    assert found
    assert found[1] == "https://xieshou.example.gov.cn"


@pytest.mark.parametrize("path", ["/link/x", "/sign-in", "/openid/callback?code=x"])
def test_no_page_of_ours_is_named_whole_as_where_somebody_came_from(
    for_everyone: Server, path: str
) -> None:
    assert ask(for_everyone, path, page=True).headers["referrer-policy"] == "strict-origin"


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/x", "/nowhere", "/media/x"])
def test_every_answer_tells_the_browser_what_to_forbid(for_everyone: Server, path: str) -> None:
    headers = ask(for_everyone, path, page=True).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    scripts = headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in scripts
