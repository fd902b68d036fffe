"""Numbers written in Chinese characters: 二〇一九, 十四, 三百二十, 三百五 (350)."""

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "Ｏ": 0}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
CHARACTERS = "".join(DIGITS) + "".join(SCALES)


def digits(text: str) -> str | None:
    """二〇一九 → 2019; None where it is not digit after digit."""
    found = [DIGITS.get(character) for character in text]
    return None if not found or None in found else "".join(map(str, found))


def number(text: str) -> int | None:
    """十四 → 14, 三百二十 → 320, 二〇一九 → 2019; None where it is no number below 10,000.

    A last digit without its scale is of the next lower one: 三百五 is 350, 三百零五 is 305.
    """
    if len(text) > 1 and (plain := digits(text)) is not None:
        return int(plain)
    total, digit, least, zero = 0, None, 10_000, False
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            zero = zero or not DIGITS[character]
            digit = DIGITS[character]
        elif character in SCALES and SCALES[character] < least:
            least = SCALES[character]
            total += (1 if digit is None else digit) * least
            digit, zero = None, False
        else:
            return None
    last = 1 if zero or least == 10_000 else least // 10
    return total + (digit or 0) * last if text else None
