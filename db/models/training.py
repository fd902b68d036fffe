"""Those who are taught by the other side, in classes or at school."""

from datetime import date

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Record, folded_copy, not_negative, table_args, term
from db.terms import Direction, Learners, Precision


class Training(Record, Base):
    """A class, or a year's students (培训与就学): `persons` who learn from the other side.
    `direction` is whose people they are, wherever they are taught. Its key: both sides, the year,
    direction, category, the title as it is compared, and the day of its beginning, which is that of
    its year where no other is known.
    """

    __tablename__ = "training"

    year: Mapped[int] = mapped_column(SmallInteger)
    direction: Mapped[Direction] = mapped_column(term(Direction))
    category: Mapped[Learners] = mapped_column(term(Learners))
    title: Mapped[str] = mapped_column(String(300), default="", server_default="")
    title_key: Mapped[str] = folded_copy("title")
    persons: Mapped[int]
    place: Mapped[str | None] = mapped_column(String(200))
    held_by: Mapped[str | None] = mapped_column(String(200))
    since_date: Mapped[date]
    since_precision: Mapped[Precision] = mapped_column(term(Precision))

    __table_args__ = table_args(
        *Record.kept_by_year("training", "direction", "category", "since_date", "title_key"),
        *not_negative("persons"),
    )
