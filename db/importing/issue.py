"""What is wrong with a file or a row, said so that its owner can mend it.

A `Problem` is a kind of issue: its code, how bad it is, what was expected, and the remedy.
An `Issue` is one case of it, with its place in the file. The codes are the contract of the
command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.importing.words import NOTHING, Language, Words, same

RAW_PRINTED = 500
"""How much of a cell the command line prints."""


class Severity(StrEnum):
    """note: imported all the same; error: the row fails; choice: ask; fatal: the file fails."""

    NOTE = "note"
    CHOICE = "choice"
    ERROR = "error"
    FATAL = "fatal"


@dataclass(frozen=True)
class Problem:
    """A kind of issue. `expected` and `fix` may hold `{places}` for details.

    `quiet`: worth telling, but nothing that anybody need look at (a file in GBK). `of_store`: about
    what the store has beside, so that the file itself is accepted as it is.
    """

    code: str
    severity: Severity
    expected: Words
    fix: Words
    quiet: bool = False
    of_store: bool = False


@dataclass(slots=True)
class Issue:
    """One case. `record_no` counts data rows from 1, `line_no` physical lines from 1.

    `column` is the header as the file has it, `field` the program's name of it, `raw` the cell.
    Its words are made when they are read: a ledger may have a hundred thousand cases.
    """

    problem: Problem
    details: Mapping[str, object]
    record_no: int | None = None
    line_no: int | None = None
    column: str | None = None
    field: str | None = None
    raw: str | None = None

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def severity(self) -> Severity:
        return self.problem.severity

    @property
    def fix(self) -> Words:
        """How to mend it."""
        return self.problem.fix.format(**self.details)

    @property
    def message(self) -> Words:
        """Where, what was expected, what was found, and how to mend it."""
        return _where(self) + self.what + self.fix

    @property
    def what(self) -> Words:
        """What was expected, and what was found."""
        return _what(self, self.problem, self.details)

    def as_json(self, language: Language) -> dict[str, Any]:
        """The object that the command line prints."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "record_no": self.record_no,
            "line_no": self.line_no,
            "column": self.column,
            "field": self.field,
            "raw": self.raw if self.raw is None else self.raw[:RAW_PRINTED],
            "message": self.message[language],
            "fix": self.fix[language],
        }


class Invalid(Exception):
    """A value or a file that cannot be taken: raised where it is found, made an Issue above."""

    def __init__(self, problem: Problem, **details: object) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.details = details

    def issue(self, **place: Any) -> Issue:
        """This case at a place: record_no, line_no, column, field, raw."""
        return Issue(self.problem, self.details, **place)


def _where(issue: Issue) -> Words:
    where = NOTHING
    source = getattr(issue.line_no, "source", "")  # of a line of one sheet or file among several
    of = Words(f"“{source}”", f"“{source}”") if source else Words("文件", "the file")
    if issue.record_no is not None:
        where += Words(
            f"第 {issue.record_no} 条（{of.zh}第 {issue.line_no} 行）",
            f"Record {issue.record_no} (line {issue.line_no} of {of.en})",
        )
    elif issue.line_no is not None:
        where += Words(f"{of.zh}第 {issue.line_no} 行", f"Line {issue.line_no} of {of.en}")
    if issue.column is not None:
        comma = same("") if where == NOTHING else Words("", ", ")
        where += comma + Words(f"“{issue.column}”", f"“{issue.column}”")
    return where if where == NOTHING else where + Words("：", ": ")


def _what(issue: Issue, problem: Problem, details: Mapping[str, object]) -> Words:
    expected = problem.expected.format(**details)
    if issue.raw is None:
        return expected + Words("。", ". ")
    found = issue.raw if len(issue.raw) <= 80 else issue.raw[:80] + "…"
    return expected + Words(f"，收到“{found}”。", f"; found “{found}”. ")
