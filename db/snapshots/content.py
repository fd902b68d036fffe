"""What a snapshot freezes, and its seal: the SHA-256 of it all."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Content:
    """A chart with all that explains it, in its reader's language.

    `chart` is its key and `page` the page that showed it under the address' `parameters`;
    `conditions` are those in words, as (name, value), and `scope` what a file name says of them.
    `figure` is Plotly's JSON, drawn light; `data` the table behind it (tables.written). `as_of` is
    the last day of the data, `dated` says in full as of when they are; `store_revision` is that of
    the store they were read from. `versions` tells by which version of its definition each metric
    was counted.
    """

    chart: str
    page: str
    language: Language
    title: str
    definition: str
    unit: str
    source: str
    alt: str
    as_of: date
    demo: bool
    parameters: dict[str, str]
    conditions: tuple[tuple[str, str], ...]
    scope: tuple[str, ...]
    figure: str
    data: str
    store_revision: int
    dated: str = ""
    versions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """One snapshot as the store has it. `content`, `number`, `author` and `created_at` are what
    `sha256` was made of; `name` and the rest may have changed since.
    """

    id: int
    public_id: str
    content: Content
    account_id: int | None
    author: str
    created_at: datetime
    sha256: str
    name: str
    description: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_reason: str | None = None
    provinces: tuple[str, ...] = field(default=())

    @property
    def number(self) -> str:
        """What is printed in its pictures: S-000042."""
        return number(self.id)

    @property
    def whole(self) -> bool:
        """Whether its content still has the SHA-256 that it was taken with."""
        return seal(self.content, self.public_id, self.author, self.created_at) == self.sha256


def number(identity: int) -> str:
    """S-000042"""
    return f"S-{identity:06d}"


def seal(content: Content, public_id: str, author: str, created_at: datetime) -> str:
    """The SHA-256 of what is frozen, in one fixed form: JSON, keys in order, no blanks. A snapshot
    from before definitions had versions keeps the seal that it was given.
    """
    frozen: dict[str, Any] = asdict(content) | {
        "as_of": content.as_of.isoformat(),
        "public_id": public_id,
        "author": author,
        "created_at": created_at.isoformat(),
    }
    if not content.dated:  # taken before charts said it: sealed without
        del frozen["dated"]
    if not content.versions:
        del frozen["versions"]
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


PARTS = tuple(part.name for part in fields(Content))
"""The columns of the table that are content."""
