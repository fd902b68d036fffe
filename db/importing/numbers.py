"""Counts and amounts of money as ledgers write them.

1,200.00, １２００ and 1200万元 are plain. 约, 近, 超 and 余, what stands in brackets, numbers in
words, and a unit other than the column's are read with a note. Errors of Excel, negative numbers,
ranges, percentages and numbers in scientific notation are refused: what was meant is not there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import orjson

from db.importing import scaled
from db.importing.converted import AtOnce, Converter, Noted, plain, wide
from db.importing.issue import Invalid, Problem
from db.importing.numerals import number
from db.importing.problems.cells import NOTHING_GIVEN
from db.importing.problems.numbers import (
    AMOUNT,
    AMOUNT_READ,
    APPROXIMATE,
    BRACKETS_LEFT_OUT,
    COUNT_UNIT,
    CURRENCY,
    EXCEL_ERROR_NUMBER,
    HOUSEHOLDS,
    HUGE,
    NARROW_NUMBER,
    NUMBER,
    NUMBER_IN_WORDS,
    NUMBER_RANGE,
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
SUSPICIOUS = Decimal(10) ** 12
"""Yuan: no meeting or project has a trillion; such an amount was meant in another unit."""
LONGEST = 100
"""Characters of the longest text that is looked at as a number."""
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
NOT_YET = frozenset(
    [
        "待定",
        "未定",
        "待统计",
        "未统计",
        "暂未统计",
        "不详",
        "未到位",
        "尚未到位",
        "未拨付",
        "未下达",
    ]
)
"""What stands for a figure that is not known yet, or of which there is nothing yet."""

_ABOUT = (
    "大约|大概|约为|约|接近|将近|近|超过|超|突破|逾|达到|达|不少于|不低于|不超过|至少|最多|最低|最高"
    "|预计|估计|≈|~|>=|≥|>|<=|≤|<"
)
_MORE = "余|多|来"
_END = r"左右|以上|以下|上下|以内|\+"
_UNIT = "|".join(sorted(COUNT_UNITS, key=len, reverse=True))
_CURRENCY = "人民币|RMB|CNY|¥"
_TOTAL = "共计|合计|总计|累计|共|计"
_MONEY = re.compile(
    rf"(?:(?P<about>{_ABOUT})|{_CURRENCY}|{_TOTAL})*(?P<body>{scaled.BODY}*(?:{_MORE})?[万亿萬億千]*)"
    rf"(?P<english>thousand|million|billion)?(?P<yuan>元|圆|圓|块钱|块|yuan)?(?P<more>{_MORE})?"
    rf"(?:(?P<jiao>{scaled.BODY})角)?(?:(?P<fen>{scaled.BODY})分)?"
    rf"(?:整|正|{_CURRENCY}|(?P<end>{_END}))*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?:(?P<about>{_ABOUT})|{_TOTAL})*(?P<body>{scaled.BODY}*(?:{_MORE})?[万亿萬億千百]*)"
    rf"(?P<u>{_UNIT})?(?P<more>{_MORE})?(?P<end>{_END})*"
)
_DIGITS = re.compile(r"[0-9]+")
_PART = rf"{scaled.BODY}+[元人个家项户名]?"
_RANGE = re.compile(rf"(?:{_ABOUT})?{_PART}(?:[-~—–―至到]|--)+{_PART}.*")
_FOREIGN = re.compile(
    r"美元|美金|港元|港币|欧元|英镑|日元|韩元|台币|澳元|卢布|[$€£]|USD|HKD|EUR|GBP|JPY",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?P<head>[^()]+)\((?P<inside>[^()]*)\)[。;]?")
_OF_WHICH = re.compile(r"(?P<head>.+?)[,;。](?P<inside>(?:其中|含|包括|包含|均为|全部为).*)")
_HOUSEHOLDS = re.compile(r"[0-9,]+户[,、/]?(?P<n>[0-9,]+)人|(?P<m>[0-9,]+)人[,、/(]?[0-9,]+户[)]?")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_SPACED = re.compile(r"[^0-9]*[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?:[^0-9.].*)?")
_MARKED = re.compile(r"(?<=[0-9])['’‘ʼ´`](?=[0-9]{3}(?![0-9]))")
"""Thousands as Swiss and other ledgers mark them: 1’200."""

ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number, in units of its own (元) if `scale` is not None; the words that are to be noted."""

    value: Decimal
    scale: int | None
    words: bool
    about: str | None


