"""XML as a workbook's parts are written in it. No document type is allowed: no entities."""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from db.importing.issue import Invalid
from db.importing.problems.workbook import DAMAGED_WORKBOOK

_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
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
    if entity[3]:
        return _NAMED[entity[3]]
    return chr(int(entity[1], 16) if entity[1] else int(entity[2]))
