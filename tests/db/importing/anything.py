"""Files of every sort: ledgers as staff might make them, real ones with damage, and mere bytes."""

import csv
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st
from openpyxl import Workbook

from db.importing.cells import Column
from db.importing.headers import headers
from db.importing.headers.grammar import spelled
from db.importing.kinds import LEDGERS
from db.importing.numbers import whole
from db.terms import Kind

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.csv"))

USUAL = [
    "浙江省", "四川", "广元市", "青川县", "330000", "杭州", "淅江", "2022", "2022-06-03", "44715",
    "2022.6.31", "二〇二二年六月三日", "2022-06-03 09:30", "2022年6月", "6月3日", "长期", "茶叶",
    "已签约", "80%", "东部赴西部", "省级", "第三次", "12", "１２", "1,200.50", "0.00005", "约30",
    "1.2亿元", "-1", "1e9", "NaN", "#REF!", "=1+1", "'=1+1", "@SUM(A1)", "同上", "—", "合计",
    "小计", "注：略", "填表人：张三", "示例", "单位：万元", "副省长 张三；李四", "fund",
    "1. 建茶园\n2. 修路", "亿元", "人", "Z-1", "<b>&amp;", "䶮㐂𠮷", "锟斤拷", "\u200b甲",
    "长" * 301, "9" * 30, "",
]  # fmt: skip
"""What stands in cells, right and wrong."""

GOOD = {
    "helper": ["浙江省", "浙江"],
    "receiver": ["四川省", "四川"],
    "date": ["2022-06-03", "2022年6月3日", "20220603"],
    "year": ["2022", "2022年度"],
    "industry": ["茶叶", "中药材"],
    "stage": ["已签约", "投产"],
    "direction": ["东部赴西部"],
    "metric": ["fund"],
    "target": ["3.5", "12"],
    "unit": ["亿元"],
    "level": ["省级"],
    "ordinal": ["第三次", "3"],
    "meeting": [""],
    "commitment_no": [""],
    "due": ["2023年底", "长期", "2023-12-31"],
    "start": ["2022-03", "2022年3月1日"],
    "end": ["2024-01-01", "44926"],
    "sites": ["青川县；广元市"],
    "commitments": ["1. 建茶园\n2. 修路", "互派干部"],
}
AMOUNTS = ["12", "1,200.50", "0.00005", "１２", "—", ""]
COUNTS = ["12", "约30", "3人", ""]
TEXTS = ["甲", "Z-1", "茶园 <b>&amp;", "䶮㐂𠮷", "=1+1", "'=1+1", "“引号”", "a,b;c|d", "两\n行"]
"""What a column takes: that of its name, else amounts, counts or texts."""

CELLS = st.sampled_from(USUAL) | st.text(max_size=12)
ENCODINGS = [*["utf-8", "utf-8-sig", "gb18030", "utf-16"] * 3, "gbk", "utf-16-le", "big5"]


@dataclass(frozen=True)
class File:
    """A file as it is brought; `cells` what was written into it, where that is known."""

    kind: Kind
    name: str
    data: bytes
    cells: frozenset[str] | None = None


def _good(column: Column) -> list[str]:
    if column.field in GOOD:
        return GOOD[column.field]
    return AMOUNTS if column.unit else COUNTS if column.convert is whole else TEXTS


@st.composite
def tables(draw: st.DrawFn) -> tuple[Kind, list[list[str]]]:
    """A ledger: its headers (perhaps some more, fewer, or in another order), and rows."""
    kind = draw(st.sampled_from(Kind))
    columns = LEDGERS[kind].columns
    kept = [c for c in columns if c.required or draw(st.booleans())]
    forms = headers(kind).sure
    names = [
        draw(st.sampled_from([c.zh, c.zh, c.field, *islice(spelled(forms.get(c.field, ())), 9)]))
        for c in kept
    ]
    names += draw(st.just([]) | st.just([]) | st.lists(st.text(max_size=5), max_size=2))
    good = [st.sampled_from(_good(column)) for column in kept]
    right = st.tuples(*good, *[CELLS] * (len(names) - len(kept))).map(list)
    wrong = st.lists(CELLS, max_size=len(names) + 2)
    rows = draw(st.lists(right | right | right | wrong, max_size=5))
    above = draw(st.just([]) | st.lists(st.lists(CELLS, max_size=2), max_size=1))
    order = draw(st.permutations(range(len(names)))) if draw(st.booleans()) else range(len(names))
    moved = [[row[i] for i in order if i < len(row)] for row in [names, *rows]]
    return kind, [*above, *moved]


@st.composite
def ledgers(draw: st.DrawFn) -> File:
    """A ledger in some encoding and with some delimiter."""
    kind, rows = draw(tables())
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if draw(st.booleans()) else csv.QUOTE_MINIMAL
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    delimiter = draw(st.sampled_from(",,,;\t|"))
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ends).writerows(rows)
    encoding = draw(st.sampled_from(ENCODINGS))
    data = text.getvalue().encode(encoding, "ignore")
    exact = data.decode(encoding) == text.getvalue()
    return File(kind, "台账.csv", data, frozenset(c for r in rows for c in r) if exact else None)


@st.composite
def workbooks(draw: st.DrawFn) -> File:
    """A ledger as a workbook, perhaps damaged."""
    kind, rows = draw(tables())
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.isprintable():
                book.worksheets[0].cell(number, column, cell)
    file = io.BytesIO()
    book.save(file)
    data = file.getvalue()
    return File(kind, "台账.xlsx", draw(damaged(data)) if draw(st.booleans()) else data)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some replaced, left out or put in. What is drawn does not depend on them: a
    workbook has the time of day in it.
    """
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 10_000)) * len(data) // 10_000
        end = start + draw(st.integers(0, 30))
        data[start:end] = draw(st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\0"]))
    return bytes(data)


@st.composite
def broken(draw: st.DrawFn) -> File:
    """A sample with damage."""
    sample = draw(st.sampled_from(SAMPLES))
    return File(draw(st.sampled_from(Kind)), sample.name, draw(damaged(sample.read_bytes())))


BYTES = st.builds(File, st.sampled_from(Kind), st.sampled_from(["a.csv", "a.xlsx"]), st.binary())

FILES = st.one_of(ledgers(), ledgers(), broken(), workbooks(), BYTES)
