"""One descriptor a kind: what it lacks is missed at start-up, by name, and every layer reads it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.importing.kinds import LEDGERS, Group, Ledger
from db.importing.kinds.complete import Incomplete, faults, require
from db.importing.rows import RecordSpec
from db.importing.words import NOTHING, Words
from db.queries import ledgers, records
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import MADE, Cells, batch, bring

WORKSHOPS = LEDGERS[Kind.WORKSHOPS]
MEETINGS = LEDGERS[Kind.MEETINGS]


def made(kind: Kind) -> Cells:
    return MADE[kind](purpose="考察茶园") if kind is Kind.VISITS else MADE[kind]()


def with_column(name: str, **changes: Any) -> Ledger:
    """The workshops with one column otherwise."""
    changed = (replace(c, **changes) if c.field == name else c for c in WORKSHOPS.columns)
    return replace(WORKSHOPS, columns=tuple(changed))


def with_part(name: str, **changes: Any) -> Ledger:
    """The meetings with one kind of parts otherwise."""
    children = MEETINGS.spec.children
    parts = {**children, name: replace(children[name], **changes)}
    return replace(MEETINGS, spec=replace(MEETINGS.spec, children=parts))


def with_spec(**changes: Any) -> Ledger:
    spec: RecordSpec = replace(WORKSHOPS.spec, **changes)
    return replace(WORKSHOPS, spec=spec)


LACKING = [
    (replace(WORKSHOPS, title=Words("车间", "")), "title has no words"),
    (with_column("wage", en=""), "column “wage” has no name"),
    (with_column("wage", examples=("", "")), "column “wage” has no example"),
    (with_column("year", examples=("2024", "")), "column “year” is required and missing"),
    (with_column("wage", stored="pay"), "column “wage” is stored in “pay”"),
    (with_column("wage", of="people"), "column “wage” is read into “people”"),
    (with_column("wage", field="pay"), "column “pay” is stored nowhere"),
    (with_column("status", terms={}), "column “status” has no words (terms=) for in_use, idle"),
    (with_column("note", field="remark"), "no column “note”"),
    (replace(WORKSHOPS, groups=WORKSHOPS.groups[1:]), "column “title” is 0 times in the form"),
    (
        replace(WORKSHOPS, groups=(*WORKSHOPS.groups, WORKSHOPS.groups[0])),
        "column “title” is 2 times in the form",
    ),
    (
        replace(WORKSHOPS, groups=(*WORKSHOPS.groups, Group(NOTHING, (("floor",),)))),
        "the form has a field “floor”",
    ),
    (replace(WORKSHOPS, listed=("year", "floor")), "listed has “floor”"),
    (replace(WORKSHOPS, searched=()), "searched is empty"),
    (replace(WORKSHOPS, called=()), "called is empty"),
    (replace(WORKSHOPS, summed=("floor",)), "summed has “floor”"),
    (replace(WORKSHOPS, dated="day"), "dated is “day”"),
    (with_spec(key=("helper_adcode", "receiver_adcode", "number")), "key has “number”"),
    (with_column("product", write=lambda _w, _r: "", stored="title"), "workshop.product has no"),
    (with_part("attendees", one=NOTHING), "parts “attendees” have no words"),
    (with_part("attendees", names={}), "column attendee.name has no words"),
    (with_part("attendees", known_by="rank"), "parts “attendees” are known by “rank”"),
]


@pytest.mark.parametrize(("ledger", "fault"), LACKING, ids=[fault for _, fault in LACKING])
def test_a_descriptor_that_lacks_something_is_refused_by_name(ledger: Ledger, fault: str) -> None:
    found = faults(ledger)
    assert any(line.startswith(f"{ledger.kind}: ") and fault in line for line in found), found
    others = (other for other in LEDGERS.values() if other.kind is not ledger.kind)
    with pytest.raises(Incomplete, match=f"{ledger.kind}: "):
        require([*others, ledger])


def test_a_kind_without_a_descriptor_is_refused_by_name() -> None:
    without = (ledger for kind, ledger in LEDGERS.items() if kind is not Kind.WORKSHOPS)
    with pytest.raises(Incomplete, match=r"^workshops: it has no descriptor$"):
        require(without)


@pytest.mark.parametrize("kind", Kind)
def test_every_record_has_a_title(stores: Stores, kind: Kind) -> None:
    engine = states.paired(stores)
    batch(bring(engine, kind, made(kind)))
    table = LEDGERS[kind].spec.table
    with reading(engine) as connection:
        identity = connection.scalar(select(func.max(table.c.id)))
        assert identity is not None
        title = records.titles(connection, table.name, [identity])[identity]
        assert title.zh
        assert title.more not in ("", "None")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PAIRINGS])
def test_every_ledger_is_listed_searched_and_narrowed(stores: Stores, kind: Kind) -> None:
    engine = states.paired(stores)
    batch(bring(engine, kind, made(kind)))
    mine = Filter(helper="330000", years=(2022, 2023))
    with reading(engine) as connection:
        (row,) = ledgers.listed(connection, kind, mine).to_dict("records")
        assert (row["helper_zh"], row["receiver_zh"]) == ("浙江省", "四川省")
        assert ledgers.totals(connection, kind, mine)["records"] == 1
        found = records.titles(connection, LEDGERS[kind].spec.table.name, [int(row["id"])])
        (title,) = found.values()
        assert ledgers.totals(connection, kind, EVERYTHING, title.zh[:2])["records"] == 1
        assert ledgers.totals(connection, kind, EVERYTHING, "无此事")["records"] == 0
        for other in (Filter(helper="440000"), Filter(years=(2001, 2002)), Filter(scheme="x")):
            assert ledgers.listed(connection, kind, other).empty
            assert ledgers.totals(connection, kind, other)["records"] == 0
