"""The program as deploy/ ships it: its settings, behind nginx with its site, people to sign in."""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from bench.server import Server, serving
from bench.visitor import Site
from db.accounts import entrance, passwords
from db.engine import SIGN_IN_LOCK, locked
from db.settings import ROOT
from db.terms import AccountRole
from tests.accounts import OPERATOR, make
from tests.deploy import nginx
from tests.ports import free_port

SETTINGS = ROOT / "deploy" / "xieshou.env"
PASSWORD = "seven villages of Anji, 2019"  # noqa: S105 - it opens what lasts as long as a test
ZHEJIANG = "330000"


@contextmanager
def behind_nginx(program: str, url: str) -> Iterator[tuple[Site, Server]]:
    """The site as people reach it, and the server behind it, on a store."""
    port = free_port()
    address = f"https://{nginx.HOST}:{port}"
    with (
        serving(program, url, **settings(), XIESHOU_URL=address) as server,
        tempfile.TemporaryDirectory(prefix="xieshou-nginx-") as folder,
        nginx.running(Path(folder), [server.port], port=port) as site,
    ):
        yield Site(address, port, site.folder / "error.log"), server


def settings() -> dict[str, str]:
    """What xieshou.env sets, but for what an administrator fills in."""
    lines = SETTINGS.read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    own = {"STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32)}
    return {name: value for name, value in said.items() if name not in PLACES} | own


PLACES = ("DATABASE_URL", "XIESHOU_URL")
"""Settings that say where this installation is."""


def enrol(engine: Engine, role: AccountRole, count: int) -> Sequence[str]:
    """New accounts of a role, staff of Zhejiang's couples; their names. One password does for all,
    hashed once: each is compared by itself when they sign in.
    """
    hashed = passwords.hashed(PASSWORD)
    names = [f"{role}{number:02d}" for number in range(count)]
    provinces = [ZHEJIANG] if role is AccountRole.STAFF else []
    accounts = [make(engine, role, name, provinces=provinces) for name in names]
    with locked(engine, SIGN_IN_LOCK) as connection:
        for account in accounts:
            entrance.set_password(connection, OPERATOR, account.id, hashed)
    return names
