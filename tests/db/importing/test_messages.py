"""Every rejection says line, column, found and fix, in Chinese and in English."""

import re
from typing import NamedTuple

import pytest

from db.importing import problems
from db.importing.issue import Issue, Problem
from db.importing.pipeline import check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, bring, ledger, meeting, project, target, upload, visit

CHINESE = re.compile(r"[\u4e00-\u9fff]")
GOOD = meeting(title="x", place="")


class Case(NamedTuple):
    """A bad file, and what the message about it must hold: where, and what was found."""

    kind: Kind
    data: bytes
    code: str
    line: int | None = None
    column: str | None = None
    found: str | None = None


def row(kind: Kind, cells: Cells, code: str, column: str | None, found: str | None) -> Case:
    """A case of one bad row, on line 2."""
    return Case(kind, ledger(cells), code, 2, column, found)


def cases() -> dict[str, Case]:
    meetings, projects, visits, agreements = Kind
    text = ledger(GOOD).decode()
    head = text.splitlines()[0]
    many = f"{head}\n" + "浙江,四川,2022,x,\n" * 100_001
    moody = f"{head},心情\n浙江,四川,2022,x,,好"
    return {
        "empty": Case(meetings, b"", "empty"),
        "too large": Case(meetings, b"a" * (20 * 2**20 + 1), "too-large", found="20"),
        "too many rows": Case(meetings, many.encode(), "too-many-rows", found="100000"),
        "too many columns": Case(
            meetings,
            f"{head},{','.join(f'x{n}' for n in range(56))}\n".encode(),
            "too-many-columns",
            found="61",
        ),
        "cell too long": Case(meetings, b"a\n" + b"x" * 10_001, "too-long", 2, found="10000"),
        "encoding": Case(meetings, f"{head}\n浙江,四川,2022,x,".encode() + b"\xff\xff", "encoding"),
        "not csv": Case(meetings, b"%PDF-1.7", "not-csv", found="PDF"),
        "nul": Case(meetings, b"a,\x00", "nul-byte"),
        "unclosed": Case(meetings, b'a\n"b\nc', "unclosed-quote", 2),
        "quote": Case(meetings, b'a\n"b"c\n', "quote", 2),
        "no header": Case(meetings, "浙江,四川\n".encode(), "no-header", 1),
        "missing column": Case(meetings, b"date,title\n2022,x", "no-header", 1, found="东部省份"),
        "duplicate header": Case(
            meetings, f"{head},地点\n".encode(), "duplicate-header", 1, found="地点"
        ),
        "blank header": Case(meetings, f"{head},\n{'x,' * 5}x".encode(), "blank-header", 2),
        "unknown column": Case(meetings, moody.encode(), "mapping", 1, "心情"),
        "no rows": Case(meetings, head.encode(), "no-rows", 1),
        "short row": Case(meetings, f"{head}\n浙江".encode(), "missing-cell", 2, found="1"),
        "long row": Case(meetings, f"{text.strip()},x".encode(), "extra-cell", 2, found="6"),
        "empty cell": row(meetings, meeting(title=""), "missing-cell", "title", None),
        "control": row(meetings, meeting(title="a\x1bb"), "control-char", "title", "a\x1bb"),
        "text too long": row(meetings, meeting(title="长" * 301), "too-long", "title", "长" * 80),
        "part too long": row(visits, visit(sites="长" * 201), "too-long", "sites", "长" * 20),
        "date": row(meetings, meeting(date="待定"), "date", "date", "待定"),
        "no such date": row(meetings, meeting(date="2019-02-30"), "date", "date", "2019-02-30"),
        "date range": row(meetings, meeting(date="1066"), "date-range", "date", "1066"),
        "order": row(visits, visit(end="2022-03-01"), "date-range", "end", "2022-03-01"),
        "precision": row(visits, visit(end="2022"), "date-range", "end", "2022"),
        "number": row(projects, project(jobs="许多"), "number", "jobs", "许多"),
        "number too large": row(projects, project(jobs="9" * 11), "number", "jobs", "9" * 11),
        "amount": row(projects, project(in_place="若干"), "number", "in_place", "若干"),
        "rounded": row(projects, project(in_place="0.00001"), "number", "in_place", "0.00001"),
        "choice": row(projects, project(stage="梦想"), "mapping", "stage", "梦想"),
        "area": row(meetings, meeting(helper="淅江省"), "province", "helper", "淅江省"),
        "pairing": row(meetings, meeting(date="2020"), "pairing", "receiver", "四川省"),
        "reference": row(projects, project(meeting="没有"), "reference", "meeting", "没有"),
        "no item": row(
            projects,
            project(meeting="旧会", commitment_no="9"),
            "reference",
            "commitment_no",
            "9",
        ),
        "item alone": row(projects, project(commitment_no="9"), "reference", "commitment_no", "9"),
        "metric": row(agreements, target(metric="运气"), "mapping", "metric", "运气"),
        "unit": row(agreements, target(unit="人"), "unit", "unit", "人"),
        "row twice": Case(meetings, ledger(GOOD, GOOD), "duplicate-row", 3, found="1"),
        "key twice": Case(
            meetings, ledger(GOOD, GOOD | {"place": "y"}), "duplicate-key", 3, found="1"
        ),
        "item dropped": Case(
            meetings, ledger(meeting(title="旧会", commitments="")), "conflict", 2, found="1"
        ),
        "stored order": Case(
            projects, ledger(project(code="旧", end="2021-01-01")), "date-range", 2,
            found="2022-06-01",
        ),
    }  # fmt: skip


