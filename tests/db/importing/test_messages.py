"""Every rejection says line, column, found and fix, in Chinese and in English."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, insert

from db import clock
from db.closings import close
from db.engine import writing
from db.importing.identity import Codes
from db.importing.issue import Invalid, Issue, Problem
from db.importing.pipeline import check_file
from db.importing.problems import PROBLEMS
from db.importing.words import Language
from db.models import Area, AreaName, AreaSuccessor
from db.periods import Period
from db.results.reports import Of, submit
from db.terms import AccountRole, Kind, Level, NameKind, PeriodKind, Side
from tests import accounts
from tests.conftest import StoreFactory, Stores
from tests.db import ledgers, measures, states
from tests.db.importing.workbook import books
from tests.db.ledgers import (
    Cells,
    bring,
    labour,
    ledger,
    measured,
    meeting,
    project,
    result,
    target,
    upload,
    visit,
    workshop,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
GOOD = meeting(title="x", place="")
TEXT = ledger(GOOD).decode()
HEAD = TEXT.splitlines()[0]
CHINESE_HEAD = "东部省份,西部省份,会议日期,会议名称"
MEETINGS, PROJECTS, VISITS, AGREEMENTS, PAIRINGS, RESULTS, WORKSHOPS, *_ = Kind
CLOSED_YEAR = 1998
HANDED_IN = {"year": "2023", "period": "1月", "as_of": ""}

P = SimpleNamespace(**PROBLEMS)


class Case(NamedTuple):
    """A bad file, and what the message about it must hold: where, and what was found."""

    problem: Problem
    kind: Kind
    data: bytes
    line: int | None = None
    column: str | None = None
    found: str | None = None
    choices: dict[str, Any] = {}  # noqa: RUF012 (nobody writes to it)


def row(problem: Problem, kind: Kind, cells: Cells, column: str | None, found: str | None) -> Case:
    """A case of one bad row, on line 2."""
    return Case(problem, kind, ledger(cells), 2, column, found)


def text(problem: Problem, data: str, line: int | None = None, found: str | None = None) -> Case:
    """A case of a file of meetings."""
    return Case(problem, MEETINGS, data.encode(), line, None, found)


def of_meeting(problem: Problem, column: str, raw: str, **others: str) -> Case:
    return row(problem, MEETINGS, meeting(**{column: raw}, **others), column, raw)


def of_project(problem: Problem, column: str, raw: str, **others: str) -> Case:
    return row(problem, PROJECTS, project(**{column: raw}, **others), column, raw)


def of_visit(problem: Problem, column: str, raw: str, **others: str) -> Case:
    return row(problem, VISITS, visit(**{column: raw}, **others), column, raw)


def workbook(problem: Problem, data: bytes, found: str | None = None, **choices: Any) -> Case:
    named = {"file_name": "台账.xlsx"} | choices
    return Case(problem, MEETINGS, data, None, None, found, named)


def xlsx(padding: str = "") -> bytes:
    """A workbook of one sheet, 会议; with a part that unpacks to 11 MB of `padding`."""
    book, data = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "会议"
    sheet.append(HEAD.split(","))
    book.save(data)
    if padding:
        with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/padding", padding * (11 * 2**20))
    return data.getvalue()


def of_files() -> Iterator[Case]:
    """What keeps a file from being read as a table."""
    many = ",".join(f"x{n}" for n in range(56))
    yield text(P.EMPTY, "")
    yield text(P.TOO_LARGE, "a" * (20 * 2**20 + 1), None, "20")
    yield text(P.TOO_MANY_ROWS, f"{HEAD}\n" + "浙江,四川,2022,x,\n" * 100_001, None, "100000")
    yield text(P.TOO_MANY_COLUMNS, f"{HEAD},{many}\n", None, "61")
    yield text(P.CELL_TOO_LONG, "a\n" + "x" * 10_001, 2, "10000")
    yield Case(P.ENCODING, MEETINGS, TEXT.encode() + b"\xff\xff", 3, None, "GB18030")
    mixed = TEXT.encode() + "江苏,陕西,2022,会议,".encode("gbk")
    yield Case(P.ENCODING_MIXED, MEETINGS, mixed, 3, None, "GB18030")
    chinese = f"{CHINESE_HEAD}\n浙江,四川,2022,会议\n"
    yield Case(P.ENCODING_READ, MEETINGS, chinese.encode("gbk"), found="GB18030")
    chosen = {"encoding": "gbk"}
    gbk = chinese.encode("gbk")
    yield Case(P.ENCODING_CHOSEN, MEETINGS, gbk, found="GBK", choices=chosen)
    big5 = "東部省份,西部省份,會議日期,會議名稱\n廣東,廣西,2019-06-03,會議".encode("big5")
    yield Case(P.ENCODING_ASKED, MEETINGS, big5, found="big5hkscs “東部省份")
    misread = chinese.encode().decode("latin-1")
    yield text(P.MOJIBAKE, misread, None, "utf-8+latin-1“东部省份")
    yield text(P.MOJIBAKE_HEADER, "锟斤拷,锟斤拷\n", None, "锟斤拷")
    yield Case(P.NOT_CSV, MEETINGS, b"%PDF-1.7", found="PDF")
    yield text(P.NUL_BYTE, "a\n,\0", 2)
    yield text(P.UNCLOSED_QUOTE, 'a\n"b\nc', 2)
    yield text(P.QUOTE, 'a\n"b"c\n', 2)
    yield text(P.DELIMITER, "2022年台账\n" + chinese.replace(",", "，"), 2, "东部省份，西部省份")
    yield workbook(P.NO_SHEET, xlsx(), "会议", sheets=("没有",))
    yield workbook(P.DAMAGED_WORKBOOK, damaged())
    yield workbook(P.TOO_LARGE_UNPACKED, xlsx("0"), "200")


def of_as_of() -> Iterator[Case]:
    """What is wrong with the day that a ledger was kept to."""
    future, before = {"as_of": date(2099, 1, 1)}, {"as_of": date(2001, 1, 1)}
    yield Case(P.AS_OF_FUTURE, MEETINGS, ledger(GOOD), found="2099-01-01", choices=future)
    yield Case(P.AS_OF_BEFORE, MEETINGS, ledger(GOOD), found="2001-01-01", choices=before)
    said = "截至2001年底"
    yield Case(P.AS_OF_CONTRADICTS, MEETINGS, f"{said},,,,\n{TEXT}".encode(), found=said)


def damaged() -> bytes:
    """What only claims to be a workbook."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    return data.getvalue()