def decimal(raw: str) -> Decimal | Noted:
    """A number, 0 or more; thousands may be marked."""
    text = _text(raw)
    if text in NOTHING_WORDS or text in NOT_YET:
        return _nothing()
    text, notes = _without_tail(text)
    found = _COUNT.fullmatch(text) if len(text) <= LONGEST else None
    value = scaled.read(_body(found)) if found and not found["u"] else None
    if not found or not value or value.absolute:
        raise Invalid(_reason(text, AMOUNT))
    notes += _about(found)
    if value.words:
        notes.append(Invalid(NUMBER_IN_WORDS, number=f"{value.value.normalize():f}"))
    return Noted(value.value, tuple(notes)) if notes else value.value


def times(number: Decimal, unit: int) -> Decimal:
    """So many of a unit, exact: what is not whole is for the caller to round or refuse."""
    product = scaled.EXACT.multiply(number, Decimal(unit))
    if product >= LARGEST_AMOUNT:
        raise Invalid(NUMBER_TOO_LARGE, limit=f"{LARGEST_AMOUNT / unit:f}")
    return product


def money(unit: str = "万元") -> Converter:
    """A converter of amounts in a unit, unless the cell names its own: whole yuan; a note says
    what was rounded.
    """
    zeros = len(str(MONEY_UNITS[unit])) - 1
    most = max(PLAIN_DIGITS - zeros, 0)
    plainly = re.compile(rf"(?:(?:[0-9]{{1,{most or 1}}}(?:\.[0-9]{{1,{zeros or 1}}})?)?\n)*")

    def many(raws: Sequence[str]) -> list[int | None] | None:
        if not (zeros and most) or not plainly.fullmatch("\n".join([*raws, ""])):
            return None
        try:
            read = orjson.loads(f"[{','.join([raw or '0' for raw in raws])}]")
        except orjson.JSONDecodeError:  # a number that begins with a zero too many
            read = [float(raw or 0) for raw in raws]
        # Of so few digits a float holds the product to a quarter of a yuan.
        amounts: list[int] = np.rint(np.array(read, float) * 10**zeros).astype(np.int64).tolist()
        if all(raws):
            return [*amounts]
        return [amount if raw else None for amount, raw in zip(amounts, raws, strict=True)]

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
    amount = _amount(text)
    return text in NOTHING_WORDS | NOT_YET or bool(amount and amount.scale)


def _money(raw: str, unit: str) -> int | Noted:
    text = _text(raw)
    if text in NOTHING_WORDS or text in NOT_YET:
        return _nothing()
    text, notes = _without_tail(text)
    found = _amount(text)
    if not found:
        raise Invalid(_reason(text, AMOUNT))
    amount = times(found.value, 1 if found.scale else MONEY_UNITS[unit])
    yuan = whole_yuan(amount)
    if found.about:
        notes.append(Invalid(APPROXIMATE, word=found.about))
    if found.scale and found.scale != MONEY_UNITS[unit]:
        notes.append(Invalid(OTHER_UNIT, unit=unit, yuan=f"{yuan:,}"))
    elif found.words:
        notes.append(Invalid(AMOUNT_READ, yuan=f"{yuan:,}"))
    if amount >= SUSPICIOUS:
        notes.append(Invalid(HUGE, amount=f"{amount / 10**8:,.0f}"))
    if yuan != amount:
        notes.append(Invalid(ROUNDED, yuan=yuan))
    return Noted(yuan, tuple(notes)) if notes else yuan


