"""The headers that ledgers go by in practice, a table a kind, and how they are composed.

To teach the importer a header, add a form to the table of its kind (meetings.txt, …; common.txt is
for what all have). What is known and not kept stands in aside.txt. `grammar` has the notation, and
a test holds that no form means two columns.
"""

from db.importing.headers.grammar import Forms, read_forms
from db.terms import Kind


def headers(kind: Kind) -> Forms:
    """The headers of a ledger's columns."""
    return read_forms("common", kind.value)