def of_headers() -> Iterator[Case]:
    """What keeps a table from being read as a ledger, and what is asked about its columns."""
    yield text(P.WRONG_TABLE, ledger(project()).decode(), 1)
    yield text(P.DATA_ABOVE, f"浙江,四川,2022,x,杭州\n{TEXT}", 1)
    yield text(P.NO_HEADER, "浙江,四川\n", 1, "东部省份")
    yield text(P.MISSING_COLUMN, "receiver,date\n四川,2022", 1, "东部省份")
    yield text(P.DUPLICATE_HEADER, f"{HEAD},地点\n", 1, "地点")
    yield text(P.BLANK_HEADER, f"{HEAD},\n{'x,' * 5}x", 2, "6")
    yield text(P.NO_ROWS, HEAD, 1)
    moody = ledger(GOOD | {"心情": "好"})
    yield Case(P.MAPPING, MEETINGS, moody, 1, "心情")
    yield Case(P.UNIT_ASKED, MEETINGS, ledger(GOOD | {"签约金额": "3"}), 1, "签约金额")
    yield Case(P.REMEMBERED, MEETINGS, ledger(GOOD | {"备忘": "好"}), 1, "备忘", "不导入")
    yield text(P.BLANK_COLUMN, f"{HEAD},,\n浙江,四川,2022,x,,,", 1, "6–7")
    yield text(P.PREAMBLE, f"2022年会议统计表,,,,\n{TEXT}", 1, "2022年会议统计表")
    yield text(P.TOTALS_ROW, f"{TEXT}合计,,,,", 3, "合计")
    example = ledger(GOOD | {"note": "示例"})
    yield Case(P.EXAMPLE_ROW, MEETINGS, example, 2, None, "示例")
    yield Case(P.IMPORTED_BEFORE, MEETINGS, ledger(IMPORTED), found="staff")


def of_unsure_headers() -> Iterator[Case]:
    """What is said of columns that are not kept, mean the same, or are told by the others."""
    kept = ledger(GOOD | {"联系电话": "1"})
    yield Case(P.NOT_KEPT, MEETINGS, kept, 1, None, "联系电话")
    twice = ledger(GOOD | {"会议内容": "甲", "主要成果": "乙"})
    yield Case(P.SAME_FIELD, MEETINGS, twice, 1, "主要成果", "会议内容")
    settled = f"西部省份,省份,会议日期,会议名称\n{'四川,浙江,2022-06-03,x'}"
    yield Case(P.SETTLED, MEETINGS, settled.encode(), 1, "省份")
    wide = "年度,东部省份,西部省份,引导企业（个）\n2022,浙江,四川,{}\n".format
    yield Case(P.WIDE, Kind.AGREEMENTS, wide("3").encode(), 1, None, "引导企业（个）")
    yield Case(P.WIDE_BLANK, Kind.AGREEMENTS, wide("").encode(), 1, None, "2")
    chosen = {"mapping": {"*": ""}}
    yield Case(P.LEFT_OUT, MEETINGS, ledger(GOOD | {"心情": "好"}), 1, None, "心情", chosen)


IMPORTED = meeting(title="旧会", commitments="建茶园")
"""A meeting that the store has, with an item that a project carries out."""


def of_rows() -> Iterator[Case]:
    """What is wrong with a row, or with a row beside another."""
    yield text(P.MISSING_CELL, f"{HEAD}\n浙江", 2, "1")
    yield text(P.EXTRA_CELL, f"{TEXT.strip()},x", 2, "6")
    yield row(P.REQUIRED, MEETINGS, meeting(title=""), "title", None)
    merged = ledger(GOOD, GOOD | {"helper": "", "title": "y"})
    yield Case(P.FILLED_DOWN, MEETINGS, merged, 3, "helper", "浙江省")
    yield Case(P.DUPLICATE_ROW, MEETINGS, ledger(GOOD, GOOD), 3, found="1")
    yield Case(P.DUPLICATE_KEY, MEETINGS, ledger(GOOD, GOOD | {"place": "y"}), 3, found="1")
    dropped = ledger(meeting(title="旧会", commitments=""))
    yield Case(P.LINKED_ITEM, MEETINGS, dropped, 2, found="1")
    sooner = ledger(project(code="旧", end="2021-01-01"))
    yield Case(P.STORED_ORDER, PROJECTS, sooner, 2, found="2022-06-01")


