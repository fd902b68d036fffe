"""Besides its pages the server prepares the store, and says whether it can be used."""

import http.client
import json
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from db.engine import make_engine
from db.migrate import require_current
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import Serve, Server, servers
from tests.conftest import BACKENDS, StoreFactory
from tests.pages.outage import no_answer, set_version
from tests.stores import build_reference

Answer = tuple[int, str, dict[str, str]]
GONE = (503, "the store cannot be used\n")


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    """Status, text and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, answer.read().decode(), names
    finally:
        connection.close()


def health(server: Server) -> tuple[int, str]:
    return ask(server, "/healthz")[:2]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    yield from servers(tmp_path_factory.mktemp("servers"))


@pytest.fixture(scope="module", params=BACKENDS)
def url(request: pytest.FixtureRequest, store_factory: StoreFactory) -> str:
    return store_factory.copy("reference", build_reference, request.param)


@pytest.fixture(scope="module")
def server(serve: Serve, url: str) -> Server:
    return serve(url)


@pytest.fixture(scope="module")
def cookie(url: str) -> str:
    """Of somebody who may pass wherever a session is enough."""
    engine = make_engine(url)
    return f"{session_cookie()}={session(engine, make(engine, AccountRole.VIEWER))}"


def test_no_other_page_may_command_a_page_of_ours(server: Server) -> None:
    assert json.loads(ask(server, "/_stcore/host-config")[1])["allowedOrigins"] == []


def test_health_is_ok_while_the_store_can_be_used(server: Server) -> None:
    assert health(server) == (200, "ok\n")


def test_a_newer_program_that_upgrades_the_store_ends_a_process_s_readiness(
    server: Server, url: str
) -> None:
    """It lives on, so that nobody starts it again, and is sent no more people."""
    right = set_version(url, "9999")
    during, ready = health(server), ask(server, "/readyz")
    set_version(url, right)
    assert during == (200, "ok\n")
    assert ready[:2] == (503, "已升级，正在更换。Upgraded, being replaced.\n")
    assert ask(server, "/readyz")[:2] == (200, "ready\n")


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "已升级，正在更换"), ("en", "Upgraded, being replaced")]
)
def test_a_process_that_is_being_replaced_says_so_on_its_own_pages(
    server: Server, url: str, cookie: str, language: str, says: str
) -> None:
    right = set_version(url, "9999")
    status, text, headers = ask(
        server, f"/account?lang={language}", cookie=cookie, accept="text/html"
    )
    set_version(url, right)
    assert (status, says in text, headers["retry-after"]) == (503, True, "30")
    assert "Traceback" not in server.log()


def test_health_takes_no_other_method(server: Server) -> None:
    assert ask(server, "/healthz", "POST")[0] == 405


def test_the_document_is_in_our_name_and_language(server: Server) -> None:
    status, text, _headers = ask(server, "/", accept="text/html")
    assert status == 200
    assert "<title>携手 Xieshou</title>" in text
    assert '<html lang="zh-CN">' in text


@pytest.mark.parametrize("path", ["/", "/meetings", "/meetings?helper=330000"])
def test_every_page_s_document_says_where_its_server_is(server: Server, path: str) -> None:
    assert "BACKEND_BASE_URL" in ask(server, path, accept="text/html")[1]


def test_the_document_is_as_long_as_it_says(server: Server) -> None:
    _status, text, headers = ask(server, "/", accept="text/html", **{"accept-encoding": "gzip"})
    assert headers["content-length"] == str(len(text.encode()))


def test_a_browser_that_comes_again_gets_the_document_whole(server: Server) -> None:
    _status, _text, first = ask(server, "/", accept="text/html")
    assert {"etag", "last-modified"} & set(first) == set()
    status, text, again = ask(
        server, "/", accept="text/html", **{"if-modified-since": formatdate(usegmt=True)}
    )
    assert (status, "携手" in text) == (200, True)
    assert again["content-security-policy"] == first["content-security-policy"]


def test_what_is_kept_keeps_its_policy(server: Server) -> None:
    unchanged = {"if-modified-since": formatdate(usegmt=True)}
    status, _text, headers = ask(server, "/favicon.png", **unchanged)
    assert (status, "content-security-policy" in headers) == (304, False)


def test_what_is_no_document_is_left_alone(server: Server) -> None:
    _status, text, _headers = ask(server, "/_stcore/health", accept="text/html")
    assert text == "ok"


@pytest.mark.parametrize(
    "path",
    ["/pages/overview.py", "/ui/app.py", "/../dashboard.py", "/app/static/app.py", "/LICENSE"],
)
def test_no_file_of_the_program_is_served(server: Server, cookie: str, path: str) -> None:
    assert ask(server, path)[0] == 401
    status, text, _headers = ask(server, path, cookie=cookie)
    assert status in (400, 404) or "<noscript>" in text


def test_health_is_bad_while_the_database_does_not_answer(
    serve: Serve, store_factory: StoreFactory
) -> None:
    url = store_factory.copy("reference", build_reference, "postgresql")
    server = serve(url)
    with no_answer(url):
        during, ready = health(server), ask(server, "/readyz")[:2]
    assert (during, health(server)) == (GONE, (200, "ok\n"))
    assert (ready, ask(server, "/readyz")[:2]) == (GONE, (200, "ready\n"))


def test_a_database_that_does_not_answer_is_one_line_in_the_log(
    serve: Serve, store_factory: StoreFactory
) -> None:
    url = store_factory.copy("reference", build_reference, "postgresql")
    server = serve(url)
    before = server.log()
    with no_answer(url):
        health(server)
    (line,) = server.log().removeprefix(before).strip().splitlines()
    assert "not currently accepting connections" in line


@pytest.mark.parametrize("backend", BACKENDS)
def test_two_servers_at_once_prepare_an_empty_database_together(
    tmp_path: Path, store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.empty(backend)
    both = [Server(url, tmp_path / f"{number}.log") for number in (1, 2)]
    try:
        for server in both:
            server.wait_healthy()
        require_current(make_engine(url))
        assert [("Traceback" in server.log()) for server in both] == [False, False]
    finally:
        for server in both:
            server.stop()


def test_a_server_starts_without_its_database_and_finds_it_later(
    tmp_path: Path, store_factory: StoreFactory
) -> None:
    url = store_factory.copy("reference", build_reference, "postgresql")
    with no_answer(url):
        server = Server(url, tmp_path / "log")
        try:
            wait_up(server)
            during = health(server)
        except BaseException:
            server.stop()
            raise
    try:
        assert (during, health(server)) == (GONE, (200, "ok\n"))
    finally:
        server.stop()


def wait_up(server: Server) -> None:
    """Return when the server answers, be it healthy or not."""
    while server.process.poll() is None:
        try:
            health(server)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(server.log())
