"""What a run of a page reads: much once, then next to nothing, and never what is out of date."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, update

from db.engine import VERSION, make_engine, writing
from db.filters import EVERYTHING
from db.models import Meeting, Project
from db.queries import overview, projects
from tests.conftest import StoreFactory
from tests.pages.conftest import OpenPage
from tests.stores import build_demo, build_reference

QUERIES_OF_A_NEW_SELECTION = {"overview": 2, "projects": 2}
"""The revision; on the Overview the newest records; on Projects the page of the list. What else is
shown is cut from what was read for all years.
"""


@contextmanager
def selects(engine: Engine) -> Iterator[list[str]]:
    """The SELECT statements that a database is sent meanwhile, but for what each transaction asks
    first, in place of a ping: the store's version.
    """
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        asked = arguments[2].lstrip()
        if asked.upper().startswith(("SELECT", "WITH")) and asked != VERSION:
            sent.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("script", QUERIES_OF_A_NEW_SELECTION)
def test_a_run_reads_the_revision_and_what_the_selection_asks_for_alone(
    store_factory: StoreFactory, backend: str, open_page: OpenPage, script: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    page = open_page(url, script)
    engine = make_engine(url)
    with selects(engine) as again:
        page.run()
    assert len(again) == 1, again
    page.at.query_params["years"] = "2021-2022"
    with selects(engine) as new:
        page.run()
    assert len(new) == QUERIES_OF_A_NEW_SELECTION[script], new
    with selects(engine) as known:
        page.run()
    assert len(known) == 1, known


def test_a_second_reader_of_the_same_page_reads_the_revision_alone(
    store_factory: StoreFactory, backend: str, open_page: OpenPage
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    open_page(url, "projects")
    with selects(make_engine(url)) as sent:
        open_page(url, "projects")
    assert [statement for statement in sent if "store_revision" not in statement] == []


def test_a_write_is_seen_at_the_next_run(
    store_factory: StoreFactory, backend: str, open_page: OpenPage
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    page = open_page(url, lang="en")
    listed = open_page(url, "projects", lang="en")
    with writing(make_engine(url)) as connection:
        (first,) = projects.listed(connection, EVERYTHING, limit=1)["id"].tolist()
        for record, identity in ((Project, first), (Meeting, _newest_meeting(connection))):
            renamed = {"title": "改过的名称", "title_en": None}
            connection.execute(update(record).where(record.id == identity).values(renamed))
    page.run()
    listed.run()
    assert page.rows("newest")[0][2] == "改过的名称"
    assert listed.rows("projects")[0][1].startswith("改过的名称")


def _newest_meeting(connection: Connection) -> int:
    newest = overview.newest(connection, EVERYTHING, 1)
    assert newest["kind"].tolist() == ["meeting"]
    return int(newest["id"].iloc[0])


def test_two_stores_are_not_taken_for_each_other(
    store_factory: StoreFactory, backend: str, open_page: OpenPage
) -> None:
    demo = store_factory.copy("demo", build_demo, backend)
    reference = store_factory.copy("reference", build_reference, backend)
    titles = [open_page(url, "meetings").rows("meetings") for url in (demo, reference)]
    marked = [[row for row in rows if row[1].endswith("\N{NO-BREAK SPACE}演示")] for rows in titles]
    assert [len(rows) > 0 for rows in marked] == [True, False]
