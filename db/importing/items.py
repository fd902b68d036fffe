"""Agreed items in one cell: one a number where they are numbered in order, otherwise one a line."""

import re
from functools import lru_cache

from db.importing.numerals import number

_STYLES = tuple(
    re.compile(rf"(?:(?<=^)|(?<=[\n；;。]))[ \t\u3000]*{mark}[ \t]*")
    for mark in (
        r"(?P<n>[0-9]{1,2})[ \t]*(?:[、)）]|[.．](?![0-9]))",
        r"[（(][ \t]*(?P<n>[0-9]{1,2})[ \t]*[)）]",
        r"[（(](?P<n>[一二三四五六七八九十]{1,3})[)）]",
        r"(?P<n>[一二三四五六七八九十]{1,3})(?:、|[.．]|是(?=[^的否]))",
        r"第(?P<n>[一二三四五六七八九十]{1,3})[，,、：:]",
        r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])",
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def split_items(text: str) -> list[str]:
    """The items, without their numbers."""
    return list(_split(text))


@lru_cache(maxsize=10_000)
def _split(text: str) -> tuple[str, ...]:
    text = text.strip()
    for style in _STYLES:
        found = _numbered(text, style)
        if found:
            return tuple(found)
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _numbered(text: str, style: re.Pattern[str]) -> list[str] | None:
    """Cut before 1, 2, 3 and so on; None where the text does not begin with a 1."""
    cuts: list[re.Match[str]] = []
    for mark in style.finditer(text):
        if _value(mark["n"]) == len(cuts) + 1 and (cuts or mark.start() == 0):
            cuts.append(mark)
    if not cuts:
        return None
    ends = [*(mark.start() for mark in cuts[1:]), len(text)]
    items = [text[mark.end() : end] for mark, end in zip(cuts, ends, strict=True)]
    lines = ("\n".join(line.strip() for line in item.split("\n") if line.strip()) for item in items)
    return [_trimmed(item, len(items)) for item in lines if item]


def _trimmed(item: str, items: int) -> str:
    """Without the semicolon that parted it from the next one."""
    return item.rstrip("；; ") if items > 1 else item


def _value(text: str) -> int | None:
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    return int(text) if text.isdigit() else number(text)
