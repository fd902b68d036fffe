"""Every format is bounded before it is parsed, and while it is. The limits are low, the files
small and harmless.
"""

import subprocess
import sys
import threading
import time
import tracemalloc
from dataclasses import replace

import pytest

from db.importing.issue import Invalid
from db.importing.limits import Limits, limits
from db.importing.workbook import process
from db.importing.workbook.book import Contents
from tests.db.importing.workbook import books
from tests.db.importing.workbook.books import packed, rows, xlsx
from tests.db.importing.workbook.conftest import Converted

LOW = Limits()
WIDE = xlsx(rows(*(["x"] * 30 for _ in range(40))))


def refusal(data: bytes, allowed: Limits) -> Invalid:
    with pytest.raises(Invalid) as caught:
        books.read(data, allowed)
    return caught.value


@pytest.mark.parametrize(
    "name", ["xl/styles.xml", "xl/media/image1.png", "xl/worksheets/other.xml"]
)
def test_any_part_counts_by_what_it_unpacks_to(name: str) -> None:
    data = xlsx(rows(("a",)), parts={name: bytes(3 * 2**20)})
    assert refusal(data, replace(LOW, unpacked=2)).problem.code == "too-large"


def test_a_part_that_is_held_whole_may_be_a_quarter_of_that() -> None:
    strings = "<sst>" + "<si><t>茶</t></si>" * 50_000 + "</sst>"
    data = xlsx(rows(("a",)), parts={"xl/sharedStrings.xml": strings})
    assert refusal(data, replace(LOW, unpacked=3)).problem.code == "too-large"


def test_rows_columns_and_cells_are_limited_in_every_format(converted: Converted) -> None:
    table = {"a.xlsx": WIDE}
    made = {suffix: converted(table, suffix)["a"] for suffix in ("xls", "ods")}
    binary = books.xlsb([["x"] * 30 for _ in range(40)])
    for data in (WIDE, binary, *made.values()):
        few = replace(LOW, rows=-20_000 + 39, columns=1000)
        assert refusal(data, few).problem.code == "too-many-rows"
        assert refusal(data, replace(LOW, width=29)).problem.code == "too-many-columns"
        assert refusal(data, replace(LOW, cell=0)).problem.code == "too-long"


def test_blank_cells_with_a_format_are_counted_before_they_are_read() -> None:
    blank = '<row r="{0}">' + '<c r="A1" s="0"/>' * 60 + "</row>"
    sheet = rows(("a",)) + "".join(blank.format(n) for n in range(2, 3000))
    few = replace(LOW, rows=-19_900, columns=1000)
    assert few.cells == 100_000
    assert refusal(xlsx(sheet), few).problem.code == "too-large"
    binary = books.xlsb([[None, "x"] + [""] * 100 for _ in range(9)])
    assert refusal(binary, replace(LOW, rows=-19_990, columns=10)).problem.code == "too-large"


FAR = "".join(f'<row r="{n}"><c r="ZZZ{n}"><v>1</v></c></row>' for n in range(2, 500))


@pytest.mark.parametrize("first", ["", "<row><c><v>1</v></c></row>", "<!-- 注 -->"])
def test_cells_far_to_the_right_do_not_make_rows_as_long(first: str) -> None:
    """Whatever reads them: as patterns, among rows in another form, or as a parser does."""
    tracemalloc.start()
    try:
        found = refusal(xlsx(first + rows(("a",)) + FAR), LOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.problem.code == "too-many-columns"
    assert peak < 12 * 2**20


@pytest.mark.parametrize("number", ["100000000", "9" * 30, "9" * 5000])
@pytest.mark.parametrize("first", ["", "<!-- 注 -->"])
def test_a_row_beyond_the_end_of_a_sheet_is_damage(number: str, first: str) -> None:
    sheet = first + rows(("a",)) + f'<row r="{number}"><c r="A9"><v>1</v></c></row>'
    assert refusal(xlsx(sheet), LOW).problem.code == "not-csv"


def test_columns_count_as_they_are_kept() -> None:
    wide = rows(*([["x"] * 2 + [None] * 90 + ["x"] for _ in range(60)]))
    few = replace(LOW, rows=-19_900, columns=50)
    assert few.cells == 5_000
    assert refusal(xlsx(wide), few).problem.code == "too-large"


LARGE = xlsx(rows(("a",)), parts={"xl/media/image1.bin": bytes(range(256)) * (5 * 2**12)})
"""Larger than what is read without a process of its own, and harmless."""


def test_a_large_book_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert books.texts(LARGE) == [["a"]]
    monkeypatch.setattr(process, "SMALL", 0)
    assert books.texts(WIDE) == [["x"] * 30] * 40


def test_a_refusal_comes_out_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SMALL", 0)
    found = refusal(WIDE, replace(LOW, width=29))
    assert (found.problem.code, found.details["line"]) == ("too-many-columns", 1)
    assert refusal(packed({"xl/workbook.xml": "x"}), LOW).problem.code == "not-csv"


def test_what_a_chooser_raises_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SMALL", 0)

    def refuse(contents: Contents, _heads: object) -> list[str]:
        raise KeyError(contents.sheets[0].name)

    with pytest.raises(KeyError, match="表1"):
        process.read_book(WIDE, refuse, LOW)


@pytest.mark.parametrize("child", ["import time; time.sleep(60)", "raise SystemExit(9)"])
def test_a_reader_that_hangs_or_dies_is_a_plain_refusal(
    child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", child))
    monkeypatch.setattr(process, "SMALL", 0)
    began = time.monotonic()
    found = refusal(WIDE, replace(LOW, seconds=1, memory=77))
    assert time.monotonic() - began < 5
    assert found.problem.code == "too-large"
    assert "77 MB" in found.issue().message.zh
    assert "1 s" in found.issue().message.en


def test_the_process_has_no_more_memory_than_it_may() -> None:
    """Of the reader's own bounds: a list that would be larger is a MemoryError."""
    code = (
        "from db.importing.limits import Limits\n"
        "from db.importing.workbook.__main__ import _bound\n"
        "_bound(Limits(memory=400))\n"
        "try:\n    bytearray(500 * 2**20)\n"
        "except MemoryError:\n    print('bounded')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=process.ROOT
    )
    assert done.stdout == "bounded\n"


def test_books_are_read_in_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SMALL", 0)
    found: list[list[list[str]]] = []
    threads = [threading.Thread(target=lambda: found.append(books.texts(WIDE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[["x"] * 30] * 40] * 4


def test_memory_and_seconds_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (limits().memory, limits().seconds) == (1024, 60)
    monkeypatch.setenv("XIESHOU_IMPORT_MEMORY", "300")
    monkeypatch.setenv("XIESHOU_IMPORT_SECONDS", "7")
    assert (limits().memory, limits().seconds) == (300, 7)
