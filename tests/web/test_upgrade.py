"""Four servers that start together on the store of the version before: one upgrades, all serve."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.engine import make_engine, reading
from db.migrate import require_current
from db.models import Meeting, Project
from db.versions import versions
from tests.browser.conftest import Server
from tests.conftest import BACKENDS, StoreFactory
from tests.stores import build_small_at
from tests.web.test_server import health

PREVIOUS = versions()[-2]


@pytest.mark.parametrize("backend", BACKENDS)
def test_four_servers_upgrade_a_store_once_and_all_serve(
    tmp_path: Path, store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.copy(f"small_at_{PREVIOUS}", build_small_at(PREVIOUS), backend)
    with ExitStack() as at_end:
        servers = [Server(url, tmp_path / f"{number}.log") for number in range(4)]
        for server in servers:
            at_end.callback(server.stop)
        for server in servers:
            server.wait_healthy()
        assert [health(server) for server in servers] == [(200, "ok\n")] * 4
        assert [server.log() for server in servers if "Traceback" in server.log()] == []
    engine = make_engine(url)
    require_current(engine)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(Project)) == 6
        assert connection.scalar(select(func.count()).select_from(Meeting)) == 4
