"""What pages show beside their lists: gaps, outcomes, stops, definitions kept apart, demo owned."""

import pytest
from sqlalchemy import select

from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.models import Meeting, Project, PublishedFigure
from db.queries import coverage, outcomes, pairings, stops
from tests.pages.conftest import SeePage
from tests.totals import of_ledgers

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@LANGUAGES
@pytest.mark.parametrize("script", ["pairings", "meetings", "projects", "visits"])
def test_a_page_of_ledgers_says_how_many_of_its_records_are_demo(
    demo: str, see_page: SeePage, script: str, lang: str
) -> None:
    with reading(make_engine(demo)) as connection:
        totals = of_ledgers(connection, EVERYTHING).set_index("key")["demo"]
    (notice,) = see_page(demo, script, lang=lang).demo_notices
    counted = {name: f"{totals[f'ledger_{name}']:,}" for name in ("meetings", "projects", "visits")}
    shown = counted.values() if script == "pairings" else [counted[script]]
    assert [number for number in shown if number not in notice] == []


@LANGUAGES
def test_every_pairing_without_a_record_in_a_year_is_listed(
    demo: str, see_page: SeePage, lang: str
) -> None:
    shown = see_page(demo, "pairings", lang=lang, idle_year="2024", level="county")
    with reading(make_engine(demo)) as connection:
        listed = pairings.listed(connection, EVERYTHING)
    of_2024 = listed[
        (listed["level"] == "county")
        & (listed["year_from"].fillna(0) <= 2024)
        & (listed["year_to"].fillna(9999) >= 2024)
    ]
    rows = shown.rows("idle")
    assert 0 < len(rows) <= len(of_2024)
    name = {"zh": "县级", "en": "County"}[lang]
    assert {row[1] for row in rows} == {name}


def test_a_pairing_with_a_meeting_in_the_year_is_not_among_the_idle(
    demo: str, see_page: SeePage
) -> None:
    shown = see_page(demo, "pairings", idle_year="2024", helper="330000")
    listed = [row[0] for row in shown.rows("idle")]
    assert "浙江省 → 四川省" not in listed
    assert len(listed) > 0


@LANGUAGES
def test_a_meeting_lists_the_projects_that_came_of_it_and_links_each_item_s_largest(
    demo: str, see_page: SeePage, lang: str
) -> None:
    with reading(make_engine(demo)) as connection:
        (meeting,) = connection.execute(
            select(Project.meeting_id).where(Project.commitment_id.is_not(None)).limit(1)
        ).one()
        expected = outcomes.listed(connection, int(meeting or 0))
        largest = outcomes.largest_of_items(connection, int(meeting or 0))
    shown = see_page(demo, "meetings", lang=lang, meeting=str(meeting))
    assert len(shown.rows("outcomes")) == len(expected)
    came = " ".join(row[5] for row in shown.rows("commitments"))
    titles = largest["title"] if lang == "zh" else largest["title_en"].fillna(largest["title"])
    assert [title for title in titles if title not in came] == []


@LANGUAGES
def test_a_record_leads_to_its_pairing(demo: str, see_page: SeePage, lang: str) -> None:
    with reading(make_engine(demo)) as connection:
        meeting, pairing = connection.execute(
            select(Meeting.id, Meeting.pairing_id).where(Meeting.pairing_id.is_not(None)).limit(1)
        ).one()
    links = see_page(demo, "meetings", lang=lang, meeting=str(meeting)).links().values()
    assert f"pairings?lang={lang}&pairing={pairing}" in links


@LANGUAGES
def test_the_most_visited_stops_are_drawn(demo: str, see_page: SeePage, lang: str) -> None:
    with reading(make_engine(demo)) as connection:
        found = stops.most_visited(connection, EVERYTHING)
    shown = see_page(demo, "visits", lang=lang)
    bars, names = shown.spec("stops")["data"]
    many = dict(zip(found["name"], found["visits"], strict=True))
    drawn = [many[part[0]] for part in bars["customdata"]]  # those of as many by the reader's names
    assert drawn == found["visits"].tolist()
    assert len(names["text"]) == len(found)
    assert str(found["visits"][0]) in shown.alt("stops")