def of_texts() -> Iterator[Case]:
    """What is wrong with a cell of text."""
    yield of_meeting(P.CONTROL_CHAR, "title", "a\x1bb")
    yield of_meeting(P.INVISIBLE, "title", "a\u200bb")
    yield of_meeting(P.LOST_CHARACTERS, "title", "锟斤拷会")
    yield of_meeting(P.MOJIBAKE_CELL, "title", "æµ™å·\x9d")
    yield of_meeting(P.EXCEL_ERROR, "title", "#REF!")
    yield of_meeting(P.FORMULA, "title", "=1+1")
    yield row(P.TOO_LONG, MEETINGS, meeting(title="长" * 301), "title", "长" * 80)
    yield row(P.PART_TOO_LONG, VISITS, visit(sites="长" * 201), "sites", "长" * 20)
    yield of_project(P.SCIENTIFIC_CODE, "code", "3.3E+11")
    yield of_project(P.CHOICE, "stage", "梦想")
    yield of_project(P.TERM_TAKEN, "stage", "竣工")


def of_dates() -> Iterator[Case]:
    """What is wrong with a date."""
    yield of_meeting(P.DATE, "date", "待定")
    yield of_meeting(P.DATE_NO_YEAR, "date", "5月14日")
    titled = f"2022年会议台账,,,\n{','.join(HEADER[:4])}\n浙江,四川,5月14日,x\n"
    yield Case(P.TITLE_YEAR, MEETINGS, titled.encode(), 3, "会议日期", "5月14日")
    yield of_meeting(P.DATE_TWO_WAYS, "date", "4/5/2022")
    yield of_meeting(P.NO_SUCH_DATE, "date", "2019-02-30")
    yield of_meeting(P.DATE_RANGE, "date", "1066")
    yield of_meeting(P.DATE_SERIAL, "date", "44565")
    yield of_meeting(P.DATE_READ, "date", "14/5/2022")
    yield of_meeting(P.DATE_TIME, "date", "2022-05-14 09:30")
    yield of_meeting(P.ONLY_MONTH, "date", "2022年5月")
    yield of_meeting(P.JANUARY, "date", "2022.1")
    yield of_meeting(P.ONLY_YEAR, "date", "2022年")
    yield of_project(P.NO_DEADLINE, "end", "长期")
    yield of_project(P.NO_RANGE, "end", "2022年5月13日至15日")
    yield of_visit(P.DATE_ORDER, "end", "2022-03-01")
    yield of_visit(P.SAME_PRECISION, "end", "2022")
    due = meeting(commitments="1.甲\n2.乙\n3.丙", due="2023\n2024")
    yield row(P.DUE_COUNT, MEETINGS, due, "due", "2023\n2024")


def of_numbers() -> Iterator[Case]:
    """What is wrong with a count or an amount."""
    yield of_project(P.NUMBER, "jobs", "许多")
    yield of_project(P.WHOLE, "jobs", "1.5")
    yield of_project(P.COUNT_UNIT, "jobs", "30元")
    yield of_project(P.NUMBER_TOO_LARGE, "jobs", "9" * 11)
    yield of_project(P.NUMBER_IN_WORDS, "jobs", "十二人")
    yield of_project(P.HOUSEHOLDS, "jobs", "12户")
    yield of_project(P.PERSONS_TAKEN, "jobs", "12户45人")
    yield of_project(P.EXCEL_ERROR_NUMBER, "in_place", "#DIV/0!")
    yield of_project(P.SCIENTIFIC, "in_place", "1.2E+3")
    yield of_project(P.AMOUNT, "in_place", "若干")
    yield of_project(P.ROUNDED, "in_place", "0.00001")
    yield of_project(P.APPROXIMATE, "in_place", "约300")
    yield of_project(P.BRACKETS_LEFT_OUT, "in_place", "2.2(含社会帮扶0.3)")
    yield of_project(P.NOTHING_GIVEN, "in_place", "——")
    yield of_project(P.OTHER_UNIT, "in_place", "2亿元")
    yield of_project(P.HUGE, "in_place", "100000000")
    yield row(P.UNIT, AGREEMENTS, target(unit="人"), "unit", "人")
    more = workshop(jobs="30", lifted_jobs="31")
    yield row(P.PART_OVER_WHOLE, WORKSHOPS, more, "lifted_jobs", "31")


def of_references() -> Iterator[Case]:
    """What a row names and the store does not know, or knows otherwise."""
    yield of_meeting(P.AREA, "helper", "淅江省")
    yield of_meeting(P.AMBIGUOUS_AREA, "receiver", "市中区")
    yield of_meeting(P.RENAMED, "receiver", "广元县")
    paired = meeting(helper="杭州市", receiver="老广元市", place="")
    yield row(P.LIES_IN, PROJECTS, project(receiver="广元市"), "receiver", "广元市")
    yield row(P.PAIRED_AS, MEETINGS, paired, "receiver", "老广元市")
    yield row(P.PAIRING, MEETINGS, meeting(date="2020"), "receiver", "四川省")
    yield of_project(P.REFERENCE, "meeting", "没有")
    yield of_project(P.ITEM_REFERENCE, "commitment_no", "9", meeting="旧会")
    yield of_project(P.ITEM_WITHOUT_MEETING, "commitment_no", "9")
    former = project(meeting="原名的会")
    yield row(P.FORMER_TITLE, PROJECTS, former, "meeting", "“改名的会”")
    yield row(P.METRIC, AGREEMENTS, target(metric="运气"), "metric", "运气")
    yield row(P.OUTSIDE_SCOPE, MEETINGS, GOOD, None, "四川省")


