"""Servers and people for the tests of who gets in."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Engine
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

from db.accounts import Account
from db.engine import make_engine
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import Server

ROOT = Path(__file__).parents[2]
PASSWORD = "seven villages of Anji, 2019"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What a server answered. `cookies` are those it set, `given` the whole header of each."""

    status: int
    text: str
    headers: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def leads_to(self) -> str:
        return self.headers.get("location", "")


def ask(
    server: Server,
    path: str,
    method: str = "GET",
    token: str | None = None,
    *,
    page: bool = False,
    body: str | None = None,
    host: str | None = None,
    headers: list[tuple[str, str]] | None = None,
) -> Answer:
    """One request, its path sent letter for letter; `page` asks as a browser that opens a page."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        more = headers or []
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{server.port}")
        if token is not None:
            connection.putheader("Cookie", f"{session_cookie()}={token}")
        if page:
            connection.putheader("Accept", "text/html,*/*")
        if body is not None:
            connection.putheader("Content-Length", str(len(body.encode())))
        for name, value in more:
            connection.putheader(name, value)
        connection.endheaders(None if body is None else body.encode())
        answer = connection.getresponse()
        every = answer.getheaders()
        names = {name.lower(): value for name, value in every}
        given = {
            value.partition("=")[0]: value for name, value in every if name.lower() == "set-cookie"
        }
        cookies = {name: value.partition(";")[0].partition("=")[2] for name, value in given.items()}
        text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, text, names, cookies, given)
    finally:
        connection.close()


def send(
    server: Server, path: str, cookies: dict[str, str], more: list[tuple[str, str]], **fields: str
) -> Answer:
    """Post a form with these cookies."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [("Content-Type", FORM), ("Cookie", cookie), *more]
    return ask(server, path, "POST", body=urlencode(fields), headers=headers)


@contextmanager
def socket(
    server: Server, token: str | None = None, origin: str | None = None, base: str = ""
) -> Iterator[ClientConnection]:
    """An open websocket of a page, as Streamlit's front end opens it; `origin` another's."""
    cookie = {"Cookie": f"{session_cookie()}={token}"} if token is not None else {}
    with connect(
        f"ws://127.0.0.1:{server.port}{base}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(origin or server.url),
        additional_headers=cookie,
        max_size=None,
    ) as opened:
        yield opened


def rerun() -> bytes:
    """The message that asks for the page."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    return bytes(message.SerializeToString())


@dataclass(frozen=True)
class People:
    """One of each, signed in. `tokens` are by who it is; nobody has none."""

    engine: Engine
    accounts: dict[str, Account]
    tokens: dict[str, str | None]


WHO = ("nobody", "viewer", "auditor", "elsewhere", "staff", "admin")


def people(url: str) -> People:
    """A viewer, an auditor, staff of two pairings, and an administrator, in a store with pairings 1
    and 2.
    """
    engine = make_engine(url)
    accounts = {
        "viewer": make(engine, AccountRole.VIEWER),
        "auditor": make(engine, AccountRole.AUDITOR),
        "elsewhere": make(engine, AccountRole.STAFF, "elsewhere", pairings=[2]),
        "staff": make(engine, AccountRole.STAFF, pairings=[1]),
        "admin": make(engine, AccountRole.ADMIN),
    }
    tokens: dict[str, str | None] = {"nobody": None}
    tokens |= {who: session(engine, account) for who, account in accounts.items()}
    return People(engine, accounts, tokens)


LIST = """
import json
from dashboard import app
from starlette.routing import Mount, Route, WebSocketRoute
found = []
def walk(routes, prefix):
    for route in routes:
        methods = sorted(getattr(route, "methods", None) or [])
        kind = type(route).__name__
        found.append([kind, prefix + route.path, methods])
        if isinstance(route, Mount):
            walk(route.routes or [], prefix + route.path)
walk(app._build_starlette_app().routes, "")
print("ROUTES " + json.dumps(found))
"""


def routes(**env: str) -> list[tuple[str, str, list[str]]]:
    """Kind, path and methods of every route of the application, mounted ones as well, as it is
    built by a process that serves it in this environment.
    """
    listed = subprocess.run(
        [sys.executable, "-c", LIST],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "ignore"} | env,
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in listed.stdout.splitlines() if line.startswith("ROUTES "))
    return [(kind, path, methods) for kind, path, methods in json.loads(line[7:])]
