"""What the shipped nginx site lets through to the program, and what it answers itself."""

import json
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
import uvicorn

from tests.deploy import nginx
from tests.deploy.echo import echoing
from tests.deploy.nginx import HOST, Nginx

MEGABYTE = 1 << 20
STRICT = "max-age=31536000"


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]

    @property
    def told(self) -> dict[str, Any]:
        """What reached the program."""
        told: dict[str, Any] = json.loads(self.text)
        return told


def ask(
    connection: HTTPConnection,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    headers = {"Host": HOST} | (headers or {})
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, answer.read().decode(), names)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def echo() -> Iterator[int]:
    with echoing() as port:
        yield port


@pytest.fixture(scope="module")
def site(echo: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with nginx.running(tmp_path_factory.mktemp("nginx"), [echo]) as running:
        yield running


def test_the_site_is_right_and_warns_of_nothing(site: Nginx) -> None:
    tested = subprocess.run([*site.command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr


@pytest.mark.parametrize("path", ["/", "/meetings?years=2019", "/a%20b?c=%2F"])
def test_http_leads_to_https(site: Nginx, path: str) -> None:
    answer = ask(site.plain(), path, headers={"Host": "elsewhere.example"})
    assert (answer.status, answer.headers["location"]) == (301, f"https://{HOST}{path}")


@pytest.mark.parametrize("megabytes", [1, 15, 20])
def test_a_ledger_within_the_limit_passes_whole(site: Nginx, megabytes: int) -> None:
    body = b"x" * (megabytes * MEGABYTE)
    assert ask(site.secure(), "/_stcore/upload_file/s/f", "PUT", body).told["read"] == len(body)


@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/s/f", "/sign-in"])
def test_25_megabytes_are_refused_in_plain_words(site: Nginx, path: str) -> None:
    answer = ask(site.secure(), path, "PUT", b"x" * (25 * MEGABYTE))
    assert answer.status == 413
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == (
        "文件太大：一次最多上传 20 MB。请拆分后分次上传。\n"
        "The file is too large: 20 MB at most. Split it and upload the parts.\n"
    )
    assert answer.headers["strict-transport-security"] == STRICT
    assert answer.headers["x-content-type-options"] == "nosniff"


FORGED = [
    "X-Forwarded-User",
    "X-Forwarded-Email",
    "X-Forwarded-Groups",
    "X-Forwarded-Preferred-Username",
    "X-Forwarded-Access-Token",
    "X-Forwarded-Prefix",
    "X-Auth-Request-User",
    "X-Auth-Request-Email",
    "X-Auth-Request-Groups",
    "X-Authenticated-User",
    "X-Remote-User",
    "Remote-User",
    "Remote_User",
    "X_Forwarded_User",
    "X-WebAuth-User",
    "X-User",
    "X-SSL-Client-Verify",
    "X-SSL-Client-S-DN",
    "X-Original-URL",
    "X-Rewrite-URL",
    "Forwarded",
    "Proxy",
]
PATHS = [
    "/",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/static/a.js",
    "/sign-in",
    "/healthz",
    "/readyz",
]


@pytest.mark.parametrize("path", [*PATHS, "/link/x"])
def test_what_a_client_says_of_itself_is_taken_away(site: Nginx, path: str) -> None:
    connection = site.secure()
    connection.putrequest("GET", path, skip_host=True)
    for name, value in [("Host", HOST), *((name, "admin") for name in FORGED)]:
        connection.putheader(name, value)
    for name in ("X-Forwarded-For", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"):
        connection.putheader(name, "6.6.6.6")
    connection.endheaders()
    reached = json.loads(connection.getresponse().read())["headers"]
    connection.close()
    assert [name for name, value in reached if value == "admin"] == []
    assert [name for name, value in reached if "6.6.6.6" in value] == []
    assert {name: value for name, value in reached if name.startswith("x-")} == {
        "x-real-ip": "127.0.0.1",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
        "x-forwarded-host": HOST,
        "x-forwarded-port": str(site.https),
    }
    assert [value for name, value in reached if name == "host"] == [HOST]


def test_the_gateway_alone_may_name_a_person(echo: int, tmp_path: Path) -> None:
    said = {"X-Forwarded-User": "admin", "X-Forwarded-Groups": "all"}
    gateways = {"127.0.0.1 1;\n": ["admin"], "10.0.0.5 1;\n": []}
    for number, (gateway, named) in enumerate(gateways.items()):
        with nginx.running(tmp_path / str(number), [echo], gateway) as site:
            reached = ask(site.secure(), "/", headers=said).told["headers"]
        assert [value for name, value in reached if name == "x-forwarded-user"] == named
        assert "x-forwarded-groups" not in dict(reached)


def test_pages_are_not_compressed_and_static_files_are(site: Nginx) -> None:
    assert compression(site, "/") is None
    assert compression(site, "/static/a.js") == "gzip"


def compression(site: Nginx, path: str) -> str | None:
    """How an answer of some length is compressed for a browser that would like that."""
    connection = site.secure()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "X-Long": "x" * 2000})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.getheader("content-encoding")


def test_https_is_to_be_used_from_now_on(site: Nginx) -> None:
    for path in PATHS:
        connection = site.secure()
        connection.request("GET", path)
        assert connection.getresponse().headers.get_all("Strict-Transport-Security") == [STRICT]
        connection.close()


def test_signing_in_is_limited_and_looking_is_not(site: Nginx) -> None:
    looked = {ask(site.secure(), "/sign-in").status for _ in range(40)}
    tried = [ask(site.secure(), "/sign-in", "POST", b"name=a") for _ in range(40)]
    assert looked == {200}
    assert {answer.status for answer in tried[:20]} == {200}
    assert tried[-1].status == 429
    assert tried[-1].text.startswith("尝试次数过多")
    assert tried[-1].headers["retry-after"] == "60"
    assert ask(site.secure(), "/", "POST", b"a").status == 200


def test_a_program_that_is_away_is_said_in_plain_words(tmp_path: Path) -> None:
    (nobody,) = nginx.free_ports(1)
    with nginx.running(tmp_path, [nobody]) as site:
        answer = ask(site.secure(), "/")
    assert answer.status == 503
    assert answer.text.startswith("携手正在启动或维护，数据没有丢失")
    assert "nginx" not in answer.headers["server"].removeprefix("nginx")


def test_a_person_stays_with_one_replica(tmp_path: Path) -> None:
    with echoing() as one, echoing() as two, nginx.running(tmp_path, [one, two]) as site:
        found: set[int] = set()
        for _ in range(30):
            first = ask(site.secure(), "/")
            cookie = first.headers["set-cookie"]
            assert {"Secure", "HttpOnly"} <= set(cookie.split("; "))
            known = {"Cookie": cookie.partition(";")[0]}
            again = [ask(site.secure(), path, headers=known) for path in PATHS * 2]
            assert {answer.told["port"] for answer in again} == {first.told["port"]}
            assert [answer for answer in again if "set-cookie" in answer.headers] == []
            found.add(first.told["port"])
            if found == {one, two}:
                break
    assert found == {one, two}


def test_a_replica_that_is_away_is_replaced(tmp_path: Path) -> None:
    (nobody,) = nginx.free_ports(1)
    with echoing() as there, nginx.running(tmp_path, [nobody, there]) as site:
        assert {ask(site.secure(), "/").status for _ in range(10)} == {200}


SECRET = "PWgq0aVx-one-time-link-token-8Ql4"


@pytest.mark.parametrize(
    ("path", "more"),
    [
        (f"/link/{SECRET}", {}),
        (f"/link/{SECRET}?lang=en", {}),
        (f"/%6cink/{SECRET}", {}),
        (f"//link/{SECRET}", {}),
        (f"/link/x/../{SECRET}", {}),
        (f"/openid/callback?code={SECRET}&state=s", {}),
        ("/entrance.css", {"Referer": f"https://{HOST}/link/{SECRET}?lang=zh"}),
        ("/", {"Referer": f"https://{HOST}/openid/callback?code={SECRET}"}),
    ],
)
def test_no_log_holds_a_one_time_link(site: Nginx, path: str, more: dict[str, str]) -> None:
    agent = f"agent {uuid4()}"
    for connection in (site.secure(), site.plain()):
        ask(connection, path, headers={"User-Agent": agent} | more)
    for _ in range(25):  # until it is too often: nginx says of whom in its own log
        ask(site.secure(), path, "POST", headers=more)
    logged = (site.folder / "access.log").read_text()
    assert logged.count(agent) == 2
    assert SECRET not in logged
    assert SECRET not in (site.folder / "error.log").read_text()


def test_a_link_does_not_get_to_the_log_when_no_replica_answers(
    tmp_path: Path,
) -> None:
    (silent,) = nginx.free_ports(1)
    with nginx.running(tmp_path, [silent]) as site:
        for path in (f"/link/{SECRET}", f"/openid/callback?code={SECRET}"):
            assert ask(site.secure(), path).status == 503
        ask(site.secure(), f"/link/{SECRET}", "POST", b"x" * (22 * MEGABYTE))
        assert SECRET not in (site.folder / "error.log").read_text()
        assert SECRET not in (site.folder / "access.log").read_text()


def test_other_requests_are_logged_as_they_are(site: Nginx) -> None:
    came = "https://search.example/?q=xieshou"
    ask(site.secure(), "/meetings?years=2019", headers={"Referer": came, "User-Agent": "a browser"})
    last = (site.folder / "access.log").read_text().splitlines()[-1]
    assert last.endswith(f'"{came}" "a browser"')
    assert '"GET /meetings?years=2019 HTTP/1.1" 200' in last


def test_a_connection_is_let_go_before_the_program_closes_it(tmp_path: Path) -> None:
    patience = uvicorn.Config("any").timeout_keep_alive
    with (
        socket.create_server(("127.0.0.1", 0)) as program,
        nginx.running(tmp_path, [program.getsockname()[1]]) as site,
        ThreadPoolExecutor(1) as somebody,
    ):
        asked = somebody.submit(ask, site.secure(), "/")
        connection, _ = program.accept()
        with connection:
            assert connection.recv(1 << 16).startswith(b"GET / HTTP/1.1")
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            assert asked.result().text == "ok"
            connection.settimeout(patience - 1)
            assert connection.recv(1) == b""
