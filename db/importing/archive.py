"""An archive that somebody brings, opened so that to read it takes no more than it says.

What a part says that it unpacks to is believed, for Python reads no more of it; but only of deflate
does it also unpack no more: bzip2 and LZMA are unpacked as they come, whatever is wanted. Office
programs write neither (ECMA-376 part 2, annex B; ODF 1.2 part 3).
"""

import struct
import zipfile
from io import BytesIO

METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LOCKED = 0x1
"""In a part's flags."""
ENTRY = b"PK\x01\x02"
"""Begins each part's line in the directory. How many it has, an archive can say wrongly."""
MOST_PARTS = 20_000


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive that some bytes are.

    Raises:
        BadZipFile: broken, locked, packed otherwise, or with more parts than anybody's.
    """
    if data.count(ENTRY) > MOST_PARTS:
        raise zipfile.BadZipFile("too many parts")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (ValueError, NotImplementedError, OSError, EOFError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from error
    for part in archive.infolist():
        if part.compress_type not in METHODS or part.flag_bits & LOCKED:
            raise zipfile.BadZipFile(f"{part.filename} is locked, or packed in an unusual way")
    return archive
