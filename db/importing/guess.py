"""Which ledger a file is, told by its headers."""

from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.limits import limits
from db.importing.shape import ENOUGH, fit
from db.importing.table import Facts, read_lines
from db.importing.upload import Upload
from db.terms import Kind


def kind_of(upload: Upload) -> Kind | None:
    """The kind whose headers the file has the most of, whatever the upload says; None where no
    ledger's are there, or where the file cannot be read.
    """
    try:
        lines, _ = read_lines(upload, Facts(), limits())
    except Invalid:
        return None
    found = {kind: fit(lines, ledger.names) for kind, ledger in LEDGERS.items()}
    best = max(found, key=found.__getitem__)
    return best if found[best][1] >= ENOUGH else None
