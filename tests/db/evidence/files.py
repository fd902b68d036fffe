"""Small files of every type that is taken, and of types that are not, made when they are needed."""

import io
from zipfile import ZipFile

PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
JPEG = b"\xff\xd8\xff\xe0" + bytes(16)
WEBP = b"RIFF\x04\x00\x00\x00WEBP"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    """An archive of empty parts."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return made.getvalue()


def office(part: str, *more: str) -> bytes:
    """An Open XML document with a main part and others."""
    return zipped("[Content_Types].xml", part, *more)


def compound(*streams: str) -> bytes:
    """As much of a compound file as tells what it is: the names of its streams."""
    return COMPOUND + b"".join(f"{name}\0".encode("utf-16-le") for name in streams)
