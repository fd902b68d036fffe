"""One record corrected on its page, or added by hand: the importer's stages for typed texts.

    seen = look(connection, kind, record_id)         # Seen: version, and each column as a text
    saved = correct(engine, Correction(kind, record_id, seen.version, {"place": "杭州"}), by)
    saved = add(engine, Addition(kind, texts), by)   # Saved: the record, its batch, notes
    batch = remove(engine, kind, record_id, by)      # and foresee_removal
    batch = merge_records(engine, Merge(kind, kept, gone), by)    # and foresee_merge

What is not taken is raised: `Unfit` has an issue a field, `Doubtful` notes to be looked at first,
`Exists` the record that is there already; `Invalid` (`STALE`, `GONE`, `UNCHANGED`) and `Forbidden`
as elsewhere. All are batches of kind "edit" with their history, which the imports page takes back.
"""

from db.editing.merging import Merge, Merger, foresee_merge, merge_records
from db.editing.problems import GONE, STALE, UNCHANGED
from db.editing.records import Seen, look
from db.editing.removing import Removal, foresee_removal, remove
from db.editing.save import (
    Addition,
    Correction,
    Doubtful,
    Exists,
    Saved,
    Unfit,
    add,
    correct,
    note_of,
)

__all__ = [
    "GONE",
    "STALE",
    "UNCHANGED",
    "Addition",
    "Correction",
    "Doubtful",
    "Exists",
    "Merge",
    "Merger",
    "Removal",
    "Saved",
    "Seen",
    "Unfit",
    "add",
    "correct",
    "foresee_merge",
    "foresee_removal",
    "look",
    "merge_records",
    "note_of",
    "remove",
]
