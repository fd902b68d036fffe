"""Records as the cells that the importer reads, with all that belongs to them read beforehand."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, true

from db.importing.cells import Column
from db.importing.directory import Directory, read_directory
from db.importing.kinds.attributes import Attribute, Form, holder
from db.importing.kinds.common import day
from db.importing.kinds.ledger import Ledger
from db.importing.measures import Measures
from db.importing.numbers import MONEY_UNITS
from db.importing.rows import Values, chunks
from db.models import Commitment, Meeting, Metric, Scheme


class Writer:
    """Finds the records of a ledger and writes each cell as the importer reads it.

    What belongs to a record, and what it points to, is read once for all that are found.
    """

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        self._connection, self._ledger = connection, ledger
        self._directory: Directory = read_directory(connection, meetings=False)
        self._children: dict[str, dict[int, list[Values]]] = {}
        self._names: dict[str, dict[Any, str]] = {
            "metric": {key: metric.name_zh for key, metric in self._directory.metrics.items()},
            "scheme": dict(iter(connection.execute(select(Scheme.key, Scheme.name_zh)))),
        }
        self._held = {column.field: self._attribute(column) for column in ledger.columns}

    def records(self, chosen: ColumnElement[bool] | None = None) -> list[Values]:
        """Those of a condition in the order of the store, or all that an upload can bring: where
        sides are asked for, those that have two.
        """
        table = self._ledger.spec.table
        if chosen is None:
            sided = self._ledger.fields["helper"].required
            chosen = table.c.helper_adcode.is_not(None) if sided else true()
        wanted = select(table).where(chosen).order_by(table.c.id)
        found = [dict(row) for row in self._connection.execute(wanted).mappings()]
        for name, child in self._ledger.spec.children.items():
            groups: dict[int, list[Values]] = defaultdict(list)
            for chunk in chunks(record["id"] for record in found):
                rows = select(child.table).where(child.table.c[child.parent].in_(chunk))
                ordered = rows.order_by(child.table.c[child.key])
                for row in self._connection.execute(ordered).mappings():
                    groups[row[child.parent]].append(dict(row))
            self._children[name] = groups
        self._read_references(found)
        return found

    def row(self, record: Values) -> list[str]:
        """The cells of a record, in the order of its ledger's columns."""
        return [self.cell(column, record) for column in self._ledger.columns]

    def cell(self, column: Column, record: Values) -> str:
        """One cell's text."""
        if column.write is not None:
            return column.write(self, record)
        attribute = self._held[column.field]
        value = record[attribute.name] if attribute else None
        if attribute is None or value is None:
            return ""
        match attribute.form:
            case Form.PLACE:
                return self._directory.full_name(value)
            case Form.NAMED | Form.RECORD:
                return self._names[attribute.table].get(value, "")
            case Form.TERM:
                return column.terms[value][0]
            case Form.DAY:
                return day(value, record.get(precision_of(attribute.name)))
            case Form.MONEY | Form.YUAN:
                amount = Decimal(value) / MONEY_UNITS[column.unit or "元"]
                return format(amount.normalize(), "f")
        return str(value)

    def children(self, name: str, record: Values) -> list[Values]:
        """The parts of a record of one name, in their order."""
        return self._children[name].get(record["id"], [])

    def metric(self, record: Values) -> Metric:
        """The metric of a record that has one."""
        return self._directory.metrics[record["metric_key"]]

    @property
    def measures(self) -> Measures:
        """What can be measured of projects."""
        return self._directory.measures

    def _attribute(self, column: Column) -> Attribute | None:
        return self._ledger.attributes.get(holder(self._ledger.spec.table, column))

    def _read_references(self, found: Sequence[Values]) -> None:
        """What the meetings and agreed items are called that the records point to."""
        meetings: dict[Any, str] = {}
        for chunk in chunks({r["meeting_id"] for r in found if r.get("meeting_id")}):
            columns = select(Meeting.id, Meeting.code, Meeting.title).where(Meeting.id.in_(chunk))
            for identity, code, title in self._connection.execute(columns):
                meetings[identity] = code or title
        numbers: dict[Any, str] = {}
        for chunk in chunks({r["commitment_id"] for r in found if r.get("commitment_id")}):
            items = select(Commitment.id, Commitment.number).where(Commitment.id.in_(chunk))
            numbers |= {row.id: str(row.number) for row in self._connection.execute(items)}
        self._names |= {"meeting": meetings, "commitment": numbers}


def precision_of(name: str) -> str:
    """The column that says how exactly a day is known: date_start and date_end share one."""
    stem = name.removesuffix("_date").removesuffix("_start").removesuffix("_end")
    return f"{stem}_precision"
