"""Templates of Word's that an office has put in the place of ours."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.accounts import SHA256
from db.models.base import Base


class WordTemplate(Base):
    """The one for a paper (`brief`) in a language. `name` is what its file was called; `at` is
    UTC.
    """

    __tablename__ = "word_template"

    paper: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(SHA256)
    author: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime())

    __table_args__ = (CheckConstraint("language IN ('zh', 'en')", name="language"),)
