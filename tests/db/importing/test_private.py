"""Names of people who hold no public office: only those in charge of a record ever get them."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account, Forbidden
from db.engine import reading
from db.filters import EVERYTHING
from db.importing import private
from db.importing.export import hand_out, selection, selection_in_charge
from db.importing.kinds import LEDGERS
from db.importing.kinds.complete import faults
from db.importing.words import Words
from db.models import Audit
from db.queries import ledgers, records
from db.terms import AccountRole, Event, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, talent

TALENT = Kind.TALENT
LEDGER = LEDGERS[TALENT]
NAME, OTHER = "钱某某", "赵某某"
ELSEWHERE = {"helper": "浙江省杭州市", "receiver": "四川省广元市"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """Two people of two couples."""
    engine = states.paired(stores)
    batch(bring(engine, TALENT, talent(name=NAME)))
    batch(bring(engine, TALENT, talent(name=OTHER, **ELSEWHERE)))
    return engine


def of(engine: Engine, name: str) -> int:
    return int(states.one(engine, "talent", name=name)["id"])


def in_charge(engine: Engine) -> Account:
    """Staff in charge of the couple of NAME alone."""
    return make(engine, AccountRole.STAFF, "anna", pairings=[of_couple(engine, NAME)])


def of_couple(engine: Engine, name: str) -> int:
    return int(states.one(engine, "talent", name=name)["pairing_id"])


def test_lists_records_titles_and_selections_never_hold_one(engine: Engine) -> None:
    with reading(engine) as connection:
        listed = ledgers.listed(connection, TALENT, EVERYTHING)
        record = ledgers.record(connection, TALENT, of(engine, NAME))
        titles = records.titles(connection, "talent", [of(engine, NAME)])
        taken = selection(connection, TALENT, EVERYTHING, "")
        assert ledgers.totals(connection, TALENT, EVERYTHING, NAME[:1])["records"] == 0
        assert selection(connection, TALENT, EVERYTHING, NAME).count(b"\n") == 1
    assert len(listed) == 2
    for told in (listed.to_csv(), repr(record), repr(titles), taken.decode("utf-8-sig")):
        assert NAME not in told
        assert OTHER not in told
    assert "姓名" not in taken.decode("utf-8-sig")
    assert taken.count(b"\n") == 3


def test_only_who_is_in_charge_of_the_record_is_told(engine: Engine) -> None:
    anna, ada = in_charge(engine), make(engine, AccountRole.ADMIN, "ada")
    others = [
        None,
        make(engine, AccountRole.VIEWER, "vera"),
        make(engine, AccountRole.AUDITOR, "otto"),
        make(engine, AccountRole.STAFF, "sven", pairings=[of_couple(engine, OTHER)]),
    ]
    with reading(engine) as connection:
        for person in (anna, ada):
            assert private.told(connection, person, TALENT, of(engine, NAME)) == {"name": NAME}
        for nobody in others:
            with pytest.raises(Forbidden):
                private.told(connection, nobody, TALENT, of(engine, NAME))
        with pytest.raises(Forbidden):
            private.told(connection, anna, TALENT, of(engine, OTHER))


def test_an_export_has_the_names_in_somebody_s_charge_and_the_audit_says_so(
    engine: Engine,
) -> None:
    anna = in_charge(engine)
    taken = selection_in_charge(engine, anna, TALENT, EVERYTHING, "").decode("utf-8-sig")
    assert NAME in taken
    assert OTHER not in taken
    assert taken.count("\n") == 3
    for nobody in (None, make(engine, AccountRole.VIEWER, "vera")):
        with pytest.raises(Forbidden):
            selection_in_charge(engine, nobody, TALENT, EVERYTHING, "")
    whole = hand_out(engine, OPERATOR, TALENT).decode("utf-8-sig")
    assert NAME in whole
    assert OTHER in whole
    with reading(engine) as connection:
        noted = connection.execute(
            select(Audit.actor, Audit.details)
            .where(Audit.event == Event.EXPORTED)
            .order_by(Audit.id)
        ).all()
    assert [(actor, details["kind"]) for actor, details in noted] == [
        ("anna", "talent"),
        (OPERATOR.name, "talent"),
    ]
    assert all(name not in repr(noted) for name in (NAME, OTHER))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"listed": ("year", "name")}, "listed has “name”, which is private"),
        ({"searched": ("post", "name")}, "searched has “name”, which is private"),
        ({"called": ("who",)}, "called has “who”, which is private"),
        (
            {"named": select(LEDGER.spec.table.c.id, LEDGER.spec.table.c.name)},
            "named has “name”, which is private",
        ),
    ],
)
def test_a_descriptor_that_would_show_one_is_refused(
    changes: dict[str, object], fault: str
) -> None:
    assert any(fault in line for line in faults(replace(LEDGER, **changes)))  # type: ignore[arg-type]


def test_a_record_without_a_post_is_called_by_what_it_is(engine: Engine) -> None:
    batch(bring(engine, TALENT, talent(name="孙某某", post=None)))
    with reading(engine) as connection:
        found = records.titles(connection, "talent", [of(engine, "孙某某")])
    (title,) = found.values()
    assert Words(title.zh, title.en or "") == Words("党政挂职干部", "Seconded official")
