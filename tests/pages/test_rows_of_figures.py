"""Every figure leads to a list whose total is the figure, and both are what the database has."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest

from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.queries import overview, projects, visits
from db.terms import Direction, Industry
from tests.pages.conftest import SeePage
from tests.pages.screen import Screen
from tests.pages.test_overview import in_words

CELL = {"agreed_amount": 5, "in_place": 6, "jobs": 7, "beneficiaries": 7}
"""Where the total of a measure stands in the foot of the list of projects; counts stand second."""

SELECTIONS: list[tuple[Filter, dict[str, str]]] = [
    (EVERYTHING, {}),
    (Filter(helper="330000", years=(2019, 2024)), {"helper": "330000", "years": "2019-2024"}),
    (Filter(industry=Industry.TEA), {"industry": "tea"}),
    (Filter(province="510000", years=(2025, 2025)), {"province": "510000", "years": "2025"}),
]


def follow(see_page: SeePage, url: str, href: str) -> Screen:
    at = urlsplit(href)
    return see_page(url, at.path, **dict(parse_qsl(at.query)))


def stored(url: str, chosen: Filter) -> dict[str, int]:
    with reading(make_engine(url)) as connection:
        found = overview.totals(connection, chosen)
    return dict(zip(found["key"], map(int, found["value"]), strict=True))


def figures(screen: Screen) -> Mapping[str, tuple[str, str]]:
    """Name → figure with its unit, and where it leads."""
    return {
        card.one("h3").text: (
            card.one(name="x-value").text,
            card.one(name="x-value").one("a").attributes["href"],
        )
        for card in screen.main.all("article", "x-figure")
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("chosen", "given"), SELECTIONS)
def test_every_figure_is_the_total_of_the_list_it_leads_to(
    demo: str, see_page: SeePage, lang: str, chosen: Filter, given: dict[str, str]
) -> None:
    told = figures(see_page(demo, lang=lang, **given))
    assert len(told) == 8
    in_store = stored(demo, chosen)
    keys = ["meetings", "commitments", "visits", "projects", *CELL]
    for key, (figure, href) in zip(keys, told.values(), strict=True):
        assert {"lang": lang, **given}.items() <= dict(parse_qsl(urlsplit(href).query)).items()
        listed = follow(see_page, demo, href)
        name = {"commitments": "agreed"}.get(key, urlsplit(href).path)
        value = in_store[f"ledger_{key}"]
        if value == 0 and not listed.main.all("table", f"x-{name}"):
            assert figure.startswith("0"), key
            continue
        foot = listed.foot(name)
        assert "".join(foot[CELL.get(key, 1)].split()) == "".join(figure.split()), key
        assert figure.startswith(in_words(value, lang)), key


@pytest.mark.parametrize("search", ["茶", "Z-1", "没有这样的项目"])
def test_a_searched_list_comes_to_what_is_found(demo: str, see_page: SeePage, search: str) -> None:
    with reading(make_engine(demo)) as connection:
        found = projects.listed(connection, EVERYTHING, search, limit=10_000)
        expected = projects.totals(connection, EVERYTHING, search)
    sums = {name: int(found[name].fillna(0).sum()) for name in projects.SUMMED}
    assert expected == sums
    page = see_page(demo, "projects", lang="zh", q=search, sum="jobs")
    if len(found):
        assert page.foot("projects")[7].startswith(in_words(expected["jobs"], "zh"))


@pytest.mark.parametrize("direction", list(Direction))
def test_the_bar_of_one_direction_opens_that_direction(
    demo: str, see_page: SeePage, direction: Direction
) -> None:
    given = {"lang": "zh", "years": "2024"}
    whole = see_page(demo, "visits", **given)
    wing = whole.spec("visits-by-year")["data"][list(Direction).index(direction)]
    (bar,) = [x for x, data in zip(wing["x"], wing["customdata"], strict=True) if data[0] == 2024]
    opened = see_page(demo, "visits", direction=direction.value, **given)
    labels = {row[3] for row in opened.rows("visits")}
    assert labels == {"东部赴西部" if direction is Direction.EAST_TO_WEST else "西部赴东部"}
    with reading(make_engine(demo)) as connection:
        many, people = visits.totals(connection, Filter(years=(2024, 2024)), "", direction)
    assert bar == many
    foot = opened.foot("visits")
    assert (foot[1], foot[4].startswith(in_words(people, "zh"))) == (f"{many}次", True)


def test_an_unknown_column_or_direction_is_said_and_left_out(demo: str, see_page: SeePage) -> None:
    for page, wrong in (("projects", {"sum": "rain"}), ("visits", {"direction": "upwards"})):
        assert next(iter(wrong.values())) in see_page(demo, page, lang="zh", **wrong).warnings[0]
