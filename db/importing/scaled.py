"""Numbers with their scales: 1亿2000万, 1.5千万, 3百, 五十万, 一亿二 (1.2亿), 十二点五万.

Exact, and only what has one meaning: 1亿2000 and 一亿二千 have two, and are none.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import reduce

from db.importing.numerals import CHARACTERS, DIGITS, SCALES, digits, number

EXACT = Context(prec=100_000)
"""More digits than a cell can hold: no product of two is ever rounded."""

WAN, YI = 10**4, 10**8
BIG = "万亿萬億"
_UNITS = {"trillions": WAN * YI, "yi": YI, "wan": WAN, "rest": 1}

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SPELLED = rf"[{CHARACTERS}]+(?:点[{''.join(DIGITS)}]+)?"
_ONE = rf"{_ARABIC}[{''.join(SCALES)}]?|{_SPELLED}"
_TEXT = re.compile(
    rf"(?:(?P<trillions>{_ONE})万亿)?(?:(?P<yi>{_ONE})亿)?(?:零?(?P<wan>{_ONE})万)?"
    rf"(?P<zero>零)?(?P<rest>{_ONE})?"
)

BODY = rf"[0-9.,{CHARACTERS}点{BIG}]"
"""A character of such a number."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number; the scale of its first part (10,000 for 1200万); whether words were read."""

    value: Decimal
    scale: int
    words: bool

    @property
    def absolute(self) -> bool:
        """Whether it has 万 or 亿: then it is so many of one, whatever its column counts in."""
        return self.scale >= WAN


def read(text: str, *, to_the_one: bool = False) -> Scaled | None:
    """The number that a text of one width and without white space is; None where it is none, or
    may be two. `to_the_one`: a unit follows, and so the last part is in ones (1亿2000元).
    """
    found = _TEXT.fullmatch(text.replace("萬", "万").replace("億", "亿"))
    if not text or not found:
        return None
    read_parts = [(_part(found[name]), unit) for name, unit in _UNITS.items() if found[name]]
    parts = [(part, unit) for part, unit in read_parts if part]
    if not parts or len(parts) < len(read_parts):
        return None
    values = [EXACT.multiply(part.value, Decimal(unit)) for part, unit in parts]
    units = [unit for _, unit in parts]
    if any(value >= above for value, above in zip(values[1:], units, strict=False)):
        return None
    if len(parts) > 1 and units[-1] == 1:
        last = _after(found["rest"], values[-1], units[-2], bool(found["zero"]), to_the_one)
        if last is None:
            return None
        values[-1] = last
    first, unit = parts[0]
    words = first.words or len(parts) > 1
    return Scaled(reduce(EXACT.add, values), first.scale * unit, words)


def _part(text: str) -> Scaled | None:
    """A number before 万, 亿 or the end."""
    if text[0].isascii():
        scale = SCALES.get(text[-1], 1)
        plain = Decimal(text.rstrip("".join(SCALES)).replace(",", ""))
        return Scaled(EXACT.multiply(plain, Decimal(scale)), scale, words=scale > 1)
    whole, _, fraction = text.partition("点")
    value = number(whole)
    if value is None:
        return None
    return Scaled(Decimal(f"{value}.{digits(fraction) or '0'}"), 1, words=True)


def _after(text: str, value: Decimal, above: int, zero: bool, to_the_one: bool) -> Decimal | None:
    """What follows 万 or 亿: 二 after 亿 is 二千万, but 零二 and 2元 are 2."""
    if zero or DIGITS.get(text[0]) == 0:
        return value
    if text.isascii():
        return value if to_the_one else None
    if text in DIGITS:
        return None if to_the_one else EXACT.multiply(value, Decimal(above // 10))
    return value if above == WAN and ("千" in text or "仟" in text) else None
