"""A server that starts before its store."""

import asyncio
import importlib
import time
from pathlib import Path

import pytest

from db.engine import make_engine
from db.errors import StoreError
from db.migrate import migrate, require_current

OLDER = "0020"
lifespan = importlib.import_module("web.lifespan")


def test_a_store_that_comes_later_is_migrated_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is of an older version, as after an upgrade while the database was away."""
    folder, aside = tmp_path / "store", tmp_path / "aside"
    folder.mkdir()
    url = f"sqlite:///{folder / 'xieshou.db'}"
    migrate(make_engine(url), OLDER)
    make_engine(url).dispose()
    folder.rename(aside)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("XIESHOU_RENDERER", "off")
    monkeypatch.setattr(lifespan, "RETRY_SECONDS", 0.05)

    async def serve() -> None:
        async with lifespan.lifespan(None, "http://here"):
            with pytest.raises(StoreError):
                require_current(make_engine(url))
            aside.rename(folder)
            deadline = time.monotonic() + 60
            while "http://here/link/" not in "".join(capsys.readouterr()):
                assert time.monotonic() < deadline
                await asyncio.sleep(0.05)
            require_current(make_engine(url))

    asyncio.run(serve())