def of_identity() -> Iterator[Case]:
    """Which record a row is, beside those of the store."""
    restarts = project(code="旧", year="2023", title="茶厂")
    yield Case(P.CODE_RESTARTS, PROJECTS, ledger(restarts), 2, None, "茶厂")
    nobody: dict[str, Any] = {"same": {1: 999}}
    yield Case(P.NO_RECORD, PROJECTS, ledger(project()), 2, None, "999", nobody)
    restart: dict[str, Any] = {"codes": Codes.RESTART}
    again = ledger(project(code="旧", year="2023"))
    yield Case(P.SIMILAR, PROJECTS, again, 2, None, "“茶园”", restart)
    alike = ledger(*(project(code=code, title="药材加工厂", in_place="3") for code in "甲乙"))
    yield Case(P.SIMILAR_ROW, PROJECTS, alike, 3, None, "“药材加工厂”")
    fewer = ledger(project(code="全-1", title="甲厂"), project(code="全-2", title="乙厂"))
    yield Case(P.NOT_IN_FILE, PROJECTS, fewer, None, None, "丙厂")
    taken = meeting(code="旧", title="另一次会")
    yield Case(P.KEY_TAKEN, MEETINGS, ledger(taken), 2, None, "“另一次会”")


def of_workbooks() -> Iterator[Case]:
    """What is wrong with a workbook, or was seen in one."""
    yield workbook(P.WORKBOOK_MISNAMED, xlsx(), file_name="台账.csv")
    yield workbook(P.PASSWORD, OLE + "EncryptedPackage".encode("utf-16-le"))
    yield workbook(P.LOCKED_OR_OTHER, OLE + bytes(504))
    yield workbook(P.MACROS, booked(macros=True))
    yield workbook(P.STRICT, booked(main=books.STRICT))
    hidden: dict[str, Any] = {"names": ["旧稿"], "states": {0: "hidden"}}
    yield workbook(P.NO_VISIBLE_SHEET, booked(**hidden), "旧稿")
    two = (books.rows(MEETING), books.rows(HEADER, MEETING), books.rows(HEADER, MEETING))
    named: dict[str, Any] = {"names": ["封面", "甲县", "乙县"]}
    yield workbook(P.OTHER_SHEETS_ASKED, books.xlsx(*two, **named), "甲县、乙县")
    one = books.xlsx(*two[:2], names=["封面", "甲县"])
    yield workbook(P.OTHER_SHEETS, one, "封面")
    yield workbook(P.OTHER_LEDGERS, books.xlsx(*two, **named), "封面、乙县", sheets=("甲县",))
    old: dict[str, Any] = {"names": ["封面", "甲县", "乙县"], "states": {2: "hidden"}}
    yield workbook(P.HIDDEN_SHEET, books.xlsx(*two, **old), "乙县")
    yuan = books.rows((*HEADER[:4], "协议金额（元）"), (*MEETING, 5))
    wan = books.rows((*HEADER[:4], "协议金额（万元）"), (*MEETING, 5))
    units = books.xlsx(wan, yuan, names=["甲县", "乙县"])
    yield workbook(P.SHEETS_DIFFER, units, "乙县", sheets=("甲县", "乙县"))
    yield from of_hidden_rows_and_merged_cells()
    yield from of_number_formats()


def of_values() -> Iterator[Case]:
    """What programs, spreadsheets and PDFs have made of a value."""
    yield of_project(P.RADICAL, "title", "⼯作")
    yield row(P.RADICAL_PLACE, MEETINGS, meeting(receiver="⻘川县"), "receiver", "⻘→青")
    yield of_project(P.PRIVATE_USE, "title", "甲\ue000")
    yield of_project(P.BACKTICK, "code", "`00123")
    yield of_project(P.CODE_DATE, "code", "19-May")
    yield of_project(P.CODE_ZEROS, "code", "510822201905141000")
    yield of_project(P.NARROW, "title", "######")
    yield of_project(P.NARROW_NUMBER, "in_place", "######")
    yield of_project(P.NARROW_DATE, "end", "######")
    yield of_meeting(P.TIME_ZONE, "date", "2022-05-13T16:00:00Z")
    yield of_meeting(P.NEAR_MIDNIGHT, "date", "2022-05-13 23:59:17")
    yield of_project(P.DAY_END, "end", "2022-12-31 23:59:59")
    yield of_project(P.BY_THEN, "end", "2022年12月31日前完成")
    yield of_project(P.YEAR_READ, "year", "2022-01-01")
    yield of_project(P.AMOUNT_READ, "in_place", "五十万")
    yield of_project(P.NUMBER_RANGE, "in_place", "10-20万")
    yield of_project(P.CURRENCY, "in_place", "100万美元")


