"""Every figure leads to a list whose total is the figure, and both are what the database has."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import func, select

from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.models import Project
from db.queries import coverage, meetings, pairings, projects, visits
from db.terms import Direction, Industry, Stage
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen, Session
from tests.pages.test_overview import in_words
from tests.totals import of_ledgers

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
        found = of_ledgers(connection, chosen)
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


PAGES = (
    "overview",
    "pairings",
    "meetings",
    "projects",
    "visits",
    "exchange",
    "industry",
    "scorecard",
    "published",
)


def couple_of(url: str) -> str:
    with reading(make_engine(url)) as connection:
        listed = pairings.listed(connection, Filter(helper="330000", receiver="510000"))
    return str(listed[listed["level"] == "province"]["id"].iloc[0])


def every_number(screen: Session) -> dict[str, str]:
    """Each number of a page in words → where it leads: figures, the sentence, a couple's scope."""
    screen.at.session_state["menu_briefing"] = True
    screen.run()
    boxes = [*screen.main.all(name="x-briefing"), *screen.main.all(name="x-scope")]
    boxes += [*screen.main.all(name="x-value"), *screen.main.all(name="x-counts")]
    boxes += [*screen.main.all(name="x-rows"), *screen.main.all(name="x-exchange")]
    boxes += screen.main.all(name="x-compared")
    tables = [*screen.main.all(name="x-by-year"), *screen.main.all(name="x-by-place")]
    boxes += [table.all("tr")[-1] for table in tables]
    for name in ("industries", "measures"):
        boxes += [row for one in screen.main.all("table", f"x-{name}") for row in one.all("tr")[:4]]
    links = [link for box in boxes for link in box.all("a")]
    return {
        link.text: link.attributes["href"]
        for link in links
        if not link.attributes["href"].startswith("dictionary") and re.search(r"\d", link.text)
    }


def said_by(screen: Screen) -> str:
    """All that a list says of its total: its foot, the lines around it, what the page counts."""
    feet = [cell.text for foot in screen.main.all("tfoot") for cell in foot.all("td")]
    feet += [one.text for one in screen.main.all("dd")]
    counts = [one.text for one in screen.main.all(name="x-note")]
    published = [table.text for table in screen.main.all("table", "x-published")]
    return "".join("|".join([*feet, *counts, *published]).split())


def county_of(url: str) -> str:
    """The pairing of narrower places that wider ones did most for."""
    with reading(make_engine(url)) as connection:
        held = coverage.held(connection)
    return str(held.groupby("pairing_id")["wider_projects"].sum().idxmax())


def meeting_of(url: str) -> str:
    """The meeting that most projects came of."""
    many = func.count(Project.id)
    statement = select(Project.meeting_id).where(Project.commitment_id.is_not(None))
    with reading(make_engine(url)) as connection:
        return str(connection.scalar(statement.group_by(Project.meeting_id).order_by(many.desc())))


