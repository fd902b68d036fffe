"""The file of a backup."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from db.backup import seal
from db.backup.manifest import CannotRestore, Content, Manifest, member

MANIFEST = "manifest.json"
SEAL = "manifest.hmac-sha256"
FILES = "evidence/"
FAST = 1
"""Level of compression: the higher ones take longer and save little."""


def write_table(archive: ZipFile, name: str, lines: Iterable[bytes]) -> tuple[int, str]:
    """Append a table; its number of rows and its SHA-256."""
    digest, rows = hashlib.sha256(), 0
    with archive.open(member(name), "w", force_zip64=True) as opened:
        for line in lines:
            opened.write(line)
            digest.update(line)
            rows += 1
    return rows, digest.hexdigest()


def write_file(archive: ZipFile, sha256: str, data: bytes) -> None:
    """Append a file of evidence, which the table of files names by its SHA-256."""
    archive.writestr(FILES + sha256, data)


def write_manifest(archive: ZipFile, manifest: Manifest, key: bytes | None) -> None:
    """With its seal, if there is a key."""
    text = json.dumps(manifest.as_json(), indent=1).encode()
    archive.writestr(MANIFEST, text)
    if key is not None:
        archive.writestr(SEAL, seal.made(key, text))


def create(part: Path) -> ZipFile:
    return ZipFile(part, "w", ZIP_DEFLATED, compresslevel=FAST)


class Archive:
    """A backup that is read. Every method raises CannotRestore where the file is not whole."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        with _whole():
            self._sealed = zipped.read(MANIFEST)
            self._seal = zipped.read(SEAL) if SEAL in zipped.namelist() else None
            self.manifest = Manifest.from_json(json.loads(self._sealed))

    def check_seal(self, key: bytes | None) -> None:
        """Return if it bears the seal of the key."""
        seal.check(key, self._sealed, self._seal)

    def lines(self, content: Content) -> Iterator[bytes]:
        """The rows of a table."""
        with _whole(), self._zipped.open(content.member) as opened:
            yield from opened

    def verify(self) -> None:
        """Return if every table is as the manifest says."""
        for content in self.manifest.tables:
            if summed(self.lines(content)) != (content.rows, content.sha256):
                raise CannotRestore(f"the backup is damaged: {content.shape.name} has changed")
        for _sha256, _data in self.files():
            pass

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of evidence that stood in a folder, by their SHA-256."""
        for name in self._zipped.namelist():
            if name.startswith(FILES):
                with _whole():
                    data = self._zipped.read(name)
                sha256 = name.removeprefix(FILES)
                if hashlib.sha256(data).hexdigest() != sha256:
                    raise CannotRestore(f"the backup is damaged: the file {sha256} has changed")
                yield sha256, data


def summed(lines: Iterable[bytes]) -> tuple[int, str]:
    """Rows and SHA-256 of lines."""
    digest, rows = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        rows += 1
    return rows, digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup to read from.

    Raises:
        CannotRestore: it cannot be read, or is no backup.
    """
    with ExitStack() as at_end:
        with _whole():
            zipped = at_end.enter_context(ZipFile(path))
        yield Archive(zipped)


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotRestore(f"the backup cannot be read: {error.strerror or error}") from error
    except (BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError) as error:
        raise CannotRestore("the file is damaged, or not a backup of Xieshou") from error
