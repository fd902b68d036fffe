"""The ledgers, each a module with its descriptor. A new kind is a module and a line here.

See `ledger` for what a descriptor says, and CONTRIBUTING.md for the walk.
"""

from db.importing.kinds import agreements, meetings, pairings, projects, visits
from db.importing.kinds.complete import require
from db.importing.kinds.ledger import Group, Ledger

__all__ = ["LEDGERS", "Group", "Ledger"]

LEDGERS = require(
    (
        meetings.LEDGER,
        projects.LEDGER,
        visits.LEDGER,
        agreements.LEDGER,
        pairings.LEDGER,
    )
)
"""Kind → descriptor, in the order in which they are offered."""
