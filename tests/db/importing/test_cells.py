"""Rows of which nothing need be said are converted by column, and as any other is."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.importing.cells import Cells, Column, Conversion
from db.importing.convert import code, text
from db.importing.converted import Noted
from db.importing.csvtext import Line
from db.importing.directory import Directory
from db.importing.gazetteer import gazetteer
from db.importing.issue import Issue
from db.importing.numbers import money, whole

COLUMNS = {
    0: Column("code", "编号", code(4), True),
    1: Column("helper", "东部", text(3), True, merged=True),
    2: Column("receiver", "西部", text(3), True, merged=True),
    4: Column("place", "地点", text(3), merged=True),
    5: Column("amount", "金额", money()),
    6: Column("jobs", "人数", whole),
}
HEADER = ("编号", "东部", "西部", "没有的列", "地点", "金额", "人数", "")
CELLS = st.sampled_from(["", " ", "甲", "乙 ", "太长的名称", "=1", "12", "约12", "-1", "1.5"])
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=9), max_size=6)


class OneByOne(Conversion):
    """Goes through every row cell by cell."""

    def _by_column(self, rows: Sequence[Cells]) -> None:
        pass


def found(made: Cells) -> tuple[object, ...]:
    issues: list[Issue] = [replace(issue, details=dict(issue.details)) for issue in made.issues]
    assert not any(isinstance(value, Noted) for value in made.values.values())
    return made.values, list(made.values), issues, made.filled


@given(ROWS)
def test_by_column_and_cell_by_cell_find_the_same(rows: list[list[str]]) -> None:
    nowhere = Directory(gazetteer(), {}, {})
    records = [Line(number, tuple(row)) for number, row in enumerate(rows, start=1)]
    quick, slow = (make(COLUMNS, HEADER, nowhere) for make in (Conversion, OneByOne))
    for some in (records, records[::-1], records):  # what is seen again is read another way
        assert [*map(found, quick.rows(some))] == [*map(found, slow.rows(some))]


def test_records_are_numbered_through_a_whole_file() -> None:
    conversion = Conversion(COLUMNS, HEADER, Directory(gazetteer(), {}, {}))
    parts = [[Line(2, ("",) * len(HEADER)), Line(4, ("",) * len(HEADER))], [Line(5, ())]]
    made = [cells for part in parts for cells in conversion.rows(part)]
    assert [(cells.record_no, cells.line_no) for cells in made] == [(1, 2), (2, 4), (3, 5)]
