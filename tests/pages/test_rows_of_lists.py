"""The numbers of follow-up, reconciliation, other ledgers, dictionary, brief and assessment: each
is what its list comes to, and both are what the database has.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import func, select

from db.accounts import Operator
from db.assessment import standing
from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.followup import items, watch
from db.followup.items import Which
from db.followup.watch import Mark
from db.importing.kinds import LEDGERS
from db.models import Commitment, Metric, Pairing, Project
from db.queries import brief, ledgers, pairings, projects
from db.results import differences, judging, scorecard
from db.results.judging import Judgement
from db.terms import DifferenceState, Direction, Kind
from tests.conftest import StoreFactory
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen
from tests.pages.test_overview import in_words
from tests.pages.test_rows_of_figures import couple_of
from tests.stores import build_demo

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])
CHOSEN = Filter(helper="330000")
NUMBER = re.compile(r"\d[\d,]*")


def choices(screen: Screen) -> list[str]:
    """The lists that a page offers, each with its number."""
    groups: list[Any] = list(screen.at.get("button_group"))
    found: list[list[str]] = [group.options for group in groups]
    return next(options for options in found if any(NUMBER.search(one) for one in options))


def number(text: str) -> int:
    """The last whole number of a text."""
    return int(NUMBER.findall(text)[-1].replace(",", ""))


def counted(screen: Screen) -> int:
    """What the line above a list says of it; 0 where there is no list."""
    notes = [one.text for one in screen.main.all(name="x-note") if NUMBER.search(one.text)]
    return int(NUMBER.findall(notes[0])[0].replace(",", "")) if notes else 0


@both_languages
def test_each_list_of_follow_up_has_as_many_as_its_choice_says(
    demo: str, see_page: SeePage, lang: str
) -> None:
    given = {"lang": lang, "helper": "330000"}
    said = [number(one) for one in choices(see_page(demo, "followup", **given))]
    lists = [Which.OPEN, Which.OVERDUE, Which.SOON, Which.SILENT, Which.CLOSED, Which.UNLINKED]
    with reading(make_engine(demo)) as connection:
        now = watch.now()
        stored = [items.count(connection, CHOSEN, now, which) for which in lists]
        helped = select(Pairing.id).where(Pairing.helper_adcode.startswith("33"))
        without = select(func.count()).where(
            Project.pairing_id.in_(helped), Project.commitment_id.is_(None)
        )
        stored.append(connection.scalar(without) or 0)
        every = connection.scalar(select(func.count(Commitment.id)))
    assert said == stored
    assert 0 < said[0] < (every or 0)
    for name, many in zip([*lists, "projects"], stored, strict=True):
        listed = see_page(demo, "followup", **given, list=str(name))
        assert counted(listed) == many, name


@both_languages
def test_each_state_of_reconciliation_has_as_many_as_its_choice_says(
    demo: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(demo, "reconciliation", lang=lang)
    said = [number(one) for one in choices(page)]
    year = max(
        int(one) for row in page.rows("differences") for one in re.findall(r"20\d\d", row[2])
    )
    with reading(make_engine(demo)) as connection:
        found = differences.counts(connection, year)
        rows = len(differences.of_year(connection, year))
    many = [found[one].many if one in found else 0 for one in DifferenceState]
    assert said == [sum(many), *many]
    assert len(page.rows("differences")) == said[0] == rows > 0


@both_languages
@pytest.mark.parametrize("kind", [kind for kind in Kind if LEDGERS[kind].place is None])
def test_each_other_ledger_comes_to_what_the_database_has(
    demo: str, see_page: SeePage, lang: str, kind: Kind
) -> None:
    page = see_page(demo, "ledgers", lang=lang, kind=kind.value)
    with reading(make_engine(demo)) as connection:
        table = LEDGERS[kind].spec.table
        totals = ledgers.totals(connection, kind, EVERYTHING, "")
        many = connection.scalar(select(func.count()).select_from(table))
        sums = [
            connection.scalar(select(func.sum(table.c[name]))) or 0 for name in LEDGERS[kind].summed
        ]
    assert totals["records"] == many
    assert counted(page) == many
    if LEDGERS[kind].summed and many and not LEDGERS[kind].stock:
        shown = list(page.facts[-1].values())
        for value, text in zip(sums, shown, strict=True):
            assert text.startswith((in_words(int(value), lang), f"{value:,}")), (kind, text)


@both_languages
def test_the_dictionary_has_as_many_entries_as_it_says(
    demo: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(demo, "dictionary", lang=lang)
    with reading(make_engine(demo)) as connection:
        stored = connection.scalar(select(func.count()).select_from(Metric))
    assert counted(page) == len(page.main.all("article", "x-entry")) == stored


@both_languages
def test_each_year_of_a_brief_s_money_is_what_the_list_it_leads_to_comes_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = couple_of(demo)
    page = see_page(demo, "brief", lang=lang, pairing=couple, day="2025-01-31")
    told = [(text, to) for text, to in linked(page) if to["list"] == "projects"]
    with reading(make_engine(demo)) as connection:
        record = pairings.record(connection, int(couple))
        assert record
        theirs = tuple(int(one) for one in record.history["id"])
        for place, (text, to) in enumerate(told):
            first, _, last = to["of_year"].partition("-")
            chosen = Filter(pairings=theirs, years=(int(first), int(last or first)))
            name = ("projects", "agreed_amount", "in_place")[place % 3]
            many = {"projects": projects.count(connection, chosen, "")}
            many |= projects.totals(connection, chosen, "")
            said = Decimal(re.sub(r"[^\d.]", "", text)) * (10_000 if "万" in text else 1)
            assert said == many[name], (text, to)
    assert len(told) >= 9
    listed = see_page(demo, "pairings", **told[-1][1])
    assert in_words(many["in_place"], lang) in "".join(listed.foot("projects")[6].split())


PARTS = ("items", "visits", "people", "scorecard", "differences", "published")
"""Parts of a brief whose numbers stand in, or at the foot of, what they lead to."""


@both_languages
def test_each_number_of_a_brief_s_tables_stands_where_it_leads_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(demo, "brief", lang=lang, pairing=couple_of(demo), day="2025-12-31")
    for part in PARTS:
        links = page.main.one("table", f"x-brief-{part}").all("a")
        told = {one.attributes["href"]: one.text for one in links if NUMBER.search(one.text)}
        assert told, part
        for href, text in list(told.items())[:5]:
            at = urlsplit(href)
            seen = see_page(demo, at.path, **dict(parse_qsl(at.query)))
            (first, *_rest) = re.findall(r"[\d,.]+", text)
            assert first.rstrip(".,") in seen.main.text, (part, text, href)


@both_languages
def test_a_brief_s_visits_lead_to_those_of_its_days(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = couple_of(demo)
    page = see_page(demo, "brief", lang=lang, pairing=couple, day="2025-01-31")
    hrefs = [href for href in page.links().values() if "days=" in href]
    with reading(make_engine(demo)) as connection:
        told = brief.gather(connection, int(couple), date(2025, 1, 31))
    assert told is not None
    many = told.toured.set_index("direction")["visits"].to_dict()
    for direction, href in zip(Direction, hrefs, strict=True):
        to = dict(parse_qsl(urlsplit(href).query))
        assert counted(see_page(demo, "pairings", **to)) == many.get(direction.value, 0)
    wrong = see_page(demo, "visits", lang=lang, days="2025-01-31")
    assert "2025-01-31" in wrong.warnings[0]


@both_languages
def test_what_was_settled_leads_to_its_settlement(
    store_factory: StoreFactory, backend: str, open_page: OpenPage, lang: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    engine = make_engine(url)
    with reading(engine) as connection:
        every = differences.of_year(connection, None, state=DifferenceState.OPEN)
        every = every[every["unit"] != "percent"]
        row = every[every["month"] == 12].iloc[0]
        clauses = scorecard.of_year(connection, row["ends_on"].year)
    at = differences.At(int(row["pairing_id"]), row["metric_key"], row["ends_on"].year, 12)
    said = Judgement(DifferenceState.SETTLED, "both looked", int(row["helper_value"]) + 7)
    judging.judge(engine, at, 0, said, Operator("boss"))
    of = (clauses["helper_adcode"] == row["helper_adcode"]) & (
        clauses["receiver_adcode"] == row["receiver_adcode"]
    )
    clause = clauses[of & (clauses["metric_key"] == row["metric_key"])]["id"].iloc[0]
    page = open_page(url, "scorecard", lang=lang, clause=str(clause))
    hrefs = {href for href in page.links().values() if "difference=" in href}
    assert len(hrefs) == 1
    to = dict(parse_qsl(urlsplit(hrefs.pop()).query))
    settled = open_page(url, "reconciliation", **to)
    assert all(one in settled.main.text for one in ("both looked", "boss"))
    assert f"{said.value:,}"[-3:] in settled.rows("steps")[0][3]


@both_languages
def test_what_a_brief_says_of_projects_is_what_the_couple_s_list_comes_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(demo, "brief", lang=lang, pairing=couple_of(demo))
    link = next(
        one.attributes["href"]
        for line in page.main.all("p")
        for one in line.all("a")
        if "list=projects" in one.attributes["href"]
    )
    at = urlsplit(link)
    foot = see_page(demo, at.path, **dict(parse_qsl(at.query))).foot("projects")
    said = next(
        line.text
        for line in page.main.all("p")
        if re.search(r"(双方共有|the two have|In all)", line.text)
    )
    assert number(NUMBER.findall(said)[1]) == number(foot[1])


def assessed(demo: str, couple: int, year: int) -> list[standing.Standing]:
    with reading(make_engine(demo)) as connection:
        of = standing.couple(connection, couple)
        assert of is not None
        found = standing.of_year(connection, of, year)
    return [one for under in found.heads for one in under.standings]


def linked(screen: Screen) -> list[tuple[str, dict[str, str]]]:
    """Each number of a page's tables that leads to a list of a couple: its text, and which list."""
    links = [one for table in screen.main.all("table") for one in table.all("a")]
    found = [(one.text, urlsplit(one.attributes["href"])) for one in links]
    return [(text, dict(parse_qsl(at.query))) for text, at in found if "list=" in at.query]


