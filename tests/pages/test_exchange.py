"""The page of exchange: who went where, side by side, by couple and year."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, talent, training
from tests.pages.conftest import OpenPage

ZJ_SC = {"couple": "330000-510000"}


@pytest.fixture
def url(stores: Stores) -> str:
    engine = states.paired(stores)
    batch(bring(engine, Kind.TALENT, talent(), talent(name="李某"), talent(year="2023")))
    batch(bring(engine, Kind.TRAINING, training(), training(category="学生", persons="120")))
    return engine.url.render_as_string(hide_password=False)


def test_a_flow_by_couple_and_year_leads_to_its_records(open_page: OpenPage, url: str) -> None:
    page = open_page(url, "exchange", lang="en", flow="cadres", **ZJ_SC)
    rows = [row[:4] for row in page.rows("exchanged")]
    assert [(row[0], *row[2:]) for row in rows] == [("2023", "1", "—"), ("2022", "2", "—")]
    asked = urlsplit(page.links()["2"])
    listed = open_page(url, asked.path, **dict(parse_qsl(asked.query)))
    assert len(listed.rows("ledger_talent")) == 2


def test_students_are_no_trainees_and_labour_has_one_way(open_page: OpenPage, url: str) -> None:
    page = open_page(url, "exchange", lang="zh", **ZJ_SC)
    told = {row[0]: row[1:3] for row in page.rows("exchange")}
    assert told["培训学员"] == ["—", "60"]
    assert told["学生"] == ["—", "120"]
    assert told["务工人员"] == ["—", "—"]


def test_an_unknown_couple_or_term_of_the_address_is_said(open_page: OpenPage, url: str) -> None:
    page = open_page(url, "ledgers", lang="zh", kind="training", category="students.wizards")
    assert "wizards" in page.warnings[0]
    assert len(page.rows("ledger_training")) == 1
