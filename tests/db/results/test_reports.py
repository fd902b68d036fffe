"""A report's way: who may take which step, and what is read-only from then on."""

from typing import Any

import pytest
from sqlalchemy import Engine, insert

from db.accounts import Account, Forbidden
from db.closings import close
from db.engine import reading, utc_now, writing
from db.importing.commit import close_batch, open_batch
from db.importing.entries import write_insertions
from db.importing.issue import Invalid
from db.importing.problems.closings import HANDED_IN
from db.models import Result, table_of
from db.periods import Period
from db.results import reports
from db.results.reports import Of, Standing, Unready, approve, send_back, submit
from db.terms import AccountRole, Basis, Event, PeriodKind, ReportState, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states

JUNE = Period(2022, PeriodKind.MONTH, 6)
OF = Of(1, JUNE, Side.HELPER)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.fixture
def writer(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "writer", provinces=["330000"])


@pytest.fixture
def chief(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "chief", provinces=["330000"])


def report(engine: Engine, by: Account, metric: str = "fund", of: Of = OF) -> None:
    """A result as a batch of somebody's."""
    row: dict[str, Any] = {
        "id": len(states.table(engine, "result")) + 1,
        "helper_adcode": "330000",
        "receiver_adcode": "510000",
        "pairing_id": of.pairing_id,
        "year": of.period.year,
        "period_kind": of.period.kind,
        "period_number": of.period.number,
        "ends_on": of.period.ends_on,
        "metric_key": metric,
        "basis": Basis.CUMULATIVE,
        "reported_by": of.side,
        "value": 5,
    }
    with writing(engine) as connection:
        batch = open_batch(connection, kind="results", file_name="", by=by, at=utc_now())
        connection.execute(insert(Result).values(row | {"batch_id": batch}))
        write_insertions(connection, batch, table_of(Result), [row["id"]], [row])
        close_batch(connection, batch, {"new": 1}, over=())


def stands(engine: Engine, of: Of = OF) -> Standing:
    with reading(engine) as connection:
        return reports.standing(connection, of)


def test_a_report_is_written_submitted_and_approved_by_another(
    engine: Engine, writer: Account, chief: Account
) -> None:
    report(engine, writer)
    assert (stands(engine).state, stands(engine).version, stands(engine).results) == (
        ReportState.DRAFT,
        0,
        1,
    )
    submit(engine, OF, 0, writer)
    approve(engine, OF, 1, chief)
    found = stands(engine)
    assert found.state is ReportState.APPROVED
    assert [(step.state, step.author) for step in found.steps] == [
        (ReportState.SUBMITTED, "writer"),
        (ReportState.APPROVED, "chief"),
    ]
    told = [row["event"] for row in states.table(engine, "audit")][-2:]
    assert told == [Event.REPORT_SUBMITTED, Event.REPORT_APPROVED]


def test_nobody_approves_what_they_wrote_or_submitted(
    engine: Engine, writer: Account, chief: Account
) -> None:
    report(engine, writer)
    report(engine, chief, "ent")
    submit(engine, OF, 0, writer)
    for own in (writer, chief):
        with pytest.raises(Unready) as refusal:
            approve(engine, OF, 1, own)
        assert refusal.value.words is reports.OWN_REPORT
    assert stands(engine).state is ReportState.SUBMITTED


def test_what_is_handed_in_is_written_by_nobody_until_it_is_sent_back(
    engine: Engine, writer: Account, chief: Account
) -> None:
    report(engine, writer)
    submit(engine, OF, 0, writer)
    before = states.records(engine)
    with pytest.raises(Invalid) as refusal:
        report(engine, writer, "ent")
    assert refusal.value.problem is HANDED_IN
    assert states.records(engine) == before
    report(engine, writer, "ent", Of(1, Period(2022, PeriodKind.MONTH, 7), Side.HELPER))
    report(engine, writer, "ent", Of(1, JUNE, Side.RECEIVER))
    send_back(engine, OF, 1, "少报一项", chief)
    report(engine, writer, "ent")
    assert [step.reason for step in stands(engine).steps] == ["", "少报一项"]


def test_the_other_side_and_those_not_in_charge_are_refused(
    engine: Engine, writer: Account
) -> None:
    report(engine, writer)
    other = make(engine, AccountRole.STAFF, "sichuan", provinces=["510000"])
    stranger = make(engine, AccountRole.STAFF, "fujian", provinces=["350000"])
    viewer = make(engine, AccountRole.VIEWER)
    with pytest.raises(Unready) as refusal:
        submit(engine, OF, 0, other)
    assert refusal.value.words is reports.NOT_THEIRS
    for person in (stranger, viewer, None):
        for step in (submit, approve):
            with pytest.raises(Forbidden):
                step(engine, OF, 0, person)
        with pytest.raises(Forbidden):
            send_back(engine, OF, 0, "x", person)


def test_who_is_in_charge_of_the_couple_speaks_for_both_sides(engine: Engine) -> None:
    both = make(engine, AccountRole.STAFF, "both", pairings=[1])
    of = Of(1, JUNE, Side.RECEIVER)
    report(engine, both, of=of)
    submit(engine, of, 0, both)
    assert stands(engine, of).state is ReportState.SUBMITTED


def test_steps_out_of_order_are_refused_in_words(
    engine: Engine, writer: Account, chief: Account
) -> None:
    with pytest.raises(Unready) as empty:
        submit(engine, OF, 0, writer)
    assert empty.value.words is reports.NOTHING
    report(engine, writer)
    with pytest.raises(Unready) as early:
        approve(engine, OF, 0, chief)
    assert early.value.words is reports.NOT_SUBMITTED
    submit(engine, OF, 0, writer)
    with pytest.raises(Unready) as twice:
        submit(engine, OF, 1, writer)
    assert twice.value.words is reports.NO_DRAFT
    with pytest.raises(Unready) as stale:
        approve(engine, OF, 0, chief)
    assert stale.value.words is reports.CHANGED
    with pytest.raises(Unready) as silent:
        send_back(engine, OF, 1, "  ", chief)
    assert silent.value.words is reports.NO_REASON


def test_a_closed_period_s_report_takes_no_step(
    engine: Engine, writer: Account, chief: Account
) -> None:
    report(engine, writer)
    submit(engine, OF, 0, writer)
    close(engine, JUNE, 1, OPERATOR)
    with pytest.raises(Unready) as late:
        approve(engine, OF, 1, chief)
    with pytest.raises(Unready) as back:
        send_back(engine, OF, 1, "x", chief)
    assert late.value.words is back.value.words is reports.CLOSED
