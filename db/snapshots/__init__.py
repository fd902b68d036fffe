"""Snapshots: charts frozen with all that explains them, never silently altered.

    taken = taking.take(connection, by, Content(…), provinces)   in db.engine.locked
    queries.find(connection, public_id)        one whole, or None
    queries.listed(connection, Search(…))      a page of the list
    revising.rename | describe | withdraw      noted in the snapshot's history and in the audit
    snapshot.whole                             whether its content still has its SHA-256
    comparing.compare(then, now)               what is different in the data today

Writing them is done in `locked`, not in `writing`: what pages have read of the ledgers still
holds.
"""

from db.snapshots.comparing import Comparison
from db.snapshots.content import Content, Snapshot
from db.snapshots.queries import Search
from db.snapshots.refused import Refused

__all__ = ["Comparison", "Content", "Refused", "Search", "Snapshot"]
