"""Several files of one upload as one: kept, hashed and taken up again as a single file is.

A plain archive, always made in the same way, so that the same files have the same hash.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from db.importing.archive import opened

MARK = b"xieshou: several ledgers"
BEGINNING = b"PK\x03\x04"
SHOWN = 3
LONGEST_NAME = 255
"""As a batch keeps it."""


class File(NamedTuple):
    """One of the files that were brought."""

    name: str
    data: bytes


def bundle(files: Sequence[File]) -> File:
    """Several files as one, or the one that there is."""
    if len(files) == 1:
        return files[0]
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = MARK
        for number, file in enumerate(files):
            archive.writestr(zipfile.ZipInfo(f"{number:04}/{file.name}"), file.data)
    names = "、".join(file.name for file in files[:SHOWN])
    more = f" 等 {len(files)} 个文件" if len(files) > SHOWN else ""
    return File((names + more)[:LONGEST_NAME], made.getvalue())


def is_bundle(data: bytes) -> bool:
    """Whether some bytes are files that were brought together."""
    return data.startswith(BEGINNING) and data.endswith(MARK)


def files_of(name: str, data: bytes) -> list[File]:
    """The files that were brought together; the one where it was one, or looks like several."""
    if not is_bundle(data):
        return [File(name, data)]
    try:
        with opened(data) as archive:
            parts = archive.infolist()
            plain = all(part.compress_type == zipfile.ZIP_STORED for part in parts)
            if plain and sum(part.file_size for part in parts) < len(data):
                return [File(part.filename.partition("/")[2], archive.read(part)) for part in parts]
    except zipfile.BadZipFile:
        pass
    return [File(name, data)]
