"""A disabled account can do nothing at all: every function that takes who does it, found by
program, is called by an administrator whose account was disabled after they were read.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Engine

import db
from db import areas, closings, evidence, word_templates
from db.accounts import (
    Account,
    Action,
    Forbidden,
    administration,
    auditing,
    entrance,
    links,
    passwords,
    require,
)
from db.accounts.entrance import Caller, NotLetIn
from db.assessment import handing, narratives
from db.assessment import revising as revisions
from db.assessment.measures import Measure
from db.definitions import Definition, measuring, revising
from db.demo import remove_demo
from db.editing import Addition, Correction, Merge, add, correct, merge_records, remove
from db.editing.progress import Report, record
from db.engine import locked
from db.filters import EVERYTHING
from db.followup.linking import Link, link
from db.importing import batches, export, lineage, pipeline, plans, private, resume, undo
from db.periods import Period
from db.results import judging, reports
from db.results.differences import At
from db.results.saving import save_report
from db.snapshots import revising as snapshots_revising
from db.snapshots import taking
from db.terms import (
    AccountRole,
    CommitmentStatus,
    DifferenceState,
    Kind,
    PeriodKind,
    Side,
)
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db.ledgers import meeting, upload
from tests.db.snapshots.made import content, take
from tests.db.states import checksum, reference

PASSWORD = "seven villages of Anji, 2019"


@dataclass(frozen=True)
class Scene:
    """A store with something of everything, and who was an administrator there."""

    engine: Engine
    by: Account
    other: int
    plan: str
    batch: int
    snapshot: str


Deed = Callable[[Scene], Any]


def within(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Deed:
    """A function that is given a connection, and who does it."""

    def deed(scene: Scene) -> Any:
        with locked(scene.engine) as connection:
            return function(connection, scene.by, *args, **kwargs)

    return deed


def within_plan(scene: Scene) -> Any:
    with locked(scene.engine) as connection:
        return plans.taken_up(connection, scene.plan, scene.by)


def within_last(scene: Scene, function: Callable[..., Any], *args: Any) -> Any:
    """A function that is given a connection, and in the end who does it."""
    with locked(scene.engine) as connection:
        return function(connection, *args, scene.by)


YEAR = Period(2022, PeriodKind.YEAR)
OF = reports.Of(1, YEAR, Side.HELPER)
CHANGE = revising.Change("fund", 1, cast(Definition, None), "x")

DEEDS: dict[str, Deed] = {
    "db.accounts.administration.create": within(
        administration.create, name="new", display_name="new", role=AccountRole.ADMIN
    ),
    "db.accounts.administration.change": lambda s: within(
        administration.change, s.other, role=AccountRole.ADMIN
    )(s),
    "db.accounts.administration.disable": lambda s: within(administration.disable, s.other)(s),
    "db.accounts.administration.enable": lambda s: within(administration.enable, s.by.id)(s),
    "db.accounts.administration.end_sessions": lambda s: within(
        administration.end_sessions, s.other
    )(s),
    "db.accounts.administration.end_all_sessions": within(administration.end_all_sessions),
    "db.accounts.auditing.hand_out": lambda s: auditing.hand_out(s.engine, s.by),
    "db.accounts.auditing.prune": lambda s: auditing.prune(s.engine, s.by),
    "db.accounts.links.make": lambda s: within(links.make, s.other)(s),
    "db.accounts.links.create_admin": lambda s: links.create_admin(
        s.engine, s.by, "new", "new", PASSWORD
    ),
    "db.accounts.rights.require": within(require, Action.SNAPSHOT),
    "db.assessment.handing.begin": lambda s: handing.begin(s.engine, 1, 2022, s.by, names=False),
    "db.assessment.narratives.write": within(
        narratives.write, narratives.Of(1, 2022, "funds", "zh"), 0, "x", ""
    ),
    "db.assessment.revising.begin": within(revisions.begin, cast(Measure, None), "x"),
    "db.assessment.revising.revise": within(revisions.revise, "2017", 1, cast(Measure, None), "x"),
    "db.assessment.revising.take_back": within(revisions.take_back, "2017", 1, "x"),
    "db.closings.closing.close": lambda s: closings.close(s.engine, YEAR, None, s.by),
    "db.closings.closing.reopen": lambda s: closings.reopen(s.engine, 1, "x", s.by),
    "db.definitions.revising.revise": within(revising.revise, CHANGE, YEAR.ends_on),
    "db.definitions.measuring.introduce_measure": within(
        measuring.introduce_measure, measuring.NewMeasure(*"abcdefgh")
    ),
    "db.definitions.measuring.introduce_unit": within(
        measuring.introduce_unit, measuring.NewUnit("亩", "垧", 15, 1, "x")
    ),
    "db.definitions.revising.introduce": within(
        revising.introduce, revising.New("rain", "agreement", CHANGE.said, "x")
    ),
    "db.definitions.revising.take_back": within(revising.take_back, "fund", 1, "x"),
    "db.results.judging.judge": lambda s: judging.judge(
        s.engine,
        At(1, "fund", 2022, 12),
        0,
        judging.Judgement(DifferenceState.EXPLAINED, "x"),
        s.by,
    ),
    "db.results.judging.set_tolerance": lambda s: judging.set_tolerance(
        s.engine, "yuan", 1, 0, s.by
    ),
    "db.results.reports.approve": lambda s: reports.approve(s.engine, OF, 0, s.by),
    "db.results.reports.in_charge": lambda s: within_last(s, reports.in_charge, OF),
    "db.results.reports.send_back": lambda s: reports.send_back(s.engine, OF, 0, "x", s.by),
    "db.results.reports.submit": lambda s: reports.submit(s.engine, OF, 0, s.by),
    "db.results.saving.save_report": lambda s: save_report(s.engine, OF, [], {}, s.by),
    "db.demo.remove_demo": lambda s: remove_demo(s.engine, s.by),
    "db.editing.save.add": lambda s: add(s.engine, Addition(Kind.MEETINGS, {}), s.by),
    "db.editing.save.correct": lambda s: correct(
        s.engine, Correction(Kind.MEETINGS, 1, 1, {}), s.by
    ),
    "db.editing.merging.merge_records": lambda s: merge_records(
        s.engine, Merge(Kind.MEETINGS, 1, 2), s.by
    ),
    "db.editing.removing.remove": lambda s: remove(s.engine, Kind.MEETINGS, 1, s.by),
    "db.evidence.attaching.add_file": lambda s: evidence.add_file(
        s.engine, "meeting", 1, evidence.Upload("a.pdf", b"%PDF-1.4"), "", s.by
    ),
    "db.evidence.attaching.add_address": lambda s: evidence.add_address(
        s.engine, "meeting", 1, "https://www.example.cn/", "", s.by
    ),
    "db.evidence.attaching.remove": lambda s: evidence.remove(s.engine, 1, "why", s.by),
    "db.followup.linking.link": lambda s: link(s.engine, [Link(1, 1, 1)], s.by),
    "db.importing.batches.batch": lambda s: within(batches.batch, s.batch)(s),
    "db.importing.batches.batches": within(batches.batches),
    "db.importing.batches.changed": lambda s: within(batches.changed, s.batch)(s),
    "db.importing.batches.counts": within(batches.counts),
    "db.importing.lineage.deeds": within(lineage.deeds, "meeting", 1),
    "db.importing.private.told": within(private.told, Kind.TALENT, 1),
    "db.importing.export.selection_in_charge": lambda s: export.selection_in_charge(
        s.engine, s.by, Kind.TALENT, EVERYTHING, ""
    ),
    "db.importing.batches.changes": lambda s: within(batches.changes, s.batch)(s),
    "db.importing.batches.original_file": lambda s: batches.original_file(s.engine, s.by, s.batch),
    "db.importing.export.hand_out": lambda s: export.hand_out(s.engine, s.by, Kind.MEETINGS),
    "db.importing.plans.commit_plan": lambda s: plans.commit_plan(s.engine, s.plan, s.by),
    "db.importing.plans.drop_plan": lambda s: plans.drop_plan(s.engine, s.plan, s.by),
    "db.importing.plans.open_count": within(plans.open_count),
    "db.importing.plans.open_plans": within(plans.open_plans),
    "db.importing.plans.taken_up": within_plan,
    "db.areas.changes.take_back": within(areas.take_back, 1),
    "db.areas.entering.enter": within(areas.enter, areas.Closing("510822", "2026", "x")),
    "db.importing.resume.resume": lambda s: resume.resume(s.engine, s.plan, s.by),
    "db.importing.undo.undo": lambda s: undo.undo(s.engine, s.batch, s.by),
    "db.editing.progress.record": lambda s: record(
        s.engine, Report(1, 1, CommitmentStatus.DONE, "2022-05-01"), s.by
    ),
    "db.snapshots.revising.describe": lambda s: within(
        snapshots_revising.describe, s.snapshot, "text"
    )(s),
    "db.snapshots.revising.rename": lambda s: within(snapshots_revising.rename, s.snapshot, "name")(
        s
    ),
    "db.snapshots.revising.withdraw": lambda s: within(
        snapshots_revising.withdraw, s.snapshot, "why"
    )(s),
    "db.snapshots.taking.take": within(taking.take, content()),
    "db.word_templates.keep": lambda s: word_templates.keep(
        s.engine, "brief", "zh", evidence.Upload("a.docx", b""), lambda _data: None, s.by
    ),
    "db.word_templates.remove": lambda s: word_templates.remove(s.engine, "brief", "zh", s.by),
}
MORE: dict[str, Deed] = {
    "import_file": lambda s: pipeline.import_file(s.engine, of(s)),
    "store_plan": lambda s: plans.store_plan(s.engine, of(s)),
}
"""What takes an upload, which names who made it."""

INSIDE = {
    "db.areas.changes.carry_out": "its callers have made sure of `by`",
    "db.importing.private.in_charge": "only tells",
    "db.accounts.administration.add": "its caller has made sure that it may be",
    "db.accounts.administration.follow": "a provider's word, not a person's",
    "db.accounts.audit.note": "notes what its caller did",
    "db.editing.batch.write_batch": "its caller has made sure of `by`",
    "db.accounts.entrance.set_password": "its caller has made sure of `by`",
    "db.accounts.later.note": "notes what was done",
    "db.importing.scopes.visible": "only tells",
    "db.importing.commit.open_batch": "pipeline.write has made sure of `by`",
}
"""What takes who does it and asks no right, with the reason."""


def of(scene: Scene) -> pipeline.Upload:
    """An upload by them."""
    return upload(Kind.MEETINGS, meeting(title="另一会议"), by=scene.by)


@pytest.fixture
def scene(stores: Stores) -> Scene:
    engine = reference(stores)
    make(engine, AccountRole.ADMIN, "chief")
    other = make(engine, AccountRole.VIEWER)
    by = make(engine, AccountRole.ADMIN, "leaving")
    imported = upload(Kind.MEETINGS, meeting(title="会议"), by=by)
    batch = pipeline.import_file(engine, imported).batch
    plan, _ = plans.store_plan(engine, upload(Kind.MEETINGS, meeting(title="新"), by=by))
    snapshot = take(engine, by).public_id
    with locked(engine) as connection:
        administration.disable(connection, OPERATOR, by.id)
    assert batch
    return Scene(engine, by, other.id, plan, batch, snapshot)


def taking_by() -> set[str]:
    """All public functions of db that take `by`, an Author."""
    found = set()
    for module in pkgutil.walk_packages(db.__path__, "db."):
        if module.name.startswith("db.migrations") or module.name == "db.__main__":
            continue
        loaded = importlib.import_module(module.name)
        for name, function in vars(loaded).items():
            if inspect.isfunction(function) and function.__module__ == module.name:
                by = inspect.signature(inspect.unwrap(function)).parameters.get("by")
                if by is not None and not name.startswith("_"):
                    found.add(f"{module.name}.{name}")
    return found


def test_every_function_that_takes_who_does_it_is_tried_here() -> None:
    assert taking_by() == DEEDS.keys() | INSIDE.keys()


def test_a_disabled_account_does_nothing(scene: Scene) -> None:
    before = checksum(scene.engine)
    assert [name for name, deed in (DEEDS | MORE).items() if not refused(deed, scene)] == []
    assert checksum(scene.engine) == before


def refused(deed: Deed, scene: Scene) -> bool:
    """Whether it is refused because the account is disabled."""
    try:
        deed(scene)
    except Forbidden as refusal:
        return "disabled" in refusal.words.en
    return False


def test_a_disabled_account_does_not_sign_in_or_change_its_password(scene: Scene) -> None:
    with locked(scene.engine) as connection:
        entrance.set_password(connection, OPERATOR, scene.by.id, passwords.hashed(PASSWORD))
    caller = Caller("10.0.0.1", "a browser", timedelta(hours=8))
    with pytest.raises(NotLetIn, match="disabled"):
        entrance.with_password(scene.engine, "leaving", PASSWORD, caller)
    with pytest.raises(NotLetIn, match="disabled"):
        entrance.change_password(
            scene.engine, scene.by, PASSWORD, "nine lanterns of Guangyuan", caller
        )
