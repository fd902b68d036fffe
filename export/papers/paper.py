"""A paper: titled parts of sentences and a table, with numbered notes. All of it is text."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from export.decks.fonts import one_line
from export.words import Language

NOTE = "note"
"""The column of a table that has the marks of notes."""


@dataclass(frozen=True)
class Part:
    """One part. `key` names it in templates, `number` is as it is printed (一、), `heads` are the
    columns of its table by their names, and each row has a text for every one of them. `right` are
    the columns of numbers. A part with nothing to tell says so in its lines.
    """

    key: str
    number: str
    title: str
    lines: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    right: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Paper:
    """A paper in one language. `about` says in a line what it is for; `warning` that demo records
    are counted, where they are; `names` are further texts that a template may print; `notes` are
    the texts of the notes, the first one first, `marked` how the mark of each is written.
    """

    title: str
    about: str
    language: Language
    as_of: dt.date
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    marked: tuple[str, ...]
    notes_title: str
    warning: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    scope: tuple[str, ...] = ()


def fields(paper: Paper) -> dict[str, Any]:
    """What a template may print: names → texts, parts, and rows of texts; plain JSON."""
    both = zip(paper.marked, paper.notes, strict=True)
    notes = [_plain({"mark": mark, "text": text}) for mark, text in both]
    told = [_part(part) for part in paper.parts]
    texts = {"title": paper.title, "about": paper.about, "warning": paper.warning}
    return {
        **_plain(texts | dict(paper.names)),
        "parts": told,
        "notes_title": one_line(paper.notes_title),
        "notes": notes,
        **{part["key"]: part for part in told},
    }


def _part(part: Part) -> dict[str, Any]:
    heads, rows = _plain(part.heads), [_plain(row) for row in part.rows]
    return {
        "key": part.key,
        "number": part.number,
        "title": one_line(part.title),
        "lines": [one_line(line) for line in part.lines],
        "heads": heads,
        "columns": list(heads.values()),
        "rows": [row | {"cells": [row[name] for name in heads]} for row in rows],
    }


def _plain(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts that Word takes for no more than one paragraph each."""
    return {name: one_line(text) for name, text in texts.items()}
