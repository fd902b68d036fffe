"""The cells of a report as somebody typed them, read as rows of a ledger of results are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, or_, select

from db.importing.cells import Conversion
from db.importing.csvtext import Line
from db.importing.directory import Directory
from db.importing.gazetteer import Gazetteer, plain
from db.importing.issue import Issue
from db.importing.kinds import LEDGERS
from db.importing.labels import BASES, REPORTERS
from db.importing.rows import ParsedRow
from db.models import Area, Metric, Pairing, table_of
from db.results.reports import Of
from db.terms import Basis, Kind

LEDGER = LEDGERS[Kind.RESULTS]
COLUMNS = tuple(column for column in LEDGER.columns if column.field != "source")
ENTERED = "在线填报"
"""The source of what was typed here: who and when stands with its batch."""

Key = tuple[str, Basis]
"""What a row of a report is known by: a metric, and how it is counted."""


@dataclass(frozen=True)
class Cell:
    """A row of a report as typed. Without a value nothing is reported, whatever else it says."""

    metric: str
    basis: Basis
    value: str = ""
    unit: str = ""
    as_of: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        return self.metric, self.basis

    @property
    def blank(self) -> bool:
        """Whether nothing is reported."""
        return not self.value.strip()


@dataclass(frozen=True)
class Ground:
    """What the rows of a couple's report are checked against, and both sides' names there."""

    directory: Directory
    helper: str
    receiver: str


def ground(connection: Connection, pairing_id: int) -> Ground:
    """The places, the pairing and the metrics that the report of a couple may name. All places of
    the country would take longer to read than the report.
    """
    row = connection.execute(select(table_of(Pairing)).where(Pairing.id == pairing_id)).one()
    couple = (row.helper_adcode, row.receiver_adcode)
    columns = table_of(Area).c
    within = select(columns.province_adcode).where(columns.adcode.in_(couple))
    above = select(columns.parent_adcode).where(columns.adcode.in_(couple))
    wanted = or_(*(columns.adcode.in_(of) for of in (couple, within, above)))
    found = connection.execute(select(table_of(Area)).where(wanted))
    areas = {area.adcode: Area(**area._mapping) for area in found}
    names = {plain(areas[code].name_zh): (code,) for code in couple}
    places = Gazetteer(areas, names, {}, frozenset(), {}, {}, {})
    metrics = connection.execute(select(table_of(Metric)))
    return Ground(
        Directory(
            places,
            {couple: [Pairing(**row._mapping)]},
            {metric.key: Metric(**metric._mapping) for metric in metrics},
        ),
        *(areas[code].name_zh for code in couple),
    )


def read(on: Ground, of: Of, cells: Sequence[Cell]) -> list[ParsedRow]:
    """The cells, none of them blank, as rows numbered from 1, each with what is wrong with it."""
    columns = dict(enumerate(COLUMNS))
    header = tuple(column.zh for column in COLUMNS)
    lines = [Line(number, _texts(on, of, cell)) for number, cell in enumerate(cells, 1)]
    rows = [
        LEDGER.assemble(found, on.directory)
        for found in Conversion(columns, header, on.directory).rows(lines)
    ]
    for row in rows:
        row.defaults["source"] = ENTERED
        row.issues[:] = [of_a_grid(issue) for issue in row.issues]
    return rows


def of_a_grid(issue: Issue) -> Issue:
    """A grid has rows, not lines; which one, its number says."""
    return replace(issue, line_no=None, column=None)


def _texts(on: Ground, of: Of, cell: Cell) -> tuple[str, ...]:
    texts = {
        "year": str(of.period.year),
        "period": of.period.words.zh.removeprefix(f"{of.period.year}年"),
        "helper": on.helper,
        "receiver": on.receiver,
        "metric": cell.metric,
        "value": cell.value,
        "unit": cell.unit,
        "basis": BASES[cell.basis][0],
        "reported_by": REPORTERS[of.side][0],
        "as_of": cell.as_of,
        "note": cell.note,
    }
    return tuple(texts[column.field] for column in COLUMNS)
