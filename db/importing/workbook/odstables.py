"""Where the tables of an OpenDocument's content stand, found in one pass over it."""

import re
from dataclasses import dataclass, field
from typing import IO

from db.importing.limits import MEGABYTE
from db.importing.workbook.markup import unescaped

_TABLE = re.compile(rb"<(/?)table:table(\s[^>]*|)>")
TABLE = b"table:table"
_NAME = re.compile(r'\btable:name="([^"]*)"')
_STYLE = re.compile(r'\btable:style-name="([^"]*)"')
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)


@dataclass
class Tables:
    """Names of the tables, in order → their styles, and where they begin. `usual`: no comment,
    section of characters, instruction or table in a table is anywhere.
    """

    styles: dict[str, str] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    usual: bool = True


def tables(source: IO[bytes]) -> Tables:
    """All that are in a content."""
    found = Tables()
    rest, position, depth = b"", 0, 0
    while piece := source.read(MEGABYTE):
        text = rest + piece
        found.usual &= not (b"!" in text and b"<!" in text)
        found.usual &= not (b"?" in text and text.find(b"<?", not position) >= 0)
        if not position and _OTHER_ENCODING.match(text):
            found.usual = False
        among = text.count(TABLE) > text.count(TABLE + b"-")  # or its rows and cells alone
        for tag in _TABLE.finditer(text) if among else ():
            if tag[1]:
                depth -= 1
                continue
            if not depth:
                _add(found, tag[2].decode("utf-8", "replace"), position + tag.start())
            depth += not tag[2].endswith(b"/")
            found.usual &= depth <= 1
        last = text.rfind(b"<")
        rest = text[last:] if last > text.rfind(b">") else b""
        position += len(text) - len(rest)
    return found


def _add(found: Tables, attributes: str, start: int) -> None:
    name, style = _NAME.search(attributes), _STYLE.search(attributes)
    if name and (plain := unescaped(name[1])) not in found.styles:
        found.styles[plain] = unescaped(style[1]) if style else ""
        found.starts[plain] = start