def of_people() -> Iterator[Case]:
    """What is not certain about the people in a cell."""
    yield of_meeting(P.PEOPLE_WHOLE, "attendees", "教育厅、民政厅")
    yield of_meeting(P.PEOPLE_TAKEN, "attendees", "张建国、尼玛次仁")
    yield of_meeting(P.PEOPLE_POST, "attendees", "张建国、省长、李卫东")
    yield of_meeting(P.PEOPLE_UNNAMED, "attendees", "张建国等12人")
    yield of_meeting(P.PEOPLE_BRACKET, "attendees", "张建国（请假）；李卫东")


def of_places() -> Iterator[Case]:
    """Places that are not found, not sure, not where they should be, or not of that year."""
    for problem, text in (
        (P.PLACE, "青州县"),
        (P.AMBIGUOUS_PLACE, "市中区"),
        (P.PLACE_ELSEWHERE, "南昌县"),
        (P.PLACE_OUTSIDE, "江西省南昌县"),
        (P.PLACE_OF_HELPER, "杭州市"),
        (P.PLACE_TAKEN, "广元茶山"),
        (P.PLACE_WIDE, "广元市大坝乡"),
        (P.PLACES, "广元市、射洪市"),
        (P.PLACES_APART, "广元市、杭州市"),
        (P.PLACE_RENAMED, "广元县"),
        (P.PLACE_FORMER, "射洪县"),
        (P.PLACE_TOO_EARLY, "新设区"),
        (P.PLACE_SPLIT, "分开县"),
    ):
        yield of_project(problem, "place", text)
    yield of_project(P.PLACE_NOT_YET, "place", "射洪市", year="2018")
    yield of_project(P.PLACE_OF_SIDE, "place", "沙州镇", receiver="射洪市")
    yield of_meeting(P.VENUE, "place", "某饭店")


AREAS = (
    ("511002", "市中区", None, None),
    ("511102", "市中区", None, None),
    ("510822", "青川县", None, None),
    ("510922", "射洪县", None, "2019"),
    ("510981", "射洪市", "2019", None),
    ("510898", "老广元市", None, "1990"),
    ("510899", "分开县", None, "2019"),
    ("510897", "新设区", "2025", None),
    ("360121", "南昌县", None, None),
)
"""Code, name, and from when to when it was a unit."""
SOURCE = {"source": "GB/T 2260"}
SUCCESSORS = (
    ("510922", "510981", True),
    ("510898", "510800", True),
    ("510899", "511002", False),
    ("510899", "511102", False),
)


def of_pairings() -> Iterator[Case]:
    """What is wrong with a pairing, or worth knowing before it is changed."""
    sides = {"helper": "浙江省", "receiver": "四川省"}
    paired = {**sides, "scheme": "2021_adjustment", "from": "2021", "to": "", "source": "x"}
    itself = paired | {"receiver": "浙江省"}
    yield row(P.PAIRED_WITH_ITSELF, PAIRINGS, itself, "receiver", "浙江省")
    yield row(P.YEARS_ORDER, PAIRINGS, paired | {"to": "2020"}, "to", "2020")
    yield row(P.SCHEME_NEW, PAIRINGS, paired | {"scheme": "新一轮"}, "scheme", "新一轮")
    yield Case(P.LEFT_WITHOUT, PAIRINGS, ledger(paired | {"to": "2021"}), 2, None, "1")


def of_hidden_rows_and_merged_cells() -> Iterator[Case]:
    both = booked((*MEETING, 5), (*MEETING[:3], "另一次会", 5))
    hidden = books.changed(both, SHEET, '<row r="2">', '<row r="2" hidden="1">')
    asked = workbook(P.HIDDEN_ROW, hidden, "2")
    yield asked._replace(column="隐藏行")
    yield workbook(P.HIDDEN_KEPT, hidden, "1", mapping={"隐藏行": "keep"})
    yield workbook(P.HIDDEN_LEFT_OUT, hidden, "1", mapping={"hidden rows": "leave"})
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    blank = (None, *MEETING[1:3], "另一次会", 5)
    yield workbook(P.MERGED_FILLED, booked((*MEETING, 5), blank, after=merged), "1")
    money = (*MEETING[:3], "另一次会", None)
    amounts = booked((*MEETING, 5), money, after=merged.replace("A2:A3", "E2:E3"))
    yield of_column(P.MERGED_CELL, amounts, "5")
    yield of_column(P.MERGED_CHOSEN, amounts, None, mapping={MONEY: "first"})


def of_number_formats() -> Iterator[Case]:
    scaled = booked((*MEETING, books.cell(12_000_000, 1)))
    yield of_column(P.NUMBER_FORMAT, scaled, "1200.0")
    yield of_column(P.NUMBER_FORMAT_CHOSEN, scaled, None, mapping={MONEY: "shown"})
    yield of_column(P.ROUNDED_SHOWN, booked((*MEETING, books.cell(1.26, 2))), "1.26")
    yield of_column(P.UNCOMPUTED, booked((*MEETING, books.cell(None, formula="A1"))), "=A1")
    yield of_column(P.PICTURE, booked((*MEETING, '=DISPIMG("ID",1)')), "2")
    long = booked((*MEETING[:3], books.cell(510104202301010011), 5))
    yield of_column(P.LONG_IN_TEXT, long, "2", "会议名称")
    for problem, serial, style, found in (
        (P.NOT_SHOWN_WHOLE, 44695, 4, "5月14日"),
        (P.MIDNIGHT, 44694.99950231481, 3, "2022-05-14"),
        (P.UTC_HOUR, 44694.66666666666, 3, "2022-05-13"),
    ):
        day = (*MEETING[:2], books.cell(serial, style), *MEETING[3:], 5)
        yield of_column(problem, booked(day), found, "会议日期")
    coded = books.xlsx(
        books.rows((*HEADER[:4], "会议编号"), (*MEETING, books.cell(44695, 3))), formats=FORMATS
    )
    yield of_column(P.DATE_AS_TEXT, coded, "2", "会议编号")
    code = books.rows((*HEADER[:4], "会议编号"), (*MEETING, books.cell(510104202301010011)))
    case = workbook(P.LONG_NUMBER, books.xlsx(code), "5.10104202301010E+17")
    yield case._replace(line=2, column="会议编号")


