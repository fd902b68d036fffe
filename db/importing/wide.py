"""Wide tables: a row that is several records, one for each metric or period of the header.

财政援助资金（万元）, 引导企业（个）; or 1月, 2月, 3月. Such a column is mapped as one of its own:
units, merged cells and formats are asked about by its header. Only when a row is converted it
becomes records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from sqlalchemy import Connection, select

from db.importing.cells import Cells, Column
from db.importing.issue import Invalid, Issue, Severity
from db.importing.kinds.ledger import Ledger
from db.importing.kinds.sold import PARTS
from db.importing.kinds.spread import Said, Spread
from db.importing.labels import BASES
from db.importing.measureheads import MEASURES, MeasureNames
from db.importing.measures import read_measures
from db.importing.names import Name, Names, plain_header
from db.importing.numbers import whole
from db.importing.problems.measures import MEASURE_AS_ACTUAL
from db.importing.problems.table import WIDE, WIDE_BLANK
from db.importing.shape import Shaped
from db.importing.soldcolumns import sold_in
from db.importing.words import same
from db.models import Metric, table_of
from db.terms import Basis

ALONE = ("basis", BASES[Basis.ACTUAL][0])
"""What the columns of periods say where another one is their sum."""
FEW = 8
"""So many headers and lines are named."""


class WideNames(Names):
    """The headers of one wide table: its ledger's, but for the columns that others say."""

    def __init__(self, ledger: Ledger, spread: Spread, heads: Mapping[str, Said]) -> None:
        self._ledger, self._spread = ledger.names, spread
        self._heads = {
            plain_header(header): spread.name(said)
            for header, said in heads.items()
            if not said.other
        }
        self._other = {plain_header(header) for header, said in heads.items() if said.other}
        own = {name.column.field: name.column for name in self._heads.values()}
        said = set.intersection(*({*column.says, column.into} for column in own.values()))
        counts = {c.field for c in ledger.columns if c.unit or c.convert is whole}
        kept = {c.field: c for c in ledger.columns if c.field not in said | counts}
        metrics = map(spread.column, map(Said, spread.metrics if "metric" in said else ()))
        super().__init__((kept | {c.field: c for c in metrics} | own).values(), ledger.title)
        self._kept = kept.keys()

    def own(self, header: str) -> Name | None:
        """What a header says: first of a metric or a period."""
        name = self._heads.get(plain_header(header)) or self._ledger.own(header)
        if name is None or name.column.into:
            return name
        columns = tuple(column for column in name.columns if column.field in self._kept)
        return replace(name, columns=columns) if columns else None

    def like(self, header: str) -> list[Column]:
        """Columns that an unknown header may mean."""
        return [column for column in self._ledger.like(header) if column.field in self._kept]

    def sets_aside(self, header: str) -> bool:
        """Whether a column is of what is not kept: totals, rates, the other of 目标 and 完成."""
        said = self._spread.said(header)
        other = bool(said and said.other) or plain_header(header) in self._other
        return other or self._ledger.sets_aside(header)


def names_in(connection: Connection, ledger: Ledger, shaped: Shaped) -> Names:
    """The names by which a table's header is read, by what the store can measure."""
    if MEASURES in ledger.spec.children:
        measures = read_measures(connection)
        return MeasureNames(ledger.names, measures, shaped.header, shaped.unit or "")
    sells = ledger.spread if {*PARTS} & ledger.fields.keys() else None
    if sells and (sold := sold_in(shaped, ledger.names, sells)):
        return WideNames(ledger, sells, sold)
    return names_of(ledger, shaped.header, metrics_of(connection, ledger))


def names_of(ledger: Ledger, header: Sequence[str], metrics: Mapping[str, Metric]) -> Names:
    """The names by which a table's header is read: those of the ledger's columns, or, where some of
    these are missing and headers say what they would, those of a wide table.
    """
    names = ledger.names
    if ledger.spread is None:
        return names
    spread = Spread(ledger.columns, metrics)
    sure = {n.column.field for h in header if (n := names.own(h)) and not n.vague}
    found = {h: said for h in header if (said := _said(h, names, spread)) is not None}
    heads = {h: s for h, s in found.items() if not {f for f, _ in s.fields} & {*PARTS}}
    metric = "metric" not in sure and any(said.metric and not said.other for said in heads.values())
    whens = [said for said in heads.values() if said.fields and not said.other]
    when = len(whens) > 1 and not sure & {field for said in whens for field, _ in said.fields}
    heads = {
        header: said
        for header, said in heads.items()
        if bool(said.metric) == metric and (when or not said.fields)
    }
    if when and "basis" in ledger.fields.keys() - sure and any(map(spread.is_sum, header)):
        heads = {h: replace(said, fields=(*said.fields, ALONE)) for h, said in heads.items()}
    if all(said.other for said in heads.values()):
        return names.narrow
    return WideNames(ledger, spread, heads) if metric or when else names.narrow


