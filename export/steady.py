"""Files that are the same, byte by byte, whenever they are made of the same."""

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive knows (APPNOTE 4.4.6)."""
MADE = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")


def entry(name: str) -> zipfile.ZipInfo:
    """What an archive says of a file, but for its content: nothing of when."""
    known = zipfile.ZipInfo(name, EPOCH)
    known.compress_type = zipfile.ZIP_DEFLATED
    return known


def steady(archive: bytes) -> bytes:
    """An Office file without the time at which it was put together."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(entry(part.filename), old.read(part))
    return out.getvalue()


def undated(pdf: bytes) -> bytes:
    """A PDF without the time at which it was printed; not a byte moves."""
    return MADE.sub(lambda found: b"/" + found[1] + b" (" + _same(found[0]) + b")", pdf)


def _same(dated: bytes) -> bytes:
    """A day as long as one that stood there."""
    inside = dated[dated.index(b"(") + 1 : -1]
    return re.sub(rb"\d", b"0", inside).replace(b"D:00000000", b"D:20000101", 1)
