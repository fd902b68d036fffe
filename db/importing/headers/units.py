"""Units of money as headers and the lines above them name them, in Chinese and English."""

import re

from db.importing.headers.grammar import spelled
from db.importing.numbers import MONEY_UNITS

_COINS = "(yuan|rmb|cny|renminbi|chinese yuan|rmb yuan|元人民币)"
_BEFORE = "(yuan|rmb|cny)"
ENGLISH = {
    "元": ["(yuan|rmb|cny|renminbi|¥|￥|人民币|rmb yuan|cny yuan)"],
    "千元": [f"(1000|thousand|k) {_COINS}", f"{_BEFORE} (1000|thousand|k|000s)"],
    "万元": [
        f"(10k|10000|10 thousand|ten thousand|wan) {_COINS}",
        f"{_BEFORE} (10k|10000|wan|ten thousand|10 thousand)",
    ],
    "百万元": [f"(1000000|million|m|mn|mln) {_COINS}", f"{_BEFORE} (million|m|mn|mln)"],
    "亿元": [
        f"(100m|100 million|hundred million|100000000|yi|100mn) {_COINS}",
        f"{_BEFORE} (100m|100 million|hundred million)",
    ],
}
_CHINESE = "|".join(sorted(map(re.escape, MONEY_UNITS), key=len, reverse=True))
_SPELLED = {word: unit for unit, forms in ENGLISH.items() for word in spelled(forms)}
_WORDS = re.compile(
    rf"(?:in|单位|计量单位|金额单位|以|按|单位为)?:?(?:人民币|rmb|cny)?[/,:]?(?P<unit>{_CHINESE})"
    r"(?:人民币|整|计|计算|填写|填报|为单位)?"
)


def unit_named(text: str) -> str | None:
    """The unit of money that these few words are, as MONEY_UNITS has it; None where they are none.

    `text` is plain: without white space, in lower case, brackets of one width.
    """
    if found := _WORDS.fullmatch(text):
        unit = found["unit"]
        return "元" if unit in ("圆", "yuan") else unit if unit.endswith("元") else f"{unit}元"
    word = re.sub(r"[,._:\s]", "", text)
    return _SPELLED.get(word.removeprefix("unit").removeprefix("in"))
