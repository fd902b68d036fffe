"""Typed texts as a row of a ledger: converted, checked and linked by the importer's own stages."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, Table

from db.editing.problems import NO_ITEM
from db.importing.cells import Conversion
from db.importing.csvtext import Line
from db.importing.directory import Directory, read_directory
from db.importing.issue import Invalid, Issue
from db.importing.kinds import LEDGERS
from db.importing.rows import ParsedRow
from db.terms import Kind


def directory_for(connection: Connection, *forms: Mapping[str, str]) -> Directory:
    """What the forms are checked against; meetings only where one of them names one."""
    return read_directory(connection, meetings=any(form.get("meeting") for form in forms))


def read(kind: Kind, typed: Mapping[str, str], directory: Directory) -> ParsedRow:
    """The texts of a form as a row; a field that is not among them is empty."""
    ledger = LEDGERS[kind]
    columns = dict(enumerate(ledger.columns))
    header = tuple(column.zh for column in ledger.columns)
    texts = tuple(typed.get(column.field, "") for column in ledger.columns)
    (cells,) = Conversion(columns, header, directory).rows([Line(1, texts)])
    row = ledger.assemble(cells, directory)
    for column in ledger.columns:  # in a form a list that is blank is empty
        if column.of and column.of not in row.new_children:
            row.children.setdefault(column.of, [])
    row.issues += [
        Invalid(NO_ITEM).issue(field=column.field)
        for column in ledger.columns
        if column.of and not row.children.get(column.of) and typed.get(column.field, "").strip()
    ]
    row.issues[:] = [_of_a_form(issue) for issue in row.issues]
    return row


def difference(table: Table, before: ParsedRow, after: ParsedRow) -> ParsedRow:
    """What `after` says that `before` does not. What nobody touched reads the same in both: it is
    left as it is in the store, and so is what was amiss with it before.

    What is no longer said (the last day of a period) is emptied, if it can be.
    """
    gone = [n for n in before.values.keys() - after.values.keys() if table.c[n].nullable]
    values = {
        name: value
        for name, value in after.values.items()
        if name not in before.values or before.values[name] != value
    }
    return ParsedRow(
        after.record_no,
        after.line_no,
        values=dict.fromkeys(gone) | values,
        children={
            name: group
            for name, group in after.children.items()
            if before.children.get(name) != group
        },
        issues=[issue for issue in after.issues if issue not in before.issues],
    )


def _of_a_form(issue: Issue) -> Issue:
    """A form has fields, not lines."""
    return replace(issue, record_no=None, line_no=None, column=None)
