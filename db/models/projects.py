"""Industrial and livelihood projects."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Record,
    covering,
    folded_copy,
    in_order,
    links,
    not_negative,
    table_args,
    term,
)
from db.terms import Industry, Precision, Stage

AMOUNTS = (
    "total_investment",
    "agreed_amount",
    "in_place",
    "fiscal_aid",
    "social_aid",
)
"""Money columns, whole yuan each; they measure different things and are never added together."""


class Project(Record, Base):
    """A project of a yearly ledger. Its key: both sides, the ledger's own code as it is compared,
    and `code_year`: the year where the ledger's codes restart each year, 0 where they last. `twin`
    tells those apart that stood in the store with codes that are compared as one; it is 0 else.

    Amounts are yuan; `jobs` and `beneficiaries` are persons.
    """

    __tablename__ = "project"

    code: Mapped[str] = mapped_column(String(60))
    year: Mapped[int] = mapped_column(SmallInteger)
    code_key: Mapped[str] = folded_copy("code")
    code_year: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    twin: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = folded_copy("title")
    title_en: Mapped[str | None] = mapped_column(String(300))
    industry: Mapped[Industry] = mapped_column(term(Industry))
    stage: Mapped[Stage] = mapped_column(term(Stage))
    place: Mapped[str | None] = mapped_column(String(200))
    place_adcode: Mapped[str | None] = mapped_column(String(6), ForeignKey("area.adcode"))
    content: Mapped[str | None] = mapped_column(Text)
    total_investment: Mapped[int | None] = mapped_column(BigInteger)
    agreed_amount: Mapped[int | None] = mapped_column(BigInteger)
    in_place: Mapped[int | None] = mapped_column(BigInteger)
    fiscal_aid: Mapped[int | None] = mapped_column(BigInteger)
    social_aid: Mapped[int | None] = mapped_column(BigInteger)
    jobs: Mapped[int | None]
    beneficiaries: Mapped[int | None]
    start_date: Mapped[date | None]
    start_precision: Mapped[Precision | None] = mapped_column(term(Precision, "start_precision"))
    end_date: Mapped[date | None]
    end_precision: Mapped[Precision | None] = mapped_column(term(Precision, "end_precision"))
    implementer: Mapped[str | None] = mapped_column(String(200))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"))

    __table_args__ = table_args(
        Index(
            "uq_project_key",
            "helper_adcode",
            "receiver_adcode",
            "code_key",
            "code_year",
            "twin",
            unique=True,
        ),
        Record.both_sides(),
        CheckConstraint("pairing_id IS NOT NULL", name="paired"),
        Record.year_range(),
        CheckConstraint(
            "commitment_id IS NULL OR meeting_id IS NOT NULL", name="commitment_meeting"
        ),
        in_order("start_date", "end_date"),
        *not_negative(*AMOUNTS, "jobs", "beneficiaries"),
        *links("meeting_id"),
        # Every total of the dashboard, and the first rows of every list, are read from this index
        # alone: see db/summaries.py and db/queries/groups.py.
        covering(
            "ix_project_summary",
            *("year", "pairing_id", "industry", "stage", "demo", "start_date"),
            also=(*AMOUNTS, "jobs", "beneficiaries", "as_of", "commitment_id"),
        ),
        # What the projects of an agreed item come to, likewise.
        Index(
            "ix_project_commitment_id",
            "commitment_id",
            "agreed_amount",
            "in_place",
            "jobs",
            "beneficiaries",
            sqlite_where=text("commitment_id IS NOT NULL"),
            postgresql_where=text("commitment_id IS NOT NULL"),
        ),
        covering(
            "ix_project_places",
            *("year", "pairing_id", "place_adcode", "demo"),
            also=("industry", "stage", "in_place"),
        ),
    )
