"""The papers of agreements: what was signed, by whom, and for which years."""

from datetime import date

from sqlalchemy import CheckConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Fact, Record, folded_copy, in_order, table_args, term
from db.terms import Precision


class Accord(Fact, Record, Base):
    """An agreement as it was signed: of one year, or a framework that holds those of its years.

    `year` is the first of its term, `year_to` the last. Its clauses are the AgreementTargets of the
    same two sides and those years, its papers are Evidence. Its key: both sides, first year, and
    the title as it is compared.
    """

    __tablename__ = "accord"

    year: Mapped[int] = mapped_column(SmallInteger)
    year_to: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = folded_copy("title")
    title_en: Mapped[str | None] = mapped_column(String(300))
    signed_date: Mapped[date | None]
    signed_precision: Mapped[Precision | None] = mapped_column(term(Precision))
    signed_by: Mapped[str | None] = mapped_column(String(300))
    place: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = table_args(
        *Record.kept_by_year("accord", "title_key"),
        CheckConstraint("year_to BETWEEN 1990 AND 2100", name="year_to_range"),
        in_order("year", "year_to"),
    )