MONEY = "协议金额（万元）"
HEADER = ("东部省份", "西部省份", "会议日期", "会议名称", MONEY)
MEETING = ("浙江省", "四川省", "2022-06-03", "座谈会")
FORMATS = ("0!.0,", "0", "yyyy-mm-dd", 'm"月"d"日"')
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def booked(*lines: Sequence[Any], macros: bool = False, **about: Any) -> bytes:
    """A workbook of meetings."""
    parts = {"xl/vbaProject.bin": "x"} if macros else {}
    rows = books.rows(HEADER, *(lines or [(*MEETING, 5)]))
    return books.xlsx(rows, formats=FORMATS, parts=parts, **about)


def of_column(
    problem: Problem, data: bytes, found: str | None, column: str = MONEY, **choices: Any
) -> Case:
    return workbook(problem, data, found, **choices)._replace(line=1, column=column)


def of_closings() -> Iterator[Case]:
    cells = {"helper": "福建省", "receiver": "宁夏回族自治区", "date": f"{CLOSED_YEAR}-05-05"}
    yield row(P.CLOSED_PERIOD, MEETINGS, meeting(title="x", place="", **cells), None, None)
    yield row(
        P.HANDED_IN, RESULTS, result(metric="ent", value="5", unit="家", **HANDED_IN), None, None
    )


def of_figures() -> Iterator[Case]:
    for problem, period, value in (
        (P.FALLS, "11月", "10"),
        (P.OVERTAKES, "9月", "30"),
        (P.JUMP, "12月", "210"),
    ):
        yield row(problem, RESULTS, figure(period, value), None, None)
    yield row(P.BEYOND_TARGET, RESULTS, figure("6月", "400", reported_by="西部"), None, None)
    yield row(P.OTHERS_REPORT, RESULTS, figure("6月", "40", reported_by="西部"), None, None)


def figure(period: str, value: str, **cells: str) -> Cells:
    """A result of the couple and year of which one of October and a clause are known."""
    return result(period=period, value=value, as_of="", **cells)


def of_results() -> Iterator[Case]:
    def bad(problem: Problem, column: str, text: str, **others: str) -> Case:
        return row(problem, RESULTS, result(**{column: text}, **others), column, text)

    yield bad(P.PERIOD, "period", "13月")
    yield bad(P.MONTH_OR_QUARTER, "period", "3")
    yield bad(P.PERIOD_YEAR, "period", "2023年6月")
    yield bad(P.PERIOD_BASIS, "basis", "当期", period="1-6月")
    yield bad(P.RUNNING, "period", "1—6月", basis="")
    yield bad(P.PERIOD_AHEAD, "period", "下半年", year="2099")
    yield bad(P.AS_OF_EARLY, "as_of", "2021-12-31")
    yield bad(P.AS_OF_LATE, "as_of", "2099-01-01")
    yield bad(P.RATE, "value", "12.345", metric="rate", unit="%")
    yield bad(P.DONE, "value", "2", metric="plan", unit="项")


def of_published() -> Iterator[Case]:
    def bad(problem: Problem, column: str, text: str) -> Case:
        return row(problem, Kind.FIGURES, ledgers.figure(**{column: text}), column, text)

    yield bad(P.SCOPE_SIDES, "scope", "全国")
    yield bad(P.NO_ADDRESS, "source", "四川日报")
    yield bad(P.AS_OF_NEEDED, "year", str(clock.today().year))


def of_labour() -> Iterator[Case]:
    yield row(P.PERIOD_RUNS, Kind.LABOUR, labour(period="1—9月"), "period", "1—9月")


Seen = list[tuple[Case, Sequence[Issue]]]


def of_sides() -> Iterator[Case]:
    """A ledger without columns for its two sides."""
    data = ledger(meeting(helper=None, receiver=None))
    named = {"file_name": "浙江四川会议.csv"}
    yield Case(P.SIDES_TAKEN, MEETINGS, data, 1, None, "“浙江四川会议.csv”", named)
    yield Case(P.SIDES_ASKED, MEETINGS, data, None, "双方", "-")
    named = {"file_name": "2022年台账.csv"}
    titled = "2022年一季度\n东部省份,西部省份,转移就业人数\n浙江,四川,3\n"
    yield Case(P.PERIOD_TAKEN, Kind.LABOUR, titled.encode(), 2, None, "2022年一季度")
    yield Case(P.YEAR_TAKEN, PROJECTS, ledger(project(year=None)), 1, None, "2022", named)


