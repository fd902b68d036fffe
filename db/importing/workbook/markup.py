"""XML as a workbook's parts are written in it. No document type is allowed: no entities."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from db.importing.issue import Invalid
from db.importing.problems.workbook import DAMAGED_WORKBOOK

_ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot|apos);")
BLANK = 32
WHITE = (9, 10, 13)
SURROGATES = range(0xD800, 0xE000)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def parser(
    start: Callable[[str, Any], None], end: Callable[[str], None], text: Callable[[str], None]
) -> expat.XMLParserType:
    """A parser that calls back; attributes come as a dictionary."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> None:
    raise Invalid(DAMAGED_WORKBOOK)


def unix(text: str) -> str:
    """With the ends of lines that every parser sees (XML 1.0, 2.11)."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    """The characters that the text's entities stand for."""
    if "&" not in text:
        return text
    parts = _ENTITY.split(text)
    parts[1::2] = map(_character, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=20_000)
def _character(entity: str) -> str:
    if entity in _NAMED:
        return _NAMED[entity]
    number = int(entity[2:], 16) if entity[1] == "x" else int(entity[1:])
    if (number < BLANK and number not in WHITE) or number in SURROGATES:
        raise ValueError("a character that no XML may hold")
    return chr(number)
