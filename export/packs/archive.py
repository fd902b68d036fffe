"""A ZIP with a list of the SHA-256 of each of its files; of the same files it is the same."""

import hashlib
import io
import zipfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from export.steady import entry

LIST = "SHA256SUMS.txt"
"""As `sha256sum --check` reads it."""
READABLE = 0o644 << 16
UNIX = 3
PIECE = 1 << 20


class Archive:
    """A ZIP being written. At its end the list of checksums is added."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._sums: list[tuple[str, str]] = []

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _value: object, _trace: TracebackType | None
    ) -> None:
        with self._zip:
            if kind is None:
                told = "".join(f"{digest}  {name}\n" for name, digest in self._sums)
                self._zip.writestr(_entry(LIST), told.encode())

    def add(self, name: str, content: bytes | Path) -> str:
        """Add a file; its SHA-256."""
        if isinstance(content, Path):
            with content.open("rb") as file:
                digest = self._copy(name, file, content.stat().st_size)
        else:
            digest = self._copy(name, io.BytesIO(content), len(content))
        self._sums.append((name, digest))
        return digest

    def _copy(self, name: str, file: BinaryIO, size: int) -> str:
        known = _entry(name)
        known.file_size = size
        digest = hashlib.sha256()
        with self._zip.open(known, "w") as inside:
            while piece := file.read(PIECE):
                digest.update(piece)
                inside.write(piece)
        return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    """What the ZIP says of a file, but for its content: nothing of when and where."""
    known = entry(name)
    known.external_attr, known.create_system = READABLE, UNIX
    return known
