"""Number formats: what a cell shows of the number it holds.

The grammar is that of ECMA-376 part 1, 18.8.31, with what Chinese Excel and WPS add: `!` before a
sign that is shown as it is, `G/通用格式` for General, and the built-in formats 27–36 and 50–58.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;[Red]¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    23: "0",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a workbook names by number only, as Chinese Excel shows them (18.8.30, zh-cn)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式|GENERAL)"
    r"|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<digit>[0#?])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTERS = frozenset("ymdhsegba")
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<number>-?[0-9.]+)")
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_FIGURES = frozenset("万亿千百元圆.0123456789")
"""Signs that make another figure of a number that they stand beside."""

_PARENTHESES = frozenset(" ()-+")


class Seen(NamedTuple):
    """What a cell shows of its number.

    `stored` is the number as it is held, where that may be another figure than the one shown;
    `rounded` is what is shown where the text is more exact than that.
    """

    text: str
    stored: str | None = None
    rounded: str | None = None


@dataclass(frozen=True)
class Section:
    """One part of a format: how numbers of one sign, or under one condition, are shown.

    `parts` are placeholders of digits (`0 # ?`), the point (`.`), `general`, `@`, and texts that
    stand as they are (with a blank before them). `parted`: some of those stand between digits.
    """

    parts: tuple[str, ...]
    date: str = ""
    percent: int = 0
    scale: int = 0
    decimals: int = 0
    least: int = 0
    inexact: bool = False
    condition: tuple[str, Decimal] | None = None
    parted: bool = False

    @property
    def texts(self) -> str:
        """What it shows besides the number."""
        return "".join(part[1:] for part in self.parts if part[0] == " ")

    @property
    def has_number(self) -> bool:
        return any(part in ("0", "#", "?", "general") for part in self.parts)


@dataclass(frozen=True)
class Format:
    """A number format with its sections, at most three for numbers and one for text."""

    sections: tuple[Section, ...] = ()
    text: Section | None = None
    plain: int | None = field(default=None)
    """Decimals, where every number is shown by its digits alone."""

    @property
    def general(self) -> bool:
        return not self.sections

    @property
    def date(self) -> str:
        """Which of y, m, d and h (a time of day) it shows; nothing where it is for numbers."""
        return self.sections[0].date if self.sections else ""

    def shown(self, value: float) -> Seen:
        """What is seen of a number that is no date."""
        exact = Decimal(format(value, ".15g"))
        if self.general:
            return Seen(_plain(exact))
        section, signed = self._section(exact)
        return _shown(section, exact, signed)

    def shown_text(self, text: str) -> str:
        """What is seen of a text: `@"县"` adds to it."""
        if self.text is None or not self.text.texts.strip():
            return text
        return "".join(text if p == "@" else p[1:] if p[0] == " " else "" for p in self.text.parts)

    def _section(self, value: Decimal) -> tuple[Section, bool]:
        """The section for a number, and whether a minus sign is still to be shown."""
        for index, section in enumerate(self.sections):
            if section.condition and _meets(value, section.condition):
                return section, value < 0 and index == 0
        free = [section for section in self.sections if not section.condition]
        if not free:
            return self.sections[-1], value < 0
        if any(section.condition for section in self.sections) or len(free) == 1:
            return free[-1], value < 0
        if value < 0:
            return free[1], False
        return (free[2], False) if value == 0 and len(free) > 2 else (free[0], False)


GENERAL = Format()
SHAPELESS = frozenset(["", "general", "g/通用格式", "@"])


LONGEST_CODE = 1_000
"""Characters: Excel takes 255."""


@lru_cache(maxsize=2048)
def parse(code: str) -> Format:
    """A format by its code; one that cannot be read shows numbers as they are."""
    if code.strip().casefold() in SHAPELESS or len(code) > LONGEST_CODE:
        return GENERAL
    sections = [_section(part) for part in _split(code)]
    text = next((s for s in sections if "@" in s.parts), None)
    numbers = tuple(s for s in sections if "@" not in s.parts)[:3]
    if not numbers:
        return Format(text=text)
    first = numbers[0]
    if len(numbers) == 1 and first.parts == ("general",):
        return Format(text=text)
    plain = first.decimals if len(numbers) == 1 and _is_plain(first) else None
    return Format(numbers, text, plain)


def _is_plain(section: Section) -> bool:
    point = section.parts.index(".") if "." in section.parts else len(section.parts)
    digits = all(part in ("0", "#", ".") for part in section.parts)
    digits = digits and "#" not in section.parts[point:]
    odd = section.date or section.percent or section.scale or section.inexact or section.condition
    return digits and not odd and section.least <= 1 and section.has_number


def _split(code: str) -> list[str]:
    """A format's sections: `;` between them, but not within quotation marks or brackets."""
    parts, start = [], 0
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            parts.append(code[start : token.start()])
            start = token.end()
    return [*parts, code[start:]]


