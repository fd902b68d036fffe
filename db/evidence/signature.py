"""What a file is by its content: its name may say anything.

Signatures: PDF ISO 32000-1 7.5.2; PNG and WebP RFC 2083, RFC 9649; JPEG ITU-T T.81; Office Open XML
ECMA-376 part 2; compound files and their streams [MS-CFB], [MS-DOC], [MS-XLS], [MS-PPT]. Only the
names of parts are read, nothing is unpacked.
"""

from collections.abc import Collection
from zipfile import BadZipFile

from db.evidence.refused import LOCKED, MACROS, NO_TYPE, CannotKeep
from db.importing.archive import opened
from db.terms import FileType

MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.WEBP: "image/webp",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileType.DOC: "application/msword",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.PPT: "application/vnd.ms-powerpoint",
}

STARTS = (
    (b"%PDF-", FileType.PDF),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = "[content_types].xml"
PARTS = {
    "word/document.xml": FileType.DOCX,
    "xl/workbook.xml": FileType.XLSX,
    "ppt/presentation.xml": FileType.PPTX,
}
MACRO_PARTS = ("vbaproject.bin", "macrosheets/", "activex/")
STREAMS = (
    ("WordDocument", FileType.DOC),
    ("PowerPoint Document", FileType.PPT),
    ("Workbook", FileType.XLS),
    ("Book", FileType.XLS),
)
MACRO_STREAM, LOCKED_STREAM = "_VBA_PROJECT", "EncryptedPackage"


def type_of(data: bytes, name: str) -> FileType:
    """The type of a file; `name` is for the words of a refusal alone.

    Raises:
        CannotKeep: NO_TYPE that is taken; MACROS; LOCKED by a password.
    """
    for start, found in STARTS:
        if data.startswith(start):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileType.WEBP
    office = None
    if data.startswith(ZIP):
        office = _open_xml(_parts(data), name)
    elif data.startswith(COMPOUND):
        office = _compound(data, name)
    if office is None:
        raise CannotKeep(NO_TYPE.format(name=name))
    return office


def _parts(data: bytes) -> Collection[str]:
    """The names in an archive, in small letters; none where it cannot be read."""
    try:
        with opened(data) as archive:
            return {part.lower().replace("\\", "/") for part in archive.namelist()}
    except BadZipFile:
        return ()


def _open_xml(parts: Collection[str], name: str) -> FileType | None:
    if CONTENT_TYPES not in parts:
        return None
    if any(mark in part for part in parts for mark in MACRO_PARTS):
        raise CannotKeep(MACROS.format(name=name))
    return next((found for part, found in PARTS.items() if part in parts), None)


def _compound(data: bytes, name: str) -> FileType | None:
    """By the names of its streams, which stand in its directory as UTF-16 and a NUL."""

    def has(stream: str) -> bool:
        return f"{stream}\0".encode("utf-16-le") in data

    if has(LOCKED_STREAM):
        raise CannotKeep(LOCKED.format(name=name))
    found = next((found for stream, found in STREAMS if has(stream)), None)
    if found is not None and has(MACRO_STREAM):
        raise CannotKeep(MACROS.format(name=name))
    return found
