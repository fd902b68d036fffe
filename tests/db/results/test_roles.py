"""Every role at every door to what both sides report: who gets through, and who is refused."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from db import closings, evidence
from db.accounts import Account, Forbidden
from db.editing import Correction, correct, remove
from db.importing.undo import undo
from db.periods import Period
from db.results import judging, reports
from db.results.cells import Cell
from db.results.differences import At
from db.results.judging import Judgement, Unjudged, judge
from db.results.reports import Of, Unready
from db.results.saving import save_report
from db.terms import AccountRole, Basis, DifferenceState, Kind, PeriodKind, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, result

JUNE = Period(2022, PeriodKind.MONTH, 6)
OF = Of(1, JUNE, Side.HELPER)
AT = At(1, "fund", 2022, 6)
STAFF = AccountRole.STAFF

PEOPLE: dict[str, Callable[[Engine], Account | None]] = {
    "nobody": lambda engine: None,
    "viewer": lambda engine: make(engine, AccountRole.VIEWER),
    "auditor": lambda engine: make(engine, AccountRole.AUDITOR),
    "staff elsewhere": lambda engine: make(engine, STAFF, "far", pairings=[2]),
    "staff of the receiver": lambda engine: make(engine, STAFF, "west", provinces=["510000"]),
    "staff of the helper": lambda engine: make(engine, STAFF, "east", provinces=["330000"]),
    "staff of the couple": lambda engine: make(engine, STAFF, "both", pairings=[1]),
    "admin": lambda engine: make(engine, AccountRole.ADMIN),
}
ADMIN = ["admin"]
JOINT = ["staff of the couple", *ADMIN]
HELPER = ["staff of the helper", *JOINT]
EITHER = ["staff of the receiver", *HELPER]


class NotTaken(Exception):
    """A file's rows were refused."""


@dataclass(frozen=True)
class Scene:
    """A store where both sides reported June, and differ; what the helper reported, its batch."""

    engine: Engine
    row: int
    batch: int
    closing: int


Door = Callable[[Scene, Account | None], object]


def brought(scene: Scene, by: Account | None) -> None:
    """The helper's report of another metric, as a file."""
    row = result(metric="ent", value="5", unit="家", as_of=None)
    if bring(scene.engine, Kind.RESULTS, row, by=by).batch is None:
        raise NotTaken


def judged(state: DifferenceState, value: int | None = None) -> Door:
    return lambda scene, by: judge(scene.engine, AT, 0, Judgement(state, "电话核对", value), by)


DOORS: dict[str, tuple[list[str], Door]] = {
    "typing": (
        HELPER,
        lambda s, by: save_report(s.engine, OF, [Cell("ent", Basis.CUMULATIVE, "5", "家")], {}, by),
    ),
    "a file": (HELPER, brought),
    "a form": (
        HELPER,
        lambda s, by: correct(
            s.engine, Correction(Kind.RESULTS, s.row, 1, {"value": "21", "unit": "亿元"}), by
        ),
    ),
    "removing": (HELPER, lambda s, by: remove(s.engine, Kind.RESULTS, s.row, by)),
    "undo": (HELPER, lambda s, by: undo(s.engine, s.batch, by)),  # type: ignore[arg-type]
    "evidence": (
        HELPER,
        lambda s, by: evidence.add_address(
            s.engine, "result", s.row, "https://example.org/a", "", by
        ),
    ),
    "submitting": (HELPER, lambda s, by: reports.submit(s.engine, OF, 0, by)),
    "approving": (HELPER, lambda s, by: reports.approve(submitted(s), OF, 1, by)),
    "sending back": (HELPER, lambda s, by: reports.send_back(submitted(s), OF, 1, "请核", by)),
    "explaining": (EITHER, judged(DifferenceState.EXPLAINED)),
    "settling": (JOINT, judged(DifferenceState.SETTLED, 2_005_000_000)),
    "a tolerance": (ADMIN, lambda s, by: judging.set_tolerance(s.engine, "yuan", 1, 1, by)),
    "closing": (ADMIN, lambda s, by: closings.close(s.engine, JUNE, 1, by)),
    "reopening": (ADMIN, lambda s, by: closings.reopen(s.engine, s.closing, "更正", by)),
}


def submitted(scene: Scene) -> Engine:
    """The store, its report handed in if it was not."""
    if not states.table(scene.engine, "report"):
        reports.submit(scene.engine, OF, 0, OPERATOR)
    return scene.engine


@pytest.fixture
def scene(stores: Stores) -> Scene:
    engine = states.paired(stores)
    helper = batch(bring(engine, Kind.RESULTS, result(as_of=None)))
    bring(engine, Kind.RESULTS, result(value="20", reported_by="西部", as_of=None))
    row = int(states.one(engine, "result", reported_by=Side.HELPER)["id"])
    may = Period(2022, PeriodKind.MONTH, 5)
    return Scene(engine, row, helper, closings.close(engine, may, None, OPERATOR))


@states.SQLITE
@pytest.mark.parametrize("door", DOORS)
def test_who_gets_through_a_door(scene: Scene, door: str) -> None:
    """All who may not are refused, and nothing is written; then the first who may gets through."""
    allowed, go = DOORS[door]
    people = {name: made(scene.engine) for name, made in PEOPLE.items()}
    if door in ("approving", "sending back"):
        submitted(scene)
    before = states.records(scene.engine)
    for name in PEOPLE.keys() - set(allowed):
        with pytest.raises((Forbidden, Unready, Unjudged, NotTaken)):
            go(scene, people[name])
    assert states.records(scene.engine) == before
    go(scene, people[allowed[0]])
    assert states.records(scene.engine) != before
