"""Pages on stores of both kinds. Tests of pages only read, so they share one copy of each."""

from collections.abc import Callable
from typing import Protocol
from zlib import crc32

import pytest

from tests.conftest import StoreFactory
from tests.pages.screen import Screen, Session
from tests.stores import Build, build_demo, build_migrated, build_reference

Shared = Callable[[str, Build, str], str]


class OpenPage(Protocol):
    def __call__(
        self, url: str, script: str = "overview", *, locale: str = "zh-CN", **address: str
    ) -> Session: ...


class SeePage(Protocol):
    def __call__(
        self, url: str, script: str = "overview", *, locale: str = "zh-CN", **address: str
    ) -> Screen: ...


@pytest.fixture(scope="session")
def shared_stores(store_factory: StoreFactory) -> Shared:
    """A copy of a store by name and kind, the same for every test that asks."""
    made: dict[tuple[str, str], str] = {}

    def shared(name: str, build: Build, backend: str) -> str:
        if (name, backend) not in made:
            made[name, backend] = store_factory.copy(name, build, backend)
        return made[name, backend]

    return shared


@pytest.fixture
def demo(shared_stores: Shared, backend: str) -> str:
    """Facts and demo records."""
    return shared_stores("demo", build_demo, backend)


@pytest.fixture
def reference(shared_stores: Shared, backend: str) -> str:
    """Facts only."""
    return shared_stores("reference", build_reference, backend)


@pytest.fixture
def nothing(shared_stores: Shared, backend: str) -> str:
    """Tables with nothing in them."""
    return shared_stores("migrated", build_migrated, backend)


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> str:
    """A language for each test, every other one's the same whenever it runs: what a page does not
    say does not depend on it, and what it says is tried in both where that matters.
    """
    return ("zh-CN", "en-GB")[crc32(request.node.name.encode()) % 2]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """open_page(url, "meetings", lang="en", helper="330000") is a new reader's session there."""

    def open_page(
        url: str, script: str = "overview", *, locale: str = "zh-CN", **address: str
    ) -> Session:
        monkeypatch.setenv("DATABASE_URL", url)
        session = Session(address, locale)
        session.go(script)
        return session

    return open_page


@pytest.fixture
def see_page(open_page: OpenPage, seen: dict[object, Screen]) -> SeePage:
    """Like open_page, for looking only: whoever asks for the same page gets the same one."""

    def see_page(
        url: str, script: str = "overview", *, locale: str = "zh-CN", **address: str
    ) -> Screen:
        asked = (url, script, locale, tuple(address.items()))
        if asked not in seen:
            seen[asked] = open_page(url, script, locale=locale, **address)
        return seen[asked]

    return see_page


@pytest.fixture(scope="session")
def seen() -> dict[object, Screen]:
    """Pages that were opened for looking."""
    return {}
