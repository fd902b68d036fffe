"""Periods as ledgers name them: 2025年6月, 1—6月, 二季度, 前三季度, 上半年, 全年, Q2, Jan–Jun.

A ledger's year may stand in the cell or in a column of its own. What runs from January (1—6月, 截至
6月底, 前三季度) says by that how its value is counted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from db.importing.converted import plain
from db.importing.issue import Invalid
from db.importing.numerals import number
from db.importing.problems.periods import MONTH_OR_QUARTER, PERIOD
from db.terms import PeriodKind


@dataclass(frozen=True)
class Span:
    """A period of a year. `running`: the value is counted from January on; None: not said."""

    kind: PeriodKind
    number: int
    year: int | None = None
    running: bool | None = None


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = "|".join(f"{name}[a-z]*" for name in _MONTHS)
_N = r"[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_TO = r"(?:[-—–~～－至到]+|to)"

Maker = Callable[[re.Match[str]], tuple[PeriodKind, int, bool | None]]


def _numbered(kind: PeriodKind, running: bool | None = None) -> Maker:
    return lambda m: (kind, number(m["n"]) or int(m["n"]), running)


def _named(running: bool | None = None) -> Maker:
    return lambda m: (PeriodKind.MONTH, _MONTHS.index(m["n"][:3]) + 1, running)


def _fixed(kind: PeriodKind, given: int, running: bool | None = None) -> Maker:
    return lambda _: (kind, given, running)


FORMS: tuple[tuple[str, Maker], ...] = (
    (rf"(?:1|0?1|一)(?:月份?)?{_TO}(?P<n>{_N})月份?", _numbered(PeriodKind.MONTH, True)),
    (rf"前(?P<n>{_N})个?月", _numbered(PeriodKind.MONTH, True)),
    (rf"jan[a-z]*{_TO}(?P<n>{_NAMED})", _named(True)),
    (rf"(?P<n>{_N})月份?", _numbered(PeriodKind.MONTH)),
    (rf"(?P<n>{_NAMED})", _named()),
    (r"m(?P<n>[0-9]{1,2})", _numbered(PeriodKind.MONTH)),
    (r"前(?P<n>[二三四两2-4])个?季度?", _numbered(PeriodKind.QUARTER, True)),
    (r"第?(?P<n>[一二三四1-4])个?季度?", _numbered(PeriodKind.QUARTER)),
    (r"q(?P<n>[1-4])|(?:quarter)(?P<m>[1-4])", lambda m: _quarter(m["n"] or m["m"])),
    (r"(?P<n>[1-4])(?:q|(?:st|nd|rd|th)quarter)", _numbered(PeriodKind.QUARTER)),
    (r"上半年度?|h1|1h|(?:first|1st)half(?:year)?", _fixed(PeriodKind.HALF, 1)),
    (r"下半年度?|h2|2h|(?:second|2nd)half(?:year)?", _fixed(PeriodKind.HALF, 2)),
    (r"全年度?|年度|年|fy|fullyear|wholeyear|year|annual|all", _fixed(PeriodKind.YEAR, 1)),
)
_FORMS = tuple((re.compile(pattern), make) for pattern, make in FORMS)

_NUMBERED = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
PERIODS = re.compile(
    rf"(?:(?:19|20)[0-9]{{2}}年度?)?(?:截至|截止)?(?:{_NUMBERED}(?:月份?)?[-—~至到])?"
    rf"(?:(?<![0-9]){_NUMBERED}月(?![0-9]{{1,2}}日)(?:份|底|末)?|[第前]?[一二三四1-4]个?季度|[上下]半年度?|全年"
    r"|q[1-4]|h[12])",
    re.IGNORECASE,
)
"""A month, quarter or half within other words."""

_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:年度?|[-/.])?(?P<rest>.*)|"
                   r"(?P<first>.*?)(?:of|,)?(?P<last>(?:19|20)[0-9]{2})年?")  # fmt: skip
_RUNNING = re.compile(r"^(?:截至|截止到?|累计至?|累积至?|到|至)|(?:底|末|止|累计|累积|完成)+$")
_MONTH_NUMBER = re.compile(r"(?:0?[5-9]|1[0-2]|0[1-4])")


def span(raw: str) -> Span:
    """The period that a cell names.

    Raises:
        Invalid: PERIOD; MONTH_OR_QUARTER.
    """
    text = plain(raw).casefold().strip("()（）.,，")
    year, rest = _with_year(text)
    bare, running = _RUNNING.sub("", rest), None
    if bare != rest:
        running = True
        if year is None:
            year, bare = _with_year(bare)
    if not bare and year:
        return Span(PeriodKind.YEAR, 1, year, running)
    if _MONTH_NUMBER.fullmatch(bare):
        return Span(PeriodKind.MONTH, int(bare), year, running)
    if re.fullmatch("[1-4]", bare):
        raise Invalid(MONTH_OR_QUARTER)
    for pattern, make in _FORMS:
        if found := pattern.fullmatch(bare):
            kind, given, runs = make(found)
            if not 1 <= given <= LAST[kind]:
                raise Invalid(PERIOD)
            return Span(kind, given, year, runs or running)
    raise Invalid(PERIOD)


LAST = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}


def _quarter(given: str) -> tuple[PeriodKind, int, bool | None]:
    return PeriodKind.QUARTER, int(given), None


def _with_year(text: str) -> tuple[int | None, str]:
    """The year that a text begins or ends with, and the rest."""
    if text[:3] in ("截至", "截止") or text[:2] in ("截至", "截止"):
        text = text[2:].lstrip("到")
        year, rest = _with_year(text)
        return year, f"截至{rest}"
    found = _YEAR.fullmatch(text)
    if found is None:
        return None, text
    if found["year"]:
        return int(found["year"]), found["rest"]
    return int(found["last"]), found["first"]
