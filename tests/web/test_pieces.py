"""The small decisions of the Gate, one by one."""

from ipaddress import ip_network
from threading import Event

import anyio
import pytest
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from db.accounts.passwords import Busy
from web import client_address, forms, headers, queues, settings
from web.doors import DOORS, Need, need

GATEWAY = (ip_network("10.9.8.0/24"),)
LOOPBACK = (ip_network("127.0.0.1"),)


def scope(client: str | None, *forwarded: str) -> Scope:
    lines = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"type": "http", "headers": lines, "client": (client, 0) if client else None}


@pytest.mark.parametrize(
    ("found", "proxies", "speaks"),
    [
        (scope("10.9.8.7"), GATEWAY, True),
        (scope("10.9.8.7", "192.168.1.5"), GATEWAY, True),
        (scope("10.9.7.7"), GATEWAY, False),
        (scope("127.0.0.1"), GATEWAY, False),
        (scope(None), GATEWAY, False),
        (scope("10.9.8.7"), (), False),
        # uvicorn has taken the header's word: the peer was the loopback
        (scope("10.9.8.7", "10.9.8.7"), GATEWAY, False),
        (scope("10.9.8.7", "10.9.8.7:443"), GATEWAY, False),
        (scope("10.9.8.7", "1.1.1.1, 10.9.8.7"), GATEWAY, False),
        (scope("192.168.1.5", "192.168.1.5"), LOOPBACK, True),
        (scope("127.0.0.1"), LOOPBACK, True),
        (scope("unix:"), LOOPBACK, False),
    ],
)
def test_who_may_speak_for_others(
    found: Scope, proxies: tuple[settings.Network, ...], speaks: bool
) -> None:
    assert client_address.speaks_for_others(found, proxies, LOOPBACK) is speaks


def test_behind_a_proxy_of_ours_failures_count_against_whom_it_names() -> None:
    assert (
        client_address.address(scope("10.9.8.7", "1.2.3.4, 192.168.1.5"), GATEWAY) == "192.168.1.5"
    )
    assert client_address.address(scope("10.1.1.1", "192.168.1.5"), GATEWAY) == "10.1.1.1"


@pytest.mark.parametrize(
    ("path", "method", "takes"),
    [
        ("/", "GET", Need.READING),
        ("/meetings", "GET", Need.READING),
        ("/meetings", "POST", Need.SESSION),
        ("/Meetings", "GET", Need.SESSION),
        ("/meetings/", "GET", Need.SESSION),
        ("/_stcore/upload_file/a/b", "PUT", Need.STAFF),
        ("/_stcore/upload_file/a/b", "POST", Need.SESSION),
        ("/_stcore/agent/anything", "GET", Need.NEVER),
        ("/_stcore/stream", "WEBSOCKET", Need.READING),
        ("/other", "WEBSOCKET", Need.SESSION),
        ("/static", "GET", Need.SESSION),
        ("", "GET", Need.SESSION),
        ("/s/\0", "GET", Need.NEVER),
    ],
)
def test_what_a_path_takes(path: str, method: str, takes: Need) -> None:
    assert need(path, method) is takes


def test_no_two_doors_lead_to_one_path() -> None:
    paths = [door.path for door in DOORS]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("said", ["signed_in", "nobody", "Everyone!", "1"])
def test_a_way_to_read_that_is_none_shuts(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("XIESHOU_READ", said)
    assert settings.reading() == "signed-in"


@pytest.mark.parametrize("said", ["x", "0", "-1", "1e9", "nan"])
def test_hours_that_make_no_sense_are_eight(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("XIESHOU_SESSION_HOURS", said)
    assert settings.session_lasts().total_seconds() == 8 * 3600


def test_an_address_that_is_none_is_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHOU_PROXY_ADDRESSES", "10.0.0.1, *, gateway.example")
    assert settings.proxies() == (ip_network("10.0.0.1/32"),)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [("/a?b=c#d", "/a?b=c#d"), (None, "/"), ("", "/"), ("a", "/"), ("//x", "/"), ("/\\x", "/")],
)
def test_where_to_go_next(asked: str | None, leads_to: str) -> None:
    assert forms.local(asked) == leads_to


def test_who_waits_to_be_let_in_keeps_no_thread_that_others_need() -> None:
    """Of more than may wait some are told so at once, and the Gate's own threads stay free."""
    go = Event()

    async def crowd() -> tuple[int, bool]:
        busy = 0

        async def guess() -> None:
            nonlocal busy
            try:
                await queues.strangers(go.wait, 30)
            except Busy:
                busy += 1

        async with anyio.create_task_group() as guesses:
            for _ in range(queues.MOST + 20):
                guesses.start_soon(guess)
            await anyio.wait_all_tasks_blocked()
            free = await run_in_threadpool(lambda: True)
            go.set()
        return busy, free

    busy, free = anyio.run(crowd)
    assert (busy, free) == (20, True)


def test_only_the_scripts_of_the_document_may_run() -> None:
    policy = headers.policy("<script>a</script><script src='x'></script>")
    allowed = policy.partition("script-src ")[2].partition(";")[0]
    assert allowed == "'self' 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"
    assert "unsafe-eval" not in policy