def of_groups() -> Iterator[Case]:
    """What stands once for several rows, or in several columns."""
    titles = ("项目编号", "年度", "项目名称", "东部省份", "西部省份", "产业类型", "项目状态")
    row = ("Z-1", "2022", "茶园", "浙江省", "四川省", "茶叶", "已签约")
    head, one, two = map(",".join, (titles, row, ("Z-2", "", *row[2:])))
    town = f"{head},县,乡镇\n{one},青川县,沙州镇\n".encode()
    yield Case(P.GATHERED, PROJECTS, town, 1, None, "县、乡镇")
    rows = f"{head}\n{one}\n{two}\n{two.replace('Z-2', 'Z-3')}\n"
    yield Case(P.GROUP_FILLED, PROJECTS, rows.encode(), 1, "年度", "2")
    section = f"{head}\n一、青川县,,,,,,\n{one}\n".encode()
    yield Case(P.SECTIONS_TAKEN, PROJECTS, section, 1, None, "实施地点")
    section = f"{head},实施地点\n一、青川县,,,,,,,\n{one},沙州镇\n".encode()
    yield Case(P.SECTIONS_ADDED, PROJECTS, section, 1, "实施地点", "1")
    same = f"{head}\n{one}\n{two.replace('Z-2,', 'Z-2,同上')}\n".encode()
    yield Case(P.DITTO_FILLED, PROJECTS, same, 1, "年度", "3")


def of_directions() -> Iterator[Case]:
    """Which way people went, where no column says it, and what kind of people they were."""
    sides = {"年度": "2022", "东部省份": "浙江省", "西部省份": "四川省", "开始时间": "2022-05-01"}

    def people(**more: str) -> bytes:
        cells = sides | more
        return f"{','.join(cells)}\n{','.join(cells.values())}\n".encode()

    cadre = people(类别="挂职干部")
    yield Case(P.DIRECTION_ASKED, Kind.TALENT, cadre, 1, "全表方向", "-")
    named = {"file_name": "赴四川省挂职干部.csv"}
    yield Case(P.DIRECTION_TAKEN, Kind.TALENT, cadre, 1, None, "东部赴西部", named)
    yield Case(P.CATEGORY_TAKEN, Kind.TALENT, people(), 1, None, "党政挂职干部", named)
    came = ledger(visit(direction="来访"))
    yield Case(P.COMING_ASKED, VISITS, came, 1, "全表方向", "-")
    done = ledger(result(reported_by=None))
    yield Case(P.REPORTER_ASKED, Kind.RESULTS, done, 1, "全表填报方", "-")
    ours = {"file_name": "四川省完成情况.csv"}
    yield Case(P.REPORTER_TAKEN, Kind.RESULTS, done, 1, None, "西部", ours)
    yield Case(P.COMING_TAKEN, VISITS, came, 1, None, "东部赴西部", {"file_name": "四川省互访.csv"})


def of_older_files() -> Iterator[Case]:
    """Earlier editions of what was imported since."""
    old = [visit(head=f"赵{n}", headcount="1") for n in "一二"]
    yield Case(P.OLDER_FILE, VISITS, ledger(*old), None, "旧文件", "2")
    newer = [old[0], visit(head="赵二", headcount="3")]
    yield Case(P.OLDER_ROWS, VISITS, ledger(*newer), found="1")
    kept = {"mapping": {"older": "keep"}}
    yield Case(P.OLDER_KEPT, VISITS, ledger(*old), found="2", choices=kept)


def of_measures() -> Iterator[Case]:
    """What is wrong with what is measured of projects."""

    def of(problem: Problem, column: str, raw: str, **others: str) -> Case:
        return Case(problem, PROJECTS, ledger(project() | others | {column: raw}), 2, column, raw)

    area, mass = "种植面积（亩）", "产量（克）"
    yield of(P.MEASURE_UNLIKE, area, "200吨")
    yield of(P.MEASURE_AMOUNT, area, "若干")
    yield of(P.MEASURE_LARGE, area, "1000000000000")
    yield of(P.MEASURE_ROUNDED, mass, "1234")
    yield of(P.MEASURE_OTHER_UNIT, area, "20公顷")
    yield of(P.MEASURE_ENTRY, "measures", "茶园很大")
    yield of(P.MEASURE_TWICE, "面积（公顷）", "20", **{area: "1500"})
    bare = ledger(project() | {area: "3"})
    yield Case(P.MEASURE_AS_ACTUAL, PROJECTS, bare, 1, area)


GROUPS = (
    of_measures,
    of_workbooks,
    of_files,
    of_as_of,
    of_sides,
    of_groups,
    of_directions,
    of_older_files,
    of_headers,
    of_unsure_headers,
    of_rows,
    of_texts,
    of_dates,
    of_numbers,
    of_values,
    of_people,
    of_references,
    of_places,
    of_pairings,
    of_identity,
    of_closings,
    of_results,
    of_figures,
    of_labour,
    of_published,
)

RAISED = (
    P.CHANGED_SINCE,
    P.NO_PLAN,
    P.NOT_ACCEPTED,
    P.TOO_HEAVY,
    P.TOO_MANY_CELLS,
)
"""Raised to the page that commits a stored plan, or where no file could be this bad in a test."""


