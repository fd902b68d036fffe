"""Places and who is paired with whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, in_order, table_args, term
from db.terms import AreaDeed, Confidence, Level, Mechanism, NameKind, Region, ZoneKind


class Area(Base):
    """A unit of GB/T 2260: province, prefecture or county. Only provinces have the second half.

    It was a unit from `valid_from` to `valid_to`, both as exactly as they are known: 2019, or
    2016-06-08. An empty start is unknown and long ago; an empty end means that it still is one.
    `own`: an office entered it before the official table had it. `zone`: it is no unit but a
    development zone of that kind, which lies in its parent and has a code of our own.
    """

    __tablename__ = "area"

    adcode: Mapped[str] = mapped_column(String(6), primary_key=True)
    level: Mapped[Level] = mapped_column(term(Level))
    name_zh: Mapped[str] = mapped_column(String(60), index=True)
    name_en: Mapped[str | None] = mapped_column(String(80))
    parent_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    province_adcode: Mapped[str] = mapped_column(String(6), index=True)
    source: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[str | None] = mapped_column(String(10))
    valid_to: Mapped[str | None] = mapped_column(String(10))
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    zone: Mapped[ZoneKind | None] = mapped_column(term(ZoneKind))

    iso_3166_2: Mapped[str | None] = mapped_column(String(6))
    short_zh: Mapped[str | None] = mapped_column(String(20))
    abbreviation: Mapped[str | None] = mapped_column(String(4))
    other_abbreviation: Mapped[str | None] = mapped_column(String(4))
    unit_type: Mapped[str | None] = mapped_column(String(20))
    region: Mapped[Region | None] = mapped_column(term(Region))
    capital_zh: Mapped[str | None] = mapped_column(String(20))
    capital_en: Mapped[str | None] = mapped_column(String(40))
    tile_column: Mapped[int | None] = mapped_column(SmallInteger)
    tile_row: Mapped[int | None] = mapped_column(SmallInteger)


class AreaSuccessor(Base):
    """What became of a unit's area: all of it (`whole`), or a part, went to another unit.

    `since` is a day or a year, and empty where that is not known. Sums follow whole successions.
    """

    __tablename__ = "area_successor"

    predecessor_adcode: Mapped[str] = mapped_column(
        String(6), ForeignKey("area.adcode"), primary_key=True
    )
    successor_adcode: Mapped[str] = mapped_column(
        String(6), ForeignKey("area.adcode"), primary_key=True
    )
    whole: Mapped[bool]
    since: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (CheckConstraint("predecessor_adcode <> successor_adcode", name="another"),)


class AreaChange(Base):
    """What an office did about a place itself, with every row that it changed (`changes`: table,
    key, before, after), so that it can be taken back; `undoes_id` is the change that this undid.
    `adcode` points nowhere: a place that was taken back is gone, and its history is not.
    """

    __tablename__ = "area_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    adcode: Mapped[str] = mapped_column(String(6), index=True)
    deed: Mapped[AreaDeed] = mapped_column(term(AreaDeed))
    created_at: Mapped[datetime] = mapped_column(DateTime())
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    source: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("area_change.id"), unique=True)

    __table_args__ = table_args()


class AreaName(Base):
    """A further name that a unit goes by: one of everyday, or one that it or its forerunner had."""

    __tablename__ = "area_name"

    adcode: Mapped[str] = mapped_column(String(6), ForeignKey("area.adcode"), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[NameKind] = mapped_column(term(NameKind))
    source: Mapped[str] = mapped_column(Text)


class Scheme(Base):
    """A round in which pairings were set: the next adjustment is a row, not a release.

    `year_from` orders them; `name_en` is empty where nobody has given one.
    """

    __tablename__ = "scheme"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(60), unique=True)
    name_en: Mapped[str | None] = mapped_column(String(80))
    year_from: Mapped[int | None] = mapped_column(SmallInteger)
    source: Mapped[str] = mapped_column(Text)


class Pairing(Base):
    """Helper → receiver under a scheme, from year to year (both included).

    `year_to` is empty while it lasts; `year_from` is empty where no source says. `level` is the
    narrower of the two sides' levels. `batch_id` is the import or edit that made it; one of
    data/reference has none.
    """

    __tablename__ = "pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    scheme: Mapped[str] = mapped_column(String(40), ForeignKey("scheme.key"))
    mechanism: Mapped[Mechanism] = mapped_column(term(Mechanism))
    level: Mapped[Level] = mapped_column(term(Level))
    helper_adcode: Mapped[str] = mapped_column(String(6), ForeignKey("area.adcode"))
    receiver_adcode: Mapped[str] = mapped_column(String(6), ForeignKey("area.adcode"))
    year_from: Mapped[int | None] = mapped_column(SmallInteger)
    year_to: Mapped[int | None] = mapped_column(SmallInteger)
    first_paired_year: Mapped[int | None] = mapped_column(SmallInteger)
    confidence: Mapped[Confidence] = mapped_column(term(Confidence))
    source: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    __table_args__ = table_args(
        UniqueConstraint("scheme", "helper_adcode", "receiver_adcode"),
        CheckConstraint("helper_adcode <> receiver_adcode", name="two_sides"),
        in_order("year_from", "year_to"),
    )
