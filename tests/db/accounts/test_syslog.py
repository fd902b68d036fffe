"""Every row of the audit that is kept also goes to the syslog that is set."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.accounts import audit, chain, syslog
from db.engine import locked
from db.terms import Event
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db.states import SQLITE, small, table

PRIORITY = "<86>"  # authpriv, informational (RFC 3164)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.settimeout(10)
        yield opened


@pytest.fixture
def set_up(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHOU_SYSLOG", f"127.0.0.1:{listening.getsockname()[1]}")


def received(listening: socket.socket) -> dict[str, Any]:
    text = listening.recv(65_536).decode()
    assert text.startswith(PRIORITY + syslog.TAG)
    told: dict[str, Any] = json.loads(text.removeprefix(PRIORITY + syslog.TAG))
    return told


@pytest.mark.usefixtures("set_up")
def test_a_row_goes_out_as_it_was_kept(stores: Stores, listening: socket.socket) -> None:
    engine = small(stores)
    with locked(engine) as connection:
        audit.note(connection, Event.EDITED, OPERATOR, name="茶\nEvil: line", batch=7)
    told, kept = received(listening), table(engine, "audit")[-1]
    assert (told["hash"], told["previous"]) == (kept["hash"], chain.START)
    assert told["details"] == {"name": "茶\nEvil: line", "batch": 7}
    assert (told["event"], told["actor"]) == ("edited", "operator")
    assert told["at"] == f"{kept['at'].isoformat()}Z"


@SQLITE
@pytest.mark.usefixtures("set_up")
def test_a_message_is_one_line_and_what_failed_is_not_told(
    stores: Stores, listening: socket.socket
) -> None:
    engine = small(stores)

    def failing() -> None:
        with locked(engine) as connection:
            audit.note(connection, Event.EDITED, OPERATOR, name="undone")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with locked(engine) as connection:
        audit.note(connection, Event.EDITED, OPERATOR, name="a\nb")
    raw = listening.recv(65_536)
    assert b"\n" not in raw
    assert b"undone" not in raw


@SQLITE
@pytest.mark.parametrize("address", ["/nowhere/at/all", "127.0.0.1:none", "127.0.0.1:99999"])
def test_a_syslog_that_cannot_be_had_stops_nothing(
    stores: Stores,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("XIESHOU_SYSLOG", address)
    engine = small(stores)
    with caplog.at_level(logging.ERROR, "xieshou"), locked(engine) as connection:
        audit.note(connection, Event.EDITED, OPERATOR)
    assert len(table(engine, "audit")) == 1
    assert "XIESHOU_SYSLOG" in caplog.text


@SQLITE
def test_a_syslog_whose_name_cannot_be_looked_up_yet_is_asked_for_again(
    stores: Stores,
    listening: socket.socket,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("XIESHOU_SYSLOG", f"127.0.0.1:{listening.getsockname()[1]}")
    engine = small(stores)
    with monkeypatch.context() as network:
        network.setattr(socket, "getaddrinfo", unknown)
        for _ in range(2):
            with caplog.at_level(logging.ERROR, "xieshou"), locked(engine) as connection:
                audit.note(connection, Event.EDITED, OPERATOR)
    assert caplog.text.count("cannot be used") == 1
    with locked(engine) as connection:
        audit.note(connection, Event.UNDONE, None)
    assert received(listening)["event"] == "undone"


@SQLITE
def test_a_socket_of_this_machine_will_do(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as opened:
        opened.bind(str(tmp_path / "log"))
        opened.settimeout(10)
        monkeypatch.setenv("XIESHOU_SYSLOG", str(tmp_path / "log"))
        with locked(small(stores)) as connection:
            audit.note(connection, Event.UNDONE, None)
        assert received(opened)["event"] == "undone"
