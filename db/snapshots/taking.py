"""Taking a snapshot."""

import json
import secrets
from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, insert

from db.accounts import Action, Author, audit, require
from db.engine import utc_now
from db.models import Snapshot as Row
from db.models import SnapshotProvince, table_of
from db.snapshots import refused
from db.snapshots.content import Content, Snapshot, number, seal
from db.snapshots.refused import Refused
from db.terms import Event

ID_BYTES = 9
"""72 random bits, twelve letters: nobody comes upon a permalink by trying."""


def take(
    connection: Connection,
    by: Author | None,
    content: Content,
    provinces: Collection[str] = (),
) -> Snapshot:
    """Freeze a chart; `provinces` are the adcodes that its filters name.

    Raises:
        Forbidden: nobody is signed in, or the account is disabled.
        Refused: larger than a snapshot may be.
    """
    by = require(connection, by, Action.SNAPSHOT)
    rows = _rows(content)
    public_id, author, now = secrets.token_urlsafe(ID_BYTES), by.display_name, utc_now()
    sha256 = seal(content, public_id, author, now)
    values = asdict(content) | {
        "conditions": [list(pair) for pair in content.conditions],
        "scope": list(content.scope),
        "public_id": public_id,
        "row_count": rows,
        "account_id": by.id,
        "author": author,
        "created_at": now,
        "sha256": sha256,
        "name": content.title,
    }
    table = table_of(Row)
    made = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    named = sorted(set(provinces))
    if named:
        connection.execute(
            insert(table_of(SnapshotProvince)),
            [{"snapshot_id": made, "adcode": adcode} for adcode in named],
        )
    audit.note(
        connection,
        Event.SNAPSHOT_TAKEN,
        by,
        snapshot=number(made),
        chart=content.chart,
        sha256=sha256,
    )
    return Snapshot(
        made, public_id, content, by.id, author, now, sha256, content.title, "",
        provinces=tuple(named),
    )  # fmt: skip


def _rows(content: Content) -> int:
    """How many rows the data have."""
    found = len(json.loads(content.data)["rows"])
    size = len(content.figure.encode()) + len(content.data.encode())
    if found > refused.MOST_ROWS or size > refused.MOST_BYTES:
        raise Refused(
            refused.TOO_LARGE.format(
                found=f"{found:,}",
                bytes=f"{size:,}",
                rows=f"{refused.MOST_ROWS:,}",
                most=f"{refused.MOST_BYTES:,}",
            )
        )
    return found
