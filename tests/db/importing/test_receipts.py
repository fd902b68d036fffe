"""Plans and receipts are for those whose they are, also once somebody else has committed them."""

import pytest
from sqlalchemy import Engine

from db.accounts import Account, Forbidden
from db.engine import reading
from db.importing.issue import Invalid
from db.importing.plans import commit_plan, drop_plan, open_count, open_plans, store_plan
from db.importing.resume import resume
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import meeting, upload


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.fixture
def anna(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "anna", pairings=[1])


@pytest.fixture
def bert(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "bert", pairings=[1])


@pytest.fixture
def chief(engine: Engine) -> Account:
    return make(engine, AccountRole.ADMIN, "chief")


def plan(engine: Engine, by: Account, title: str = "浙川茶叶座谈会") -> str:
    return store_plan(engine, upload(Kind.MEETINGS, meeting(title=title), by=by))[0]


def test_a_stranger_gets_no_receipt_of_a_plan_that_was_committed(
    engine: Engine, anna: Account, bert: Account
) -> None:
    own = plan(engine, anna)
    commit_plan(engine, own, anna)
    for take in (commit_plan, resume):
        with pytest.raises(Forbidden):
            take(engine, own, bert)


def test_a_stranger_commits_no_plan(engine: Engine, anna: Account, bert: Account) -> None:
    with pytest.raises(Forbidden):
        commit_plan(engine, plan(engine, anna), bert)
    assert states.count(engine, "meeting") == 0


def test_a_plan_that_an_administrator_committed_is_its_owner_s_to_know(
    engine: Engine, anna: Account, chief: Account
) -> None:
    own = plan(engine, anna)
    done = commit_plan(engine, own, chief)
    again = commit_plan(engine, own, anna)
    assert (again.batch, again.again, again.author) == (done.batch, True, "chief")
    assert resume(engine, own, anna).batch == done.batch


def test_a_plan_that_was_dropped_meanwhile_is_said_to_be_gone(
    engine: Engine, anna: Account, chief: Account
) -> None:
    own = plan(engine, anna)
    drop_plan(engine, own, chief)
    for take in (commit_plan, resume):
        with pytest.raises(Invalid) as refused:
            take(engine, own, anna)
        assert refused.value.issue().code == "reference"


def test_plans_that_wait_are_counted_and_paged(
    engine: Engine, anna: Account, bert: Account, chief: Account
) -> None:
    made = {plan(engine, anna, f"第{number}次") for number in range(5)}
    others = plan(engine, bert)
    with reading(engine) as connection:
        counts = [open_count(connection, by) for by in (anna, bert, chief)]
        pages = [open_plans(connection, anna, limit=2, offset=offset) for offset in (0, 2, 4)]
        seen = [each.id for each in open_plans(connection, chief)]
    assert counts == [5, 1, 6]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {each.id for page in pages for each in page} == made
    assert set(seen) == made | {others}
