"""A file of evidence, as a browser gets it: a download, by right, that never runs."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import httpx
import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from db.accounts import Account, later
from db.engine import make_engine
from db.evidence import Upload, add_file, remove
from db.evidence.signature import MEDIA_TYPES
from db.importing.kinds import RECORDS, Ledger
from db.terms import AccountRole, Event, FileType, Kind
from tests.accounts import OPERATOR, make, session
from tests.browser.conftest import Serve
from tests.conftest import NO_DATABASE, StoreFactory, Stores
from tests.db import states
from tests.db.evidence import files
from tests.db.evidence.test_signature import TAKEN
from tests.db.ledgers import batch, bring, project
from tests.stores import build_small
from tests.web.served import ask
from web import evidence

ODD = '验收"单<script>\r\n.pdf'


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    engine = states.paired(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    batch(bring(engine, Kind.PROJECTS, project()))
    yield engine
    later.settle()


def attach(engine: Engine, name: str = "a.pdf", data: bytes = files.PDF) -> int:
    row = states.one(engine, "project")["id"]
    return add_file(engine, "project", row, Upload(name, data), "", OPERATOR)


def get(identity: object, account: Account | None = None) -> httpx.Response:
    """The answer of the route alone, to whom the Gate let in."""
    app = Starlette(routes=evidence.routes())

    async def let_in(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "xieshou.account": account}, receive, send)

    async def answered() -> httpx.Response:
        transport = httpx.ASGITransport(let_in)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(f"/evidence/{identity}")

    return asyncio.run(answered())


@pytest.mark.parametrize("kind", FileType)
def test_every_type_is_a_download_that_never_runs(engine: Engine, kind: FileType) -> None:
    found = get(attach(engine, "page.html", TAKEN[kind]))
    assert (found.status_code, found.content) == (200, TAKEN[kind])
    assert found.headers["content-type"] == MEDIA_TYPES[kind]
    assert found.headers["content-disposition"].startswith("attachment; ")
    assert found.headers["content-disposition"].endswith(f"page.html.{kind.value}")
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in found.headers["content-security-policy"]
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert found.headers["cache-control"].startswith("private")


def test_an_odd_name_stays_a_name(engine: Engine) -> None:
    identity = attach(engine, ODD)
    said = get(identity).headers["content-disposition"]
    plain, encoded = said.removeprefix("attachment; ").split("; ")
    assert plain == f'filename="evidence-{identity}.pdf"'
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == '验收"单<script>.pdf'
    assert "\r" not in said


def test_a_download_is_in_the_audit(engine: Engine) -> None:
    identity = attach(engine)
    reader = make(engine, AccountRole.VIEWER, "vera")
    get(identity, reader)
    later.settle()
    row = states.one(engine, "audit", event=Event.DOWNLOADED)
    assert (row["actor"], row["details"]) == ("vera", {"evidence": identity, "file": "a.pdf"})


@pytest.mark.parametrize("odd", ["0", "9" * 30, "-1", "1.5", "٣", "1%27", "999999"])
def test_what_is_not_there_is_404(engine: Engine, odd: str) -> None:
    assert get(odd).status_code == 404


def test_what_was_removed_and_what_is_lost_is_said(engine: Engine, tmp_path: Path) -> None:
    identity = attach(engine)
    remove(engine, identity, "传错了", OPERATOR)
    gone = get(identity)
    assert gone.status_code == 410
    assert "已于" in gone.text
    assert files.PDF not in gone.content


def test_a_file_that_is_gone_from_the_disk_is_said(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path / "files"))
    identity = attach(engine, "验收.pdf")
    shutil.rmtree(tmp_path / "files")
    lost = get(identity)
    assert lost.status_code == 410
    assert "“验收.pdf”的记录还在" in lost.text
    assert "backup" in lost.text


def _private(ledger: Ledger) -> Ledger:
    """The same, with a column that only those in charge may see."""
    columns = (replace(c, private=c.field == "implementer") for c in ledger.columns)
    return replace(ledger, columns=tuple(columns))


def test_what_names_persons_is_for_those_in_charge(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = attach(engine)
    monkeypatch.setitem(cast(dict[str, Ledger], RECORDS), "project", _private(RECORDS["project"]))
    anna = make(engine, AccountRole.STAFF, "anna", provinces=["330000"])
    ben = make(engine, AccountRole.STAFF, "ben", provinces=["350000"])
    vera = make(engine, AccountRole.VIEWER, "vera")
    assert [get(identity, by).status_code for by in (None, vera, ben, anna)] == [404, 404, 404, 200]


def test_without_a_store_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", NO_DATABASE)
    found = get(1)
    assert found.status_code == 503
    assert found.headers["retry-after"]


def test_under_the_gate_only_those_who_may_read_have_it(
    serve: Serve, store_factory: StoreFactory
) -> None:
    url = store_factory.copy("small", build_small, "sqlite")
    engine = make_engine(url)
    row = states.table(engine, "project")[0]["id"]
    identity = add_file(engine, "project", row, Upload("a.pdf", files.PDF), "", OPERATOR)
    token = session(engine, make(engine, AccountRole.VIEWER, "vera"))
    server = serve(url, XIESHOU_READ="signed-in")
    path = f"/evidence/{identity}"
    assert ask(server, path).status == 401
    assert ask(server, path, token=token).text == files.PDF.decode()
    for odd in (f"/evidence//{identity}", f"/Evidence/{identity}", f"/evidence/{identity}/x"):
        assert "%PDF" not in ask(server, odd, token=token).text
