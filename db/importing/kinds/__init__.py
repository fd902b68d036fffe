"""The ledgers, each a module with its descriptor. A new kind is a module and a line here.

See `ledger` for what a descriptor says, and CONTRIBUTING.md for the walk.
"""

from collections.abc import Mapping

from db.importing.kinds import (
    accords,
    agreements,
    consumption,
    figures,
    grass_roots,
    labour,
    meetings,
    pairings,
    projects,
    results,
    talent,
    training,
    visits,
    workshops,
)
from db.importing.kinds.attributes import Attribute, attributes
from db.importing.kinds.complete import require
from db.importing.kinds.ledger import Group, Ledger
from db.importing.rows import ChildSpec

__all__ = ["ATTRIBUTES", "LEDGERS", "PARTS", "RECORDS", "Group", "Ledger"]

LEDGERS = require(
    (
        meetings.LEDGER,
        projects.LEDGER,
        visits.LEDGER,
        agreements.LEDGER,
        pairings.LEDGER,
        results.LEDGER,
        workshops.LEDGER,
        talent.LEDGER,
        training.LEDGER,
        labour.LEDGER,
        consumption.LEDGER,
        grass_roots.LEDGER,
        accords.LEDGER,
        figures.LEDGER,
    )
)
"""Kind → descriptor, in the order in which they are offered."""

RECORDS: Mapping[str, Ledger] = {ledger.spec.table.name: ledger for ledger in LEDGERS.values()}
"""Table → the ledger whose records it holds."""

PARTS: Mapping[str, ChildSpec] = {
    child.table.name: child
    for ledger in LEDGERS.values()
    for child in ledger.spec.children.values()
}
"""Table → what the rows are that belong to a record."""

ATTRIBUTES: Mapping[str, Mapping[str, Attribute]] = {
    **{name: ledger.attributes for name, ledger in RECORDS.items()},
    **{name: attributes(child.table, (), child.names) for name, child in PARTS.items()},
}
"""Table → its columns as people meet them, of records and of what belongs to them."""