def _amount(text: str) -> _Amount | None:
    """An amount of money of one width and without white space."""
    found = _MONEY.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        return None
    small = found["jiao"] or found["fen"]
    read = scaled.read(_body(found) or ("0" if small else ""), to_the_one=bool(found["yuan"]))
    cents = [scaled.read(found[name] or "0") for name in ("jiao", "fen")]
    if not read or not cents[0] or not cents[1] or (small and found["body"] and not found["yuan"]):
        return None
    value, scale = read.value, read.scale
    if found["english"]:
        scale = ENGLISH[found["english"].lower()]
        value = scaled.EXACT.multiply(value, Decimal(scale))
    value = scaled.EXACT.add(value, cents[0].value / 10 + cents[1].value / 100)
    own = read.absolute or found["yuan"] or found["english"] or small
    about = next((note.details["word"] for note in _about(found)), None)
    return _Amount(value, scale if own else None, read.words or bool(small), about)  # type: ignore[arg-type]


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
    if text in NOTHING_WORDS or text in NOT_YET:
        return _nothing()
    text, tail = _without_tail(text)
    persons = _HOUSEHOLDS.fullmatch(text)
    if persons:
        counted = _limited(Decimal((persons["n"] or persons["m"]).replace(",", "")), largest)
        return Noted(counted, (*tail, Invalid(PERSONS_TAKEN, number=counted)))
    found = _COUNT.fullmatch(text) if len(text) <= LONGEST else None
    count = scaled.read(_body(found)) if found else None
    if not found or not count:
        raise Invalid(_reason(text, NUMBER))
    if count.value != count.value.to_integral_value():
        raise Invalid(WHOLE)
    value = _limited(count.value, largest)
    notes = [*tail, *_about(found)]
    if count.words:
        notes.append(Invalid(NUMBER_IN_WORDS, number=value))
    if found["u"] in ("元", "户"):
        raise Invalid(HOUSEHOLDS if found["u"] == "户" else COUNT_UNIT)
    return Noted(value, tuple(notes)) if notes else value


_ORDINAL = re.compile("^第?(.*?)(?:[次届回](?:高层)?(?:联席)?(?:会议|会)?)?$")


def ordinal(raw: str) -> int | Noted | None:
    """The how-manieth of a series, as small a number as its column holds: 3, 第三次, 第3届, 首次,
    第12次联席会议.
    """
    text = _ORDINAL.sub(r"\1", plain(raw))
    if text == "首":
        return 1
    spelled = number(text)
    if spelled is not None:
        return spelled
    return whole(text or raw, LARGEST_ORDINAL)


def is_narrow(text: str) -> bool:
    """Whether a cell holds what a spreadsheet shows where a column is too narrow: ######."""
    return len(text) > 2 and not text.strip("#")


def _text(raw: str) -> str:
    text = _text_or_error(raw)
    if is_narrow(text):
        raise Invalid(NARROW_NUMBER)
    if text.upper() in EXCEL_ERRORS:
        raise Invalid(EXCEL_ERROR_NUMBER)
    return text


def _text_or_error(raw: str) -> str:
    """Of one width; white space may part thousands and nothing else inside a number, and ① is no
    digit: what has either is left as it is, and is no number then.
    """
    if raw.isascii() and raw.isalnum():
        return raw
    if any(unicodedata.category(c) == "No" for c in raw):
        return raw
    spaced = wide(raw)
    if re.search(r"[0-9]\s+[0-9]", spaced) and not _SPACED.fullmatch(spaced):
        return spaced
    return _MARKED.sub(",", plain(raw))


def _without_tail(text: str) -> tuple[str, list[Invalid]]:
    """2.2亿元(含社会帮扶0.3亿元) → 2.2亿元, and the note that says so; 1200(万元) → 1200万元."""
    found = _TAIL.fullmatch(text) or _OF_WHICH.fullmatch(text)
    if not found or not found["inside"].strip("0123456789.,-+%"):
        return text.rstrip("。;"), []
    if found["inside"] in MONEY_UNITS or found["inside"] in ("人民币", *COUNT_UNITS):
        return found["head"] + found["inside"], []
    return found["head"], [Invalid(BRACKETS_LEFT_OUT, inside=found["inside"])]


def _body(found: re.Match[str]) -> str:
    """The number without the word that says it is more than that."""
    return re.sub(f"{_MORE}", "", str(found["body"]))


def _about(found: re.Match[str]) -> Iterator[Invalid]:
    """A note where a word says that a number is not exact."""
    within = re.search(_MORE, found["body"])
    for word in (found["about"], within and within[0], found["more"], found["end"]):
        if word:
            yield Invalid(APPROXIMATE, word=word)
            return


def _reason(text: str, otherwise: Problem) -> Problem:
    """Why a text is no number."""
    if _SCIENTIFIC.fullmatch(text):
        return SCIENTIFIC
    if _FOREIGN.search(text):
        return CURRENCY
    return NUMBER_RANGE if _RANGE.fullmatch(text) else otherwise


def _limited(count: Decimal, largest: int) -> int:
    if count > largest:
        raise Invalid(NUMBER_TOO_LARGE, limit=largest)
    return int(count)


def _nothing() -> Noted:
    return Noted(None, (Invalid(NOTHING_GIVEN),))
