"""Every rejection says line, column, found and fix, in Chinese and in English."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, insert

from db.engine import writing
from db.importing.identity import Codes
from db.importing.issue import Invalid, Issue, Problem
from db.importing.pipeline import check_file
from db.importing.problems import PROBLEMS
from db.importing.words import Language
from db.models import Area
from db.terms import AccountRole, Kind, Level
from tests import accounts
from tests.conftest import StoreFactory, Stores
from tests.db import states
from tests.db.ledgers import Cells, bring, ledger, meeting, project, target, upload, visit

CHINESE = re.compile(r"[\u4e00-\u9fff]")
GOOD = meeting(title="x", place="")
TEXT = ledger(GOOD).decode()
HEAD = TEXT.splitlines()[0]
CHINESE_HEAD = "东部省份,西部省份,会议日期,会议名称"
MEETINGS, PROJECTS, VISITS, AGREEMENTS = Kind

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
    yield workbook(P.NO_SHEET, xlsx(), "会议", sheet="没有")
    yield workbook(P.DAMAGED_WORKBOOK, damaged())
    yield workbook(P.TOO_LARGE_UNPACKED, xlsx("0"), "200")


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
    yield text(P.MISSING_COLUMN, "date,title\n2022,x", 1, "东部省份")
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
    yield of_meeting(P.DATE_TWO_WAYS, "date", "4/5/2022")
    yield of_meeting(P.NO_SUCH_DATE, "date", "2019-02-30")
    yield of_meeting(P.DATE_RANGE, "date", "1066")
    yield of_meeting(P.DATE_SERIAL, "date", "44565")
    yield of_meeting(P.DATE_READ, "date", "14/5/2022")
    yield of_meeting(P.DATE_TIME, "date", "2022-05-14 09:30")
    yield of_meeting(P.ONLY_MONTH, "date", "2022年5月")
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


def of_references() -> Iterator[Case]:
    """What a row names and the store does not know, or knows otherwise."""
    yield of_meeting(P.AREA, "helper", "淅江省")
    yield of_meeting(P.AMBIGUOUS_AREA, "receiver", "市中区")
    yield of_meeting(P.RENAMED, "receiver", "射洪县")
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


Seen = list[tuple[Case, Sequence[Issue]]]
GROUPS = (of_files, of_headers, of_rows, of_texts, of_dates, of_numbers, of_references, of_identity)

RAISED = (P.CHANGED_SINCE, P.NO_PLAN, P.NOT_ACCEPTED)
"""About a stored plan: raised to the page that commits it, and read from no file."""


def build_known(engine: Engine) -> None:
    """A meeting, its item, a project of it, an answer about a header, and places to be named."""
    with writing(engine) as connection:
        for adcode, name in (("511002", "市中区"), ("511102", "市中区"), ("510981", "射洪市")):
            place = {
                "adcode": adcode,
                "name_zh": name,
                "level": Level.COUNTY,
                "source": "GB/T 2260",
            }
            sichuan = {"parent_adcode": "510000", "province_adcode": "510000"}
            connection.execute(insert(Area).values(place | sichuan))
    bring(engine, MEETINGS, IMPORTED)
    bring(engine, MEETINGS, meeting(title="有号的会", code="旧"))
    whole = [project(code=f"全-{n}", title=f"{name}厂") for n, name in enumerate("甲乙丙", start=1)]
    bring(engine, PROJECTS, *whole)
    for title in ("原名的会", "改名的会"):
        bring(engine, MEETINGS, meeting(title=title, code="改"))
    old = project(code="旧", meeting="旧会", commitment_no="1", start="2022-06-01")
    bring(engine, PROJECTS, old)
    other = meeting(title="另一次会", place="") | {"备忘": "好"}
    bring(engine, MEETINGS, other, mapping={"备忘": ""})


@pytest.fixture(scope="module")
def seen(store_factory: StoreFactory) -> Iterator[Seen]:
    """Every case with all issues of its file."""
    stores = Stores(store_factory, "sqlite")
    engine = states.paired(stores)
    build_known(engine)
    stranger = accounts.make(engine, AccountRole.STAFF, pairings=[2])
    found = []
    for case in (case for group in GROUPS for case in group()):
        by = {"by": stranger} if case.problem is P.OUTSIDE_SCOPE else {}
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
    message = Invalid(problem).issue().message
    assert message.zh.endswith("。")
    assert CHINESE.search(message.zh)
    assert not CHINESE.search(message.en)
