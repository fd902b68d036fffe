"""Records of the ledgers by table and number: what they are called, for whoever must name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select

from db.importing.kinds import PARTS, RECORDS
from db.importing.kinds.common import titled
from db.models import Base

CHUNK = 2_000


@dataclass(frozen=True)
class Title:
    """What a record is called in both languages; `more` is what tells it from others."""

    zh: str
    en: str | None
    more: str


def titles(connection: Connection, table: str, ids: Iterable[int]) -> dict[int, Title]:
    """Id → title, of those that are there. `table` is a ledger's, or that of its parts."""
    wanted = sorted(set(ids))
    own = Base.metadata.tables[table].c.id
    found: dict[int, Title] = {}
    for start in range(0, len(wanted), CHUNK):
        statement = _NAMED[table].where(own.in_(wanted[start : start + CHUNK]))
        for identity, zh, en, more in connection.execute(statement):
            found[identity] = Title(zh or "", en, str(more))
    return found


def _named() -> dict[str, Select[Any]]:
    """Table → id, title in Chinese and English, and what tells one from others: of the records of
    all ledgers, and of those parts of them that people know by a text.
    """
    found = {table: ledger.named for table, ledger in RECORDS.items()}
    for table, child in PARTS.items():
        if child.known_by:
            found[table] = titled(child.table, child.known_by, child.key)
    return found


_NAMED = _named()
