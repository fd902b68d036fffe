"""Every chart of every page in every format, and its numbers as the database adds them up."""

import csv
import io
import json
import re
from collections.abc import Iterator

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from sqlalchemy import Engine, text

from db.engine import make_engine, reading
from db.snapshots import Search, queries, tables
from db.terms import AccountRole
from export import Deck, Renderer, Sheet, decks, files, frozen
from export.decks.report import MOST_ROWS
from tests.accounts import make, session, sign_in
from tests.conftest import StoreFactory
from tests.export.test_pictures import searched
from tests.pages.screen import PAGES, Session
from tests.pages.test_scorecard import clause
from tests.pages.test_targets import pairing, publish
from tests.stores import build_demo
from tests.ui.dom import parse
from ui.frame import state
from ui.sections import published
from ui.snapshots.catalogue import CHARTS

BY_YEAR = """SELECT year, industry, SUM(in_place) FROM project
    GROUP BY year, industry HAVING SUM(in_place) > 0"""
BY_STAGE = "SELECT stage, COUNT(*), SUM(in_place) FROM project GROUP BY stage"
YI = 100_000_000


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def engine(store_factory: StoreFactory, patch: pytest.MonkeyPatch) -> Engine:
    """The demo store and the result of a target; all that is read of it is read by anna."""
    url = store_factory.copy("demo", build_demo, "sqlite")
    publish(url)
    patch.setenv("DATABASE_URL", url)
    engine = make_engine(url)
    sign_in(patch, session(engine, make(engine, AccountRole.VIEWER, "anna")))
    return engine


def save_all(page: str, **address: str) -> None:
    """Save a snapshot of every chart of a page, by its button."""
    screen = Session(address, "zh-CN")
    screen.go(page)
    keys = [one.chart.key for one in screen.at.session_state[state.SHOWN]]
    for key in keys:
        screen.at.session_state[state.menu(key)] = True
    screen.run()
    for key in keys:
        screen.at.button(key=state.control(f"snapshot_{key}")).click()
        screen.run()


@pytest.fixture(scope="module")
def sheets(engine: Engine) -> dict[str, Sheet]:
    """Key → the sheet of every chart, from its snapshot."""
    for page in PAGES:
        save_all(page)
    url = engine.url.render_as_string()
    save_all("pairings", pairing=pairing(url))
    save_all("industry", industry="tea")
    save_all("compare", of="330000-510000.320000-610000")
    save_all("scorecard", clause=clause(url, "ent", 2022))
    with reading(engine) as connection:
        ids = queries.listed(connection, Search(), limit=100)["public_id"]
        found = [queries.find(connection, one) for one in ids]
    return {
        one.content.chart: frozen.sheet(one.content, tables.read(one.content.data), one.number)
        for one in found
        if one
    }


def rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def every_chart_has_a_page_that_shows_it(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    by_scope = {chart.key for chart in published.CHARTS.values()}
    assert set(CHARTS) - by_scope - set(sheets) == set()
    assert by_scope & set(sheets)


def every_chart_becomes_every_file_of_one(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    for sheet in sheets.values():
        svg = files.made(sheet, "svg", renderer).decode()
        assert f"快照编号：{sheet.number}" in svg
        for suffix in files.WRITTEN:
            assert files.made(sheet, suffix, renderer)


def every_chart_stands_in_every_file_of_several(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    deck = Deck("全部图表", tuple(sheets.values()), next(iter(sheets.values())).as_of, "zh")
    paper = "".join(searched(decks.paper(deck, renderer)).split())
    for sheet in sheets.values():
        assert "".join(sheet.title.split()) in paper
    slides = list(Presentation(io.BytesIO(decks.slides(deck, renderer))).slides)
    assert len(slides) == len(sheets) + 1
    for slide in slides[1:]:
        assert [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == 13]


def the_numbers_of_the_tables_are_the_database_s(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    sheet = sheets["in-place-by-year"]
    expected = sorted((int(str(y)), int(str(m))) for y, _industry, m in rows(engine, BY_YEAR))
    written = list(csv.reader(io.StringIO(files.made(sheet, "csv", renderer).decode("utf-8-sig"))))
    assert sorted((int(row[0]), int(row[2])) for row in written[1:]) == expected
    book = openpyxl.load_workbook(io.BytesIO(files.made(sheet, "xlsx", renderer)))
    typed = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    assert sorted((row[0], row[2]) for row in typed) == expected
    (table,) = re.findall(r"<table>.*?</table>", files.made(sheet, "html", renderer).decode(), re.S)
    cells = [[cell.text for cell in row.all("td")] for row in parse(table).all("tr")]
    assert sorted((int(row[0]), int(row[2])) for row in cells if row) == expected
    deck = Deck(sheet.title, (sheet,), sheet.as_of, "zh")
    report = Document(io.BytesIO(decks.report(deck, renderer))).tables[0]
    told = [[cell.text.replace(",", "") for cell in row.cells] for row in report.rows][1:]
    found = sorted((int(row[0]), int(row[2])) for row in told)
    assert found == [row for row in expected if row[0] <= found[-1][0]]
    assert len(found) == min(len(expected), MOST_ROWS)


def the_tables_of_every_chart_say_the_same_in_every_file(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    for key, sheet in sheets.items():
        kept = [[_number(cell) for cell in row] for row in sheet.table.itertuples(index=False)]
        text = files.made(sheet, "csv", renderer).decode("utf-8-sig")
        read = [[_number(cell) for cell in row] for row in list(csv.reader(io.StringIO(text)))[1:]]
        assert read == kept, key
        book = openpyxl.load_workbook(io.BytesIO(files.made(sheet, "xlsx", renderer)))
        typed = book.worksheets[0].iter_rows(min_row=2, values_only=True)
        assert [[_number(cell) for cell in row] for row in typed] == kept, key


def _number(cell: object) -> float | None:
    """A cell as a number; None where it is none."""
    try:
        found = float(str(cell))
    except ValueError:
        return None
    return None if found != found else found


def the_numbers_of_the_pictures_are_the_database_s(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    sheet = sheets["in-place-by-year"]
    totals: dict[int, int] = {}
    for year, _industry, yuan in rows(engine, BY_YEAR):
        totals[int(str(year))] = totals.get(int(str(year)), 0) + int(str(yuan))
    printed = {f"{total / YI:,.0f}" for total in totals.values()}
    svg = files.made(sheet, "svg", renderer).decode()
    assert printed <= set(re.findall(r">([\d,]+)<", svg))
    assert printed <= set(searched(files.made(sheet, "pdf", renderer)).split())
    deck = Deck(sheet.title, (sheet,), sheet.as_of, "zh")
    (_cover, slide) = Presentation(io.BytesIO(decks.slides(deck, renderer))).slides
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    drawn = dict.fromkeys(map(str, chart.plots[0].categories), 0.0)
    for series in chart.plots[0].series:
        for year, value in zip(chart.plots[0].categories, series.values, strict=True):
            drawn[str(year)] += value or 0
    assert {int(year): round(value * YI) for year, value in drawn.items()} == totals


def a_chart_s_marks_are_the_database_s(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine
) -> None:
    spec = json.dumps(sheets["stages"].spec["data"])
    for _stage, projects, _yuan in rows(engine, BY_STAGE):
        assert re.search(rf"\b{projects}\b", spec)


PARTS = (
    every_chart_has_a_page_that_shows_it,
    every_chart_becomes_every_file_of_one,
    every_chart_stands_in_every_file_of_several,
    the_numbers_of_the_tables_are_the_database_s,
    the_tables_of_every_chart_say_the_same_in_every_file,
    the_numbers_of_the_pictures_are_the_database_s,
    a_chart_s_marks_are_the_database_s,
)


def test_every_chart_of_every_page_in_every_format(
    sheets: dict[str, Sheet], renderer: Renderer, engine: Engine, subtests: pytest.Subtests
) -> None:
    """One test, for all look at the same sheets, which take half a minute to make."""
    for part in PARTS:
        with subtests.test(part.__name__):
            part(sheets, renderer, engine)
