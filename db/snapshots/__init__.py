"""Snapshots: charts frozen with all that explains them, never silently altered.

    taken = taking.take(connection, by, Content(…), provinces)   in db.engine.locked
    shelf.find(connection, public_id)          one whole, or None
    shelf.listed(connection, Search(…))        a page of the list
    keeping.rename | describe | withdraw       noted in the snapshot's history and in the audit
    snapshot.whole                             whether its content still has its SHA-256
    changes.between(then, now)                 what is different in the data today

Writing them is done in `locked`, not in `writing`: what pages have read of the ledgers still
holds.
"""

from db.snapshots.changes import Changes
from db.snapshots.content import Content, Snapshot
from db.snapshots.refused import Refused
from db.snapshots.shelf import Search

__all__ = ["Changes", "Content", "Refused", "Search", "Snapshot"]
