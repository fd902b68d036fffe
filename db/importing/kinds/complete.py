"""What a descriptor lacks, by name. Asked when the program starts: nothing is missed in silence."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Column as Stored
from sqlalchemy import Enum, Table
from sqlalchemy.sql import visitors

from db.folding import FOLDS
from db.importing.cells import Column
from db.importing.headers.grammar import HERE
from db.importing.kinds.attributes import OWN, attributes, holder
from db.importing.kinds.ledger import Ledger
from db.importing.rows import ChildSpec
from db.models.base import ONLY, TELLS
from db.terms import Kind

NEEDED = frozenset(
    ["id", "version", "batch_id", "demo", "helper_adcode", "receiver_adcode", "source", "note"]
)
"""What every record has: see db.models.base.Record."""


UNSAID = ("note", "withdrawn")
"""Columns that a template leaves empty: what would be an example there is none to follow."""


class Incomplete(Exception):
    """Descriptors of ledgers lack something: a line each."""


def require(ledgers: Iterable[Ledger]) -> dict[Kind, Ledger]:
    """The ledgers by their kinds.

    Raises:
        Incomplete: one lacks something, or is lacking.
    """
    found = {ledger.kind: ledger for ledger in ledgers}
    lacking = [fault for ledger in found.values() for fault in faults(ledger)]
    lacking += [f"{kind}: it has no descriptor" for kind in Kind if kind not in found]
    if lacking:
        raise Incomplete("\n".join(lacking))
    return found


def faults(ledger: Ledger) -> list[str]:
    """What a ledger lacks, each as “kind: what”."""
    parts = (_words, _columns, _form, _list, _private, _table, _children)
    return [f"{ledger.kind}: {fault}" for part in parts for fault in part(ledger)]


def _words(ledger: Ledger) -> Iterator[str]:
    for name in ("title", "noun"):
        words = getattr(ledger, name)
        if not (words.zh and words.en):
            yield f"{name} has no words in one of the languages"
    if not (HERE / f"{ledger.kind.value}.txt").is_file():
        yield f"no table of headers, db/importing/headers/{ledger.kind.value}.txt"
    for group in ledger.groups:
        if not (group.title.zh and group.title.en):
            yield "a group of the form has no title in one of the languages"


def _columns(ledger: Ledger) -> Iterator[str]:
    table, own = ledger.spec.table, set()
    for column in ledger.columns:
        held = holder(table, column)
        named = f"column “{column.field}”"
        if not (column.zh and column.en):
            yield f"{named} has no name in one of the languages"
        if not column.examples[0] and column.field not in UNSAID:
            yield f"{named} has no example in the template"
        if column.required and not column.examples[1]:
            yield f"{named} is required and missing in the second example"
        if held and held not in table.c:
            yield f"{named} is stored in “{held}”, which table {table.name} has not"
        if column.of and column.of not in ledger.spec.children:
            yield f"{named} is read into “{column.of}”, which are no parts of the record"
        if not held and column.write is None:
            yield f"{named} is stored nowhere, and nothing writes its cell (write=)"
        if held in table.c:
            own.add(held)
            yield from _vocabulary(named, column, table.c[held])
    for name in ("helper", "receiver", "source", "note"):
        if name not in ledger.fields:
            yield f"no column “{name}”"


def _vocabulary(named: str, column: Column, stored: Stored[object]) -> Iterator[str]:
    kind = stored.type
    if not isinstance(kind, Enum) or kind.enum_class is None:
        return
    allowed = stored.info.get(ONLY, kind.enum_class)
    if unsaid := [term.value for term in allowed if term not in column.terms]:
        yield f"{named} has no words (terms=) for {', '.join(unsaid)}"


def _form(ledger: Ledger) -> Iterator[str]:
    times = Counter(ledger.form)
    for column in ledger.columns:
        if times[column.field] != 1:
            yield f"column “{column.field}” is {times[column.field]} times in the form"
    for unknown in times.keys() - ledger.fields.keys():
        yield f"the form has a field “{unknown}”, which is no column"


def _list(ledger: Ledger) -> Iterator[str]:
    table = ledger.spec.table
    if not ledger.called:
        yield "called is empty: its records have no title before they are stored"
    for name in ("called", "listed", "searched", "summed", "of_industry"):
        for column in getattr(ledger, name):
            if column not in table.c:
                yield f"{name} has “{column}”, which table {table.name} has not"
    for name in ("listed", "searched"):
        if not getattr(ledger, name):
            yield f"{name} is empty"
    if ledger.dated not in table.c:
        yield f"dated is “{ledger.dated}”, which table {table.name} has not"


def _private(ledger: Ledger) -> Iterator[str]:
    """What is private stands in no title, no list, no search and no sum."""
    for name in ("called", "listed", "searched", "summed"):
        for column in getattr(ledger, name):
            if column in ledger.private:
                yield f"{name} has “{column}”, which is private"
    for told in ledger.named.selected_columns:
        for part in visitors.iterate(told):
            if isinstance(part, Stored) and part.name in ledger.private:
                yield f"named has “{part.name}”, which is private"


def _table(ledger: Ledger) -> Iterator[str]:
    table = ledger.spec.table
    if lacking := sorted(NEEDED - {*table.c.keys()}):
        yield f"table {table.name} is no record: it has no {', '.join(lacking)}"
    for name in (*ledger.spec.key, ledger.spec.narrow):
        if name not in table.c:
            yield f"key has “{name}”, which table {table.name} has not"
    for name in _unsaid(table, ledger.attributes):
        yield f"column {table.name}.{name} has no words: no column of the file holds it (also=)"


def _children(ledger: Ledger) -> Iterator[str]:
    for name, child in ledger.spec.children.items():
        if not (child.one.zh and child.one.en and child.many.zh and child.many.en):
            yield f"parts “{name}” have no words in one of the languages"
        named = attributes(child.table, (), child.names)
        for column in _unsaid(child.table, named):
            if column not in hidden(child):
                yield f"column {child.table.name}.{column} has no words (names=)"
        if child.known_by and child.known_by not in child.table.c:
            yield f"parts “{name}” are known by “{child.known_by}”, which they have not"


def hidden(child: ChildSpec) -> frozenset[str]:
    """Columns of parts that say only whose they are, or which."""
    others = {key.parent.name for key in child.table.foreign_keys if key.column.name == "id"}
    return OWN | others | {child.parent, child.key, "number"}


def _unsaid(table: Table, words: Iterable[str]) -> list[str]:
    known = {*words, *OWN}
    return [
        column.name
        for column in table.c
        if column.name not in known and not column.info.keys() & {FOLDS, TELLS}
    ]
