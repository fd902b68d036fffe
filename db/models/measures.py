"""Measures of projects: 种植面积 in 亩, 产量 in 吨. What there is to measure is rows, not code."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, not_negative, table_args

SCALE = 1000
"""Amounts of measures are kept in thousandths of their unit."""


class Measure(Base):
    """What can be measured of a project. Only what is of one measure is ever added up, so that its
    `unit` is the unit of every sum. `also` are the other names that it goes by in ledgers, with
    、 between them; two measures may share one (面积), where the unit tells them apart.
    """

    __tablename__ = "measure"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    also: Mapped[str] = mapped_column(Text, default="", server_default="")
    definition_zh: Mapped[str] = mapped_column(Text)
    definition_en: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class MeasureUnit(Base):
    """A unit that is converted into that of a measure: one of it is `times` / `per` of `base`."""

    __tablename__ = "measure_unit"

    base: Mapped[str] = mapped_column(String(20), primary_key=True)
    unit: Mapped[str] = mapped_column(String(20), primary_key=True)
    times: Mapped[int]
    per: Mapped[int]
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (CheckConstraint("times > 0 AND per > 0", name="of_something"),)


class ProjectMeasure(Base):
    """What a project plans of a measure and what there is, in thousandths of the measure's unit,
    each with the unit in which it was written.
    """

    __tablename__ = "project_measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    measure_key: Mapped[str] = mapped_column(String(40), ForeignKey("measure.key"))
    planned: Mapped[int | None] = mapped_column(BigInteger)
    planned_unit: Mapped[str | None] = mapped_column(String(20))
    actual: Mapped[int | None] = mapped_column(BigInteger)
    actual_unit: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = table_args(
        UniqueConstraint("project_id", "measure_key"),
        CheckConstraint("planned IS NOT NULL OR actual IS NOT NULL", name="something"),
        *not_negative("planned", "actual"),
        # The list behind a sum begins with the measure.
        Index("ix_project_measure_of", "measure_key", "project_id", "planned", "actual"),
    )
