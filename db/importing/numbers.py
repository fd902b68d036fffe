"""Counts and amounts of money as ledgers write them.

1,200.00, １２００ and 1200万元 are plain. 约, 近, 超 and 余, what stands in brackets, and a unit
other than the column's are read with a note. Errors of Excel, negative numbers, ranges,
percentages and numbers in scientific notation are refused: what was meant is not there any more.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from db.importing.converted import AtOnce, Converter, Noted, plain
from db.importing.issue import Invalid
from db.importing.numerals import CHARACTERS, number
from db.importing.problems.cells import NOTHING_GIVEN
from db.importing.problems.numbers import (
    AMOUNT,
    APPROXIMATE,
    BRACKETS_LEFT_OUT,
    COUNT_UNIT,
    EXCEL_ERROR_NUMBER,
    HUGE,
    NUMBER,
    NUMBER_IN_WORDS,
    NUMBER_TOO_LARGE,
    OTHER_UNIT,
    PERSONS_TAKEN,
    ROUNDED,
    SCIENTIFIC,
    WHOLE,
)

LARGEST_COUNT = 2**31 - 1
LARGEST_ORDINAL = 2**15 - 1
LARGEST_AMOUNT = Decimal(10) ** 18
YUAN_IN_WAN = 10_000
SUSPICIOUS = Decimal(10) ** 12
"""Yuan: no meeting or project has a trillion; such an amount was meant in another unit."""
PLAIN_DIGITS = 12
"""Amounts of so many digits are below that: of plain digits nothing need be said."""

MONEY_UNITS = {
    "元": 1,
    "圆": 1,
    "yuan": 1,
    "千元": 10**3,
    "万元": 10**4,
    "万": 10**4,
    "十万元": 10**5,
    "百万元": 10**6,
    "百万": 10**6,
    "千万元": 10**7,
    "千万": 10**7,
    "亿元": 10**8,
    "亿": 10**8,
    "万亿元": 10**12,
    "万亿": 10**12,
}
COLUMN_UNITS = ("元", "千元", "万元", "百万元", "亿元")
"""Units that a column of money may have."""

COUNT_UNITS = [
    "人次",
    "人员",
    "人",
    "名",
    "位",
    "户",
    "家",
    "个",
    "项",
    "对",
    "次",
    "件",
    "所",
    "村",
    "县",
    "批",
    "批次",
    "家企业",
    "个项目",
    "项目",
    "届",
    "期",
    "条",
    "场",
    "元",
]

EXCEL_ERRORS = frozenset(
    [
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "########",
    ]
)
NOTHING_WORDS = frozenset(
    ["/", "-", "--", "---", "—", "——", "–", "―", "_", "\\", "无", "暂无", "空"]
)
ABOVE = frozenset(["同上", "〃", "″", '"', "''"])

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_UNIT = "|".join(sorted(map(re.escape, MONEY_UNITS), key=len, reverse=True))
_ABOUT = r"(?P<about>大约|约为|约|接近|近|超过|超|逾|达到|达|不少于|至少|不低于|预计)?"
_MORE = r"余|多|左右|以上|上下|来"
_MONEY = re.compile(
    rf"{_ABOUT}(?:人民币|RMB|CNY)?[¥￥]?(?P<n>{_NUMBER})(?P<more>{_MORE})?(?P<u>{_UNIT})?"
    rf"(?P<more2>{_MORE})?(?P<yuan>元)?(?P<more3>{_MORE})?(?:人民币|RMB)?(?:整)?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"{_ABOUT}(?P<n>{_NUMBER})(?P<more>{_MORE})?(?P<wan>万|千|百)?(?P<more2>{_MORE})?"
    rf"(?P<u>{'|'.join(sorted(COUNT_UNITS, key=len, reverse=True))})?(?P<more3>{_MORE})?"
)
_DIGITS = re.compile(r"[0-9]+")
_WORDS = re.compile(rf"(?P<n>[{CHARACTERS}]+)(?P<u>{'|'.join(COUNT_UNITS)})?")
_TAIL = re.compile(r"(?P<head>[^()]+)\((?P<inside>[^()]*)\)[。;]?")
_HOUSEHOLDS = re.compile(r"[0-9,]+户[,、]?(?P<n>[0-9,]+)人")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")

SCALES = {"万": 10**4, "千": 10**3, "百": 10**2}


def decimal(raw: str) -> Decimal | Noted:
    """A number, 0 or more; thousands may be marked with commas."""
    text = _text(raw)
    if text in NOTHING_WORDS:
        return _nothing()
    if not re.fullmatch(_NUMBER, text):
        raise Invalid(SCIENTIFIC if _SCIENTIFIC.fullmatch(text) else AMOUNT)
    return Decimal(text.replace(",", ""))


def times(number: Decimal, unit: int) -> Decimal:
    """So many of a unit, exact: what is not whole is for the caller to round or refuse."""
    product = number * unit
    if product >= LARGEST_AMOUNT:
        raise Invalid(NUMBER_TOO_LARGE, limit=f"{LARGEST_AMOUNT / unit:f}")
    return product


def money(unit: str = "万元") -> Converter:
    """A converter of amounts in a unit, unless the cell names its own: whole yuan; a note says
    what was rounded.
    """
    zeros = len(str(MONEY_UNITS[unit])) - 1
    most = PLAIN_DIGITS - zeros
    plainly = re.compile(rf"(?:(?:[0-9]{{1,{most}}}(?:\.[0-9]{{1,{zeros or 1}}})?)?\n)*")

    def many(raws: Sequence[str]) -> list[int | None] | None:
        if not zeros or not plainly.fullmatch("\n".join([*raws, ""])):
            return None
        pairs = [raw.partition(".") for raw in raws]
        return [int(whole + part.ljust(zeros, "0")) if whole else None for whole, _, part in pairs]

    def convert(raw: str) -> int | Noted | None:
        whole, point, part = raw.partition(".")
        digits = whole + part.ljust(zeros, "0")
        plain = whole and len(digits) <= PLAIN_DIGITS and digits.isdigit() and digits.isascii()
        if plain and len(part) <= zeros and (part or not point):
            return int(digits)
        return _money(raw, unit)

    return AtOnce(convert, many)


def names_unit(raw: str) -> bool:
    """Whether a cell that holds an amount says in which unit, or holds none at all."""
    text = _without_tail(_text_or_error(raw))[0]
    found = _MONEY.fullmatch(text)
    return text in NOTHING_WORDS or bool(found and (found["u"] or found["yuan"]))


def _money(raw: str, unit: str) -> int | Noted:
    text = _text(raw)
    if text in NOTHING_WORDS:
        return _nothing()
    text, tail = _without_tail(text)
    found = _MONEY.fullmatch(text)
    if not found:
        raise Invalid(SCIENTIFIC if _SCIENTIFIC.fullmatch(text) else AMOUNT)
    own = _own_unit(found)
    amount = times(Decimal(found["n"].replace(",", "")), MONEY_UNITS[own or unit])
    yuan = whole_yuan(amount)
    notes = [*tail, *_about(found, text)]
    if own and MONEY_UNITS[own] != MONEY_UNITS[unit]:
        notes.append(Invalid(OTHER_UNIT, unit=unit, yuan=f"{yuan:,}"))
    if amount >= SUSPICIOUS:
        notes.append(Invalid(HUGE, amount=f"{amount / 10**8:,.0f}"))
    if yuan != amount:
        notes.append(Invalid(ROUNDED, yuan=yuan))
    return Noted(yuan, tuple(notes)) if notes else yuan


def _own_unit(found: re.Match[str]) -> str | None:
    unit: str | None = found["u"]
    if unit and found["yuan"] and not unit.endswith("元"):
        return unit + "元"
    return unit.lower() if unit else (found["yuan"] or None)


def whole_yuan(amount: Decimal) -> int:
    """Half a yuan and more is rounded up."""
    if amount == (whole := int(amount)):
        return whole
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def whole(raw: str, largest: int = LARGEST_COUNT) -> int | Noted | None:
    """A whole number from 0 to `largest`, with or without a counting word."""
    if len(raw) < 5 and largest > 9999 and _DIGITS.fullmatch(raw):
        return int(raw)
    text = _text(raw)
    if text in NOTHING_WORDS:
        return _nothing()
    text, tail = _without_tail(text)
    persons = _HOUSEHOLDS.fullmatch(text)
    if persons:
        counted = _limited(Decimal(persons["n"].replace(",", "")), largest)
        return Noted(counted, (*tail, Invalid(PERSONS_TAKEN, number=counted)))
    found = _COUNT.fullmatch(text)
    if not found:
        return _in_words(text, largest, tail)
    count = Decimal(found["n"].replace(",", "")) * SCALES.get(found["wan"] or "", 1)
    if count != count.to_integral_value():
        raise Invalid(WHOLE)
    value = _limited(count, largest)
    notes = [*tail, *_about(found, text)]
    if found["u"] == "元":
        raise Invalid(COUNT_UNIT)
    return Noted(value, tuple(notes)) if notes else value


def ordinal(raw: str) -> int | Noted | None:
    """The how-manieth of a series, as small a number as its column holds: 3, 第三次, 第3届."""
    text = re.sub(r"^第|[次届回]$", "", plain(raw))
    spelled = number(text)
    if spelled is not None:
        return spelled
    return whole(text or raw, LARGEST_ORDINAL)


def _text(raw: str) -> str:
    text = _text_or_error(raw)
    if text.upper() in EXCEL_ERRORS or (text.startswith("###") and not text.strip("#")):
        raise Invalid(EXCEL_ERROR_NUMBER)
    return text


def _text_or_error(raw: str) -> str:
    """Of one width; white space may part thousands and nothing else inside a number."""
    text = plain(raw)
    if text != raw and re.search(r"[0-9]\s+[0-9]", raw.strip()):
        spaced = re.fullmatch(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?.*", raw.strip())
        return text if spaced else raw
    return text


def _without_tail(text: str) -> tuple[str, list[Invalid]]:
    """2.2亿元(含社会帮扶0.3亿元) → 2.2亿元, and the note that says so."""
    found = _TAIL.fullmatch(text)
    if not found or not found["inside"].strip("0123456789.,-+%"):
        return text, []
    return found["head"], [Invalid(BRACKETS_LEFT_OUT, inside=found["inside"])]


def _about(found: re.Match[str], text: str) -> list[Invalid]:
    marks = ("about", "more", "more2", "more3")
    groups = found.groupdict()
    words = [groups[mark] for mark in marks if groups.get(mark)]
    return [Invalid(APPROXIMATE, word=words[0])] if words else []


def _limited(count: Decimal, largest: int) -> int:
    if count > largest:
        raise Invalid(NUMBER_TOO_LARGE, limit=largest)
    return int(count)


def _in_words(text: str, largest: int, tail: list[Invalid]) -> Noted:
    found = _WORDS.fullmatch(text)
    value = number(found["n"]) if found else None
    if value is None:
        raise Invalid(SCIENTIFIC if _SCIENTIFIC.fullmatch(text) else NUMBER)
    counted = _limited(Decimal(value), largest)
    return Noted(counted, (*tail, Invalid(NUMBER_IN_WORDS, number=counted)))


def _nothing() -> Noted:
    return Noted(None, (Invalid(NOTHING_GIVEN),))