@both_languages
def test_what_ledgers_have_of_an_assessment_is_what_the_couple_s_lists_come_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = int(couple_of(demo))
    page = see_page(demo, "assessment", lang=lang, couple=str(couple), year="2024")
    told = [(text, to) for text, to in linked(page) if to["list"] not in ("results", "figures")]
    found = [one for one in assessed(demo, couple, 2024) if one.ledger]
    stored = [in_words(one.ledger or 0, lang) for one in found]
    assert len(told) == len(stored) > 3
    for (figure, to), value in zip(told, stored, strict=True):
        listed = see_page(demo, "pairings", **to)
        feet = [cell.text for foot in listed.main.all("tfoot") for cell in foot.all("td")]
        feet += [one.text for one in listed.main.all("dd")] + [f"{counted(listed):,}"]
        assert NUMBER.search(figure)
        assert any("".join(foot.split()).startswith(value) for foot in feet), (to, figure, feet)


@both_languages
def test_a_report_or_a_publication_of_an_assessment_stands_in_the_list_it_leads_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = int(couple_of(demo))
    page = see_page(demo, "assessment", lang=lang, couple=str(couple), year="2024")
    told = [(text, to) for text, to in linked(page) if to["list"] in ("results", "figures")]
    found = [one for one in assessed(demo, couple, 2024) if one.known or one.target or one.last]
    values = [
        value
        for one in found
        for value in (one.helper, one.receiver, one.counts, one.last)
        if value
    ]
    assert len(told) == len(values) > 0
    seen = {(to["list"], to["of_year"], to.get("reported_by")): (n, to) for n, to in told}
    for figure, to in seen.values():
        listed = see_page(demo, "pairings", **to)
        printed = re.search(r"[\d,.]+", figure)
        assert printed
        assert counted(listed) > 0, to
        assert printed[0] in listed.main.one("tbody").text, (to, figure)
        place = {"results": 1, "figures": 2}[to["list"]]
        metrics = {row[place] for row in listed.rows(f"ledger_{to['list']}")}
        assert len(metrics) == 1, to  # no other metric of like name stands among them


@both_languages
def test_the_counts_of_a_couple_s_urgent_items_lead_to_just_those(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = couple_of(demo)
    page = see_page(demo, "pairings", lang=lang, pairing=couple)
    links = [one for line in page.main.all(name="x-counts") for one in line.all("a")]
    told = [(one.text, dict(parse_qsl(urlsplit(one.attributes["href"]).query))) for one in links]
    told = [(text, to) for text, to in told if to.get("list") in set(Mark)]
    with reading(make_engine(demo)) as connection:
        record = pairings.record(connection, int(couple))
        assert record
        theirs = Filter(pairings=tuple(int(one) for one in record.history["id"]))
        stored = [items.count(connection, theirs, watch.now(), Which(mark)) for mark in Mark]
    assert [number(text) for text, _to in told] == stored
    for many, (_text, to) in zip(stored, told, strict=True):
        assert counted(see_page(demo, "pairings", **to)) == many
