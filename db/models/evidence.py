"""What stands behind a record: files by their content, and addresses."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.accounts import SHA256
from db.models.base import Base, not_negative, table_args, term
from db.terms import FileType


class EvidenceFile(Base):
    """A file, once, whatever it is evidence of. `content` is empty where the folder of files has it
    (db.evidence.storage).
    """

    __tablename__ = "evidence_file"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    size: Mapped[int]
    type: Mapped[FileType] = mapped_column(term(FileType))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = tuple(not_negative("size"))


class Evidence(Base):
    """A file or an address behind a row: a record of a ledger, or an entry of progress.

    `name` is what the file was called, its ending that of its type; empty for an address. Rows stay
    when evidence is removed: `removed_by`, `removed_at` and `reason` say so. Times are UTC.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(ForeignKey("evidence_file.sha256"), index=True)
    address: Mapped[str | None] = mapped_column(String(500))
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())
    removed_by: Mapped[str | None] = mapped_column(String(120))
    removed_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(DateTime())
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = table_args(
        Index(None, "table_name", "row_id"),
        CheckConstraint("(sha256 IS NULL) <> (address IS NULL)", name="file_or_address"),
        CheckConstraint("(removed_at IS NULL) = (reason = '')", name="removed_for_a_reason"),
    )