RECORDS = {
    "couple": ("pairings", "pairing", couple_of),
    "county": ("pairings", "pairing", county_of),
    "meeting": ("meetings", "meeting", meeting_of),
    "sector": ("industry", "industry", lambda _url: "tea"),
    "compare": ("compare", "of", lambda _url: "330000-510000.320000-610000"),
}
"""Pages of one record: the page, its parameter, and which record is looked at."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", [*PAGES, *RECORDS])
def test_every_number_of_every_page_is_what_its_list_comes_to(
    demo: str, open_page: OpenPage, see_page: SeePage, page: str, lang: str
) -> None:
    locale = {"zh": "zh-CN", "en": "en-US"}[lang]
    script, parameter, which = RECORDS.get(page, (page, "helper", lambda _url: "330000"))
    asked = {parameter: which(demo)}
    told = every_number(open_page(demo, script, locale=locale, lang=lang, **asked))
    assert told
    for number, href in told.items():
        said = said_by(follow(see_page, demo, href))
        figure = re.search(r"[\d,.]+\s*(万亿|[万亿]|[KMB]\b)?", number)
        assert figure, number
        if figure[0].strip() != "0":
            assert "".join(figure[0].split()) in said, (number, href)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_couple_s_page_and_the_overview_say_whose_they_count(
    demo: str, see_page: SeePage, lang: str
) -> None:
    pairing = couple_of(demo)
    (scope,) = see_page(demo, "pairings", lang=lang, pairing=pairing).main.all(name="x-scope")
    told = [(link.text, link.attributes["href"]) for link in scope.all("a")]
    couple = {"helper": "330000", "receiver": "510000"}
    around = stored(demo, Filter(helper="330000", receiver="510000"))
    with reading(make_engine(demo)) as connection:
        record = pairings.record(connection, int(pairing))
        assert record
        ids = tuple(int(one) for one in record.history["id"])
        own = stored(demo, Filter(pairings=ids))
    assert own["ledger_meetings"] < around["ledger_meetings"]
    kinds = ("meetings", "projects", "visits")
    for (text, href), (of, kind) in zip(
        told, [(of, kind) for of in (own, around) for kind in kinds], strict=True
    ):
        value = f"{of[f'ledger_{kind}']:,}"
        assert value in text
        assert follow(see_page, demo, href).foot(kind)[1].startswith(value)
    shown = figures(see_page(demo, lang=lang, **couple))
    assert next(iter(shown.values()))[0].startswith(f"{around['ledger_meetings']}")


@pytest.mark.parametrize("measure", list(projects.SUMMED))
def test_each_measure_of_projects_has_its_sum_at_the_foot(
    demo: str, see_page: SeePage, measure: str
) -> None:
    with reading(make_engine(demo)) as connection:
        value = projects.totals(connection, Filter(helper="330000"))[measure]
    foot = see_page(demo, "projects", lang="zh", sum=measure, helper="330000").foot("projects")
    assert foot[CELL.get(measure, 7)].startswith(in_words(value, "zh"))


@pytest.mark.parametrize("search", ["", "联席"])
def test_meetings_sum_what_they_signed_and_agreed(
    demo: str, see_page: SeePage, search: str
) -> None:
    given = {"helper": "330000"} | ({"q": search} if search else {})
    with reading(make_engine(demo)) as connection:
        found = meetings.listed(connection, Filter(helper="330000"), search, limit=10_000)
    foot = see_page(demo, "meetings", lang="zh", **given).foot("meetings")
    sums = {name: int(found[name].fillna(0).sum()) for name in ("signed_projects", "commitments")}
    assert foot[1] == f"{len(found)}次"
    assert foot[5].startswith(in_words(sums["signed_projects"], "zh"))
    assert foot[6].startswith(f"{sums['commitments']}项")
    assert f"{found['linked'].sum()}" in foot[6]


def test_a_bar_of_a_published_figure_opens_it_as_it_was_printed(
    demo: str, see_page: SeePage
) -> None:
    page = see_page(demo, "published", lang="zh", metric="fund")
    data = page.spec("published-pairing")["data"]
    marks = [mark for trace in data for mark in trace.get("customdata") or []]
    printed = {re.sub(r"[^\d.]", "", row[0]) for row in page.rows("published")}
    assert marks
    for identity, _told in marks[:2]:
        opened = see_page(demo, "ledgers", lang="zh", kind="figures", record=identity)
        assert any(value in opened.main.text for value in printed), identity
        assert opened.main.one("h1").text == "财政援助资金"


def test_a_bar_of_the_scorecard_opens_its_clause(demo: str, see_page: SeePage) -> None:
    page = see_page(demo, "scorecard", lang="zh", helper="330000")
    (bars, *_rest) = [t for t in page.spec("scorecard")["data"] if t["type"] == "bar"]
    clause, name = bars["customdata"][0]
    opened = see_page(demo, "scorecard", lang="zh", clause=str(clause))
    assert name.split(" · ")[-1] in opened.main.one("h1").text


@pytest.mark.parametrize("chart", ["places", "stops"])
def test_the_bar_of_a_place_opens_just_its_records(
    demo: str, see_page: SeePage, chart: str
) -> None:
    page, parameter = {"places": ("projects", "place"), "stops": ("visits", "stop")}[chart]
    (bars,) = [one for one in see_page(demo, page, lang="zh").spec(chart)["data"] if "x" in one][:1]
    for value, mark in list(zip(bars["x"], bars["customdata"], strict=True))[:3]:
        opened = see_page(demo, page, lang="zh", **{parameter: mark[0]})
        assert opened.foot(page)[1].startswith(f"{value:,.0f}")


@pytest.mark.parametrize("chart", ["in-place-by-year", "stages", "industries"])
def test_the_bars_of_projects_open_what_they_stand_for(
    demo: str, see_page: SeePage, chart: str
) -> None:
    parameters = {
        "in-place-by-year": ("years", "industry"), "stages": ("stage",), "industries": ("industry",)
    }[chart]  # fmt: skip
    data = see_page(demo, "projects", lang="zh", years="2023-2024").spec(chart)["data"]
    marks = [mark for trace in data for mark in trace.get("customdata") or []][:4]
    assert marks
    for mark in marks:
        given = {"years": "2023-2024"} | dict(zip(parameters, map(str, mark), strict=False))
        years = tuple(int(one) for one in given["years"].split("-"))
        chosen = Filter(
            years=(years[0], years[-1]),
            industry=Industry(given["industry"]) if "industry" in given else None,
            stage=Stage(given["stage"]) if "stage" in given else None,
        )
        in_store = stored(demo, chosen)
        if not in_store["ledger_projects"]:
            continue  # a step of the ladder that nothing stands on has no bar
        foot = see_page(demo, "projects", lang="zh", **given).foot("projects")
        assert foot[1].startswith(f"{in_store['ledger_projects']:,}")
        assert foot[6].startswith(in_words(in_store["ledger_in_place"], "zh"))


def test_a_couple_s_page_tells_what_the_matrix_counts_beside_its_own(
    demo: str, see_page: SeePage
) -> None:
    with reading(make_engine(demo)) as connection:
        held = coverage.held(connection)
    wider = held.groupby("pairing_id")[list(coverage.WIDER)].sum()
    pairing = int(str(wider["wider_projects"].idxmax()))
    (scope,) = see_page(demo, "pairings", lang="en", pairing=str(pairing)).main.all(name="x-scope")
    many = wider.loc[pairing]
    assert many["wider_projects"] > 1
    assert f"{many['wider_projects']} projects, {many['wider_visits']} visit" in scope.text
    narrowest = see_page(demo, "pairings", lang="en", pairing=couple_of(demo))
    assert (
        "matrix" not in narrowest.main.one(name="x-scope").text
    )  # nothing is wider than provinces
