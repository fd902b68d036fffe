"""The page of an industry: each figure leads to rows that come to the same, and empty ones help."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from db.terms import Kind
from tests.conftest import Stores
from tests.db.ledgers import batch, bring, project, workshop
from tests.db.measures import measured
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk
from tests.stores import build_paired

ROWS = [
    project(
        code="A", measures="种植面积：计划 2000 亩，实际 100 公顷；产值：实际 3 万元", jobs="4"
    ),
    project(code="B", year="2023", title="茶山", measures="种植面积：实际 20.5 亩", jobs="5"),
    project(code="C", year="2023", title="药园", industry="中药材", measures="产量：实际 1 吨"),
    project(code="D", year="2023", title="旅游路", industry="文化旅游", measures=""),
]


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    desk = Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)
    measured(desk.engine)
    batch(bring(desk.engine, Kind.PROJECTS, *ROWS))
    shops = [workshop(product="绿茶", jobs="7"), workshop(code="2", product="校服", jobs="9")]
    batch(bring(desk.engine, Kind.WORKSHOPS, *shops))
    return desk


def follow(desk: Desk, screen: Session, text: str, place: int = 0) -> Session:
    """Click a number of the page, the first of those that read so unless another is meant."""
    found = [one.attributes["href"] for one in screen.main.all("a") if one.text == text]
    where = urlsplit(found[place])
    return desk.open(where.path, **dict(parse_qsl(where.query)))


def say(desk: Desk, zh: str, en: str) -> str:
    return zh if desk.chinese else en


def test_a_figure_and_the_total_of_its_rows_agree(desk: Desk) -> None:
    screen = desk.open("industry", industry="tea")
    mu = say(desk, "亩", " mu")
    area, value = screen.rows("measures")
    assert area[1:] == [f"2,000{mu}", "1", f"1,520.5{mu}", "2"]
    assert value[1:] == ["—", "0", say(desk, "3万元", "30,000 yuan"), "1"]
    planned, yuan = say(desk, "计划 ", "Planned "), say(desk, "3万元", "30,000 yuan")
    assert [row[:4] for row in screen.rows("by-year")] == [
        ["2022", "1", f"1,500{mu}\n{planned}2,000{mu}", yuan],
        ["2023", "1", f"20.5{mu}", "—"],
    ]
    assert [row[-2:] for row in screen.rows("by-year")] == [["1", "7"], ["0", "0"]]
    assert screen.foot("by-year")[1:4] == ["2", f"1,520.5{mu}\n{planned}2,000{mu}", yuan]
    assert screen.rows("by-place")[0][1:4] == screen.foot("by-year")[1:4]
    behind = follow(desk, screen, f"1,500{mu}")
    assert (len(behind.rows("measured")), behind.foot("measured")[-1]) == (1, f"1,500{mu}")
    whole = follow(desk, screen, f"1,520.5{mu}")
    assert (len(whole.rows("measured")), whole.foot("measured")[-1]) == (2, f"1,520.5{mu}")
    shops = follow(desk, screen, "7")
    assert len(shops.rows("sector_workshops")) == 1
    jobs = follow(desk, screen, say(desk, "9人", "9 persons"), place=-1)
    assert jobs.foot("projects")[-1].startswith("9")


def test_another_measure_is_drawn_and_listed(desk: Desk) -> None:
    screen = desk.open("industry", industry="tea", measure="output_value")
    assert screen.foot("measured")[-1] == say(desk, "3万元", "30,000 yuan")
    table = screen.as_table("measure-by-year")
    assert table.iloc[0].tolist()[:2] == [2022, 0]
    assert table.iloc[0, 3] == 30_000


def test_without_an_industry_each_is_offered_and_an_empty_one_says_what_to_do(desk: Desk) -> None:
    screen = desk.open("industry")
    assert [row[1] for row in screen.rows("industries")] == ["2", "1", "1"]
    name = screen.rows("industries")[2][0]
    tourism = follow(desk, screen, name)
    assert tourism.title == name
    assert any("种植面积（亩）" in notice for notice in tourism.notices)


def test_a_project_shows_its_measures_with_the_unit_of_the_ledger(desk: Desk) -> None:
    screen = desk.open("industry", industry="tea")
    record = follow(desk, screen, "茶园")
    mu = say(desk, "亩", " mu")
    area = record.rows("measures")[0]
    assert area[1] == f"2,000{mu}"
    assert area[2] == say(desk, "1,500亩（台账以公顷计）", "1,500 mu (in the ledger in hectares)")
