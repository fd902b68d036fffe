"""Workshops that give work near home (帮扶车间)."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Record, folded_copy, not_negative, table_args, term
from db.terms import Precision, WorkshopStatus


class Workshop(Record, Base):
    """A workshop in a year's ledger. Its key: both sides, year, and the ledger's code as it is
    compared: who works there is told anew each year.

    `jobs` and `lifted_jobs` (those of them lifted out of poverty) are persons, `wage` is yuan a
    month.
    """

    __tablename__ = "workshop"

    code: Mapped[str] = mapped_column(String(60))
    code_key: Mapped[str] = folded_copy("code")
    year: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = folded_copy("title")
    place: Mapped[str | None] = mapped_column(String(200))
    place_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    enterprise: Mapped[str | None] = mapped_column(String(200))
    product: Mapped[str | None] = mapped_column(String(200))
    jobs: Mapped[int | None]
    lifted_jobs: Mapped[int | None]
    wage: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[WorkshopStatus | None] = mapped_column(term(WorkshopStatus))
    opened_date: Mapped[date | None]
    opened_precision: Mapped[Precision | None] = mapped_column(term(Precision))

    __table_args__ = table_args(
        *Record.kept_by_year("workshop", "code_key"),
        *not_negative("jobs", "lifted_jobs", "wage"),
    )
