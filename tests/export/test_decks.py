"""Several charts as one file: what a reader of each format finds in it."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pypdf import PdfReader

from export import Deck, Renderer, RendererUnavailable, RenderTooLarge, decks, plain, workbook
from export.decks import fonts
from tests.export import sheets
from tests.export.test_pictures import searched

RUN = re.compile(r"<a:rPr\b[^>]*/>|<a:rPr\b.*?</a:rPr>", re.DOTALL)
Office = Callable[[dict[str, bytes]], Path]


def zh() -> Deck:
    """Charts that slides draw themselves, one that they cannot, and odd names in all places."""
    odd = replace(sheets.money_zh(), title=sheets.ODD, conditions=())
    made = (sheets.money_zh(), sheets.places_zh(), sheets.flows_zh(), sheets.lines_zh(), odd)
    return sheets.deck(*made)


def en() -> Deck:
    made = (sheets.money_en(), sheets.places_en())
    return replace(sheets.deck(*made), title="East–west cooperation", subtitle="Half-year brief")


@pytest.fixture(scope="module")
def files(renderer: Renderer) -> dict[str, bytes]:
    """Every deck in every format, and a workbook and a CSV."""
    makers = {"pdf": decks.paper, "pptx": decks.slides, "docx": decks.report}
    made = {
        f"{name}.{suffix}": make(deck, renderer)
        for name, deck in (("zh", zh()), ("en", en()))
        for suffix, make in makers.items()
    }
    return {
        **made,
        "table.xlsx": workbook.table(sheets.places_zh()),
        "table.csv": plain.table(sheets.places_zh()),
    }


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes], office: Office) -> dict[str, str]:
    """The text of what LibreOffice makes of each Office file."""
    own = {
        name.replace(".", "-") + "." + name.partition(".")[2]: content
        for name, content in files.items()
        if not name.endswith(("pdf", "csv"))
    }
    folder = office(own)
    return {
        name: searched((folder / name).with_suffix(".pdf").read_bytes()).replace("\u3000", " ")
        for name in own
    }


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return searched(pdf).split("\f")[:-1]


def test_paper_is_a4_with_a_cover_that_tells_filters_and_definitions(
    files: dict[str, bytes],
) -> None:
    reader = PdfReader(io.BytesIO(files["zh.pdf"]))
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}
    cover = squeezed(pages(files["zh.pdf"])[0])
    for told in (zh().title, "帮扶方浙江", "年份2018—2023", "数据截至2026年11月23日"):
        assert told in cover
    for number, sheet in enumerate(zh().sheets, start=1):
        assert squeezed(f"图{number}{sheet.title}") in cover
        assert squeezed(sheet.defined) in cover


def test_paper_numbers_its_pages(files: dict[str, bytes]) -> None:
    for name, template in (("zh.pdf", "第{}页，共{}页"), ("en.pdf", "Page{}of{}")):
        found = pages(files[name])
        for number, page in enumerate(found, start=1):
            assert template.format(number, len(found)) in squeezed(page)


def test_paper_has_every_chart_with_its_numbers_and_words(files: dict[str, bytes]) -> None:
    text = squeezed("".join(pages(files["zh.pdf"])[1:]))
    for sheet in zh().sheets:
        for line in (sheet.title, sheet.filters_line, sheet.definition_line, sheet.source_line):
            assert squeezed(line) in text
    for name, value in sheets.PLACES.items():
        assert squeezed(name) in text
        assert str(value) in text
    assert "35.2" in text


def test_charts_on_paper_are_vectors(files: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(files["zh.pdf"]))
    assert [len(page.images) for page in reader.pages] == [0] * len(reader.pages)


def slides(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_slides_are_wide_one_a_chart(files: dict[str, bytes]) -> None:
    show = Presentation(io.BytesIO(files["zh.pptx"]))
    assert show.slide_width
    assert show.slide_height
    assert round(show.slide_width / show.slide_height, 3) == round(16 / 9, 3)
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    expected = [f"图 {n}\u3000{sheet.title}" for n, sheet in enumerate(zh().sheets, start=1)]
    assert titles == [zh().title, *expected]


def test_what_slides_can_draw_they_draw_themselves(files: dict[str, bytes]) -> None:
    types = [[chart.chart_type for chart in charts(slide)] for slide in slides(files["zh.pptx"])]
    assert types == [
        [],
        [XL_CHART_TYPE.COLUMN_STACKED],
        [XL_CHART_TYPE.BAR_CLUSTERED],
        [],
        [XL_CHART_TYPE.LINE_MARKERS],
        [XL_CHART_TYPE.COLUMN_STACKED],
    ]
    picture = [s for s in slides(files["zh.pptx"])[3].shapes if s.shape_type == 13]
    assert len(picture) == 1


def test_a_chart_of_a_slide_has_the_table_s_numbers(files: dict[str, bytes]) -> None:
    (chart,) = charts(slides(files["zh.pptx"])[1])
    table = sheets.money_zh().table
    for series in chart.plots[0].series:
        rows = table[table["产业"] == series.name]
        assert list(series.values) == [yuan / sheets.YI for yuan in rows["到位资金（元）"]]
        assert list(chart.plots[0].categories) == [str(year) for year in rows["年份"]]


def test_the_workbook_in_a_chart_has_no_formula(files: dict[str, bytes]) -> None:
    places = {"=1+1": 3, "@x": 2, "浙江": 1}
    frame = pd.DataFrame({"项目地": list(places), "项目数": list(places.values())})
    spec = sheets.places_zh().spec
    trace, names = spec["data"]
    for key in ("x", "y", "text", "customdata"):
        trace[key] = trace[key][:3]
    names.update(x=[0] * 3, y=names["y"][:3], text=list(places))
    trace["marker"]["color"] = trace["marker"]["color"][:3]
    sheet = replace(sheets.places_zh(), figure=spec, table=frame)
    content = decks.slides(sheets.deck(sheet), Renderer())
    (chart,) = charts(slides(content)[1])
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert list(chart.plots[0].categories) == ["'=1+1", "'@x", "浙江"]


def test_notes_tell_definition_and_source(files: dict[str, bytes]) -> None:
    for name, deck in (("zh.pptx", zh()), ("en.pptx", en())):
        for slide, sheet in zip(slides(files[name])[1:], deck.sheets, strict=True):
            notes = slide.notes_slide.notes_text_frame.text
            for line in (sheet.filters_line, sheet.definition_line, sheet.source_line):
                assert line in notes


@pytest.mark.parametrize("name", ["zh.pptx", "en.pptx"])
def test_every_text_of_a_slide_has_a_typeface_for_chinese(
    name: str, files: dict[str, bytes]
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[name])) as parts:
        for part in parts.namelist():
            if re.match(r"ppt/(slides|charts)/\w+\.xml", part):
                text = parts.read(part).decode()
                for run in RUN.findall(text):
                    assert f'<a:ea typeface="{fonts.FACE}"/>' in run


def test_without_chromium_slides_that_need_no_picture_are_made() -> None:
    assert decks.slides(en(), Renderer()).startswith(b"PK")
    with pytest.raises(RendererUnavailable):
        decks.slides(zh(), Renderer())


def test_captions_of_a_report_are_numbered_by_word(files: dict[str, bytes]) -> None:
    for name, figure, table, deck in (
        ("zh.docx", "图", "表", zh()),
        ("en.docx", "Figure", "Table", en()),
    ):
        document = Document(io.BytesIO(files[name]))
        fields = [text.strip() for text in document.element.xpath("//w:instrText/text()")]
        many = len(deck.sheets)
        assert fields == [f"SEQ {figure} \\* ARABIC"] * many + [f"SEQ {table} \\* ARABIC"] * many
        captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
        assert [re.sub(r"\D*(\d+).*", r"\1", text, count=1) for text in captions] == [
            str(number) for _ in (figure, table) for number in range(1, many + 1)
        ]


def test_a_report_is_a4_and_its_chinese_is_simplified(files: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(files["zh.docx"]))
    page = document.sections[0]
    assert page.page_width
    assert page.page_height
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    languages = document.styles.element.xpath("//w:lang/@w:eastAsia")
    assert set(languages) == {"zh-CN"}
    faces = document.element.xpath("//w:r[w:t]/w:rPr/w:rFonts/@w:eastAsia")
    assert len(faces) == len(document.element.xpath("//w:r[w:t]"))


def test_tables_of_a_report_have_the_numbers(files: dict[str, bytes]) -> None:
    table = Document(io.BytesIO(files["zh.docx"])).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [int(row[2].replace(",", "")) for row in rows] == sheets.PLACED["in_place"].tolist()
    assert [int(row[0]) for row in rows] == sheets.PLACED["year"].tolist()


def test_office_opens_every_file_and_prints_its_texts(printed: dict[str, str]) -> None:
    for name in ("zh-pptx.pptx", "zh-docx.docx", "en-pptx.pptx", "en-docx.docx"):
        deck = zh() if name.startswith("zh") else en()
        text = squeezed(printed[name])
        for sheet in deck.sheets:
            for line in (sheet.title, sheet.definition_line, sheet.source_line):
                assert squeezed(line) in text, name
        for _name, value in deck.conditions:
            assert squeezed(value) in text


def test_office_prints_native_charts_with_their_values(printed: dict[str, str]) -> None:
    text = squeezed(printed["zh-pptx.pptx"])
    for name, value in sheets.PLACES.items():
        assert squeezed(name) in text
        assert str(value) in text


def test_office_opens_the_workbook_with_text_as_text(printed: dict[str, str]) -> None:
    text = squeezed(printed["table-xlsx.xlsx"])
    for name, value in sheets.PLACES.items():
        assert squeezed(name) in text
        assert str(value) in text
    assert squeezed(sheets.places_zh().defined) in text


def test_progress_is_told_on_the_caller_s_thread(renderer: Renderer) -> None:
    told: list[tuple[int, int, str]] = []
    deck = sheets.deck(sheets.money_zh(), sheets.places_zh())
    decks.slides(deck, renderer, lambda *step: told.append(step))
    assert told == [
        (0, 3, "到位资金，按年度与产业"),
        (1, 3, "项目数，按项目地"),
        (2, 3, deck.title),
        (3, 3, deck.title),
    ]


def test_too_many_charts_are_refused(renderer: Renderer) -> None:
    deck = sheets.deck(*[sheets.money_zh()] * 61)
    for make in (decks.paper, decks.slides, decks.report):
        with pytest.raises(RenderTooLarge, match="number of charts: 61; the limit is 60"):
            make(deck, renderer)
