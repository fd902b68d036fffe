"""Removing one record: what belongs to it goes with it, what is linked to it loses the link.

It is a batch like any edit, and its undo brings all of it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from db.accounts import Action as Act
from db.accounts import Author, matter_of, require
from db.editing.batch import write_batch
from db.editing.problems import CHANGED_MEANWHILE, NOT_THERE
from db.editing.records import stored
from db.editing.work import Work, carry_out, pointing, refuse_needed
from db.engine import writing
from db.importing.compare import belongings
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.rows import Values
from db.terms import Kind

DELETED = "deleted"


@dataclass(frozen=True)
class Removal:
    """What removing a record would do: how many of its parts (by name) would go with it, and which
    records (table, id) would stay and lose their link to it.
    """

    kind: Kind
    record: Values
    parts: Mapping[str, int]
    links: tuple[tuple[str, int], ...]


def foresee_removal(connection: Connection, kind: Kind, record_id: int) -> Removal | None:
    """What `remove` would do; None where there is no such record. Writes nothing.

    Raises:
        Invalid: NEEDED.
    """
    record = stored(connection, kind, record_id)
    return None if record is None else _planned(connection, kind, record)[0]


def remove(
    engine: Engine, kind: Kind, record_id: int, by: Author | None, version: int | None = None
) -> int:
    """Remove a record; the batch that can be taken back. `version` is the record's as it was seen.

    Raises:
        Forbidden: by somebody who is not in charge of it, and of what is linked to it.
        Invalid: NOT_THERE; CHANGED_MEANWHILE; NEEDED.
    """
    with writing(engine) as connection:
        record = stored(connection, kind, record_id)
        by = require(connection, by, Act.EDIT, over=[matter_of(record)] if record else [])
        if record is None:
            raise Invalid(NOT_THERE)
        if version is not None and record["version"] != version:
            raise Invalid(CHANGED_MEANWHILE)
        _, work = _planned(connection, kind, record)
        touched = [base for _, base, _ in work.records]
        by = require(connection, by, Act.EDIT, over=map(matter_of, [record, *touched]))
        return write_batch(
            connection,
            by,
            lambda batch: carry_out(connection, batch, work),
            demo=record["demo"],
            choices={"deed": DELETED, "record": record_id},
        )


def _planned(connection: Connection, kind: Kind, record: Values) -> tuple[Removal, Work]:
    spec = LEDGERS[kind].spec
    children, _ = belongings(connection, spec, record["id"])
    refuse_needed(connection, spec, record)
    work = Work(gone=[(spec, record)])
    parts: dict[str, int] = {}
    for name, child in spec.children.items():
        rows = list(children[name].get(record["id"], {}).values())
        parts[name] = len(rows)
        work.gone_children += [(child, row, record["version"] + 1) for row in rows]
    linked = pointing(connection, spec, record["id"])
    for table, row in linked:
        changes = {name: None for name in sorted(spec.links_in(table)) if row[name] is not None}
        work.records.append((table, row, changes))
    links = tuple((table.name, row["id"]) for table, row in linked)
    return Removal(kind, record, parts, links), work
