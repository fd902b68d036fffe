"""What ends a session ends it at once: in this process or another, on open pages too."""

from collections.abc import Callable

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from db.accounts import Account, Scope, administration, entrance, links, sessions
from db.engine import locked, make_engine
from db.terms import AccountRole
from tests.accounts import OPERATOR, make, session
from tests.browser.conftest import Serve, Server
from tests.conftest import BACKENDS, StoreFactory
from tests.stores import build_small
from tests.web.served import PASSWORD, ask, rerun, socket

OVER = 4401
LARGEST = 20 * 2**20
"""Bytes of a message of a page: server.maxMessageSize in .streamlit/config.toml."""


@pytest.fixture(scope="module", params=BACKENDS)
def url(request: pytest.FixtureRequest, store_factory: StoreFactory) -> str:
    return store_factory.copy("small", build_small, request.param)


@pytest.fixture(scope="module")
def server(serve: Serve, url: str) -> Server:
    make(make_engine(url), AccountRole.ADMIN, "chief")
    return serve(url, XIESHOU_READ="signed-in")


def code(opened: ClientConnection) -> int:
    """The code with which the other side closes."""
    try:
        while True:
            opened.recv(timeout=20)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


def answered(opened: ClientConnection, message: bytes) -> None:
    opened.send(message)
    opened.recv(timeout=20)


def signed_out(url: str, account: Account, token: str) -> None:
    entrance.sign_out(make_engine(url), token, "")


def disabled(url: str, account: Account, token: str) -> None:
    with locked(make_engine(url)) as connection:
        administration.disable(connection, OPERATOR, account.id)


def demoted(url: str, account: Account, token: str) -> None:
    with locked(make_engine(url)) as connection:
        administration.change(connection, OPERATOR, account.id, role=AccountRole.VIEWER)


def moved(url: str, account: Account, token: str) -> None:
    scope = Scope(frozenset({2}))
    with locked(make_engine(url)) as connection:
        administration.change(connection, OPERATOR, account.id, scope=scope)


def given_a_password(url: str, account: Account, token: str) -> None:
    with locked(make_engine(url)) as connection:
        link = links.make(connection, OPERATOR, account.id)
    links.use(make_engine(url), link, PASSWORD)


def ended_with_all(url: str, account: Account, token: str) -> None:
    with locked(make_engine(url)) as connection:
        administration.end_all_sessions(connection, OPERATOR)


def expired(url: str, account: Account, token: str) -> None:
    with locked(make_engine(url)) as connection:
        connection.execute(
            sessions.SESSION.update()
            .where(sessions.SESSION.c.account_id == account.id)
            .values(expires_at=sessions.SESSION.c.created_at)
        )


ENDS = (signed_out, disabled, demoted, moved, given_a_password, ended_with_all, expired)


@pytest.mark.parametrize("ends", ENDS)
def test_an_open_page_is_closed_at_its_next_message(
    server: Server, url: str, ends: Callable[[str, Account, str], None]
) -> None:
    engine = make_engine(url)
    account = make(engine, AccountRole.STAFF, ends.__name__, pairings=[1])
    token = session(engine, account)
    assert ask(server, "/account", token=token).status == 200
    with socket(server, token) as opened:
        opened.send(rerun())
        assert opened.recv(timeout=20)  # the page has begun
        ends(url, account, token)
        opened.send(rerun())
        assert code(opened) == OVER
    assert ask(server, "/account", token=token).status == 401
    with pytest.raises(InvalidStatus), socket(server, token):
        pass


def test_others_are_left_alone(server: Server, url: str) -> None:
    engine = make_engine(url)
    leaving, staying = (make(engine, AccountRole.VIEWER, name) for name in ("leaving", "staying"))
    tokens = [session(engine, leaving), session(engine, staying)]
    with socket(server, tokens[1]) as opened:
        disabled(url, leaving, tokens[0])
        opened.send(rerun())
        assert opened.recv(timeout=20)
    assert ask(server, "/account", token=tokens[1]).status == 200


def test_where_everyone_reads_an_open_page_is_closed_too(
    for_everyone: Server, small_url: str
) -> None:
    engine = make_engine(small_url)
    token = session(engine, make(engine, AccountRole.VIEWER, "passing"))
    with socket(for_everyone, token) as opened:
        entrance.sign_out(engine, token, "")
        opened.send(rerun())
        assert code(opened) == OVER
    with socket(for_everyone, token) as opened:  # as nobody, whatever the cookie says
        opened.send(rerun())
        assert opened.recv(timeout=20)


def test_a_message_that_is_too_large_is_not_taken(server: Server, url: str) -> None:
    token = session(make_engine(url), make(make_engine(url), AccountRole.VIEWER, "flood"))
    message = BackMsg()
    message.rerun_script.query_string = "x" * LARGEST
    with socket(server, token) as opened, pytest.raises(ConnectionClosed):
        answered(opened, bytes(message.SerializeToString()))
