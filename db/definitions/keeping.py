"""What the dictionary says, and a further version of it: the one place that writes either."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from db.engine import utc_now
from db.models import Metric, MetricVersion, table_of
from db.terms import Better

METRIC, VERSION = table_of(Metric), table_of(MetricVersion)


@dataclass(frozen=True)
class Definition:
    """What is said of an indicator: the columns of models.Definition."""

    name_zh: str
    name_en: str
    unit: str
    definition_zh: str
    definition_en: str
    summed_from_zh: str
    summed_from_en: str
    summable: bool
    head: str | None
    source: str
    better: Better = Better.HIGHER

    @property
    def counted(self) -> tuple[object, ...]:
        """What makes figures comparable or not; a name, a head or a source does neither."""
        return (
            self.unit, self.definition_zh, self.definition_en, self.summed_from_zh,
            self.summed_from_en, self.summable,
        )  # fmt: skip


SAID = tuple(field.name for field in fields(Definition))


@dataclass(frozen=True)
class Version:
    """A version of a definition as it is kept (models.MetricVersion)."""

    number: int
    said: Definition
    valid_from: date | None
    made_at: datetime
    account_id: int | None
    author: str
    reason: str

    @property
    def carried_over(self) -> bool:
        """Whether it is what a store said before it kept versions."""
        return self.number == 1 and not self.author

    @property
    def edited(self) -> bool:
        """Whether a person made it, and not an edition of data/reference."""
        return self.account_id is not None


def history(
    connection: Connection, keys: Collection[str] | None = None
) -> dict[str, list[Version]]:
    """Metric → its versions, the first one first; of all metrics, where none are named."""
    statement = select(VERSION).order_by(VERSION.c.metric_key, VERSION.c.number)
    if keys is not None:
        statement = statement.where(VERSION.c.metric_key.in_(keys))
    found: dict[str, list[Version]] = {}
    for row in connection.execute(statement).mappings():
        said = Definition(**{name: row[name] for name in SAID})
        kept = {f.name: row[f.name] for f in fields(Version) if f.name != "said"}
        found.setdefault(row["metric_key"], []).append(Version(said=said, **kept))
    return found


def add(
    connection: Connection,
    key: str,
    said: Definition,
    *,
    number: int,
    valid_from: date | None,
    author: str,
    reason: str,
    account_id: int | None = None,
) -> None:
    """A version of a metric that is in the dictionary, which says so from now on."""
    values = asdict(said)
    connection.execute(
        insert(VERSION).values(
            metric_key=key,
            number=number,
            valid_from=valid_from,
            made_at=utc_now(),
            account_id=account_id,
            author=author,
            reason=reason,
            **values,
        )
    )
    connection.execute(update(METRIC).where(METRIC.c.key == key).values(values))


def complete(connection: Connection, key: str, said: Definition, author: str) -> None:
    """Say what a version that was carried over left open."""
    first = (VERSION.c.metric_key == key) & (VERSION.c.number == 1)
    connection.execute(update(VERSION).where(first).values(author=author, **asdict(said)))
    connection.execute(update(METRIC).where(METRIC.c.key == key).values(asdict(said)))
