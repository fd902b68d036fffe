"""The briefing sentence of each page: its numbers are the page's, its links list their rows."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from db.engine import make_engine, reading
from db.models import Meeting, Pairing
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
    assert said.startswith("截至2023年底，浙江与各受援省份在2018—2023年间召开")
    for name in ("会议次数", "议定事项", "互访次数", "项目数"):
        assert figures[name].number in said
    assert "演示数据" in said
    (copied,) = screen.at.code
    assert copied.value == said


def test_every_number_leads_to_the_rows_that_it_counts(open_page: OpenPage, demo: str) -> None:
    screen = opened(open_page, demo, "overview", **FILTER)
    for number, href in numbers(screen).items():
        assert dict(parse_qsl(urlsplit(href).query)).items() >= FILTER.items()
        page = follow(open_page, demo, href)
        counted = re.fullmatch(r"(\d+)(次会议|个项目|次互访)", number)
        if counted:
            assert any(f"共{number}" in remark for remark in page.remarks), (number, page.remarks)


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
    counted = {
        number: href
        for number, href in numbers(screen).items()
        if re.fullmatch(r"[1-9]\d*(次会议|个项目|次互访)", number)
    }
    assert counted
    for number, href in counted.items():
        page = follow(open_page, demo, href)
        listed = any(f"共{number}" in remark for remark in page.remarks)
        assert listed or href == f"pairings?pairing={identity}", (number, page.remarks)


def test_one_record_has_no_sentence_about_the_others(open_page: OpenPage, demo: str) -> None:
    screen = opened(open_page, demo, "meetings", meeting="1")
    assert screen.main.all(name="x-briefing") == []


def test_facts_alone_bear_no_warning(open_page: OpenPage, reference: str) -> None:
    assert "演示" not in sentence(opened(open_page, reference, "meetings"))


def test_an_empty_selection_has_no_sentence(open_page: OpenPage, reference: str) -> None:
    screen = opened(open_page, reference, "projects")
    assert "所选范围内没有可以表述的数据。" in screen.notices
