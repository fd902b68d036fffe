"""What an assessment looks at, heads and their indicators, and what is said of a head."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, SmallInteger, String, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from db.models.accounts import SHA256
from db.models.base import Base, not_negative, table_args


class AssessmentMeasure(Base):
    """A version of a measure of assessment (考核办法): the newest of a key is what holds. Of one
    province, where it is named, else of all; from year to year, where they are known.
    """

    __tablename__ = "assessment_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int] = mapped_column(SmallInteger)
    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(200))
    province_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    year_from: Mapped[int | None] = mapped_column(SmallInteger)
    year_to: Mapped[int | None] = mapped_column(SmallInteger)
    source: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(DateTime())
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = table_args(
        Unique("key", "number"),
        CheckConstraint("year_to >= year_from", name="year_to_after_year_from"),
    )


class AssessmentHead(Base):
    """A head of a version of a measure. `key` tells the same head in every version; `weight` is in
    hundredths of a point, empty where the measure does not tell.
    """

    __tablename__ = "assessment_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("assessment_measure.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    key: Mapped[str] = mapped_column(String(40))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    weight: Mapped[int | None] = mapped_column(SmallInteger)

    __table_args__ = table_args(Unique("measure_id", "key"), *not_negative("weight"))


class AssessmentIndicator(Base):
    """An indicator under a head. `metric_key` points to nothing: an older version names what the
    dictionary may have no more.
    """

    __tablename__ = "assessment_indicator"

    head_id: Mapped[int] = mapped_column(ForeignKey("assessment_head.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    metric_key: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int | None] = mapped_column(SmallInteger)

    __table_args__ = (Unique("head_id", "metric_key"), *not_negative("weight"))


class Narrative(Base):
    """What somebody wrote of a couple's year under a head, in one language, in place of the draft:
    a version, of which the newest holds; an empty text is the draft again. `drafted` is the SHA-256
    of the draft that they saw: another one now says that figures have changed since.
    """

    __tablename__ = "narrative"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    head_key: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(Text)
    drafted: Mapped[str] = mapped_column(SHA256)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(DateTime())

    __table_args__ = table_args(
        Unique("pairing_id", "year", "head_key", "language", "number", name="uq_narrative_version"),
        CheckConstraint("language IN ('zh', 'en')", name="language"),
    )