def _section(code: str) -> Section:
    reader = _Reader()
    for token in _TOKEN.finditer(code):
        reader.take(token)
    return reader.section()


@dataclass
class _Reader:
    """Reads the tokens of one section."""

    parts: list[str] = field(default_factory=list)
    letters: str = ""
    percent: int = 0
    condition: tuple[str, Decimal] | None = None
    inexact: bool = False

    def take(self, token: re.Match[str]) -> None:
        kind, text = str(token.lastgroup), token[str(token.lastgroup)]
        if kind == "bracket":
            self._bracket(text)
        elif kind in ("quoted", "escaped"):
            self.parts.append(" " + text)
        elif kind == "general":
            self.parts.append("general")
        elif kind == "noon":
            self.letters += "h"
        elif kind == "exponent":
            self.inexact = True
        elif kind == "digit":
            self.parts.append(text)
        elif kind == "other":
            self._other(text)

    def _bracket(self, text: str) -> None:
        if condition := _CONDITION.fullmatch(text.strip()):
            try:
                self.condition = (condition["sign"], Decimal(condition["number"]))
            except ArithmeticError:
                return
        elif currency := _CURRENCY.fullmatch(text):
            self.parts.append(" " + currency["sign"])
        elif _ELAPSED.fullmatch(text):
            self.letters += "h"

    def _other(self, text: str) -> None:
        if text.casefold() in _DATE_LETTERS:
            self.letters += text.casefold()
        elif text == "%":
            self.percent += 1
            self.parts.append(" %")
        elif text in ".,@":
            self.parts.append(text)
        elif text == "/":
            self.inexact = True
            self.parts.append(" /")
        else:
            self.parts.append(" " + text)

    def section(self) -> Section:
        digits = [i for i, part in enumerate(self.parts) if part in ("0", "#", "?")]
        date = _date(self.letters) if self.letters else ""
        last = digits[-1] if digits else -1
        scale = 0
        for part in self.parts[last + 1 :]:
            if part != ",":
                break
            scale += 1
        between = self.parts[digits[0] : last] if digits else []
        parts = [part for part in self.parts if part != ","]
        point = parts.index(".") if "." in parts else len(parts)
        decimals = sum(part in ("0", "#", "?") for part in parts[point:])
        least = sum(part == "0" for part in parts[:point])
        fraction = self.inexact and not date
        return Section(
            tuple(parts),
            date,
            self.percent,
            scale if digits else 0,
            decimals,
            least,
            fraction,
            self.condition,
            any(part[0] == " " for part in between),
        )


def _date(letters: str) -> str:
    """y, m, d, h: m beside hours or seconds and no day or year is minutes."""
    found = "y" if set("yeb") & set(letters) else ""
    time = bool(set("hs") & set(letters))
    day = "d" in letters or "a" in letters
    months = re.sub(r"(?<=h)m+|m+(?=s)", "", letters)
    if "m" in months and (found or day or not time):
        found += "m"
    return found + ("d" if day else "") + ("h" if time else "")


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, other = condition
    return {
        "<": value < other,
        "<=": value <= other,
        ">": value > other,
        ">=": value >= other,
        "=": value == other,
        "<>": value != other,
    }[sign]


