"""Charts frozen as they were: what was shown, from which data, by whom and when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Text,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.accounts import SHA256
from db.models.base import Base, table_args, term
from db.terms import SnapshotPart


class Snapshot(Base):
    """A frozen chart. All but the last columns, from `name` on, are never written again; `sha256`
    is that of their content (db.snapshots.content).

    `id` is its number, `public_id` what its permalink says: nobody guesses it. `parameters` are
    those of the address that showed it, `conditions` the same in words, as pairs of name and
    value, and `scope` what file names say of them. `versions` says by which version of its
    definition each metric was counted. `figure` is Plotly's JSON and `data` the table
    behind it with its types (db.snapshots.tables), both kept as they were written. `author` is
    what its account was called then. Times are UTC; `as_of` is the last day of
    the data, and `dated` says in words as of when they are and when they were loaded.
    """

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    chart: Mapped[str] = mapped_column(String(60), index=True)
    page: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(Text)
    versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    unit: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date] = mapped_column(Date())
    dated: Mapped[str] = mapped_column(Text, default="", server_default="")
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    parameters: Mapped[dict[str, str]] = mapped_column(JSON)
    conditions: Mapped[list[Any]] = mapped_column(JSON)
    scope: Mapped[list[str]] = mapped_column(JSON)
    figure: Mapped[str] = mapped_column(Text)
    data: Mapped[str] = mapped_column(Text)
    row_count: Mapped[int] = mapped_column(Integer)
    store_revision: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(DateTime(), index=True)
    sha256: Mapped[str] = mapped_column(SHA256)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime())
    withdrawn_by: Mapped[str | None] = mapped_column(String(120))
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    __table_args__ = table_args(
        CheckConstraint("language IN ('zh', 'en')", name="language"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) "
            "AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn_whole",
        ),
    )


class SnapshotProvince(Base):
    """A province that the filters of a snapshot name: what a search by province looks at."""

    __tablename__ = "snapshot_province"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    adcode: Mapped[str] = mapped_column(
        String(6), ForeignKey("area.adcode"), primary_key=True, index=True
    )


class SnapshotChange(Base):
    """A new name, description or withdrawal, with what stood there before. Only ever added."""

    __tablename__ = "snapshot_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime())
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    actor: Mapped[str] = mapped_column(String(120))
    part: Mapped[SnapshotPart] = mapped_column(term(SnapshotPart))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)

    __table_args__ = table_args()