def build_known(engine: Engine) -> None:
    """A meeting, its item, a project of it, an answer about a header, places to be named, and a
    year that is closed.
    """
    measured(engine)
    measures.measured(engine)
    close(engine, Period(CLOSED_YEAR, PeriodKind.YEAR), None, accounts.OPERATOR)
    with writing(engine) as connection:
        for adcode, name, start, end in AREAS:
            province = adcode[:2] + "0000"
            inside = {"parent_adcode": province, "province_adcode": province}
            place: dict[str, Any] = {"adcode": adcode, "name_zh": name, "level": Level.COUNTY}
            place |= inside | {"valid_from": start, "valid_to": end}
            connection.execute(insert(Area).values(place | SOURCE))
        for before, after, whole in SUCCESSORS:
            both = {"predecessor_adcode": before, "successor_adcode": after}
            connection.execute(insert(AreaSuccessor).values(both | SOURCE | {"whole": whole}))
        former = {"adcode": "510800", "name_zh": "广元县", "kind": NameKind.FORMER}
        connection.execute(insert(AreaName).values(former | SOURCE))
    bring(engine, RESULTS, result(**HANDED_IN))
    submit(engine, Of(1, Period(2023, PeriodKind.MONTH, 1), Side.HELPER), 0, accounts.OPERATOR)
    bring(engine, RESULTS, figure("10月", "20"))
    bring(engine, AGREEMENTS, target(year="2022", target="100"))
    bring(engine, MEETINGS, IMPORTED)
    bring(engine, MEETINGS, meeting(title="有号的会", code="旧"))
    three = [project(code=f"全-{n}", title=f"{name}厂") for n, name in enumerate("甲乙丙", start=1)]
    bring(engine, PROJECTS, *three)
    for title in ("原名的会", "改名的会"):
        bring(engine, MEETINGS, meeting(title=title, code="改"))
    old = project(code="旧", meeting="旧会", commitment_no="1", start="2022-06-01")
    bring(engine, PROJECTS, old)
    for headcount in "12":
        bring(engine, VISITS, *(visit(head=f"赵{n}", headcount=headcount) for n in "一二"))
    other = meeting(title="另一次会", place="") | {"备忘": "好"}
    bring(engine, MEETINGS, other, mapping={"备忘": ""})


@pytest.fixture(scope="module")
def seen(store_factory: StoreFactory) -> Iterator[Seen]:
    """Every case with all issues of its file."""
    stores = Stores(store_factory, "sqlite")
    engine = states.paired(stores)
    build_known(engine)
    strangers = {
        P.OUTSIDE_SCOPE: accounts.make(engine, AccountRole.STAFF, pairings=[2]),
        P.OTHERS_REPORT: accounts.make(engine, AccountRole.STAFF, "east", provinces=["330000"]),
    }
    found = []
    for case in (case for group in GROUPS for case in group()):
        by = {"by": strangers[case.problem]} if case.problem in strangers else {}
        made = upload(case.kind, data=case.data, **by, **case.choices)
        found.append((case._replace(data=b""), check_file(engine, made).issues))
    yield found
    engine.dispose()
    stores.drop()


def name(problem: Problem) -> str:
    return next(name for name, value in PROBLEMS.items() if value is problem)


def issues(seen: Seen) -> Iterator[tuple[Case, Issue]]:
    """Every case with the issue that it is about."""
    for case, found in seen:
        yield from ((case, issue) for issue in found if issue.problem is case.problem)


def test_every_case_has_its_issue(seen: Seen) -> None:
    wrong = {
        name(case.problem): [name(issue.problem) for issue in found]
        for case, found in seen
        if case.problem not in [issue.problem for issue in found]
    }
    assert wrong == {}


def test_every_problem_is_among_the_cases(seen: Seen) -> None:
    known = set(PROBLEMS)
    assert {name(case.problem) for case, _ in seen} | {*map(name, RAISED)} == known


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_message_says_line_column_found_and_fix(seen: Seen, language: Language) -> None:
    lacking = []
    for case, issue in issues(seen):
        message, fix = issue.message[language], issue.fix[language]
        line = f"第 {case.line} 行" if language == "zh" else f"ine {case.line} of the file"
        wanted = [
            line if case.line else "",
            f"“{case.column}”" if case.column else "",
            case.found or "",
            fix,
        ]
        assert fix
        lacking += [(name(case.problem), part, message) for part in wanted if part not in message]
    assert lacking == []


def test_an_issue_has_its_place_for_a_program_too(seen: Seen) -> None:
    for case, issue in issues(seen):
        printed = issue.as_json("en")
        assert printed["code"] == case.problem.code
        assert (printed["line_no"], printed["column"]) == (case.line, case.column), case.problem


def without_names(message: str) -> str:
    """A message without what stands in quotation marks, what is to be typed, and names."""
    unquoted = re.sub(r"“[^”]*”|COLUMN=\S+", "", message)
    return re.sub(r": [^.]*\.|pairing .* → .* in|\S+ → \S+|\S+ is \S+ today", "", unquoted)


def test_an_english_message_is_english_but_for_names_and_values(seen: Seen) -> None:
    found = [issue.message.en for _, issue in issues(seen)]
    assert [m for m in map(without_names, found) if CHINESE.search(m)] == []


def test_a_chinese_message_ends_with_what_to_do(seen: Seen) -> None:
    found = [issue.message.zh for _, issue in issues(seen)]
    assert [message for message in found if not message.endswith("。")] == []


@pytest.mark.parametrize("problem", RAISED, ids=name)
def test_what_is_said_of_a_plan_says_what_to_do(problem: Problem) -> None:
    message = Invalid(problem, memory=1, seconds=1, limit=1).issue().message
    assert message.zh.endswith("。")
    assert CHINESE.search(message.zh)
    assert not CHINESE.search(message.en)
