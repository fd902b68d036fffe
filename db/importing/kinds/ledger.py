"""What a kind of ledger is: one descriptor, which every layer reads.

A kind is a module of this folder that says everything of it once, as a `Ledger`:

    columns     each with its names, converter, unit, hint, examples and words; the import, the
                template, the form, the export and the names of changes read them
    spec        its table, its key and its parts (db.importing.rows)
    assemble    how a row's converted cells become a record
    groups      the form, from top to bottom
    named       what its records are called, for links and receipts; `called`, from values alone
    dated       the column that says of which year a record is
    listed, searched, ordered, summed    the list of its records
    page        where they are read

What the table itself says (what a column points to, of which vocabulary it is, what it must have)
is not said again: `attributes` reads it. No layer has a dictionary by kind; what is missing here is
missed when the program starts, by name: see `complete`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Select

from db.folding import FOLDS
from db.importing.cells import Cells, Column
from db.importing.directory import Directory
from db.importing.headers import headers
from db.importing.kinds.attributes import Attribute, attributes, holder
from db.importing.kinds.spread import Spread, value_of
from db.importing.names import Names
from db.importing.rows import ParsedRow, RecordSpec
from db.importing.words import Words
from db.models.base import TELLS
from db.terms import Kind


@dataclass(frozen=True)
class Group:
    """Fields of a form that belong together; those of one row stand side by side where there is
    room.
    """

    title: Words
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Place:
    """Where a record is read: a page by its file, and the parameter of its address."""

    page: str
    parameter: str


@dataclass(frozen=True)
class Ledger:
    """A kind of ledger. `assemble` turns a row's converted cells into a record's values.

    `noun` stands after a number in Chinese. `copied` are the fields that `assemble` takes over as
    they are, and asks about for nothing else, each with what an empty cell becomes: see
    db.importing.assembly. `named` selects id, title in Chinese and English, and what tells a record
    from others of its title. `also` are words for columns of the table that no column of the file
    fills. Of `listed`, `searched`, `ordered` (the newest first) and `summed` all are columns of the
    table; `dated` is a year or a day. `tells` are metrics of the dictionary behind which its
    records stand, whether or not they add up to them (db.assessment.annexes). `of_industry` are
    columns of texts that say of which industry a record is (db.queries.sectors). `stock`: each year
    tells of the same things anew, so that sums are of one year. `place`: None where the page of
    all ledgers shows it.
    """

    kind: Kind
    title: Words
    noun: Words
    columns: tuple[Column, ...]
    spec: RecordSpec
    assemble: Callable[[Cells, Directory], ParsedRow]
    groups: tuple[Group, ...]
    named: Select[Any]
    called: tuple[str, ...]
    dated: str
    listed: tuple[str, ...]
    searched: tuple[str, ...]
    summed: tuple[str, ...] = ()
    stock: bool = False
    tells: tuple[str, ...] = ()
    of_industry: tuple[str, ...] = ()
    copied: Mapping[str, Any] = field(default_factory=dict)
    also: Mapping[str, Words] = field(default_factory=dict)
    place: Place | None = None

    @cached_property
    def names(self) -> Names:
        """The headers that its columns go by, and those of wide tables."""
        forms, spread = headers(self.kind), self.spread
        if spread is None:
            return Names(self.columns, self.title, forms)
        return Names(self.columns, self.title, forms, spread.find, spread.is_other)

    @cached_property
    def spread(self) -> Spread | None:
        """How a wide table may have its columns, if it is of metrics or periods."""
        by_header = {"metric", "period"} & self.fields.keys() and value_of(self.columns)
        return Spread(self.columns) if by_header else None

    @cached_property
    def attributes(self) -> Mapping[str, Attribute]:
        """The columns of its table by name, as people meet them."""
        return attributes(self.spec.table, self.columns, self.also)

    @cached_property
    def fields(self) -> Mapping[str, Column]:
        """Its columns by their fields."""
        return {column.field: column for column in self.columns}

    @cached_property
    def private(self) -> frozenset[str]:
        """The columns of its table that only those in charge of a record may see. Where there are
        any, the evidence of its records is for them alone as well.
        """
        table = self.spec.table
        held = {holder(table, column) for column in self.columns if column.private}
        gives = {c.name for c in table.c if held & {c.info.get(FOLDS), c.info.get(TELLS)}}
        return frozenset(held | gives)

    @property
    def form(self) -> Iterator[str]:
        """Every field of its form, from top to bottom."""
        return (field for group in self.groups for row in group.rows for field in row)

    def counted(self, number: int) -> Words:
        """So many of its records, in words."""
        en = self.noun.en if number == 1 else self.title.en
        return Words(f"{number:,} {self.noun.zh}", f"{number:,} {en}")
