"""Saving what was typed of a report: all of it in one batch, or nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from db.accounts import Author
from db.editing.batch import write_batch
from db.editing.problems import UNCHANGED
from db.editing.work import Work, carry_out
from db.engine import writing
from db.importing.commit import write_plans
from db.importing.compare import compare
from db.importing.identity import Answers, Codes
from db.importing.issue import Invalid, Issue, Severity
from db.importing.problems.making import NOTHING_TO_DO
from db.importing.rows import Fate, RowPlan, Values
from db.models import Metric
from db.results.cells import LEDGER, Cell, Ground, Key, ground, read
from db.results.checks import Measure, Point, doubts
from db.results.grid import Reported, reports
from db.results.reports import RESULT, Of, in_charge, is_of

Told = dict[Key, list[Issue]]
"""What there is to say of rows."""


class Unfit(Exception):
    """Some rows cannot be taken: `issues` says which and why, all at once."""

    def __init__(self, issues: Told) -> None:
        super().__init__(", ".join(f"{key[0]}: {told[0].code}" for key, told in issues.items()))
        self.issues = issues


class Doubtful(Unfit):
    """They can be taken, but something is to be looked at before they are saved."""


class Overtaken(Exception):
    """Somebody else has saved rows since they were seen. `now` is how each of them stands; None
    where it is gone. Rows that stand as they were typed are not among them.
    """

    def __init__(self, now: Mapping[Key, Values | None]) -> None:
        super().__init__(", ".join(key[0] for key in now))
        self.now = now


@dataclass(frozen=True)
class Saved:
    """What was written: the batch that can take it back, and how many rows of each fate."""

    batch: int
    new: int
    changed: int
    removed: int


def save_report(
    engine: Engine,
    of: Of,
    cells: Sequence[Cell],
    versions: Mapping[Key, int],
    by: Author | None,
    looked_at: Collection[str] = (),
) -> Saved:
    """Write the rows of a report that were typed over; one without a value is removed. `versions`
    are those of the results as they were seen, `looked_at` the doubts (`doubt_of`) that were.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unready: NOT_THEIRS; CLOSED.
        Invalid: HANDED_IN; UNCHANGED.
        Unfit: rows cannot be taken; Doubtful: something must be looked at first.
        Overtaken: somebody else has saved some of these rows meanwhile.
    """
    with writing(engine) as connection:
        author = in_charge(connection, of, by)
        on = ground(connection, of.pairing_id)
        plans, gone, now = _planned(connection, on, of, cells)
        _refuse_overtaken(plans, gone, now, versions)
        told = doubts_of(on, of, plans, reports(connection, of))
        unseen = {key: d for key, d in told.items() if not {*map(doubt_of, d)} <= {*looked_at}}
        if unseen:
            raise Doubtful(unseen)
        effective = [plan for plan in plans.values() if plan.fate is not Fate.UNCHANGED]
        if not effective and not gone:
            raise Invalid(UNCHANGED)
        return _write(connection, effective, gone, author)


def check(on: Ground, of: Of, cells: Sequence[Cell], reported: Reported) -> Told:
    """What there is to say of rows as they are typed, by row: first what cannot be taken."""
    written = [cell for cell in cells if not cell.blank]
    told: Told = {}
    for cell, row in zip(written, read(on, of, written), strict=True):
        metric = on.directory.metrics.get(cell.metric)
        issues = [issue for issue in row.issues if not issue.problem.quiet]
        if metric is not None and not row.failed:
            issues += _doubts(metric, of, cell.key, row.values["value"], reported)
        if issues:
            told[cell.key] = issues
    return told


def doubt_of(issue: Issue) -> str:
    """By this a doubt that was looked at is known again."""
    return f"{issue.field}: {issue.what.zh}"


def fails(issues: Iterable[Issue]) -> bool:
    """Whether a row cannot be taken."""
    return any(issue.severity is not Severity.NOTE for issue in issues)


def must_look(issue: Issue) -> bool:
    """Whether something has to be looked at before it is saved."""
    return not issue.problem.quiet and issue.problem.fix is not NOTHING_TO_DO


def doubts_of(on: Ground, of: Of, plans: Mapping[Key, RowPlan], reported: Reported) -> Told:
    """What must be looked at of rows that change something, by row."""
    told: Told = {}
    for key, plan in plans.items():
        if plan.fate is Fate.UNCHANGED:
            continue
        value: int = ((plan.base or {}) | plan.values)["value"]
        metric = on.directory.metrics[key[0]]
        issues = [*plan.issues, *_doubts(metric, of, key, value, reported)]
        if issues := [issue for issue in issues if must_look(issue)]:
            told[key] = issues
    return told


def _doubts(metric: Metric, of: Of, key: Key, value: int, reported: Reported) -> list[Issue]:
    course = reported.points.get((of.side, key), ())
    target = reported.targets.get(key[0])
    measure = Measure(metric.unit, metric.better)
    found = doubts(Point(of.period, value), key[1], measure, course, target)
    return [invalid.issue(field="value") for invalid in found]


def _planned(
    connection: Connection, on: Ground, of: Of, cells: Sequence[Cell]
) -> tuple[dict[Key, RowPlan], dict[Key, Values], dict[Key, Values]]:
    """What becomes of the rows: those written, those that go, and how the report stands now."""
    written = [cell for cell in cells if not cell.blank]
    rows = read(on, of, written)
    plans = compare(connection, LEDGER.spec, rows, LEDGER.noun, Answers(Codes.SAME))
    by_key = {cell.key: plan for cell, plan in zip(written, plans, strict=True)}
    wrong = {key: list(plan.issues) for key, plan in by_key.items() if fails(plan.issues)}
    if wrong:
        raise Unfit(wrong)
    found = connection.execute(select(RESULT).where(*is_of(RESULT, of))).mappings()
    now = {(row["metric_key"], row["basis"]): dict(row) for row in found}
    gone = {cell.key: now[cell.key] for cell in cells if cell.blank and cell.key in now}
    return by_key, gone, now


def _refuse_overtaken(
    plans: Mapping[Key, RowPlan],
    gone: Mapping[Key, Values],
    now: Mapping[Key, Values],
    versions: Mapping[Key, int],
) -> None:
    written = [key for key, plan in plans.items() if plan.fate is not Fate.UNCHANGED]
    moved = {
        key: now.get(key)
        for key in (*written, *gone)
        if (now[key]["version"] if key in now else None) != versions.get(key)
    }
    if moved:
        raise Overtaken(moved)


def _write(
    connection: Connection, plans: list[RowPlan], gone: Mapping[Key, Values], by: Author
) -> Saved:
    def write(batch: int) -> dict[str, int]:
        carry_out(connection, batch, Work(gone=[(LEDGER.spec, row) for row in gone.values()]))
        counts = write_plans(connection, LEDGER.spec, plans, batch)
        return dict(counts) | ({"deleted": len(gone)} if gone else {})

    batch = write_batch(connection, by, write)
    fates = Counter(plan.fate for plan in plans)
    return Saved(batch, fates[Fate.NEW], fates[Fate.CHANGED], len(gone))
