"""The shapes that pass between the stages: parsed rows, planned rows, and what a table is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Integer, Table

from db.folding import folds
from db.importing.issue import Invalid, Issue, Severity
from db.importing.problems.places import PAIRING
from db.importing.words import Words
from db.models.base import pointing_to, record_tables

Values = dict[str, Any]

CHUNK = 2_000
"""How many values one SQL IN carries."""


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in lists that one statement can carry."""
    every = list(values)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class ChildSpec:
    """Rows that belong to a record: found by `parent`, told apart by `key`.

    `weak`: a ledger's plain value of a column leaves these finer ones in the store as they are.
    `follows` names columns that are worked out of another one, and change only with it. `known_by`
    is the column by which people know one; where there is none, no form has them. `told` are the
    columns of which one must be given: where none is, there is no such row. Of those a file may
    tell some alone (ParsedRow.some).

    For people: what the `one` of a number `{n}` and the `many` are called, and its columns; those
    without a name only say whose it is, or stand in its title.
    """

    table: Table
    parent: str
    key: str
    one: Words
    many: Words
    names: Mapping[str, Words]
    known_by: str = ""
    weak: Mapping[str, tuple[Any, frozenset[Any]]] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    @property
    def in_order(self) -> bool:
        """Whether its key is the place in a list."""
        return isinstance(self.table.c[self.key].type, Integer)

    def is_told(self, values: Values) -> bool:
        """Whether a row says anything."""
        return not self.told or any(values.get(name) is not None for name in self.told)

    @cached_property
    def linked_from(self) -> tuple[tuple[Table, str], ...]:
        """Columns elsewhere that forbid deleting a child they point to."""
        return pointing_to(self.table)


@dataclass(frozen=True)
class Effects:
    """What writing a ledger does beyond its own table, in the same transaction.

    `prepare` makes what the planned rows point to before they are written. `settle` does what
    follows for the couples that were touched, as if rows of some ids were gone. `warn` notes
    beforehand what a change will do. `bound` are those of some ids that others cannot do without.
    """

    prepare: Callable[[Connection, Sequence["RowPlan"]], None]
    settle: Callable[[Connection, Iterable[tuple[str, str]], Collection[int]], None]
    warn: Callable[[Connection, "RowPlan"], list[Invalid]]
    bound: Callable[[Connection, Collection[int]], set[int]]


@dataclass(frozen=True)
class RecordSpec:
    """A ledger's table: its natural key, which begins with both sides, the column of the key that
    narrows a search among a couple's records, and its child tables.

    `folds` names the columns of the key that are compared as db.folding folds them; `by_code`: a
    code, where a record has one, is its identity; `yearly`: codes may restart each year, and
    `code_year` is then part of the key.

    `hangs_on` names columns that mean nothing once another one has changed; `follows` those that
    are worked out of another one, and change only with it. `periods` are (start,
    end, the end's field) of columns that must stay in order though a file may have only one.
    `effects` is what its rows do to those of other ledgers. `says_as_of`: each row says itself to
    which day it was kept; those of all others were kept to the day of their ledger. `figure`: a row
    is one figure, so that whoever gives it anew has said all of it: of a demo record nothing is
    left, and it is none any more.
    """

    table: Table
    key: tuple[str, ...]
    narrow: str
    folds: tuple[str, ...] = ()
    by_code: bool = False
    yearly: bool = False
    children: Mapping[str, ChildSpec] = field(default_factory=dict)
    hangs_on: Mapping[str, str] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[tuple[str, str, str], ...] = ()
    effects: "Effects | None" = None
    says_as_of: bool = False
    figure: bool = False

    @property
    def dated(self) -> bool:
        """Whether its rows take over the as-of day of their ledger."""
        return "as_of" in self.table.c and not self.says_as_of

    @cached_property
    def key_of(self) -> Callable[[Values], tuple[Any, ...]]:
        """The natural key of a record of these values, as it is compared."""
        written = itemgetter(*self.key)
        places = [self.key.index(name) for name in self.folds]

        def compared(values: Values) -> tuple[Any, ...]:
            key = list(written(values))
            for place in places:
                key[place] = folds(key[place])
            return tuple(key)

        return compared if places else written

    @cached_property
    def known_by(self) -> frozenset[str]:
        """The columns by which a record is known."""
        more = (["code"] if self.by_code else []) + (["code_year"] if self.yearly else [])
        return frozenset([*self.key, *more])

    @cached_property
    def linked_from(self) -> tuple[tuple[Table, str], ...]:
        """Columns of records that forbid deleting one they point to. What is of a pairing is not
        among them: see Effects.bound.
        """
        records = record_tables()
        every = pointing_to(self.table)
        return tuple(one for one in every if one[0] in records and one[1] != "pairing_id")

    def links_in(self, table: Table) -> frozenset[str]:
        """The columns of a table that point to its records, or to parts of them."""
        parts = (one for child in self.children.values() for one in child.linked_from)
        return frozenset(name for other, name in (*self.linked_from, *parts) if other is table)

    def stored(self, name: str) -> str:
        """The column that holds a column of the key as it is compared."""
        return f"{name}_key" if name in self.folds else name

    def comparable(self, name: str, value: Any) -> Any:
        """A value of a column of the key as it is compared."""
        return folds(value) if name in self.folds else value


@dataclass(slots=True)
class ParsedRow:
    """A row after conversion and checks.

    `values` holds only the columns that the file has; `children` likewise by ChildSpec name, each
    a list of values; of those in `some` the file names only some, and the others stay. `defaults`
    and `new_children` are for a new row only.
    """

    record_no: int
    line_no: int
    values: Values = field(default_factory=dict)
    defaults: Values = field(default_factory=dict)
    children: dict[str, list[Values]] = field(default_factory=dict)
    new_children: dict[str, list[Values]] = field(default_factory=dict)
    some: dict[str, list[Values]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(self.issues) and any(i.severity is not Severity.NOTE for i in self.issues)

    @property
    def unpaired(self) -> bool:
        """Whether all that is wrong is that no pairing is known: facts may tell of such couples."""
        return self.failed and all(
            issue.problem is PAIRING or issue.severity is Severity.NOTE for issue in self.issues
        )


@dataclass(frozen=True, slots=True)
class ChildPlan:
    """What happens to one child row; no `target_id` means a new one, no `values` a deletion."""

    name: str
    target_id: int | None
    base: Values | None
    values: Values | None


@dataclass(slots=True)
class RowPlan:
    """One row of a preview: what will be written, over which version of which row.

    `diff` lists (column, old, new). Nobody changes one; frozen, it would take thrice as long to
    make, and a ledger has a hundred thousand.
    """

    record_no: int
    line_no: int
    fate: Fate
    key: tuple[Any, ...] = ()
    target_id: int | None = None
    base: Values | None = None
    values: Values = field(default_factory=dict)
    children: Sequence[ChildPlan] = ()
    diff: Sequence[tuple[str, Any, Any]] = ()
    issues: Sequence[Issue] = ()
