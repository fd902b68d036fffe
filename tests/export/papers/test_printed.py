"""A brief as PDF and slides, and what LibreOffice makes of its Word file: read back."""

import io
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from db.engine import make_engine, reading
from db.queries import brief
from db.queries.called import pairing_called
from export import Renderer
from export.measure import width, wrap
from export.papers import Paper, printed, talk, word
from tests.conftest import StoreFactory
from tests.export.papers.made import paper
from tests.export.test_pictures import searched
from tests.stores import build_demo
from ui.briefing.paper import paper as told
from ui.frame.text import speaking

LONG = [{"text": f"议定事项第{n}项" * 8, "who": f"甲{n} → 乙{n}"} for n in range(60)]


def squeezed(text: str) -> str:
    return re.sub(r"\s|—\d+—", "", text.replace("\u2f00", "一"))


def test_slides_break_long_tables_and_repeat_their_headings() -> None:
    show = Presentation(io.BytesIO(talk.slides(paper(*LONG))))
    tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
    gaps = [t for t in tables if [c.text for c in t.rows[0].cells] == ["WHO", "YEAR", "NOTE"]]
    assert len(gaps) > 2
    assert [r.cells[0].text for t in gaps for r in list(t.rows)[1:]] == [row["who"] for row in LONG]
    for table in tables:
        assert sum(row.height for row in table.rows) < show.slide_height
    for table in gaps:
        assert [c.width for c in table.columns] == [c.width for c in gaps[0].columns]
    narrow = min(gaps[0].columns, key=lambda column: column.width)
    assert width("NOTE", talk.CELL, bold=True) < narrow.width.pt  # no word is broken
    (items, *_) = (t for t in tables if t.rows[0].cells[1].text == "TEXT")
    row = items.rows[1]
    lines = wrap(row.cells[1].text, talk.CELL, items.columns[1].width.pt)
    assert row.height.pt > len(lines) * talk.CELL > 2 * talk.CELL


def test_print_is_a4_with_numbers_between_dashes_on_the_outer_side(renderer: Renderer) -> None:
    made = printed.printed(paper(*LONG), renderer)
    assert made == printed.printed(paper(*LONG), renderer)
    reader = PdfReader(io.BytesIO(made))
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}
    layout = subprocess.run(
        ["/usr/bin/env", "pdftotext", "-layout", "-", "-"],
        input=made, capture_output=True, check=True,
    )  # fmt: skip
    feet = [page.rstrip().splitlines()[-1] for page in layout.stdout.decode().split("\f")[:-1]]
    assert ["".join(foot.split()) for foot in feet] == [f"—{n}—" for n in range(1, len(feet) + 1)]
    right = [foot.index("—") > 20 for foot in feet]
    assert right == [number % 2 == 1 for number in range(1, len(feet) + 1)]


@pytest.fixture(scope="module")
def papers(store_factory: StoreFactory) -> dict[str, Paper]:
    """The brief of Zhejiang and Sichuan after the meeting of 14 May 2019."""
    url = store_factory.copy("demo", build_demo, "sqlite")
    found = {}
    with reading(make_engine(url)) as connection:
        couple = pairing_called(connection, "浙江", "四川", 2020)
        gathered = brief.gather(connection, couple, date(2020, 10, 1))
    assert gathered is not None
    for language in ("zh", "en"):
        with speaking("en" if language == "en" else "zh"):
            found[language] = told(gathered)
    return found


def test_office_prints_every_number_of_the_store(
    papers: dict[str, Paper], office: Callable[[dict[str, bytes]], Path]
) -> None:
    folder = office({f"{name}.docx": word.word(one) for name, one in papers.items()})
    for name, one in papers.items():
        pdf = (folder / f"{name}.pdf").read_bytes()
        whole = squeezed(searched(pdf))
        for part in one.parts:
            for line in (part.title, *part.lines):
                assert squeezed(line) in whole, (part.key, line)
            cells = [row[column] for row in part.rows for column in part.right]
            for number in (n for cell in cells for n in re.findall(r"\d[\d,.]*", cell)):
                assert number in whole, (part.key, number)
        pages = searched(pdf).split("\f")[:-1]
        for number, page in enumerate(pages, 1):
            assert f"—{number}—" in re.sub(r"\s", "", page)


def test_in_english_the_two_and_what_is_demo_are_told_in_english(papers: dict[str, Paper]) -> None:
    (figures,) = (part for part in papers["en"].parts if part.key == "published")
    assert "Zhejiang → Sichuan" in {row["about"] for row in figures.rows}
    assert "浙江省 → 四川省" not in {row["about"] for row in figures.rows}
    assert any("made at random" in note for note in papers["en"].notes)
    assert not any("演示" in note for note in papers["en"].notes)
