"""XML as a workbook's parts are written in it. No document type is allowed: no entities."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from db.importing.issue import Invalid
from db.importing.problems.workbook import DAMAGED_WORKBOOK

_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
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


def unescaped(text: str) -> str:
    """The characters that the text's entities stand for."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    return _named(entity[1], entity[2], entity[3])


@lru_cache(maxsize=20_000)
def _named(sixteens: str | None, tens: str | None, name: str | None) -> str:
    if name:
        return _NAMED[name]
    number = int(sixteens, 16) if sixteens else int(tens or 0)
    if (number < BLANK and number not in WHITE) or number in SURROGATES:
        raise ValueError("a character that no XML may hold")
    return chr(number)
