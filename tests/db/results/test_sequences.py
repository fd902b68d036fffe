"""Reports, imports, approvals, closings and undos in any order agree with a small model of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db import closings, kept
from db.accounts import Account
from db.editing import UNCHANGED
from db.engine import make_engine, reading, writing
from db.importing.issue import Invalid, Problem
from db.importing.older import BACK, OLDER
from db.importing.problems.closings import CLOSED_PERIOD, HANDED_IN
from db.importing.undo import undo
from db.importing.words import Words
from db.periods import Period
from db.results import differences, grid, reports, scorecard
from db.results.cells import Cell
from db.results.reports import (
    CLOSED,
    NO_DRAFT,
    NOT_SUBMITTED,
    NOTHING,
    OWN_REPORT,
    Of,
    Unready,
)
from db.results.saving import Doubtful, doubt_of, save_report
from db.terms import AccountRole, Basis, Kind, PeriodKind, Side
from tests.accounts import OPERATOR, make
from tests.conftest import StoreFactory
from tests.db import states
from tests.db.ledgers import bring, result
from tests.db.results.reports import promise
from tests.stores import ZHEJIANG_SICHUAN, build_paired

UNITS = {"ent": "家", "cadre_ew": "人"}
SIDES = {Side.HELPER: "东部", Side.RECEIVER: "西部"}
MONTHS = (5, 6)
Report = tuple[Side, int]
Place = tuple[Side, int, str]
"""A side, a month of 2022, and a metric: where a result is known by."""

REPORTS = st.sampled_from(list(product(SIDES, MONTHS)))
VALUES = st.dictionaries(st.sampled_from([*UNITS]), st.integers(0, 3), min_size=1)
PLACES = st.dictionaries(
    st.tuples(st.sampled_from([*SIDES]), st.sampled_from(MONTHS), st.sampled_from([*UNITS])),
    st.integers(1, 3),
    min_size=1,
)


class Sequences(RuleBasedStateMachine):
    """The model: of each result (by id) where it is and the changes that stand, oldest first, with
    what each left (None: nothing); of each report its state, who submitted it, and its version;
    which months are closed.
    """

    factory: StoreFactory
    backend: str

    @initialize()
    def start(self) -> None:
        self.url = self.factory.copy("paired", build_paired, self.backend)
        self.engine = make_engine(self.url)
        with writing(self.engine) as connection:
            for metric in UNITS:
                promise(connection, ZHEJIANG_SICHUAN, 2022, metric, 10, pairing_id=1)
        self.people: dict[Side, tuple[Account, Account]] = {}
        for side, adcode in ((Side.HELPER, "330000"), (Side.RECEIVER, "510000")):
            names = [f"{side.value}{number}" for number in (1, 2)]
            one, two = (
                make(self.engine, AccountRole.STAFF, name, provinces=[adcode]) for name in names
            )
            self.people[side] = one, two
        self.places: dict[int, Place] = {}
        self.standing: dict[int, list[tuple[int, int | None]]] = {}
        self.typed: set[int] = set()
        self.batches: dict[int, set[int]] = {}
        self.states: dict[Report, tuple[str, Account | None, int]] = {}
        self.closed: dict[int, int] = {}

    @rule(report=REPORTS, typed=VALUES)
    def type_in(self, report: Report, typed: dict[str, int]) -> None:
        """0 is typed as a blank: it takes a result away."""
        cells = [
            Cell(metric, Basis.CUMULATIVE, str(value or ""), UNITS[metric])
            for metric, value in typed.items()
        ]
        wanted = {(*report, metric): value or None for metric, value in typed.items()}
        changed = {at: value for at, value in wanted.items() if self.value(at) != value}
        why = CLOSED if report[1] in self.closed else None if changed else UNCHANGED
        why = why or (HANDED_IN if self.state(report) != "draft" else None)
        with refused(why):
            batch = self.saved(report, cells)
            self.stands(batch, changed)
            self.typed |= {one for at in changed for one in self.rows_at(at)}

    def saved(self, report: Report, cells: list[Cell]) -> int:
        """The batch of a report, whatever there was to be looked at first."""
        of, typist = self.of(report), self.people[report[0]][0]
        with reading(self.engine) as connection:
            found = grid.look(connection, of).rows
        versions = {row.key: row.mine.version for row in found if row.mine}
        try:
            return save_report(self.engine, of, cells, versions, typist).batch
        except Doubtful as doubtful:
            seen = [doubt_of(issue) for some in doubtful.issues.values() for issue in some]
            return save_report(self.engine, of, cells, versions, typist, seen).batch

    @rule(wanted=PLACES)
    def bring_in(self, wanted: dict[Place, int]) -> None:
        changed = {at: value for at, value in wanted.items() if self.value(at) != value}
        shut = [at for at in changed if at[1] in self.closed or self.state(at[:2]) != "draft"]
        rows = [row(at, n) for at, n in wanted.items()]  # which may set back what another changed
        done = bring(self.engine, Kind.RESULTS, *rows, mapping={OLDER: BACK})
        blocked = {CLOSED_PERIOD.code, HANDED_IN.code}
        assert sum(issue.code in blocked for issue in done.issues) == len(shut)
        assert (done.batch is not None) == (bool(changed) and not shut)
        if done.batch is not None:
            self.stands(done.batch, changed)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(self.batches)))
        back = {one for one in self.batches[batch] if self.goes_back(one, batch)}
        reports = {self.places[one][:2] for one in back}
        why = HANDED_IN if any(self.state(one) != "draft" for one in reports) else None
        why = CLOSED_PERIOD if any(month in self.closed for _, month in reports) else why
        with refused(why):
            assert undo(self.engine, batch, OPERATOR).reversed == len(back)
            for one in back:
                self.standing[one].pop()
            self.batches[batch] -= back
            if not self.batches[batch]:
                del self.batches[batch]

    @rule(report=REPORTS)
    def submit(self, report: Report) -> None:
        state, _by, version = self.standing_of(report)
        why = None if self.of_report(report) else NOTHING
        why = NO_DRAFT if state != "draft" else why
        with refused(CLOSED if report[1] in self.closed else why):
            who = self.people[report[0]][0]
            reports.submit(self.engine, self.of(report), version, who)
            self.states[report] = "submitted", who, version + 1

    @rule(report=REPORTS, which=st.integers(0, 1))
    def approve(self, report: Report, which: int) -> None:
        state, by, version = self.standing_of(report)
        who = self.people[report[0]][which]
        own = by == who or (which == 0 and not self.typed.isdisjoint(self.of_report(report)))
        why = OWN_REPORT if own else None
        why = NOT_SUBMITTED if state != "submitted" else why
        with refused(CLOSED if report[1] in self.closed else why):
            reports.approve(self.engine, self.of(report), version, who)
            self.states[report] = "approved", by, version + 1

    @rule(report=REPORTS)
    def send_back(self, report: Report) -> None:
        state, by, version = self.standing_of(report)
        why = NOT_SUBMITTED if state == "draft" else None
        with refused(CLOSED if report[1] in self.closed else why):
            who = self.people[report[0]][1]
            reports.send_back(self.engine, self.of(report), version, "请核对", who)
            self.states[report] = "draft", by, version + 1

    @rule(month=st.sampled_from(MONTHS))
    def close_or_reopen(self, month: int) -> None:
        if month in self.closed:
            closings.reopen(self.engine, self.closed.pop(month), "更正", OPERATOR)
        else:
            period = Period(2022, PeriodKind.MONTH, month)
            self.closed[month] = closings.close(self.engine, period, None, OPERATOR)

    def of(self, report: Report) -> Of:
        return Of(1, Period(2022, PeriodKind.MONTH, report[1]), report[0])

    def state(self, report: Report) -> str:
        return self.standing_of(report)[0]

    def standing_of(self, report: Report) -> tuple[str, Account | None, int]:
        return self.states.get(report, ("draft", None, 0))

    def rows_at(self, at: Place) -> list[int]:
        """The result at a place, if there is one."""
        here = (one for one, place in self.places.items() if place == at)
        return [one for one in here if self.standing[one] and self.standing[one][-1][1] is not None]

    def value(self, at: Place) -> int | None:
        return next((self.standing[one][-1][1] for one in self.rows_at(at)), None)

    def of_report(self, report: Report) -> list[int]:
        return [one for metric in UNITS for one in self.rows_at((*report, metric))]

    def stands(self, batch: int, changed: dict[Place, int | None] | dict[Place, int]) -> None:
        for (side, month, metric), value in changed.items():
            at = (side, month, metric)
            known = self.rows_at(at)
            if not known:
                where = {"reported_by": side, "period_number": month, "metric_key": metric}
                known = [int(states.one(self.engine, "result", **where)["id"])]
                self.places[known[0]] = at
            self.standing.setdefault(known[0], []).append((batch, value))
            self.batches.setdefault(batch, set()).add(known[0])

    def goes_back(self, one: int, batch: int) -> bool:
        """Whether the undo of a batch reverses what it did to a result: nothing came after it, and
        nobody else has its place by now.
        """
        *before, (last, _left) = self.standing[one]
        comes_back = bool(before) and before[-1][1] is not None
        others = [other for other in self.rows_at(self.places[one]) if other != one]
        return last == batch and not (comes_back and others)

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        found = {
            (row["reported_by"], row["period_number"], row["metric_key"]): row["value"]
            for row in states.table(self.engine, "result")
        }
        now = {at: self.value(at) for at in set(self.places.values())}
        assert found == {at: value for at, value in now.items() if value is not None}
        stood = {(r["reported_by"], r["period_number"]): r["state"].value for r in self.table()}
        assert stood == {report: state for report, (state, _by, _n) in self.states.items()}

    def table(self) -> list[dict[str, Any]]:
        return states.table(self.engine, "report")

    @invariant()
    def what_is_kept_is_what_the_model_adds_up(self) -> None:
        with reading(self.engine) as connection:
            assert list(kept.faults(connection)) == []
            assert closings.changed(connection) == []
            card = scorecard.of_year(connection, 2022).to_dict("records")
            listed = differences.of_year(connection, 2022).to_dict("records")
        assert {row["metric_key"]: (row["value"], row["whose"]) for row in card} == {
            metric: self.counts(metric) for metric in UNITS
        }
        columns = ("metric_key", "month", "helper_value", "receiver_value")
        shown = {tuple(one[name] for name in columns) for one in listed}
        both = [
            (metric, month, *(self.value((side, month, metric)) for side in SIDES))
            for metric, month in product(UNITS, MONTHS)
        ]
        assert shown == {one for one in both if None not in one and one[2] != one[3]}

    def counts(self, metric: str) -> tuple[int | None, str | None]:
        """The figure of the later month; of two for the same month the receiver's."""
        for month in sorted(MONTHS, reverse=True):
            for side in (Side.RECEIVER, Side.HELPER):
                value = self.value((side, month, metric))
                if value is not None:
                    return value, side.value
        return None, None

    def teardown(self) -> None:
        if hasattr(self, "url"):
            self.engine.dispose()
            self.factory.drop(self.url)


def row(at: Place, value: int) -> dict[str, str]:
    side, month, metric = at
    cells = {"period": f"{month}月", "metric": metric, "value": str(value), "unit": UNITS[metric]}
    return result(**cells, reported_by=SIDES[side], as_of=None)


@contextmanager
def refused(why: Words | Problem | None) -> Iterator[None]:
    """What is done within is refused for just this reason; where there is none, it is done."""
    if why is None:
        yield
        return
    with pytest.raises((Invalid, Unready)) as refusal:
        yield
    said: Any = refusal.value
    assert (said.problem if isinstance(said, Invalid) else said.words) == why


EXAMPLES = {"sqlite": 8, "postgresql": 2}
"""Making a database takes PostgreSQL longer than all the steps in it."""


def test_any_sequence_of_reports_imports_approvals_closings_and_undos(
    store_factory: StoreFactory, backend: str
) -> None:
    class Here(Sequences):
        factory = store_factory

    Here.backend = backend
    often = settings(
        max_examples=EXAMPLES[backend],
        stateful_step_count=12,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Here, settings=often)
