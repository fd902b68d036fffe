"""The file of a backup: written aside, readable by its owner alone, and named when it is whole."""

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from db.backup import seal
from db.backup.manifest import CannotRestore, Content, Manifest, member

MANIFEST = "manifest.json"
SEAL = "manifest.hmac-sha256"
FAST = 1
"""Level of compression: the higher ones take longer and save little."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which gets its name if all goes well, and else goes.

    Raises:
        FileExistsError: `path` is there already, or came to be meanwhile. It is left alone.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        _sync(part)
        _name(part, path)
        _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """A link never takes the place of a file that is there; some network folders have none."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        part.rename(path)


def _sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, outlive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot
            os.fsync(opened)
    finally:
        os.close(opened)


def write_table(archive: ZipFile, name: str, lines: Iterable[bytes]) -> tuple[int, str]:
    """Append a table; its number of rows and its SHA-256."""
    digest, rows = hashlib.sha256(), 0
    with archive.open(member(name), "w", force_zip64=True) as opened:
        for line in lines:
            opened.write(line)
            digest.update(line)
            rows += 1
    return rows, digest.hexdigest()


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
