"""Loading the demo ledgers: through the importer, as batches marked demo."""

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, case, extract, func, select, union
from sqlalchemy.orm import aliased

from data.demo import HEADERS, Ledger, Pair, ledgers
from db import clock
from db.accounts import Action, Author, Operator, audit, require
from db.demo_english import in_english
from db.engine import locked, reading
from db.importing.pipeline import Preview, Upload, import_file
from db.importing.reversible import UndoReceipt
from db.importing.undo import undo
from db.models import AgreementTarget, Area, ImportBatch, Meeting, Pairing, Result, table_of
from db.terms import BatchStatus, Category, Event, Kind, Level

AUTHOR = "demo"
FIRST_YEAR = 2016

NO_PLACE = "市辖区"
"""A heading of GB/T 2260 for the districts of a city, not a place."""


class DemoRejected(Exception):
    """The importer refused a demo ledger: the program and its demo do not agree."""


def load_demo(engine: Engine) -> list[Preview]:
    """Import those demo ledgers that were not loaded before, be they removed since or not; and
    again those that stand and were kept to a former year: they follow the calendar.

    Raises:
        DemoRejected: a ledger was not accepted whole.
    """
    until = clock.today()
    done = [_load(engine, ledger, until) for ledger in _not_loaded(engine, until)]
    in_english(engine)  # a store of an older program has them in Chinese alone
    return done


def _not_loaded(engine: Engine, until: date) -> list[Ledger]:
    """The ledgers that are not in the store yet; they are made where one of them is missing."""
    with reading(engine) as connection:
        loaded = _loaded(connection, until.year)
        if len(loaded) == len(HEADERS):
            return []
        years = range(FIRST_YEAR, until.year + 1)
        facts = _real_meetings(connection), _real_agreements(connection)
        made = ledgers(_pairs(connection), *facts, years=years, until=until)
    return [ledger for ledger in made if ledger.file_name not in loaded]


def _loaded(connection: Connection, year: int) -> set[str]:
    """The files that need not be loaded: their last batch is of this year, or was taken back."""
    imports = ImportBatch.demo & ImportBatch.kind.in_(list(Kind))
    columns = (ImportBatch.file_name, ImportBatch.as_of, ImportBatch.status)
    rows = connection.execute(select(*columns).where(imports).order_by(ImportBatch.id))
    last = {name: (as_of, status) for name, as_of, status in rows}
    return {
        name
        for name, (as_of, status) in last.items()
        if as_of is None or as_of.year >= year or status is not BatchStatus.COMMITTED
    }


def demo_batches(connection: Connection) -> list[int]:
    """Demo batches that still stand, the newest first: the order to undo them in."""
    statement = select(ImportBatch.id).where(
        ImportBatch.demo,
        ImportBatch.status != BatchStatus.UNDONE,
        ImportBatch.undoes_id.is_(None),
    )
    return list(connection.scalars(statement.order_by(ImportBatch.id.desc())))


def remove_demo(engine: Engine, by: Author) -> list[UndoReceipt]:
    """Undo every demo batch that stands, the newest first.

    Raises:
        Forbidden: not by an administrator.
    """
    with reading(engine) as connection:
        require(connection, by, Action.ADMINISTER)
        batches = demo_batches(connection)
    receipts = [undo(engine, batch, by) for batch in batches]
    if receipts:
        with locked(engine) as connection:
            audit.note(connection, Event.DEMO_REMOVED, by, batches=batches)
    return receipts


def _load(engine: Engine, ledger: Ledger, until: date) -> Preview:
    upload = Upload(
        kind=Kind(ledger.kind),
        data=ledger.text.encode(),
        file_name=ledger.file_name,
        by=Operator(AUTHOR),
        demo=True,
        as_of=until,
    )
    loaded = import_file(engine, upload)
    if not loaded.outcome.accepted:
        first = loaded.issues[0].message.en if loaded.issues else loaded.outcome.value
        raise DemoRejected(f"{ledger.file_name}: {first}")
    return loaded


def _pairs(connection: Connection) -> list[Pair]:
    """The pairings of whole provinces, with the places of each receiver."""
    helper, receiver = aliased(Area), aliased(Area)
    places = _places(connection)
    statement = (
        select(
            helper.name_zh.label("helper_zh"),
            receiver.name_zh.label("receiver_zh"),
            helper.short_zh.label("helper_short"),
            receiver.short_zh.label("receiver_short"),
            (_sign(helper) + _sign(receiver)).label("abbreviation"),
            Pairing.year_from,
            Pairing.year_to,
            Pairing.helper_adcode,
            Pairing.receiver_adcode,
        )
        .join(helper, helper.adcode == Pairing.helper_adcode)
        .join(receiver, receiver.adcode == Pairing.receiver_adcode)
        .where(helper.level == Level.PROVINCE, receiver.level == Level.PROVINCE)
        .order_by(Pairing.code)
    )
    return [
        Pair(**row._mapping, receiver_places=places[row.receiver_adcode])
        for row in connection.execute(statement)
    ]


def _sign(area: type[Area]) -> ColumnElement[str | None]:
    """The one-character name of a province: 蒙 rather than 内蒙古."""
    return case(
        (func.length(area.abbreviation) == 1, area.abbreviation), else_=area.other_abbreviation
    )


def _places(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Province → its counties, each with its prefecture's name before its own."""
    parent = aliased(Area)
    statement = (
        select(Area.province_adcode, parent.level, parent.name_zh, Area.name_zh)
        .join(parent, parent.adcode == Area.parent_adcode)
        .where(Area.level == Level.COUNTY, Area.name_zh != NO_PLACE)
        .where(Area.valid_from.is_(None), Area.valid_to.is_(None))  # a unit in every year
        .order_by(Area.adcode)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for province, level, above, name in connection.execute(statement):
        found[province].append(name if level is Level.PROVINCE else above + name)
    return {province: tuple(names) for province, names in found.items()}


def _real_meetings(connection: Connection) -> set[tuple[str, str, int]]:
    """(helper, receiver, year) of every province's joint meeting that is a fact."""
    statement = select(
        Meeting.helper_adcode, Meeting.receiver_adcode, extract("year", Meeting.date_start)
    ).where(
        Meeting.category == Category.JOINT_MEETING,
        Meeting.helper_adcode.is_not(None),
        Meeting.demo.is_(False),
    )
    return {
        (helper, receiver, int(year))
        for helper, receiver, year in connection.execute(statement)
        if helper and receiver
    }


def _real_agreements(connection: Connection) -> set[tuple[str, str, int]]:
    """(helper, receiver, year) of which there is a target or a result that is a fact: an invented
    one would stand beside it, or in its place.
    """
    sides = ("helper_adcode", "receiver_adcode", "year")
    tables = (table_of(AgreementTarget), table_of(Result))
    facts = [select(*(t.c[name] for name in sides)).where(t.c.demo.is_(False)) for t in tables]
    rows = connection.execute(union(*facts))
    return {(helper, receiver, year) for helper, receiver, year in rows}
