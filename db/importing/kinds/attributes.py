"""The columns of a record's table as people meet them: what each is called and how it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import Boolean, Date, Integer, Table
from sqlalchemy import Column as Stored
from sqlalchemy import Enum as Term

from db.importing.cells import Column
from db.importing.words import Words

OWN = frozenset(
    ["id", "version", "batch_id", "demo", "as_of", "twin", "code_year", "reference_code"]
)
"""Columns that say nothing of what a record is about, unless a column of its file fills them."""

SHARED = {
    "helper_adcode": Words("帮扶方", "Helper"),
    "receiver_adcode": Words("受援方", "Receiver"),
    "pairing_id": Words("结对关系（编号）", "Pairing (number)"),
    "source": Words("来源", "Source"),
    "note": Words("备注", "Note"),
    "place_adcode": Words("地点代码", "Code of the place"),
}
"""Columns of several tables that no column of a file fills by itself, or that all have."""


EXACTNESS = Words("（精度）", " (exactness)")


class Form(StrEnum):
    """How a value is told."""

    TEXT = "text"
    TERM = "term"
    PLACE = "place"
    NAMED = "named"
    RECORD = "record"
    MONEY = "money"
    YUAN = "yuan"
    COUNT = "count"
    NUMBER = "number"
    MEASURE = "measure"
    AMOUNT = "amount"
    DAY = "day"
    TRUTH = "truth"


@dataclass(frozen=True)
class Attribute:
    """A column of a record's table.

    `table` is that which it points to; `terms` are the words of ledgers for its `vocabulary`.
    `named` values are keys of a table that names them, `measure` ones are in the unit of their
    metric, `amount` ones in thousandths of that of what is measured, a `number` is a year. All
    money is yuan; `yuan` is told in it, as a wage is.
    """

    name: str
    words: Words
    form: Form
    table: str = ""
    vocabulary: type[Enum] | None = None
    terms: Mapping[Any, tuple[str, ...]] = field(default_factory=dict, hash=False)


def follows(column: str) -> bool:
    """Whether a column changes only with another one; a translation goes with its original."""
    return column == "pairing_id" or column.endswith(("_precision", "place_adcode", "_en"))


def attributes(
    table: Table, columns: Iterable[Column] = (), also: Mapping[str, Words] | None = None
) -> Mapping[str, Attribute]:
    """Column name → how people meet it. A translation is called as its original is, and how exactly
    a day is known after the day.
    """
    held = {holder(table, column): column for column in columns}
    words = {**SHARED, **{name: column.label for name, column in held.items()}, **(also or {})}
    names = [stored.name for stored in table.c]
    words = {name: words[name] for name in names if name in words}
    words |= {
        name: words[day] + EXACTNESS
        for name in names
        if name.endswith("_precision") and (day := _day_of(table, name)) in words
    }
    originals = {name: name.removesuffix("_en") for name in names if name.endswith("_en")}
    words |= {name: words[of] for name, of in originals.items() if of in words}
    found = {}
    for name, called in words.items():
        form, other = _form(table.c[name], held.get(name))
        terms = held[name].terms if name in held else {}
        vocabulary = getattr(table.c[name].type, "enum_class", None)
        found[name] = Attribute(name, called, form, other, vocabulary, terms)
    return found


def _day_of(table: Table, precision: str) -> str:
    """The column of the day that a precision is of."""
    stem = precision.removesuffix("_precision")
    return next(name for name in (f"{stem}_date", f"{stem}_start", stem) if name in table.c)


def holder(table: Table, column: Column) -> str:
    """The column of the table that holds a column of the file; nothing where several do, or none:
    a list of parts, or what is worked out.
    """
    if column.stored or column.of:
        return column.stored
    names = (column.field, f"{column.field}_adcode")
    return next((name for name in names if name in table.c), "")


def _form(stored: Stored[object], column: Column | None) -> tuple[Form, str]:
    """How a column's values are told, and the table that it points to."""
    for key in stored.foreign_keys:
        other = key.column.table.name
        if other == "area":
            return Form.PLACE, other
        return (Form.NAMED if key.column.name == "key" else Form.RECORD), other
    kind = stored.type
    if isinstance(kind, Term):
        return Form.TERM, ""
    if isinstance(kind, Boolean):
        return Form.TRUTH, ""
    if isinstance(kind, Date):
        return Form.DAY, ""
    if not isinstance(kind, Integer):
        return Form.TEXT, ""
    if column is not None and column.unit:
        return (Form.YUAN if column.unit == "元" else Form.MONEY), ""
    if "metric_key" in stored.table.c and stored.name in ("target", "value"):
        return Form.MEASURE, ""
    if "measure_key" in stored.table.c:
        return Form.AMOUNT, ""
    year = stored.name.startswith(("year", "period_")) or stored.name.endswith("year")
    return (Form.NUMBER if year else Form.COUNT), ""
