"""Values of the dictionary's units as an office writes them in a sentence, in full: 33.1亿元."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from db.importing.words import Words, same
from db.results import RATE
from db.results.units import typed
from db.results.units import units as units_of

YI, WAN = 10**8, 10**4
_ZH = {"meetings": "次", "visits": "次", "batches": "批次", "items": "项", "contracts": "项"}
_EN = {"person_times": "person-times", "batches": "delegations"}
_ONE = {"counties": "county"}


def amount(value: int, unit: str) -> Words:
    """A value, exactly: of a rate it is hundredths of a per cent."""
    if unit == RATE:
        return same(f"{typed(value, 100)}%")
    if unit == "yuan":
        return Words(_yuan_zh(value), _yuan_en(value))
    zh = _ZH.get(unit) or next(iter(units_of(unit)))
    en = _EN.get(unit, unit)
    one = _ONE.get(en, en.removesuffix("s"))
    return Words(f"{value:,}{zh}", f"{value:,} {one if value == 1 else en}")


def unit(of: str) -> Words:
    """A unit by itself, of the whole number that is stored; of a rate, per cent."""
    if of == RATE:
        return same("%")
    if of == "yuan":
        return Words("元", "yuan")
    return Words(_ZH.get(of) or next(iter(units_of(of))), _EN.get(of, of))


def day(value: date) -> Words:
    """2022年12月31日, 31 December 2022."""
    zh, en = f"{value.year}年{value.month}月{value.day}日", f"{value.day} {value:%B} {value.year}"
    return Words(zh, en)


def share(part: int, whole: int) -> str:
    """What per cent a value is of another, to a tenth: 102.9."""
    exact = Decimal(part) * 100 / Decimal(whole)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _yuan_zh(value: int) -> str:
    for scale, name in ((YI, "亿元"), (WAN, "万元")):
        if value >= scale and value % (scale // WAN) == 0:
            return f"{typed(value, scale)}{name}"
    return f"{value:,}元"


def _yuan_en(value: int) -> str:
    for scale, name in ((10**9, "billion"), (10**6, "million")):
        if value >= scale and value % (scale // WAN) == 0:
            return f"{typed(value, scale)} {name} yuan"
    return f"{value:,} yuan"
