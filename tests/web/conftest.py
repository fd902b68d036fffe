"""Servers that the tests of who gets in share: one store, both ways to read."""

from collections.abc import Iterator

import pytest

from db.snapshots import Snapshot
from tests.browser.conftest import Serve, Server, servers
from tests.conftest import BACKENDS, StoreFactory
from tests.db.snapshots.made import take
from tests.stores import build_small
from tests.web.served import People, people


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    yield from servers(tmp_path_factory.mktemp("servers"))


@pytest.fixture(scope="package")
def serve_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    yield from servers(tmp_path_factory.mktemp("servers"))


@pytest.fixture(scope="package")
def small_url(store_factory: StoreFactory) -> str:
    """A store with a few records and one account of each kind."""
    return store_factory.copy("small", build_small, BACKENDS[0])


@pytest.fixture(scope="package")
def crowd(small_url: str) -> People:
    return people(small_url)


@pytest.fixture(scope="package")
def taken(small_url: str, crowd: People) -> Snapshot:
    """A snapshot in that store."""
    return take(crowd.engine, crowd.accounts["staff"])


@pytest.fixture(scope="package")
def for_everyone(serve_all: Serve, small_url: str, crowd: People) -> Server:
    """A server where everyone may read."""
    return serve_all(small_url, XIESHOU_READ="everyone")


@pytest.fixture(scope="package")
def for_signed_in(serve_all: Serve, small_url: str, crowd: People) -> Server:
    """A server of the same store where those may who are signed in."""
    return serve_all(small_url, XIESHOU_READ="signed-in")


@pytest.fixture(scope="package")
def for_signed_in_below(serve_all: Serve, small_url: str, crowd: People) -> Server:
    """The same, mounted under /office."""
    below = {"STREAMLIT_SERVER_BASE_URL_PATH": "office"}
    return serve_all(small_url, XIESHOU_READ="signed-in", **below)
