"""Where the bytes of evidence are: in a folder of the store's own, or in the database.

A file of the folder is named by its SHA-256. It is whole before the row that names it is there, so
that whoever sees the row finds the file; what a write that failed leaves behind, `check` tells.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, select, update

from db.importing.words import Refusal, Words
from db.models import EvidenceFile, table_of
from db.new_file import new_file
from db.settings import evidence_kept

FILE = table_of(EvidenceFile)
IN_DATABASE = "database"
FOLDER_ENDING = ".evidence"

GONE = Words(
    "文件“{name}”的记录还在，但文件本身已丢失或损坏，无法下载。请联系管理员从备份恢复。",
    "“{name}” is on record, but the file itself is lost or damaged, and cannot be had. Ask the "
    "administrator to bring it back from a backup.",
)


class Gone(Refusal):
    """A file of evidence is not where it was kept, or not as it was."""


def folder(connection: Connection) -> Path | None:
    """The folder of files; None where the database has them."""
    said = evidence_kept()
    if said:
        return None if said == IN_DATABASE else Path(said)
    url = connection.engine.url
    if url.get_backend_name() != "sqlite" or url.query.get("uri"):
        return None
    if url.database in (None, "", ":memory:"):
        return None
    return Path(url.database or "").with_suffix(FOLDER_ENDING)


def path_of(within: Path, sha256: str) -> Path:
    return within / sha256[:2] / sha256[2:]


def put(connection: Connection, sha256: str, data: bytes) -> bytes | None:
    """Keep a file; what its row holds of it.

    Raises:
        OSError: the folder cannot be written to.
    """
    within = folder(connection)
    if within is None:
        return data
    path = path_of(within, sha256)
    if _read(path, sha256) is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # what is there is not the file of that name
        with new_file(path) as part:
            part.write_bytes(data)
    return None


def keep(connection: Connection, sha256: str, data: bytes) -> None:
    """Keep the file of a row that has none.

    Raises:
        OSError: the folder cannot be written to.
    """
    content = put(connection, sha256, data)
    connection.execute(update(FILE).where(FILE.c.sha256 == sha256).values(content=content))


def in_folder(connection: Connection) -> Sequence[str]:
    """The files (SHA-256) that the database does not have itself."""
    rows = select(FILE.c.sha256).where(FILE.c.content.is_(None)).order_by(FILE.c.sha256)
    return connection.scalars(rows).all()


def get(connection: Connection, sha256: str) -> bytes | None:
    """The file; None where it is lost, or not what it was."""
    content: bytes | None = connection.scalar(select(FILE.c.content).where(FILE.c.sha256 == sha256))
    if content is not None:
        return content if _is(content, sha256) else None
    within = folder(connection)
    return None if within is None else _read(path_of(within, sha256), sha256)


def missing(connection: Connection) -> Iterator[str]:
    """The files (SHA-256) that are on record and cannot be had."""
    for sha256 in connection.scalars(select(FILE.c.sha256).order_by(FILE.c.sha256)).all():
        if get(connection, sha256) is None:
            yield sha256


def strays(connection: Connection) -> Iterator[Path]:
    """What lies in the folder and is no file on record."""
    within = folder(connection)
    if within is None or not within.is_dir():
        return
    known = {path_of(within, sha256) for sha256 in in_folder(connection)}
    yield from sorted(path for path in within.rglob("*") if path.is_file() and path not in known)


def _read(path: Path, sha256: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if _is(data, sha256) else None


def _is(data: bytes, sha256: str) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256
