"""Every route and websocket of the running application, listed by program, tried as everybody.

What each takes stands here once more, by hand: a route that is not listed here must be refused to
whoever has no session, and so must one that appears with the next version of Streamlit.
"""

from itertools import product

import pytest
from websockets.exceptions import InvalidStatus

from db.snapshots import Snapshot
from export import plotly_js
from tests.browser.conftest import Server
from tests.web.served import WHO, Answer, People, ask, routes, socket

Listed = list[tuple[str, str, list[str]]]

NOTHING, READING, SESSION, STAFF, ADMIN, NEVER = range(6)
RANK = {
    "nobody": NOTHING,
    "viewer": SESSION,
    "auditor": SESSION,
    "elsewhere": STAFF,
    "staff": STAFF,
    "admin": ADMIN,
}

GET = {"GET", "HEAD"}
TAKES: dict[str, tuple[int, set[str]]] = {
    "/healthz": (NOTHING, set()),
    "/readyz": (NOTHING, set()),
    "/sign-in": (NOTHING, set()),
    "/sign-out": (NOTHING, set()),
    "/link/{token}": (NOTHING, set()),
    "/openid": (NOTHING, set()),
    "/openid/callback": (NOTHING, set()),
    "/entrance.css": (NOTHING, set()),
    "/session.js": (NOTHING, set()),
    "/_stcore/health": (NOTHING, set()),
    "/_stcore/bidi-components/{path:path}": (NOTHING, set()),
    f"/{plotly_js.NAME}": (NOTHING, set()),
    "/account": (SESSION, set()),
    "/s/{public_id}": (READING, GET),
    "/s/{public_id}.{suffix}": (READING, GET),
    "/evidence/{identity}": (READING, GET),
    "/_stcore/host-config": (READING, GET),
    "/media/{file_id:path}": (READING, GET),
    "/_stcore/stream": (READING, GET),
    "/_stcore/upload_file/{session_id}/{file_id}": (STAFF, {"PUT", "DELETE"}),
    "/_stcore/metrics": (ADMIN, GET),
    "/_stcore/agent/interact": (NEVER, set()),
    "/_stcore/agent/openapi.json": (NEVER, set()),
    "/_stcore/agent/mcp": (NEVER, set()),
    "/auth/login": (NEVER, set()),
    "/auth/logout": (NEVER, set()),
    "/oauth2callback": (NEVER, set()),
}
"""Path → what it takes, and with which methods. With others it takes a session."""

DOCUMENTS = {
    "/": READING,
    "/overview": READING,
    "/meetings": READING,
    "/upload": READING,
    "/imports": READING,
    "/accounts": READING,
    "/audit": READING,
    "/nowhere": SESSION,
    "/meetings/": SESSION,
    "/favicon.png": NOTHING,
}
"""What Streamlit's mount serves besides: its shell, the same for all pages."""

METHODS = ("GET", "POST", "PUT")
"""What is tried besides the methods that a route takes."""

BELOW = {"STREAMLIT_SERVER_BASE_URL_PATH": "office"}
REFUSED = {"401\n", "403\n", "404\n"}


def example(path: str) -> str:
    """An address that a route's path leads."""
    fills = {"{session_id}": "s1", "{file_id}": "f1", "{file_id:path}": "a/b.png"}
    fills |= {"{public_id}": "no-such-snapshot", "{suffix}": "csv", "{identity}": "0"}
    fills |= {"{path:path}": "thing/index.html", "{token}": "no-such-token"}
    for place, value in fills.items():
        path = path.replace(place, value)
    assert "{" not in path, f"fill {path} as well"
    return path


def passed(answer: Answer) -> bool:
    """Whether the Gate let it through, whatever the route then said."""
    refused = answer.status in (401, 403, 404) and answer.text in REFUSED | {""}
    return not refused and "/sign-in" not in answer.leads_to


@pytest.fixture(scope="module")
def listed() -> Listed:
    return routes()


@pytest.fixture(params=[True, False], ids=["everyone", "signed-in"])
def everyone(request: pytest.FixtureRequest) -> bool:
    """Whether everyone may read."""
    return bool(request.param)


@pytest.fixture
def server(everyone: bool, for_everyone: Server, for_signed_in: Server) -> Server:
    return for_everyone if everyone else for_signed_in


def allowed(who: str, takes: int, everyone: bool) -> bool:
    if takes == READING and everyone:
        return True
    return takes != NEVER and RANK[who] >= (SESSION if takes == READING else takes)


def test_the_list_has_routes_of_ours_and_of_streamlit(
    listed: Listed,
) -> None:
    paths = {path for _kind, path, _methods in listed}
    assert {"/sign-in", "/healthz", "/_stcore/stream", "/_stcore/metrics"} <= paths
    assert {path for kind, path, _m in listed if kind == "WebSocketRoute"} == {"/_stcore/stream"}
    assert {path for kind, path, _m in listed if kind == "Mount"} <= {"", "/"}


