"""What all tables share: names of constraints, column types, and the columns of a record."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.schema import CreateIndex
from sqlalchemy.types import TypeDecorator

from db.folding import FOLDS, LENGTH, folds

ONLY = "only"
"""In a column's info: the terms of its vocabulary that it may hold, where those are not all."""

TELLS = "tells"
"""In a column's info: the column that its values give away, where that one is private."""


class Base(DeclarativeBase):
    """Constraint names follow one pattern, so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(model: type[DeclarativeBase]) -> Table:
    """The Core table of a model."""
    return cast(Table, model.__table__)


def term(vocabulary: type[StrEnum], name: str | None = None) -> Enum:
    """A column type for one of db.terms: text, with a CHECK of its values.

    `name` tells two columns of one vocabulary in one table apart.
    """
    name = name or vocabulary.__name__.lower()
    return Enum(
        vocabulary,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def not_negative(*columns: str) -> list[CheckConstraint]:
    """One CHECK a column: empty or at least 0."""
    return [CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns]


def folded_copy(of: str, *, given: bool = True) -> MappedColumn[Any]:
    """The folded copy of a text column, by which its row is known and found. Whoever inserts rows
    need not name it; whoever updates the text goes through `with_keys`. `given`: there is always
    a text.
    """

    def made(context: Any) -> str | None:
        return folds(context.get_current_parameters().get(of))

    default = "" if given else None
    return mapped_column(String(LENGTH), default=made, server_default=default, info={FOLDS: of})


def links(*columns: str) -> list[Index]:
    """One index a column, of the rows that have something there: most have not."""
    given = {column: text(f"{column} IS NOT NULL") for column in columns}
    return [
        Index(None, column, sqlite_where=where, postgresql_where=where)
        for column, where in given.items()
    ]


def covering(name: str, *key: str, also: Sequence[str]) -> Index:
    """An index by some columns from which others are read as well, without the table. PostgreSQL
    only keeps those (INCLUDE), which costs a write half of what columns of the key cost; SQLite
    cannot: there they are the last of the key.
    """
    return Index(name, *key, postgresql_include=list(also))


def besides(index: Index) -> list[str]:
    """The columns that an index has besides its key."""
    return [*(index.dialect_options["postgresql"]["include"] or ())]


@compiles(CreateIndex, "sqlite")
def _in_sqlite(create: CreateIndex, compiler: Any, **options: Any) -> str:
    statement: str = compiler.visit_create_index(create, **options)
    also = [f", {compiler.preparer.quote(name)}" for name in besides(create.element)]
    return f"{statement.removesuffix(')')}{''.join(also)})" if also else statement


def in_order(start: str, end: str) -> CheckConstraint:
    """CHECK that a period does not end before it starts."""
    return CheckConstraint(f"{end} >= {start}", name=f"{end}_after_{start}")


class Remark(TypeDecorator[str]):
    """A text that may be missing: NULL in the store, empty to who reads it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return value or ""


class Record:
    """What every row of a ledger carries.

    `version` rises with each change of the record or of a row that belongs to it, and guards
    against lost updates. `helper_adcode` and `receiver_adcode` are what the ledger says;
    `pairing_id` is the pairing of those two in force that year, where one is known. `demo` marks
    generated records. `as_of` is the day to which the ledger that wrote it last was kept, or of
    the last change by hand; empty where nobody said. A batch's records are found by its
    RowHistory: here it has no index.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    note: Mapped[str] = mapped_column(Remark, default="", nullable=True)
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    as_of: Mapped[date | None]

    @declared_attr
    def batch_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("import_batch.id"))

    @declared_attr
    def helper_adcode(cls) -> Mapped[str | None]:
        return mapped_column(String(6), ForeignKey("area.adcode"))

    @declared_attr
    def receiver_adcode(cls) -> Mapped[str | None]:
        return mapped_column(String(6), ForeignKey("area.adcode"))

    @declared_attr
    def pairing_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("pairing.id"), index=True)

    @staticmethod
    def both_sides_or_none() -> CheckConstraint:
        """CHECK that a record has two different sides, or (a national one) none at all."""
        return CheckConstraint(
            "(helper_adcode IS NULL AND receiver_adcode IS NULL) "
            "OR (helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL "
            "AND helper_adcode <> receiver_adcode)",
            name="sides",
        )

    @staticmethod
    def both_sides() -> CheckConstraint:
        """CHECK that a record has two different sides."""
        return CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL "
            "AND helper_adcode <> receiver_adcode",
            name="sides",
        )

    @staticmethod
    def year_range() -> CheckConstraint:
        """CHECK that a year is no slip of the pen."""
        return CheckConstraint("year BETWEEN 1990 AND 2100", name="year_range")

    @staticmethod
    def kept_by_year(table: str, *key: str) -> tuple[CheckConstraint | Index, ...]:
        """What all ledgers that are kept by year have: two sides, a year, the unique key of these
        and of what else tells one record from others, and the order of lists.
        """
        sides = ("helper_adcode", "receiver_adcode")
        return (
            Index(f"uq_{table}_key", *sides, "year", *key, unique=True),
            Record.both_sides(),
            Record.year_range(),
            Index(f"ix_{table}_newest", "year", "id"),
        )


def record_tables() -> tuple[Table, ...]:
    """The tables of records that are of a pairing, by name."""
    found = [
        cast(Table, mapper.local_table)
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    ]
    return tuple(sorted(found, key=lambda table: table.name))


def pointing_to(table: Table) -> tuple[tuple[Table, str], ...]:
    """Every column of the store that points to rows of a table, by table and name."""
    found = [
        (other, key.parent.name)
        for other in Base.metadata.tables.values()
        for key in other.foreign_keys
        if key.column.table is table
    ]
    return tuple(sorted(found, key=lambda one: (one[0].name, one[1])))


class Fact:
    """What a record that may come from data/reference carries: the code of its line there, by which
    the next edition finds it again, whatever its title or day have become.
    """

    reference_code: Mapped[str | None] = mapped_column(String(10), unique=True, index=True)


def table_args(*constraints: CheckConstraint | Index | Any) -> tuple[Any, ...]:
    """Table arguments that never give a deleted row's id to another row."""
    return (*constraints, {"sqlite_autoincrement": True})
