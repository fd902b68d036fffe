"""What the heads of the assessment are counted from: people sent, work, sales, and pairs."""

from datetime import date

from sqlalchemy import BigInteger, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import TELLS, Base, Record, folded_copy, not_negative, table_args, term
from db.models.results import OfPeriod
from db.terms import Destination, Direction, PairCategory, Precision, TalentCategory


class Talent(Record, Base):
    """Somebody sent to the other side (挂职干部, 专业技术人才), in a year's ledger.

    `name` is of a person who may hold no public office: see `Column.private`. `who` tells one
    person from another: the name as it is compared, or without one where and as what they work.
    """

    __tablename__ = "talent"

    year: Mapped[int] = mapped_column(SmallInteger)
    direction: Mapped[Direction] = mapped_column(term(Direction))
    category: Mapped[TalentCategory] = mapped_column(term(TalentCategory))
    who: Mapped[str] = mapped_column(String(300), info={TELLS: "name"})
    name: Mapped[str | None] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(100))
    sent_by: Mapped[str | None] = mapped_column(String(200))
    received_by: Mapped[str | None] = mapped_column(String(200))
    post: Mapped[str | None] = mapped_column(String(200))
    since_date: Mapped[date]
    since_precision: Mapped[Precision] = mapped_column(term(Precision, "since_precision"))
    until_date: Mapped[date | None]
    until_precision: Mapped[Precision | None] = mapped_column(term(Precision, "until_precision"))

    __table_args__ = table_args(
        *Record.kept_by_year("talent", "direction", "category", "since_date", "who"),
    )


class Labour(OfPeriod, Record, Base):
    """Workers who found work away from home (劳务输出) in a period alone: `persons`, and of those
    the ones `lifted` out of poverty. Its key: both sides, the period, where to, and through what.
    """

    __tablename__ = "labour"

    persons: Mapped[int]
    lifted: Mapped[int | None]
    destination: Mapped[Destination] = mapped_column(term(Destination))
    through: Mapped[str] = mapped_column(String(200), default="", server_default="")
    through_key: Mapped[str] = folded_copy("through")

    __table_args__ = table_args(
        *Record.kept_by_year(
            "labour", "period_kind", "period_number", "destination", "through_key"
        ),
        *not_negative("persons", "lifted"),
    )


class Consumption(OfPeriod, Record, Base):
    """What the east bought, or helped to sell (消费帮扶), in a period alone: `amount` is yuan. Its
    key: both sides, the period, product and channel.
    """

    __tablename__ = "consumption"

    product: Mapped[str] = mapped_column(String(200), default="", server_default="")
    product_key: Mapped[str] = folded_copy("product")
    channel: Mapped[str] = mapped_column(String(200), default="", server_default="")
    channel_key: Mapped[str] = folded_copy("channel")
    amount: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = table_args(
        *Record.kept_by_year(
            "consumption", "period_kind", "period_number", "product_key", "channel_key"
        ),
        *not_negative("amount"),
    )


class GrassRootsPair(Record, Base):
    """Two units of the grass roots that are paired (结对), in a year's ledger. Its key: both sides,
    the year, what they are, and both units as they are compared.
    """

    __tablename__ = "grass_roots_pair"

    year: Mapped[int] = mapped_column(SmallInteger)
    category: Mapped[PairCategory] = mapped_column(term(PairCategory))
    helper_unit: Mapped[str] = mapped_column(String(200))
    helper_unit_key: Mapped[str] = folded_copy("helper_unit")
    receiver_unit: Mapped[str] = mapped_column(String(200))
    receiver_unit_key: Mapped[str] = folded_copy("receiver_unit")
    since_date: Mapped[date | None]
    since_precision: Mapped[Precision | None] = mapped_column(term(Precision))

    __table_args__ = table_args(
        *Record.kept_by_year(
            "grass_roots_pair", "category", "receiver_unit_key", "helper_unit_key"
        ),
    )