def test_what_this_test_knows_is_there(listed: Listed) -> None:
    assert set(TAKES) - {path for _kind, path, _methods in listed} == set()


def walked(
    server: Server, crowd: People, listed: Listed, everyone: bool, base: str = ""
) -> list[tuple[str, str, str, int, str]]:
    """Every route tried with every method as everybody: what did not end as it should."""
    wrong = []
    for kind, mounted, own in listed:
        path = mounted.removeprefix(base)
        if kind != "Route":
            continue
        takes, methods = TAKES.get(path, (SESSION, set()))
        for method, who in product({*own, *METHODS}, WHO):
            if path in ("/sign-out", "/healthz", "/readyz") and method not in GET:
                continue  # they would sign the person out, or say 405
            needed = takes if not methods or method in methods else SESSION
            answer = ask(server, example(mounted), method, crowd.tokens[who])
            if method == "HEAD":
                bad = allowed(who, needed, everyone) and answer.status in (401, 403)
            else:
                bad = passed(answer) != allowed(who, needed, everyone)
            if bad:
                wrong.append((method, path, who, answer.status, answer.text[:40]))
    return wrong


def test_every_route_as_everybody(
    server: Server, crowd: People, listed: Listed, everyone: bool
) -> None:
    assert walked(server, crowd, listed, everyone) == []


def test_every_route_below_another_path(for_signed_in_below: Server, crowd: People) -> None:
    listed = routes(**BELOW)
    known = {path.removeprefix("/office") for _kind, path, _methods in listed}
    assert set(TAKES) - known == set()
    assert walked(for_signed_in_below, crowd, listed, False, "/office") == []
    for who, opens in (("nobody", False), ("viewer", True)):
        answer = ask(for_signed_in_below, "/office/meetings", token=crowd.tokens[who], page=True)
        assert passed(answer) is opens
    led = ask(for_signed_in_below, "/office/meetings?helper=330000", page=True).leads_to
    assert led == "/office/sign-in?next=%2Fmeetings%3Fhelper%3D330000&lang=zh"


def test_a_snapshot_and_its_files_are_for_those_who_read(
    server: Server, everyone: bool, crowd: People, taken: Snapshot
) -> None:
    paths = [f"/s/{taken.public_id}{end}" for end in ("", ".csv", ".xlsx", ".html")]
    wrong = []
    for path, who in product(paths, WHO):
        answer = ask(server, path, token=crowd.tokens[who])
        given = answer.status == 200 or "snapshots?snapshot=" in answer.leads_to
        if given != allowed(who, READING, everyone):
            wrong.append((path, who, answer.status, answer.text[:40]))
    assert wrong == []


def test_a_snapshot_below_another_path(
    for_signed_in_below: Server, crowd: People, taken: Snapshot
) -> None:
    for path in (f"/s/{taken.public_id}.csv", f"/s/{taken.public_id}"):
        below, viewer = f"/office{path}", crowd.tokens["viewer"]
        assert ask(for_signed_in_below, below).status == 401
        found = ask(for_signed_in_below, below, token=viewer)
        assert found.status == 200 or found.leads_to.startswith("../snapshots?snapshot=")
        led = ask(for_signed_in_below, below, page=True).leads_to
        assert led.startswith("/office/sign-in?next=%2Fs%2F")
        assert not passed(ask(for_signed_in_below, path))


def test_every_document_as_everybody(server: Server, crowd: People, everyone: bool) -> None:
    wrong = []
    for (path, takes), who in product(DOCUMENTS.items(), WHO):
        answer = ask(server, path, token=crowd.tokens[who], page=True)
        if passed(answer) != allowed(who, takes, everyone):
            wrong.append((path, who, answer.status, answer.leads_to))
    assert wrong == []


def test_the_websocket_as_everybody(server: Server, crowd: People, everyone: bool) -> None:
    opened = {}
    for who in WHO:
        try:
            with socket(server, crowd.tokens[who]):
                opened[who] = True
        except InvalidStatus:
            opened[who] = False
    assert opened == {who: everyone or who != "nobody" for who in WHO}


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:1",
        "http://localhost:3000",
        "http://[",
        "null",
        "http://127.0.0.1@evil.example",
    ],
)
def test_a_page_of_another_site_opens_no_websocket_and_sends_nothing(
    for_everyone: Server, crowd: People, origin: str
) -> None:
    admin = crowd.tokens["admin"]
    with pytest.raises(InvalidStatus), socket(for_everyone, admin, origin):
        pass
    told = [("Origin", origin)]
    for method, path in (("PUT", "/_stcore/upload_file/s1/f1"), ("POST", "/account")):
        answer = ask(for_everyone, path, method, admin, body="", headers=told)
        assert (answer.status, answer.text) == (403, "403\n")
    assert ask(for_everyone, "/sign-in", "POST", body="", headers=told).status == 400


