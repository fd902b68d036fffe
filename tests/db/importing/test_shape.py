"""From text to a header and numbered records."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing.issue import Invalid
from db.importing.shape import MAXIMUM_CELL, MAXIMUM_COLUMNS, MAXIMUM_ROWS, shape

CELLS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).filter(
            lambda row: any(cell.strip() for cell in row)
        ),
        min_size=1,
        max_size=5,
    )
)


def refusal(text: str) -> tuple[str, object]:
    """Code and line of the refusal."""
    with pytest.raises(Invalid) as caught:
        shape(text)
    return caught.value.problem.code, caught.value.details.get("line")


@given(TABLES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_table_comes_back(table: list[list[str]], line_end: str) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=line_end).writerows(table)
    shaped = shape(text.getvalue())
    assert [list(shaped.header), *(list(record.cells) for record in shaped.records)] == table
    assert [record.record_no for record in shaped.records] == list(range(1, len(table)))


def test_record_and_line_are_kept_apart() -> None:
    shaped = shape('a,b\n1,"x\ny\nz"\n\n  ,\n2,w\n')
    assert (shaped.header, shaped.header_line) == (("a", "b"), 1)
    assert [(r.record_no, r.line_no, r.cells) for r in shaped.records] == [
        (1, 2, ("1", "x\ny\nz")),
        (2, 7, ("2", "w")),
    ]


def test_a_header_may_come_after_blank_lines() -> None:
    assert shape("\n , \na,b\n1,2").header_line == 3


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n,,\n"])
def test_nothing_in_it(text: str) -> None:
    assert refusal(text) == ("empty", None)


def test_an_unclosed_quote_is_found_where_its_record_starts() -> None:
    assert refusal('a,b\n1,2\n3,"4\n5,6\n7,8\n') == ("unclosed-quote", 3)


def test_a_closing_quote_must_end_its_cell() -> None:
    assert refusal('a,b\n1,"2"3\n') == ("quote", 2)


def test_a_cell_has_a_limit() -> None:
    assert shape(f"a\n{'x' * MAXIMUM_CELL}").records
    assert refusal(f"a\n1\n{'x' * (MAXIMUM_CELL + 1)}") == ("too-long", 3)


def test_a_header_has_a_limit() -> None:
    assert shape(",".join("x" * MAXIMUM_COLUMNS)).header
    assert refusal(",".join("x" * (MAXIMUM_COLUMNS + 1)))[0] == "too-many-columns"


def test_a_file_has_a_limit() -> None:
    assert len(shape("a\n" * (MAXIMUM_ROWS + 1)).records) == MAXIMUM_ROWS
    assert refusal("a\n" * (MAXIMUM_ROWS + 2))[0] == "too-many-rows"
