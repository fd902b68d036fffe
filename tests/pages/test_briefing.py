"""The briefing sentence of each page: its numbers are the page's, its links list their rows."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import Select, func, select

from db.engine import make_engine, reading
from db.models import Meeting, Pairing, Project, VisitSite
from db.terms import Level
from tests.accounts import sign_in
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session

FILTER = {"helper": "330000", "years": "2018-2023"}


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, None)


def opened(
    open_page: OpenPage, url: str, page: str, locale: str = "zh-CN", **address: str
) -> Session:
    screen = open_page(url, page, locale=locale, **address)
    screen.at.session_state["menu_briefing"] = True
    screen.run()
    return screen


def sentence(screen: Session) -> str:
    return screen.main.one(name="x-briefing").text


def numbers(screen: Session) -> dict[str, str]:
    """Number → address of its rows, in order."""
    found = screen.main.one(name="x-briefing").all("a")
    return {link.text: link.attributes["href"] for link in found}


def follow(open_page: OpenPage, url: str, href: str) -> Session:
    where = urlsplit(href)
    return open_page(url, where.path, **dict(parse_qsl(where.query)))


def test_the_overview_tells_its_figures(open_page: OpenPage, demo: str) -> None:
    screen = opened(open_page, demo, "overview", **FILTER)
    said, figures = sentence(screen), screen.figures
    day = r"\d{4}年[\d月日]*底?"
    span = rf"截至({day})（各台账截至2026年6月17日至\1不等），浙江与各受援省份在2018—2023年间召开"
    assert re.match(span, said), said
    for name in ("会议次数", "议定事项", "互访次数", "项目数"):
        assert figures[name].number in said
    assert "演示数据" in said
    (copied,) = screen.at.code
    assert copied.value == said


def listed(number: str) -> str:
    """What a list says that has as many records as a number of a sentence tells."""
    kinds = {r"(\d+)次会议": "次会议", r"(\d+)个项目": "个项目", r"(\d+)次互访": "次互访"}
    kinds |= {r"事项(\d+)项": "项议定事项", r"(\d+)": "项议定事项"}
    for pattern, kind in kinds.items():
        if found := re.fullmatch(pattern, number):
            return f"共{found[1]}{kind}"
    return ""


def test_every_number_leads_to_the_rows_that_it_counts(open_page: OpenPage, demo: str) -> None:
    screen = opened(open_page, demo, "overview", **FILTER)
    counted = 0
    for number, href in numbers(screen).items():
        assert dict(parse_qsl(urlsplit(href).query)).items() >= FILTER.items()
        page = follow(open_page, demo, href)
        if said := listed(number):
            assert any(said in remark for remark in page.remarks), (number, page.remarks)
            counted += 1
    assert counted == 5  # meetings, agreed items, those with a project, projects, visits


@pytest.mark.parametrize("page", ["meetings", "projects", "visits"])
def test_parts_of_the_whole_have_a_filter_of_their_own(
    open_page: OpenPage, demo: str, page: str
) -> None:
    screen = opened(open_page, demo, page, **FILTER)
    parts = [
        (number, href)
        for number, href in numbers(screen).items()
        if "stage=" in href or "years=2023&" in href + "&"
    ]
    assert parts
    for number, href in parts:
        found = follow(open_page, demo, href)
        assert any(re.search(rf"共{number}(次|个)", remark) for remark in found.remarks) or (
            number == "0"
        )


@pytest.mark.parametrize(
    "page", ["overview", "pairings", "meetings", "projects", "visits", "published"]
)
@pytest.mark.parametrize(("locale", "begins"), [("zh-CN", "截至"), ("en-US", "As of ")])
def test_every_page_has_one_in_both_languages(
    open_page: OpenPage, demo: str, page: str, locale: str, begins: str
) -> None:
    screen = opened(open_page, demo, page, locale)
    said = sentence(screen)
    assert said.startswith(begins)
    assert "{" not in said
    assert numbers(screen)
    if page != "published":  # which names its source as that is called
        assert bool(re.search(r"[一-鿿]", said)) == (locale == "zh-CN")


def couple(url: str, level: Level) -> int:
    """A pairing of that level with a meeting."""
    statement = (
        select(Pairing.id)
        .join(Meeting, Meeting.pairing_id == Pairing.id)
        .where(Pairing.level == level)
        .order_by(Pairing.id)
    )
    with reading(make_engine(url)) as connection:
        return connection.execute(statement).scalars().first() or 0


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.PREFECTURE])
def test_a_couple_has_one_whose_numbers_lead_to_its_rows_alone(
    open_page: OpenPage, demo: str, level: Level
) -> None:
    identity = couple(demo, level)
    screen = opened(open_page, demo, "pairings", pairing=str(identity))
    helper, receiver = screen.title.split(" → ")
    assert f"{helper}与{receiver}" in sentence(screen)
    counted = {number: href for number, href in numbers(screen).items() if listed(number)}
    assert len(counted) >= 4
    for number, href in counted.items():
        if number.startswith(("0", "事项0")):
            continue
        page = follow(open_page, demo, href)
        assert page.title == screen.title
        assert any(listed(number) in remark for remark in page.remarks), (number, page.remarks)


RECORDS = {
    "meetings": (r"截至.+，.+召开的“.+”（.+）议定事项\d+项，", ("事项", "个项目")),
    "projects": (r"截至.+，.+协作实施的“.+”（\d{4}年，.+）状态为“.+”，", ("就业",)),
    "visits": (r"截至.+，.+已开展“.+”互访（.+，.+）", ("考察",)),
}
"""Page → how the sentence of a record begins, and what is counted in it."""


COUNTED = {
    "meetings": select(func.min(Project.meeting_id)),
    "projects": select(func.min(Project.id)).where(Project.jobs > 0),
    "visits": select(func.min(VisitSite.visit_id)),
}
"""Page → the first of its records that has something to count."""


def first(url: str, statement: Select[int | None]) -> int:
    with reading(make_engine(url)) as connection:
        return connection.scalar(statement) or 0


@pytest.mark.parametrize("page", RECORDS)
def test_one_record_has_a_sentence_about_itself_alone(
    open_page: OpenPage, demo: str, page: str
) -> None:
    parameter = page.removesuffix("s")
    identity = str(first(demo, COUNTED[page]))
    screen = opened(open_page, demo, page, **{parameter: identity})
    said, (begins, counted) = sentence(screen), RECORDS[page]
    assert re.match(begins, said)
    assert screen.title in said
    assert all(any(kind in number for number in numbers(screen)) for kind in counted)
    for href in numbers(screen).values():
        assert follow(open_page, demo, href).title == screen.title
    assert opened(open_page, demo, page, "en-US", **{parameter: identity})
    (copied,) = screen.at.code
    assert copied.value == said


def test_a_record_that_is_not_there_has_none(open_page: OpenPage, demo: str) -> None:
    screen = opened(open_page, demo, "meetings", meeting="999999999")
    assert screen.main.all(name="x-briefing") == []


def test_facts_alone_bear_no_warning(open_page: OpenPage, reference: str) -> None:
    assert "演示" not in sentence(opened(open_page, reference, "meetings"))


def test_an_empty_selection_has_no_sentence(open_page: OpenPage, reference: str) -> None:
    screen = opened(open_page, reference, "projects")
    assert "所选范围内没有可以表述的数据。" in screen.notices