UNREACHED = {
    problems.CHANGED_SINCE,  # a stale plan: raised to the caller, not read from a file
    problems.AMBIGUOUS_AREA,  # needs two places of a name: test_directory
}


def issues(stores: Stores) -> dict[str, Issue]:
    """The first issue of every case, in a store with a meeting, its item, and a project of it."""
    engine = states.paired(stores)
    bring(engine, Kind.MEETINGS, meeting(title="旧会", commitments="建茶园"))
    old = project(code="旧", meeting="旧会", commitment_no="1", start="2022-06-01")
    bring(engine, Kind.PROJECTS, old)
    return {
        name: check_file(engine, upload(case.kind, data=case.data)).issues[0]
        for name, case in cases().items()
    }


@states.SQLITE
def test_every_kind_of_issue_has_its_code(stores: Stores) -> None:
    assert {name: issue.code for name, issue in issues(stores).items()} == {
        name: case.code for name, case in cases().items()
    }


def test_every_problem_is_among_the_cases() -> None:
    known = [problem for problem in vars(problems).values() if isinstance(problem, Problem)]
    assert len(known) == len(cases()) + len(UNREACHED)


@states.SQLITE
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_message_says_line_column_found_and_fix(stores: Stores, language: str) -> None:
    lacking = []
    for name, issue in issues(stores).items():
        case, message = cases()[name], issue.message["zh" if language == "zh" else "en"]
        line = f"第 {case.line} 行" if language == "zh" else f"ine {case.line} of the file"
        wanted = [
            line if case.line else "",
            f"“{case.column}”" if case.column else "",
            case.found or "",
            issue.fix["zh" if language == "zh" else "en"],
        ]
        lacking += [(name, part, message) for part in wanted if part not in message]
    assert lacking == []


def without_names(message: str) -> str:
    """A message without what stands in quotation marks, lists of choices, and a couple's names."""
    unquoted = re.sub(r"“[^”]*”", "", message)
    return re.sub(r": [^.]*\.|pairing .* → .* in", "", unquoted)


@states.SQLITE
def test_an_english_message_is_english_but_for_names_and_values(stores: Stores) -> None:
    messages = [without_names(issue.message.en) for issue in issues(stores).values()]
    assert [message for message in messages if CHINESE.search(message)] == []


@states.SQLITE
def test_a_chinese_message_ends_with_what_to_do(stores: Stores) -> None:
    found = [issue.message.zh for issue in issues(stores).values()]
    assert [message for message in found if not message.endswith("。")] == []