TARGETS = ("/_stcore/metrics", "/_stcore/upload_file/s1/f1", "/account", "/s/x.csv", "/media/x.csv")
TRICKS = (
    "/.{p}",
    "/%2e{p}",
    "/{p}",
    "//{p}",
    "/\\{p}",
    "{p}/",
    "{p}/.",
    "{p}.",
    "{p};a=1",
    "{p}%00",
    "{p}%20",
    "{p}?x=/sign-in",
    "/sign-in/..{p}",
    "/sign-in/%2e%2e{p}",
    "/static/..{p}",
    "/static/%2e%2e{p}",
    "/static/..%2f{q}",
    "/static/%2e%2e%2f{q}",
    "/healthz/..{p}",
    "/_stcore/health/../..{p}",
    "/_stcore/health%2f..%2f..{p}",
    "/link/..{p}",
    "/link/%2e%2e%2f{q}",
    "{upper}",
    "{encoded}",
    "http://127.0.0.1{p}",
    "*",
)
"""Other ways to write a path that is closed to nobody-in-particular."""


def test_no_other_way_to_write_a_path_leads_past_the_gate(
    for_signed_in: Server, crowd: People
) -> None:
    """Whoever has no session gets at most Streamlit's empty shell, the same for every page."""
    got = []
    for target, trick in product(TARGETS, TRICKS):
        encoded = "".join(c if c == "/" else f"%{ord(c):02x}" for c in target)
        path = trick.format(p=target, q=target[1:], upper=target.upper(), encoded=encoded)
        for method in ("GET", "PUT"):
            answer = ask(for_signed_in, path, method)
            shell = '<div id="root"></div>' in answer.text
            if passed(answer) and answer.status not in (400, 404, 405, 410) and not shell:
                got.append((method, path, answer.status, answer.text[:80]))
    assert got == []


HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8501",
    "evil.example#127.0.0.1",
    "localhost@evil.example",
    "127.0.0.1/../evil",
    "127.0.0.1:80:80",
    "[::1",
    "",
    "loc%61lhost",
    "xieshou.intranet",
)


@pytest.mark.parametrize("host", HOSTS)
def test_under_a_name_that_is_not_ours_nothing_is_served(
    for_everyone: Server, crowd: People, host: str
) -> None:
    for path in ("/", "/healthz", "/sign-in", "/account", "/_stcore/metrics", "/static/x"):
        answer = ask(for_everyone, path, token=crowd.tokens["admin"], host=host)
        assert answer.status == 400, path


def test_two_names_are_none(for_everyone: Server) -> None:
    two = [("Host", "127.0.0.1")]
    assert ask(for_everyone, "/healthz", headers=two).status == 400


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:8501", "10.1.2.3"]
)
def test_numbers_and_localhost_are_ours(for_everyone: Server, host: str) -> None:
    assert ask(for_everyone, "/healthz", host=host).status == 200


FORGED = (
    "X-Forwarded-User",
    "X-Forwarded-Email",
    "X-Forwarded-Preferred-Username",
    "X-Auth-Request-User",
    "X-Authenticated-User",
    "Remote-User",
    "REMOTE_USER",
    "X-Remote-User",
    "X-Webauth-User",
    "X-Xieshou-Account",
    "Cf-Access-Authenticated-User-Email",
)


@pytest.mark.parametrize("name", FORGED)
def test_a_header_makes_nobody_somebody(for_signed_in: Server, crowd: People, name: str) -> None:
    forged = [(name, "admin"), ("X-Forwarded-For", "127.0.0.1"), ("X-Original-URL", "/sign-in")]
    for path in ("/account", "/_stcore/metrics", "/_stcore/host-config", "/meetings"):
        assert not passed(ask(for_signed_in, path, headers=forged)), path


def test_a_role_is_not_the_browser_s_to_say(for_signed_in: Server, crowd: People) -> None:
    forged = [("Cookie", f"xieshou={crowd.tokens['viewer']}; role=admin; xieshou_role=admin")]
    assert ask(for_signed_in, "/_stcore/metrics", headers=forged).status == 403


@pytest.mark.parametrize(
    "token", ["", "x", "null", "0", "' OR 1=1 --", "a" * 4000, "%00", "xieshou", "../.."]
)
def test_a_token_that_was_made_up_is_nobody_s(for_signed_in: Server, token: str) -> None:
    assert ask(for_signed_in, "/account", token=token).status == 401
