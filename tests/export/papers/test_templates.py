"""Templates of Word's: what is filled, what is refused and in which words, and the ones we ship."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from export.papers import fields, word
from export.papers.faults import Fault, TemplateFaulty
from export.papers.filling import check, fill
from export.papers.placeholders import COLUMNS, OF_PART, TEXTS, sample
from tests.export.papers.made import changed, paper, template, text

GUIDE = (Path(__file__).parents[3] / "docs" / "brief-template.md").read_text("utf-8")
ROWS = (
    ("{%tr for row in items.rows %}",),
    ("{{ row.text }}", "{{ row.note }}"),
    ("{%tr endfor %}",),
)
NOTES = ("{%p for note in notes %}", "{{ note.mark }} {{ note.text }}", "{%p endfor %}")


def faults(data: bytes) -> list[Fault]:
    with pytest.raises(TemplateFaulty) as refused:
        check(data)
    for language in ("zh", "en"):
        assert refused.value.told(language)
    return refused.value.faults


def test_a_template_is_filled_with_texts_rows_and_notes() -> None:
    own = template("{{ title }}", *NOTES, table=ROWS)
    check(own)
    filled = text(word.word(paper({"text": "茶园 <b>&"}, {"text": "{{ title }}"}), own)).split("\n")
    assert filled[0] == "A & B <brief>"
    assert filled[1:3] == ["[1] As of 1 May. Source: one.", "[2] As of 2 May. Source: two."]
    assert filled[3:7] == ["茶园 <b>&", "note 0", "{{ title }}", "note 1"]


UNKNOWN = {
    "{{ titel }}": ["titel"],
    "{{ items.rows.text }}": ["items.rows.text"],
    "{{ meeting.place }} {{ money.all }}": ["meeting.place", "money.all"],
    "{{ title.text }}": ["title.text"],
    "{{ items['rosw'] }}": ["items['rosw']"],
    "{%p for row in itmes.rows %}{{ row.text }}{%p endfor %}": ["itmes.rows"],
    "{{ title.__class__ }}": ["title.__class__"],
    "{{ notes._private }}": ["notes._private"],
}


@pytest.mark.parametrize("written", UNKNOWN)
def test_an_unknown_placeholder_is_named(written: str) -> None:
    found = faults(template(written.replace("{%p", "{%")))
    assert found == [Fault("unknown", name) for name in UNKNOWN[written]]


def test_an_unknown_column_of_a_row_is_named() -> None:
    rows = (ROWS[0], ("{{ row.text }}", "{{ row.remark }}"), ROWS[2])
    assert faults(template(table=rows)) == [Fault("unknown", "row.remark")]


BROKEN = (
    "{{ title }",
    "{{ title",
    "{% if warning %} and no end",
    "{% endfor %}",
    "{{ title | nofilter( }}",
)


@pytest.mark.parametrize("written", BROKEN)
def test_a_broken_placeholder_is_told(written: str) -> None:
    (fault,) = faults(template("before", written, "after"))
    assert fault.kind == "broken"


@pytest.mark.parametrize("written", ["{ title }}", "title }}", "{% raw %}{{ title }}{% endraw %}"])
def test_brackets_that_are_left_over_are_told(written: str) -> None:
    (fault,) = faults(template(written))
    assert fault.kind == "left_over"


def test_a_loop_that_ends_in_another_place_is_told_and_loses_nothing_silently() -> None:
    own = template("{% for note in notes %}", "kept {{ note.text }}",
                   table=(("{% endfor %}", "cell"),))  # fmt: skip
    assert [fault.kind for fault in faults(own)] == ["broken"]


NOT_ALLOWED = (
    "{{ title.upper() }}",
    "{{ 2 ** 9 }}",
    "{{ title ~ title }}",
    "{% for n in range(9) %}{% endfor %}",
    "{% macro m() %}{% endmacro %}",
    "{% set x = title %}",
    "{% include 'x' %}",
    "{{ title | attr('x') }}",
    "{{ title | safe }}",
    "{{ cycler }}",
    "{% for a in notes recursive %}{% endfor %}",
)


@pytest.mark.parametrize("written", NOT_ALLOWED)
def test_what_is_no_placeholder_loop_or_condition_is_refused_before_it_runs(written: str) -> None:
    found = faults(template(written))
    assert {fault.kind for fault in found} <= {"not_allowed", "unknown", "no_list"}


def test_loops_go_only_so_deep() -> None:
    deep = "".join(f"{{% for n{n} in notes %}}" for n in range(4)) + "{% endfor %}" * 4
    assert faults(template(deep)) == [Fault("not_allowed", "for")]


@pytest.mark.parametrize("written", ["{{ items }}", "{{ notes }}", "{{ items.rows }}"])
def test_what_is_no_single_text_is_told(written: str) -> None:
    (fault,) = faults(template(written))
    assert fault.kind == "no_text"


def test_placeholders_are_found_in_headers_and_properties_too() -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ nothing.here }}"
    out = io.BytesIO()
    document.save(out)
    assert faults(out.getvalue()) == [Fault("unknown", "nothing.here")]
    document = Document()
    document.core_properties.subject = "{{ nothing.there }}"
    out = io.BytesIO()
    document.save(out)
    assert faults(out.getvalue()) == [Fault("unknown", "nothing.there")]


def external(kind: str, target: str) -> bytes:
    relation = (
        f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()
    return changed(
        template("{{ title }}"),
        lambda name, data: (
            data.replace(b"</Relationships>", relation)
            if name == "word/_rels/document.xml.rels"
            else data
        ),
    )


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject"])
def test_what_it_would_fetch_from_outside_is_refused(kind: str) -> None:
    assert faults(external(kind, "https://x.example/a")) == [
        Fault("outside", "https://x.example/a")
    ]


def test_a_link_for_the_reader_is_none_of_that() -> None:
    check(external("hyperlink", "https://x.example/a"))


def test_embedded_objects_are_refused() -> None:
    own = changed(template("{{ title }}"), lambda _n, data: data, word__embeddings__a=b"x")
    assert faults(own) == [Fault("embedded", "word/embeddings/a")]


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04"])
def test_what_is_no_document_is_told(data: bytes) -> None:
    assert faults(data) == [Fault("no_document", "")]


def test_the_bounded_process_tells_the_same_faults() -> None:
    with pytest.raises(TemplateFaulty) as refused:
        word.check(template("{{ titel }}"))
    assert refused.value.faults == [Fault("unknown", "titel")]
    assert "titel" in refused.value.told("zh")


def test_the_same_template_and_paper_give_the_same_bytes() -> None:
    own = template("{{ title }}", table=ROWS)
    assert word.word(paper({}), own) == fill(own, fields(paper({})))
    assert word.word(paper({})) == word.word(paper({}))


def test_a_cell_left_empty_by_its_loop_keeps_a_paragraph() -> None:
    rows = (("{%p for line in meeting.lines %}", "x"),)
    own = template(table=rows)
    document = Document(io.BytesIO(own))
    cell = document.tables[0].rows[0].cells[0]
    cell.add_paragraph("{{ line }}")
    cell.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    empty = Document(io.BytesIO(fill(out.getvalue(), sample(0)))).element.body
    assert [cell[-1].tag for cell in empty.iter(qn("w:tc"))] == [qn("w:p")] * 2


def test_the_guide_lists_every_placeholder() -> None:
    texts = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", GUIDE, re.MULTILINE)
    assert tuple(texts) == TEXTS
    parts = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| ([^|]*)\|$", GUIDE, re.MULTILINE)
    assert {key: tuple(re.findall(r"`(\w+)`", told)) for key, told in parts} == dict(COLUMNS)
    assert [
        name for name in (*OF_PART, "cells", "parts", "notes") if f"`{name}`" not in GUIDE
    ] == []


def test_a_paper_has_the_fields_of_the_list() -> None:
    made, listed = fields(paper({})), sample(1)
    assert made.keys() == listed.keys()
    assert [part.keys() for part in made["parts"]] == [part.keys() for part in listed["parts"]]
    for key, columns in COLUMNS.items():
        assert set(made[key]["heads"]) == set(listed[key]["heads"]) == set(columns)
        for row in made[key]["rows"]:
            assert row.keys() == listed[key]["rows"][0].keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ours_is_in_the_form_of_official_documents(language: str) -> None:
    check(word.shipped("en" if language == "en" else "zh"))
    document = Document(io.BytesIO(word.shipped("en" if language == "en" else "zh")))
    (page,) = document.sections
    assert [round(side.mm) for side in (page.page_width, page.page_height) if side] == [210, 297]
    margins = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(side.mm) for side in margins if side] == [37, 26, 35, 28]
    normal = document.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28.95))
    title = document.paragraphs[0]
    heading = next(p for p in document.paragraphs if "number" in p.text)
    assert (title.text, title.runs[0].font.size) == ("{{ title }}", Pt(22))
    told = (title.runs[0]._r, heading.runs[0]._r, normal.element)
    fonts = [next(one.iter(qn("w:rFonts"))) for one in told]
    assert [one.get(qn("w:eastAsia")) for one in fonts] == [
        "方正小标宋简体", "黑体", "仿宋_GB2312"
    ]  # fmt: skip
    assert (page.footer.paragraphs[0].text, page.even_page_footer.paragraphs[0].text) == (
        "—  —",
    ) * 2


def test_ours_prints_every_part_and_column() -> None:
    printed = text(word.word(paper({}, {})))
    assert "ITEMS" in printed  # a heading called as a method of what holds it
    for key, columns in COLUMNS.items():
        assert f"Part {key}" in printed
        for name in columns:
            assert f"{name} 1" in printed, (key, name)
