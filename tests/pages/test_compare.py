"""Side by side: couples, provinces or years in one table and one chart."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from db.engine import make_engine
from db.terms import Kind
from tests.conftest import Stores
from tests.db.ledgers import batch, bring, project
from tests.pages.conftest import OpenPage
from tests.stores import build_reference

CITIES = {"helper": "浙江省杭州市", "receiver": "四川省广元市"}


@pytest.fixture
def url(stores: Stores) -> str:
    engine = make_engine(stores.copy("reference", build_reference))
    rows = [
        project(in_place="100"),
        project(code="Z-2", year="2023", in_place="300", industry="中药材"),
        project(code="Z-3", in_place="50", **CITIES),
        project(code="Z-4", year="2023", in_place="0"),
    ]
    batch(bring(engine, Kind.PROJECTS, *rows))
    return engine.url.render_as_string(hide_password=False)


def test_a_couple_of_provinces_counts_what_lies_within_and_one_of_cities_its_own(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, "compare", lang="zh", of="330000-510000.330100-510800")
    money = page.rows("compared")[0]
    assert money == ["到位资金", "450万元", "50万元"]
    asked = urlsplit(page.links()["50万元"])
    listed = open_page(url, asked.path, **dict(parse_qsl(asked.query)))
    assert "".join(listed.foot("projects")).count("50万元")
    table = page.as_table("side-by-side")
    assert list(table["年度"]) == ["2022", "2023"]
    assert list(table["浙江省 → 四川省"]) == [1_500_000, 3_000_000]
    assert list(table["杭州市 → 广元市"].isna()) == [False, True]


def test_years_stand_by_industry(open_page: OpenPage, url: str) -> None:
    page = open_page(
        url, "compare", lang="en", by="years", of="2022.2023", measure="ledger_projects"
    )
    assert [row[1:] for row in page.rows("compared") if row[0] == "Projects"] == [
        ["2 projects", "2 projects"]
    ]
    assert list(page.as_table("side-by-side")["Industry"]) == ["Tea", "Herbal medicine"]


@pytest.mark.parametrize("of", ["", "330000-510000", "nobody.330000-510000"])
def test_fewer_than_two_are_asked_for_more(open_page: OpenPage, url: str, of: str) -> None:
    page = open_page(url, "compare", lang="en", of=of)
    assert "at least two" in "".join(page.notices)
    assert ("nobody" in "".join(page.warnings)) == ("nobody" in of)
