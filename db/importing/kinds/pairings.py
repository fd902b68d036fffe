"""Ledgers of pairings: who helps whom under which scheme, from year to year."""

import hashlib

from db.importing.cells import Cells, Column
from db.importing.convert import term, text
from db.importing.dates import year
from db.importing.directory import Directory
from db.importing.kinds.common import HELPER, NOTE, RECEIVER, remarks, settled
from db.importing.labels import MECHANISMS, by_label
from db.importing.pairing import bound, make_schemes, place_records, warn
from db.importing.problems.places import PAIRED_WITH_ITSELF, SCHEME_NEW, YEARS_ORDER
from db.importing.rows import Effects, ParsedRow, RecordSpec, Values
from db.models import Pairing, table_of
from db.terms import Confidence, Level, Mechanism

COLUMNS = (
    HELPER,
    RECEIVER,
    Column("scheme", "批次", text(40), True),
    Column("mechanism", "工作类型", term(by_label(MECHANISMS))),
    Column("from", "起始年度", year),
    Column("to", "终止年度", year),
    Column("source", "来源", text(2000), True),
    NOTE,
)

SPEC = RecordSpec(
    table_of(Pairing),
    key=("helper_adcode", "receiver_adcode", "scheme"),
    narrow="scheme",
    effects=Effects(make_schemes, place_records, warn, bound),
)

TRANSITION = 2021
"""The year from which 东西部扶贫协作 is called 东西部协作."""

NARROWEST = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)


def assemble(cells: Cells, directory: Directory) -> ParsedRow:
    """One pairing; of one that is in the store already, what the file says of it."""
    row = cells.row()
    helper, receiver = settled(cells, directory, cells.get("from"))
    scheme = _scheme(cells, directory)
    row.values |= {"helper_adcode": helper, "receiver_adcode": receiver, "scheme": scheme}
    row.values |= remarks(cells)
    for field in ("from", "to"):
        if cells.given(field):
            row.values[f"year_{field}"] = cells.get(field)
    first, last = cells.get("from"), cells.get("to")
    if first and last and last < first:
        cells.problem("to", YEARS_ORDER)
    if cells.get("mechanism"):
        row.values["mechanism"] = cells.get("mechanism")
    if helper and helper == receiver:
        cells.problem("receiver", PAIRED_WITH_ITSELF)
    if helper and receiver and scheme:
        row.defaults = _new(helper, receiver, scheme, first, directory)
    return row


def _scheme(cells: Cells, directory: Directory) -> str | None:
    """The key of a scheme named by key or by name; a name that nobody knows makes a new scheme."""
    given: str | None = cells.get("scheme")
    if given is None:
        return None
    known = directory.schemes.get(given)
    if known is None:
        cells.problem("scheme", SCHEME_NEW, scheme=given)
    return known or given


def _new(helper: str, receiver: str, scheme: str, first: int | None, places: Directory) -> Values:
    """What a new pairing has besides: a code of its own, the same whenever it is made."""
    known = f"{scheme}/{helper}/{receiver}".encode()
    levels = {places.areas[adcode].level for adcode in (helper, receiver)}
    before = first is not None and first < TRANSITION
    return {
        "code": "K" + hashlib.sha256(known).hexdigest()[:9].upper(),
        "level": next(level for level in NARROWEST if level in levels),
        "mechanism": Mechanism.POVERTY_ALLEVIATION if before else Mechanism.COOPERATION,
        "confidence": Confidence.HIGH,
        "year_from": None,
        "year_to": None,
    }
