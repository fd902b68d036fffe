"""Every upload, every row it changed, and the revision of the whole store."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, in_order, table_args, term
from db.terms import Action, BatchStatus


class ImportBatch(Base):
    """One commit: an import, an undo, or a load. `counts` and `choices` are small JSON objects.

    `kind` is a ledger's kind, or `undo`. `created_at` is UTC. `author` is a name; `account_id` the
    account of that name, none where it was done at the command line or by a loader. `as_of` is the
    day to which the ledger was kept (db.importing.asof). `sha256` is of the file, see ImportFile;
    `header_sha256` of its header, by which answers are remembered.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime())
    status: Mapped[BatchStatus] = mapped_column(term(BatchStatus))
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    header_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    as_of: Mapped[date | None]

    __table_args__ = table_args()


class BatchScope(Base):
    """Whose records a batch changed, before and after, each once: the provinces of both sides (none
    of a national record) and the pairing, as they were then. Who may see or undo a batch is judged
    by these alone. `is_pairing`: it changed that pairing itself.
    """

    __tablename__ = "batch_scope"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    helper_province: Mapped[str | None] = mapped_column(String(6))
    receiver_province: Mapped[str | None] = mapped_column(String(6))
    pairing_id: Mapped[int | None]
    is_pairing: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = table_args()


class ImportFile(Base):
    """A file as it was uploaded: `content` is its bytes, compressed with zlib."""

    __tablename__ = "import_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportPlan(Base):
    """An upload that was previewed, to be committed or taken up again.

    `plan_sha256` is of all that the preview would have written, over which versions; `revision` the
    store's when it was made. `batch_id` is the import that it became: there can be but one.
    """

    __tablename__ = "import_plan"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(), index=True)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(ForeignKey("import_file.sha256"))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[str] = mapped_column(String(20))
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    plan_sha256: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), unique=True)


class RowHistory(Base):
    """One change of one row: its values before and after, and the version it reached."""

    __tablename__ = "row_history"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    action: Mapped[Action] = mapped_column(term(Action))
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = table_args(Index(None, "table_name", "row_id"))


class Confirmation(Base):
    """A run of rows that an import found as they stood: it took them over to its own as-of day, and
    `was` is that which they had, empty where none was known.
    """

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    was: Mapped[date | None]
    first_id: Mapped[int]
    last_id: Mapped[int]

    __table_args__ = table_args(in_order("first_id", "last_id"))


class StoreRevision(Base):
    """One row: a number raised by every write transaction, and when that last happened (UTC)."""

    __tablename__ = "store_revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(DateTime())

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