def _shown(section: Section, value: Decimal, signed: bool) -> Seen:
    exact = _plain(value)
    if section.inexact or section.parts == ("general",):
        return Seen(exact)
    if not section.has_number:
        return _without_digits(section, value)
    scaled = abs(value) * 100**section.percent
    if "general" in section.parts:
        number = _plain(scaled)
        text = "".join(
            number if p == "general" else p[1:] if p[0] == " " else "" for p in section.parts
        )
        return Seen(("-" if signed else "") + text.strip(), _bearing(section, value))
    rounded = (scaled / 1000**section.scale).quantize(
        Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP
    )
    return _laid_out(section, value, scaled, rounded, signed)


def _laid_out(
    section: Section, value: Decimal, scaled: Decimal, rounded: Decimal, signed: bool
) -> Seen:
    """The digits in their places. Where only digits are shown, the text is the exact number."""
    equal = rounded * 1000**section.scale == scaled
    text = ("-" if signed and rounded else "") + _filled(section, rounded).strip()
    extra = section.texts.replace("%", "", section.percent)
    if set(extra) <= _PARENTHESES and not (section.scale or section.parted):
        minus = "-" if value < 0 else ""
        sign = "%" * section.percent
        number = _digits(rounded, section) if equal else _plain(scaled)
        shown = text if section.least > 1 and equal and not minus else minus + number + sign
        return Seen(shown, rounded=None if equal else text)
    if section.scale or section.parted or not equal:
        return Seen(text, _plain(value))
    return Seen(text, _bearing(section, value))


def _digits(rounded: Decimal, section: Section) -> str:
    """As it is shown, but that a whole number has no zeros after a point."""
    whole = rounded == rounded.to_integral_value()
    if whole:
        return str(int(rounded))
    text = format(rounded, "f")
    optional = sum(part == "#" for part in section.parts[section.parts.index(".") :])
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text


def _bearing(section: Section, value: Decimal) -> str | None:
    """The stored number where the text makes another of it: 1200 shown as 1200万元."""
    return _plain(value) if _FIGURES & set(section.texts) else None


def _without_digits(section: Section, value: Decimal) -> Seen:
    """A section of words: "-" for nothing, 是 for 1, or nothing at all."""
    text = section.texts.strip()
    if value == 0:
        return Seen("0" if text in ("-", "—", "–") else text)
    return Seen(text, _plain(value))


def _filled(section: Section, rounded: Decimal) -> str:
    """Digits into placeholders, from the point outwards; texts between them stay where they are."""
    whole, _, fraction = format(rounded, "f").partition(".")
    whole = "" if whole == "0" else whole
    point = section.parts.index(".") if "." in section.parts else len(section.parts)
    left = list(whole)
    out: list[str] = []
    places = [i for i, p in enumerate(section.parts[:point]) if p in ("0", "#", "?")]
    for index in range(point - 1, -1, -1):
        part = section.parts[index]
        if part[0] == " ":
            out.append(part[1:])
        elif part in ("0", "#", "?"):
            digit = left.pop() if left else "0" if part == "0" else ""
            out.append("".join(left) + digit if index == places[0] else digit)
            left = [] if index == places[0] else left
    head = "".join(reversed(out))
    tail = _fraction(section.parts[point:], fraction)
    return head + tail


def _fraction(parts: tuple[str, ...], digits: str) -> str:
    left, out = list(digits), []
    needed = digits.rstrip("0")
    taken = 0
    for part in parts:
        if part == ".":
            out.append(".")
        elif part[0] == " ":
            out.append(part[1:])
        elif part in ("0", "#", "?") and left:
            digit = left.pop(0)
            taken += 1
            out.append(digit if part == "0" or taken <= len(needed) else "")
    return "".join(out).removesuffix(".")


def _plain(value: Decimal) -> str:
    """A number by its digits, without an exponent."""
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")
