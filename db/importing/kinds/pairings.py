"""Ledgers of pairings: who helps whom under which scheme, from year to year."""

import hashlib

from sqlalchemy import select

from db.importing.cells import Cells, Column
from db.importing.convert import term, text
from db.importing.dates import year
from db.importing.directory import Directory
from db.importing.kinds.common import (
    HELPER,
    NOTE,
    ORIGIN,
    RECEIVER,
    SOURCE,
    column,
    remarks,
    settled,
)
from db.importing.kinds.ledger import Group, Ledger, Place
from db.importing.labels import MECHANISMS, by_label
from db.importing.pairing import bound, make_schemes, place_records, warn
from db.importing.problems.places import PAIRED_WITH_ITSELF, SCHEME_NEW, YEARS_ORDER
from db.importing.rows import Effects, ParsedRow, RecordSpec, Values
from db.importing.words import Words
from db.models import Pairing, Scheme, table_of
from db.queries.where import HelperArea, ReceiverArea
from db.terms import Confidence, Kind, Level, Mechanism

COLUMNS = (
    column(HELPER, examples=("浙江省湖州市", "浙江省杭州市余杭区")),
    column(RECEIVER, examples=("四川省广安市", "四川省甘孜藏族自治州稻城县")),
    Column(
        "scheme",
        "批次",
        text(40),
        True,
        en="Scheme",
        examples=("2021年以来（市际）", "县际（部分）"),
        open=True,
    ),
    Column(
        "mechanism",
        "工作类型",
        term(by_label(MECHANISMS)),
        en="Kind of work",
        examples=("东西部协作", ""),
        terms=MECHANISMS,
    ),
    Column(
        "from",
        "起始年度",
        year,
        en="First year",
        examples=("2021", "2021"),
        hint=Words("如 2021；不详可留空", "such as 2021; empty where it is not known"),
        stored="year_from",
    ),
    Column(
        "to",
        "终止年度",
        year,
        en="Last year",
        examples=("2025", "2025"),
        hint=Words("仍在结对的留空", "empty while it lasts"),
        stored="year_to",
    ),
    column(SOURCE, required=True, examples=("结对关系通知", "结对关系通知")),
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


LEDGER = Ledger(
    Kind.PAIRINGS,
    Words("结对", "pairings"),
    Words("组结对", "pairing"),
    COLUMNS,
    SPEC,
    assemble,
    groups=(
        Group(
            Words("结对双方", "Who helps whom"), (("helper", "receiver"), ("scheme", "mechanism"))
        ),
        Group(Words("起止年度", "From when to when"), (("from", "to"),)),
        ORIGIN,
    ),
    named=select(
        SPEC.table.c.id,
        HelperArea.name_zh + " → " + ReceiverArea.name_zh,
        HelperArea.name_en + " → " + ReceiverArea.name_en,
        Scheme.name_zh,
    )
    .join(HelperArea, HelperArea.adcode == SPEC.table.c.helper_adcode)
    .join(ReceiverArea, ReceiverArea.adcode == SPEC.table.c.receiver_adcode)
    .join(Scheme, Scheme.key == SPEC.table.c.scheme),
    called=("helper_adcode", "receiver_adcode", "scheme"),
    dated="year_from",
    listed=("scheme", "mechanism", "year_from", "year_to"),
    searched=("code", "scheme"),
    also={
        "code": Words("编号", "Code"),
        "level": Words("级别", "Level"),
        "confidence": Words("可靠程度", "Attested"),
        "first_paired_year": Words("最初结对年度", "First paired"),
    },
    place=Place("pairings", "pairing"),
)
