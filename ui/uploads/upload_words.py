"""What the columns of a ledger and their units are called on the page: words, never keys."""

import re
from collections.abc import Mapping

from db.importing.cells import Column
from db.importing.kinds import LEDGERS
from db.importing.names import base
from db.importing.preview import Preview
from db.terms import Kind
from ui.frame.text import N_, _, language

UNITS = {
    "元": N_("yuan"),
    "千元": N_("1,000 yuan"),
    "万元": N_("10,000 yuan"),
    "百万元": N_("1,000,000 yuan"),
    "亿元": N_("100 million yuan"),
}


def fields(kind: Kind, checked: Preview) -> Mapping[str, Column]:
    """What a column of the file may be, by name."""
    return checked.fields or LEDGERS[kind].fields


def field(column: Column) -> str:
    """A ledger's column as its template calls it, without a unit of money, as files have others; in
    English its name in words.
    """
    if language() == "en":
        return (
            column.en
            if column.into or "." in column.field
            else column.field.replace("_", " ").capitalize()
        )
    return base(column.zh) if column.unit else column.zh


_TYPED = re.compile(r"（--[^）]*）| \(--[^)]*\)|；[^；。]*：--[^。]*(?=。)|; [^;.]*: --[^.]*(?=\.)")
"""What is to be typed on a command line."""


def remedy(fix: str) -> str:
    """What to do, without what is to be typed on a command line."""
    return _TYPED.sub("", fix)


def unit(name: str | None) -> str:
    """A unit of money."""
    return _(UNITS[name]) if name in UNITS else name or ""
