"""Templates of Word's that administrators put in the place of ours, one a paper and language."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select

from db.accounts import Action, Author, audit, require
from db.engine import locked, raise_revision, reading, utc_now
from db.evidence import Upload
from db.evidence.attaching import named
from db.evidence.signature import type_of
from db.importing.limits import MEGABYTE
from db.importing.words import Language, Refusal, Words
from db.models import WordTemplate, table_of
from db.terms import Event, FileType

TEMPLATE = table_of(WordTemplate)
MOST = 5
"""MB of a template."""

EMPTY = Words("文件是空的。请重新选择文件。", "The file is empty. Please choose another.")
TOO_LARGE = Words(
    "模板为 {found} MB，最大为 {most} MB。请压缩其中的图片。",
    "The template has {found} MB; the most is {most} MB. Compress its pictures.",
)
NO_WORD = Words(
    "“{name}”不是 Word 文档（.docx）。请另存为 .docx 后重新上传。",
    "“{name}” is no Word document (.docx). Save it as such, and upload that.",
)
NONE = Words("没有自定义的模板。", "There is no template of your own.")


class CannotKeepTemplate(Refusal):
    """A template cannot be put in or taken out. `words` says why."""


@dataclass(frozen=True)
class Kept:
    """A template as it stands; `at` is UTC."""

    name: str
    content: bytes
    sha256: str
    author: str
    at: datetime


def held(connection: Connection, paper: str, language: Language) -> Kept | None:
    """The one in the place of ours; None where there is none."""
    names = ("name", "content", "sha256", "author", "at")
    columns = [TEMPLATE.c[name] for name in names]
    row = connection.execute(select(*columns).where(*_which(paper, language))).one_or_none()
    return None if row is None else Kept(*row)


def keep(
    engine: Engine,
    paper: str,
    language: Language,
    upload: Upload,
    check: Callable[[bytes], None],
    by: Author | None,
) -> None:
    """Put a template in the place of the one that is there. `check` raises for one that cannot be
    filled; it may take its time, and runs while nothing is locked.

    Raises:
        Forbidden: by somebody who is no administrator.
        CannotKeepTemplate: empty, too large, or no Word document.
        CannotKeep: it has macros, or a password.
    """
    with reading(engine) as connection:
        require(connection, by, Action.ADMINISTER)
    _refuse(upload)
    check(upload.data)
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        name = named(upload.name, FileType.DOCX)
        sha256 = hashlib.sha256(upload.data).hexdigest()
        values = {
            "paper": paper,
            "language": language,
            "name": name,
            "content": upload.data,
            "sha256": sha256,
            "author": author.name,
            "account_id": author.id,
            "at": utc_now(),
        }
        connection.execute(delete(TEMPLATE).where(*_which(paper, language)))
        connection.execute(insert(TEMPLATE).values(values))
        told = f"{paper}-{language}"
        audit.note(connection, Event.TEMPLATE_KEPT, author, name=told, file=name, sha256=sha256)
        raise_revision(connection)


def remove(engine: Engine, paper: str, language: Language, by: Author | None) -> None:
    """Print by our own template again.

    Raises:
        Forbidden: by somebody who is no administrator.
        CannotKeepTemplate: there is no other.
    """
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        kept = held(connection, paper, language)
        if kept is None:
            raise CannotKeepTemplate(NONE)
        connection.execute(delete(TEMPLATE).where(*_which(paper, language)))
        told, sha256 = f"{paper}-{language}", kept.sha256
        audit.note(
            connection, Event.TEMPLATE_REMOVED, author, name=told, file=kept.name, sha256=sha256
        )
        raise_revision(connection)


def _which(paper: str, language: str) -> tuple[ColumnElement[bool], ...]:
    return TEMPLATE.c.paper == paper, TEMPLATE.c.language == language


def _refuse(upload: Upload) -> None:
    if not upload.data:
        raise CannotKeepTemplate(EMPTY)
    if len(upload.data) > MOST * MEGABYTE:
        found = f"{len(upload.data) / MEGABYTE:.1f}"
        raise CannotKeepTemplate(TOO_LARGE.format(found=found, most=MOST))
    if type_of(upload.data, upload.name) is not FileType.DOCX:
        raise CannotKeepTemplate(NO_WORD.format(name=upload.name))
