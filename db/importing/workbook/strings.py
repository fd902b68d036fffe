"""The shared strings of a workbook, without the readings that stand beside some of them."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from db.importing.workbook.cells import decoded
from db.importing.workbook.markup import parser, unescaped, unix

_TEXT = re.compile(r'<t(?: xml:space="preserve")?>([^<]*+)</t>')
_MARKUP = re.compile(
    r"""(?:\s*<(?!rPh|/?t[\s/>]|!)[^<>"']*+(?:(?:"[^<"]*"|'[^<']*')[^<>"']*+)*+>)*+\s*"""
)
"""What may stand between texts: anything but readings, other texts, comments and sections."""
_STRING = re.compile(r"<si[\s/>]")
"""Where a string begins: each is one text, several runs of it, or nothing."""


def shared(content: bytes) -> list[str]:
    """All strings of a part sharedStrings.

    The usual forms are told by their marks; anything else (readings, prefixes) is parsed.
    """
    text = (
        content.decode("utf-8", "replace") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else ""
    )
    found = None if "\ufffd" in text else _split(unix(text).removeprefix("\ufeff"))
    if found is None:
        return list(map(decoded, _parsed(content)))
    if "&" in text or "_x" in text:
        return [decoded(unescaped(one)) for one in found]
    return found


def _split(text: str) -> list[str] | None:
    """The strings, split at what stands between texts: of that there are only a few forms. None
    where one of them is not accounted for.
    """
    *before, last = _TEXT.split(text)
    between, texts = before[::2], before[1::2]
    forms = {one: len(_STRING.findall(one)) for one in {*between, last}}
    if not texts or not all(map(_MARKUP.fullmatch, forms)) or not forms[between[0]]:
        return None
    if len({*map(forms.__getitem__, between)}) == 1 and forms[between[0]] == 1 and not forms[last]:
        return texts
    found: list[str] = []
    for one, piece in zip(between, texts, strict=True):
        begun = forms[one]
        if begun:
            found += [""] * (begun - 1)
            found.append(piece)
        else:
            found[-1] += piece
    return found + [""] * forms[last]


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
