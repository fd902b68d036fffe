"""The numbers of follow-up, reconciliation, other ledgers, dictionary, brief and assessment: each
is what its list comes to, and both are what the database has.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import func, select

from db.assessment import standing
from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.followup import items, watch
from db.followup.items import Which
from db.importing.kinds import LEDGERS
from db.models import Commitment, Metric, Pairing, Project
from db.queries import ledgers
from db.results import differences
from db.results.ledgers import SUMS
from db.terms import DifferenceState, Kind
from tests.pages.conftest import SeePage
from tests.pages.screen import Screen
from tests.pages.test_overview import in_words
from tests.pages.test_rows_of_figures import couple_of

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


@both_languages
def test_what_ledgers_have_of_an_assessment_is_what_the_couple_s_lists_come_to(
    demo: str, see_page: SeePage, lang: str
) -> None:
    couple = int(couple_of(demo))
    page = see_page(demo, "assessment", lang=lang, couple=str(couple), year="2024")
    tables = page.main.all("table")
    links = [one for table in tables for one in table.all("a")]
    told = [(one.attributes["href"], one.text) for one in links]
    told = [one for one in told if "list=" in one[0]]
    with reading(make_engine(demo)) as connection:
        of = standing.couple(connection, couple)
        assert of is not None
        found = standing.of_year(connection, of, 2024)
    stored = [
        in_words(one.ledger, lang)
        for under in found.heads
        for one in under.standings
        if one.ledger and one.indicator.metric in SUMS
    ]
    assert len(told) == len(stored) > 3
    for (href, figure), value in zip(told, stored, strict=True):
        at = urlsplit(href)
        listed = see_page(demo, at.path, **dict(parse_qsl(at.query)))
        feet = "|".join("".join(cell.text.split()) for cell in listed.main.one("tfoot").all("td"))
        assert NUMBER.search(figure)
        assert value in feet, (href, figure, feet)