def metrics_of(connection: Connection, ledger: Ledger) -> dict[str, Metric]:
    """The store's metrics by key, where a ledger is of them."""
    if "metric" not in ledger.fields:
        return {}
    rows = connection.execute(select(table_of(Metric)))
    return {row.key: Metric(**row._mapping) for row in rows}


def _said(header: str, names: Names, spread: Spread) -> Said | None:
    """What a header says that is surely no column of the ledger's own."""
    known = names.own(header)
    said = spread.said(header) if known is None or known.vague else None
    return said if said and (known is None or said.unit) else None


def notes_of(shaped: Shaped, columns: Mapping[int, Column]) -> Iterator[Issue]:
    """Which measures are taken as actual; that the table is wide, and which of its rows have
    nothing in all of those columns.
    """
    for index, column in columns.items():
        if column.of and column.says:
            told = {"line_no": shaped.header_line, "column": shaped.header[index]}
            yield Invalid(MEASURE_AS_ACTUAL).issue(**told)
    spread = {index: column for index, column in columns.items() if column.into}
    if not spread:
        return
    place = {"line_no": shaped.header_line}
    headers = [shaped.header[index] for index in spread]
    told = {"columns": _few(headers), "count": len(headers)}
    yield Invalid(WIDE, **told).issue(**place)
    blank = [row.number for row in shaped.records if not any(_filled(row.cells, i) for i in spread)]
    if blank:
        yield Invalid(WIDE_BLANK, count=len(blank), lines=_few(map(str, blank))).issue(**place)


def _filled(cells: Sequence[str], index: int) -> bool:
    return index < len(cells) and bool(cells[index].strip())


def _few(texts: Sequence[str] | Iterator[str]) -> object:
    every = list(texts)
    return same("、".join(every[:FEW]) + (" …" if len(every) > FEW else ""))


class Splitter:
    """Makes records of the rows of a wide table, numbered anew from the first to the last."""

    def __init__(self, columns: Mapping[int, Column], fields: Mapping[str, Column]) -> None:
        ordered = sorted(columns.items())
        self._spread = {c.field: (index, c) for index, c in ordered if c.into}
        self._says = {
            name: {said: _read(fields[said], text) for said, text in column.says.items()}
            for name, (_, column) in self._spread.items()
        }
        self._numbers = count(1)

    def __bool__(self) -> bool:
        return bool(self._spread)

    def records(self, rows: Sequence[Cells]) -> Iterator[Cells]:
        """One for each column that is spread and has something in the row."""
        for row in rows:
            shared = [issue for issue in row.issues if issue.field not in self._spread]
            if not row.values:
                yield self._numbered(row, shared)
            for name, (index, column) in self._spread.items():
                own = [issue for issue in row.issues if issue.field == name]
                failed = any(issue.severity is not Severity.NOTE for issue in own)
                if row.get(name) is not None or failed:
                    yield self._record(row, name, index, column, [*shared, *own])
                    shared = [i for i in shared if i.severity is not Severity.NOTE]

    def _record(
        self, row: Cells, name: str, index: int, column: Column, issues: Sequence[Issue]
    ) -> Cells:
        says, into = self._says[name], column.into
        header = row.headers[name]
        own = [replace(issue, field=into) if issue.field == name else issue for issue in issues]
        record = replace(
            row,
            headers={**row.headers, **dict.fromkeys((*says, into), header)},
            positions={**row.positions, into: index},
            values={**row.without(*self._spread), **says, into: row.get(name)},
        )
        return self._numbered(record, own)

    def _numbered(self, row: Cells, issues: Sequence[Issue]) -> Cells:
        number = next(self._numbers)
        return replace(
            row, record_no=number, issues=[replace(issue, record_no=number) for issue in issues]
        )


def _read(column: Column, text: str) -> object:
    return column.convert(text) if column.convert else text
