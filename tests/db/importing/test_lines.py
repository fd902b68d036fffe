"""Lines of one width go in columns; what comes of them is what comes of them one by one."""

from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from db.importing import csvtext, spool
from db.importing.csvtext import Line
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.limits import Limits
from db.importing.lines import Lines, in_columns, kept, packed
from db.importing.shape import shape
from db.terms import Kind

LIMITS = Limits(rows=20, columns=4, width=5, cell=12)
MEETINGS = LEDGERS[Kind.MEETINGS].names
OTHERS = [ledger.names for kind, ledger in LEDGERS.items() if kind is not Kind.MEETINGS]
HEADER = ("东部省份", "西部省份", "会议日期", "会议名称", "备注")
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n"])
CELLS = st.text("a1 ,;\t'\x00茶\u3000\ud800", max_size=4) | st.sampled_from(
    ['"b"', '"b,\n"', '"', 'a"b', "long" * 4, '"c""d"']
)
ROWS = st.lists(CELLS, min_size=1, max_size=3) | st.lists(CELLS, min_size=2, max_size=6)
TEXTS = st.lists(st.tuples(ROWS, ENDS), max_size=9).map(
    lambda rows: "".join(",".join(cells) + end for cells, end in rows)
)
EVEN = st.lists(
    st.lists(st.sampled_from(["a", " ", "", "茶"]), min_size=3, max_size=3), max_size=30
)


def one_by_one(text: str) -> list[Line]:
    return list(csvtext._rows(text, 0, len(text), ",", 1, 0, LIMITS))


def outcome(read: object) -> object:
    """The rows, or why there are none, and the line."""
    try:
        return list(read())  # type: ignore[operator]
    except Invalid as invalid:
        return invalid.problem.code, invalid.details


@given(TEXTS, st.integers(1, 9), st.sampled_from(["", "a"]))
def test_a_text_is_parted_as_its_rows_are(text: str, piece: int, last: str) -> None:
    text += last
    with patch.object(csvtext, "PIECE", piece), patch.object(spool, "PART", 2):
        found = outcome(lambda: packed(csvtext._parts(text, ",", 1, LIMITS)))
    assert found == outcome(lambda: one_by_one(text))


@given(EVEN, st.sampled_from(["\n", "\r\n"]), st.integers(1, 40))
def test_a_plain_text_is_parted_as_its_rows_are(
    rows: list[list[str]], end: str, piece: int
) -> None:
    text = end.join(map(",".join, rows))
    with patch.object(csvtext, "PIECE", piece), patch.object(spool, "PART", 3):
        found = outcome(lambda: packed(csvtext._parts(text, ",", 1, LIMITS)))
    assert found == outcome(lambda: one_by_one(text))


@given(st.lists(st.lists(st.text("a\x00\ud800茶", max_size=3), min_size=1, max_size=3)))
def test_packed_rows_are_what_they_were(rows: list[list[str]]) -> None:
    lines = [Line(number, tuple(cells)) for number, cells in enumerate(rows, 3)]
    with patch.object(spool, "PART", 2):
        assert list(kept(lines)) == lines


RECORD = ("浙江省", "四川省", "2022-01-01", "座谈会", "")
ODD = st.sampled_from(
    [
        RECORD,
        RECORD,
        HEADER,
        ("浙江省", "四川省", "2022-01-01", "对接会", "示例"),
        ("合计", "", "", "3", ""),
        ("", "四川省", "2022-01-01", "座谈会", ""),
        ("1", "2", "3", "4", "5"),
        ("（1）", "（2）", "（3）", "（4）", "（5）"),
        ("1", "四川省", "2022-01-01", "座谈会", ""),
        ("填表人：张三", "", "", "", ""),
        ("单位：万元", "", "", "", ""),
        ("东部省份", "西部省份", "2022-01-01", "座谈会", ""),
    ]
)


@given(st.lists(ODD, min_size=4, max_size=12), st.integers(1, 5))
def test_rows_that_are_no_records_are_those_that_are_found_one_by_one(
    rows: list[tuple[str, ...]], part: int
) -> None:
    lines = [Line(number, cells) for number, cells in enumerate([HEADER, *rows], 1)]

    def found(held: Sequence[Line]) -> object:
        table = shape(held, MEETINGS, OTHERS, Limits())
        parts = [line for some in table.records.parts() for line in some]  # type: ignore[attr-defined]
        assert list(table.records) == parts
        assert len(table.records) == len(parts)
        return parts, table.notes, table.skipped

    with patch.object(spool, "PART", part):
        assert found(kept(lines)) == found(lines)


def test_columns_are_a_sequence_as_the_rows_are() -> None:
    lines = [Line(number, (str(number), "茶")) for number in range(5)]
    found = in_columns(lines)
    assert isinstance(found, Lines)
    assert (list(found), found[1], found[-1], list(found[1:3])) == (
        lines,
        lines[1],
        lines[4],
        lines[1:3],
    )
    assert list(found.without({0, 3})) == [lines[1], lines[2], lines[4]]
    assert in_columns([Line(1, ("a",)), Line(2, ("a", "b"))]) is None
