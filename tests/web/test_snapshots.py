"""A snapshot's permalink and its files, as a browser gets them."""

import asyncio
import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from sqlalchemy import Engine, update
from starlette.applications import Starlette

from db.accounts import Operator, later
from db.engine import locked
from db.models import Snapshot as Row
from db.models import table_of
from db.snapshots import Snapshot, revising
from db.terms import Event
from tests.conftest import NO_DATABASE, Stores
from tests.db.snapshots.made import take
from tests.db.states import small, table
from web import downloads, snapshots

ROOT = Operator("root")
ODD = '"茶"<script>alert(1)</script>/\\园'


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    engine = small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    yield engine
    later.settle()  # before the store is gone


def get(path: str, **headers: str) -> httpx.Response:
    """The answer of the routes alone: there is no Gate and no renderer here."""
    transport = httpx.ASGITransport(Starlette(routes=snapshots.routes()))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def file(taken: Snapshot, suffix: str, **headers: str) -> httpx.Response:
    return get(f"/s/{taken.public_id}.{suffix}", **headers)


def test_the_permalink_leads_to_the_page() -> None:
    found = get("/s/abc?lang=en")
    assert (found.status_code, found.headers["location"]) == (
        302,
        "../snapshots?snapshot=abc&lang=en",
    )


def test_the_data_come_as_they_were_under_a_name_that_says_what_they_are(engine: Engine) -> None:
    taken = take(engine, ROOT)
    found = file(taken, "csv")
    assert found.status_code == 200
    assert found.content.decode() == (
        "\ufeff年份,行业,到位资金（元）\r\n2021,茶叶,300\r\n2022,纺织,1200\r\n"
    )
    assert found.headers["etag"] == f'"{taken.sha256}"'
    assert found.headers["cache-control"].startswith("private")
    name = re.fullmatch(
        r"attachment; filename=\"S-000001\.csv\"; filename\*=UTF-8''(.+)",
        found.headers["content-disposition"],
    )
    assert name
    assert unquote(name[1]) == "到位资金-按年度与产业_浙江_2021-2022_2026-11-23.csv"


def test_a_browser_that_has_it_is_told_so(engine: Engine) -> None:
    taken = take(engine, ROOT)
    again = {"If-None-Match": f'"other", W/"{taken.sha256}"'}
    found = file(taken, "csv", **again)
    assert (found.status_code, found.content) == (304, b"")
    assert file(taken, "csv", **{"If-None-Match": '"other"'}).status_code == 200


def test_the_workbook_has_the_numbers_and_what_they_mean(engine: Engine) -> None:
    found = file(take(engine, ROOT), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    data, notes = book.worksheets
    assert [cell.value for cell in data[3]] == [2022, "纺织", 1200]
    assert "S-000001" in [row[1].value for row in notes.iter_rows()]


def test_names_stay_text_in_the_document(engine: Engine) -> None:
    found = file(take(engine, ROOT, title=ODD), "html")
    assert "<script>alert" not in found.text
    assert "&lt;script&gt;alert" in found.text
    assert "sandbox" in found.headers["content-security-policy"]
    assert found.headers["content-disposition"].startswith("attachment")


def test_without_a_renderer_a_picture_says_so_and_what_can_be_had(engine: Engine) -> None:
    found = file(take(engine, ROOT), "png")
    assert found.status_code == 503
    assert found.headers["content-type"].startswith("text/plain")
    assert "CSV" in found.text
    assert "Chromium" in found.text
    assert found.headers["retry-after"]


@pytest.mark.parametrize("path", ["/s/nothing.png", "/s/nothing.csv", "/s/nothing.exe"])
def test_what_is_not_there_is_404(engine: Engine, path: str) -> None:
    assert get(path).status_code == 404


def test_a_withdrawn_snapshot_gives_no_files_and_says_why(engine: Engine) -> None:
    taken = take(engine, ROOT)
    with locked(engine) as connection:
        revising.withdraw(connection, ROOT, taken.public_id, "口径有误")
    found = file(taken, "csv")
    assert found.status_code == 410
    assert "口径有误" in found.text


def test_an_altered_snapshot_is_not_given_out(engine: Engine) -> None:
    taken = take(engine, ROOT)
    with locked(engine) as connection:
        connection.execute(update(table_of(Row)).values(unit="万元"))
    found = file(taken, "csv")
    assert found.status_code == 409
    assert "SHA-256" in found.text


def test_a_store_that_does_not_answer_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", NO_DATABASE)
    found = get("/s/abc.csv")
    assert (found.status_code, found.text) == (503, downloads.NO_STORE)


def test_who_takes_a_file_along_is_in_the_audit(engine: Engine) -> None:
    taken = take(engine, ROOT)
    found = file(taken, "csv")
    file(taken, "csv", **{"If-None-Match": found.headers["ETag"]})  # had it already
    file(taken, "exe")
    later.settle()
    noted = [row for row in table(engine, "audit") if row["event"] is Event.CHART_TAKEN]
    told = [(row["account_id"], row["actor"], row["details"]) for row in noted]
    assert told == [(None, "", {"snapshot": taken.number, "file": "csv"})]
