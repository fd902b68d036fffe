"""Rows of records and of what belongs to them, changed and removed with their history."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, select

from db.editing.problems import NEEDED
from db.importing.commit import couples_of, update_rows
from db.importing.entries import Entry, as_written, history_entry, write_history
from db.importing.issue import Invalid
from db.importing.rows import ChildSpec, RecordSpec, Values
from db.terms import Action


@dataclass
class Work:
    """What is to be done: records and children with their changes, and those that go. A child goes
    with the version that its record reaches; what follows from a record's going is done with it.
    `heirs` are records that take over what one that goes was known by: they get it after that.
    """

    records: list[tuple[Table, Values, Values]] = field(default_factory=list)
    children: list[tuple[ChildSpec, Values, Values, int]] = field(default_factory=list)
    gone_children: list[tuple[ChildSpec, Values, int]] = field(default_factory=list)
    gone: list[tuple[RecordSpec, Values]] = field(default_factory=list)
    heirs: list[tuple[Table, Values, Values]] = field(default_factory=list)


def carry_out(connection: Connection, batch: int, work: Work) -> dict[str, int]:
    """Do it, and write it down as what a batch did: so many records `changed` and `deleted`."""
    entries: list[Entry] = []
    entries += [_changed(connection, *record) for record in work.records]
    for child, base, changes, version in work.children:
        update_rows(connection, child.table, [changes | {"id": base["id"]}])
        owner = {child.parent: base[child.parent], child.key: base[child.key]}
        before = owner | {name: base[name] for name in changes}
        after = owner | changes
        entries.append(
            history_entry(child.table, base["id"], Action.UPDATE, version, before, after)
        )
    for child, base, version in work.gone_children:
        connection.execute(delete(child.table).where(child.table.c.id == base["id"]))
        entries.append(history_entry(child.table, base["id"], Action.DELETE, version, base))
    for spec, base in work.gone:
        table = spec.table
        if spec.effects:
            spec.effects.settle(connection, couples_of([base]), [base["id"]])
        connection.execute(delete(table).where(table.c.id == base["id"]))
        version = base["version"] + 1
        entries.append(
            history_entry(table, base["id"], Action.DELETE, version, as_written(table, base))
        )
    entries += [_changed(connection, *record) for record in work.heirs]
    write_history(connection, batch, entries)
    changed = len(work.records) + len(work.heirs)
    return {"changed": changed, "deleted": len(work.gone)}


def _changed(connection: Connection, table: Table, base: Values, changes: Values) -> Entry:
    version = base["version"] + 1
    update_rows(connection, table, [changes | {"id": base["id"], "version": version}])
    before = {name: base[name] for name in changes}
    return history_entry(table, base["id"], Action.UPDATE, version, before, changes)


def refuse_needed(connection: Connection, spec: RecordSpec, record: Values) -> None:
    """Refuse to let a record go that others cannot do without.

    Raises:
        Invalid: NEEDED.
    """
    if spec.effects and spec.effects.bound(connection, [record["id"]]):
        raise Invalid(NEEDED)


def pointing(
    connection: Connection, spec: RecordSpec, record_id: int
) -> list[tuple[Table, Values]]:
    """The records that are linked to one."""
    return [
        (table, dict(row))
        for table, column in spec.linked_from
        for row in connection.execute(
            select(table).where(table.c[column] == record_id).order_by(table.c.id)
        ).mappings()
    ]
