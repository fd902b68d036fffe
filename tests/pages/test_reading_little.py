"""What a run of a page reads: much once, then next to nothing, and never what is out of date."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from db.engine import make_engine, writing
from db.models import Meeting, Project
from tests.conftest import StoreFactory
from tests.pages.conftest import OpenPage
from tests.stores import build_reference, build_small

QUERIES_OF_A_NEW_SELECTION = {"overview": 4, "projects": 2}
"""The revision; on the Overview the pairings in force, the meetings, the newest; on Projects the
page of the list.
"""


@contextmanager
def selects(engine: Engine) -> Iterator[list[str]]:
    """The SELECT statements that a database is sent meanwhile."""
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        if arguments[2].lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("script", QUERIES_OF_A_NEW_SELECTION)
def test_a_run_reads_the_revision_and_what_the_selection_asks_for_alone(
    store_factory: StoreFactory, backend: str, open_page: OpenPage, script: str
) -> None:
    url = store_factory.copy("small", build_small, backend)
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
    url = store_factory.copy("small", build_small, backend)
    open_page(url, "projects")
    with selects(make_engine(url)) as sent:
        open_page(url, "projects")
    assert [statement for statement in sent if "store_revision" not in statement] == []


def test_a_write_is_seen_at_the_next_run(
    store_factory: StoreFactory, backend: str, open_page: OpenPage
) -> None:
    url = store_factory.copy("small", build_small, backend)
    page = open_page(url, lang="en")
    listed = open_page(url, "projects", lang="en")
    with writing(make_engine(url)) as connection:
        connection.execute(update(Project).where(Project.id == 6).values(title="改名的电商站"))
        connection.execute(
            update(Meeting).where(Meeting.id == 3).values(title="改名的座谈会", title_en=None)
        )
    page.run()
    listed.run()
    assert [row for row in page.rows("newest") if row[2].startswith("改名的座谈会")] != []
    assert [row for row in listed.rows("projects") if row[1].startswith("改名的电商站")] != []


def test_two_stores_at_one_revision_are_not_taken_for_each_other(
    store_factory: StoreFactory, backend: str, open_page: OpenPage
) -> None:
    small = store_factory.copy("small", build_small, backend)
    reference = store_factory.copy("reference", build_reference, backend)
    titles = [open_page(url, "meetings").rows("meetings") for url in (small, reference)]
    assert titles[0] != titles[1]
    assert [row for row in titles[0] if row[1] == "闽宁第一次联席会议"] != []