@LANGUAGES
def test_projects_are_drawn_by_year_and_add_up(demo: str, see_page: SeePage, lang: str) -> None:
    with reading(make_engine(demo)) as connection:
        totals = of_ledgers(connection, EVERYTHING).set_index("key")["value"]
    parts = see_page(demo, "projects", lang=lang).spec("projects-by-year")["data"]
    drawn = [part for part in parts if part.get("showlegend") is not False]
    assert sum(sum(part["y"]) for part in drawn) == totals["ledger_projects"]


@LANGUAGES
def test_figures_of_different_scopes_have_charts_of_their_own(
    reference: str, see_page: SeePage, lang: str
) -> None:
    with reading(make_engine(reference)) as connection:
        statement = select(PublishedFigure.id, PublishedFigure.scope)
        of_fund = connection.execute(statement.where(PublishedFigure.metric_key == "fund")).all()
    shown = see_page(reference, "published", lang=lang, metric="fund")
    for scope in {scope for _id, scope in of_fund}:
        traces = shown.spec(f"published-{scope}")["data"]
        drawn = {part[0] for trace in traces for part in trace.get("customdata", [])}
        assert drawn == {str(identity) for identity, of in of_fund if of == scope}


def test_published_figures_have_english_names(reference: str, see_page: SeePage) -> None:
    shown = see_page(reference, "published", lang="en", metric="fund")
    about = {row[5] for row in shown.rows("published")}
    assert {"Eastern provinces → Western provinces", "Zhejiang → Sichuan"} <= about
    chinese = see_page(reference, "published", lang="zh", metric="fund").rows("published")
    assert "东部省市 → 西部省区市" in {row[5] for row in chinese}


@pytest.mark.parametrize(
    ("script", "parameter"),
    [
        ("meetings", "page"),
        ("projects", "order"),
        ("published", "metric"),
        ("pairings", "idle_year"),
        ("overview", "lang"),
    ],
)
def test_a_control_s_wrong_value_is_left_out_and_named(
    demo: str, see_page: SeePage, script: str, parameter: str
) -> None:
    (warning,) = see_page(demo, script, **{parameter: "<b>x</b>"}).warnings
    assert warning == f"网址中的“{parameter}=<b>x</b>”无法识别，已忽略。"


@pytest.mark.parametrize("without", ["nothing", "meetings", "projects", "visits", "in_place"])
def test_the_list_of_gaps_is_what_the_store_has_of_each_with_the_last_of_each(
    demo: str, see_page: SeePage, without: str
) -> None:
    shown = see_page(demo, "pairings", idle_year="2024", idle_of=without, helper="330000")
    with reading(make_engine(demo)) as connection:
        listed = pairings.listed(connection, Filter(helper="330000", years=(2024, 2024)))
        held = coverage.held(connection)
    kinds = ["meetings", "projects", "visits"]
    wanted = kinds if without == "nothing" else [without]
    of_year = held[held["year"] == 2024].set_index("pairing_id")[wanted].sum(axis=1)
    bare = {int(one) for one in listed["id"] if of_year.get(one, 0) == 0}
    rows = shown.rows("idle") if bare else []
    assert len(rows) == min(len(bare), 40)
    assert f"{len(bare)}" in next(told for told in shown.remarks if told.startswith("2024"))
    last = {
        kind: held[held[kind] > 0].groupby("pairing_id")["year"].max()
        for kind in [*kinds, "in_place"]
    }
    couples = zip(listed["helper_zh"], listed["receiver_zh"], strict=True)
    names = dict(zip(listed["id"], map(" → ".join, couples), strict=True))
    told = [(names[one], [str(last[k].get(one, "尚无")) for k in last]) for one in sorted(bare)]
    assert sorted((row[0], row[2:]) for row in rows) == sorted(told)[: len(rows)] or len(bare) > 40


def test_a_year_without_a_ledger_is_said_to_be_one(reference: str, see_page: SeePage) -> None:
    shown = see_page(reference, "pairings", lang="en", idle_year="2024")
    assert "No ledger of 2024 was ever loaded: nobody can say." in shown.notices
    grounds = [one for one in shown.spec("coverage")["data"] if one.get("fill") == "toself"]
    assert [bool(ground["x"]) for ground in grounds] == [False, True]  # none yellow, some grey
