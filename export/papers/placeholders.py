"""What a template may print, by name: the one list that templates are checked against, the guide is
compared with, and samples are made from.
"""

from collections.abc import Mapping
from typing import Any

TEXTS = ("title", "about", "helper", "receiver", "day", "loaded", "warning", "notes_title")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "meeting": (),
    "items": ("item", "text", "responsible", "due", "status", "target", "came", "word", "note"),
    "apart": ("when", "level", "who", "what", "items", "note"),
    "money": ("year", "projects", "agreed", "in_place", "note"),
    "visits": ("when", "direction", "head", "people", "purpose", "note"),
    "people": ("year", "what", "persons", "lifted", "note"),
    "scorecard": ("metric", "target", "result", "share", "status", "day", "whose", "note"),
    "differences": ("metric", "until", "helper", "receiver", "difference", "note"),
    "gaps": ("who", "year", "note"),
    "published": ("metric", "about", "period", "basis", "value", "day", "note"),
}
"""Part → the columns of its table."""

OF_PART = ("key", "number", "title", "lines", "heads", "columns", "rows")
"""What every part has: `lines` are texts, `heads` the headings by column, `columns` all of them in
order; a row has its texts by column, and all of them in order as `cells`.
"""


def sample(rows: int) -> dict[str, Any]:
    """What `paper.fields` gives, of invented texts: every list has so many entries."""
    parts = [_part(key, columns, rows) for key, columns in COLUMNS.items()]
    notes = [{"mark": f"[{n}]", "text": "text"} for n in range(rows)]
    texts = dict.fromkeys(TEXTS, "text")
    return {**texts, "parts": parts, "notes": notes, **{part["key"]: part for part in parts}}


def _part(key: str, columns: tuple[str, ...], rows: int) -> dict[str, Any]:
    heads = dict.fromkeys(columns, "text")
    row = heads | {"cells": ["text"] * max(rows, 1)}
    return {
        "key": key,
        "number": "1.",
        "title": "text",
        "lines": ["text"] * rows,
        "heads": heads,
        "columns": ["text"] * max(rows, 1),
        "rows": [row] * rows,
    }
