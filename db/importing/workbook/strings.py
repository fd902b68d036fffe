"""The shared strings of a workbook, without the readings that stand beside some of them."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from db.importing.workbook.cells import decoded
from db.importing.workbook.markup import parser, unescaped

_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def shared(content: bytes) -> list[str]:
    """All strings of a part sharedStrings.

    The usual form is told by its marks; anything else (runs, readings, prefixes) is parsed.
    """
    text = (
        content.decode("utf-8", "replace") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else ""
    )
    plain = _PLAIN.findall(text)
    if plain and len(plain) == text.count("<si") and "<!" not in text and "\ufffd" not in text:
        return [decoded(unescaped(found)) for found in plain]
    return list(map(decoded, _parsed(content)))


def _parsed(content: bytes) -> Iterator[str]:
    found: list[str] = []
    state = {"reading": 0, "text": False}
    pieces: list[str] = []

    def start(name: str, _attributes: object) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["reading"] += 1
        elif name == "t":
            state["text"] = not state["reading"]

    def end(name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            found.append("".join(pieces))
        elif name == "rPh":
            state["reading"] -= 1
        elif name == "t":
            state["text"] = False

    def text(piece: str) -> None:
        if state["text"]:
            pieces.append(piece)

    reader: expat.XMLParserType = parser(start, end, text)
    reader.Parse(content, True)
    yield from found
