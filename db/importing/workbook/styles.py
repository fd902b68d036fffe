"""The number formats of a book's cell styles. Bad styles never make a book unreadable."""

from lxml import etree

from db.importing.workbook.container import children, local
from db.importing.workbook.formats import BUILT_IN, Format, parse


def shapes(styles: etree._Element | None) -> list[Format]:
    """The format of every style of cells, in order (ECMA-376 part 1, 18.8.10)."""
    codes = dict(BUILT_IN)
    for custom in children(styles, "numFmt"):
        if (number := _number(custom.get("numFmtId"))) is not None:
            codes[number] = custom.get("formatCode") or ""
    for group in children(styles, "cellXfs"):
        styled = [child for child in group if local(child) == "xf"]
        return [parse(codes.get(_number(one.get("numFmtId")) or 0, "")) for one in styled]
    return []


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
