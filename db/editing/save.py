"""Writing what was typed: one transaction, with the rights, the version and the history checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine, select

from db import clock
from db.accounts import Action as Act
from db.accounts import Author, matter_of, require
from db.editing.batch import write_batch
from db.editing.children import Entries
from db.editing.problems import GONE, NO_SOURCE, SIDES_LINKED, STALE, UNCHANGED
from db.editing.read import difference, directory_for, read
from db.editing.records import shown, stored
from db.engine import writing
from db.importing.commit import write_plans
from db.importing.compare import belongings, compare, plan_over, warned
from db.importing.identity import Answers, Codes, holder
from db.importing.issue import Invalid, Issue, Severity
from db.importing.kinds import LEDGERS
from db.importing.likeness import likenesses
from db.importing.problems.making import NOTHING_TO_DO
from db.importing.rows import Fate, RecordSpec, RowPlan, Values
from db.terms import Kind

SIDES = ("helper_adcode", "receiver_adcode")


@dataclass(frozen=True)
class Correction:
    """What somebody typed over a record; a field that is not among the texts is left as it is.

    `version` is the record's as they saw it; `looked_at` are the notes (`note_of`) that they have
    seen and want it saved all the same.
    """

    kind: Kind
    id: int
    version: int
    texts: Mapping[str, str]
    looked_at: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Addition:
    """A record typed by hand; a field that is not among the texts is empty."""

    kind: Kind
    texts: Mapping[str, str]
    looked_at: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Saved:
    """What was written: the record, the batch that can take it back, and how texts were read."""

    kind: Kind
    id: int
    batch: int
    notes: list[Issue] = field(default_factory=list)


class Unfit(Exception):
    """What was typed cannot be taken: `issues` says where and why, all at once."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(", ".join(f"{issue.field}: {issue.code}" for issue in issues))
        self.issues = issues


class Doubtful(Unfit):
    """It can be taken, but was not plain to read: to be looked at before it is saved."""


class Exists(Exception):
    """There is such a record already: its number is `id`."""

    def __init__(self, kind: Kind, record_id: int) -> None:
        super().__init__(f"{kind}: {record_id}")
        self.kind, self.id = kind, record_id


def note_of(issue: Issue) -> str:
    """What a note says of which field: by this it is known again."""
    return f"{issue.field}: {issue.what.zh}"


def correct(engine: Engine, correction: Correction, by: Author | None) -> Saved:
    """Write what was changed in a record's form, and nothing that was not.

    Raises:
        Forbidden: by somebody who is not in charge of the record as it is, or as it would be.
        Invalid: GONE, STALE, or UNCHANGED.
        Unfit: fields cannot be taken; Doubtful: their notes must be looked at first.
        Exists: another record is known by what this one would be known by.
    """
    kind, spec = correction.kind, LEDGERS[correction.kind].spec
    with writing(engine) as connection:
        base = stored(connection, kind, correction.id)
        by = require(connection, by, Act.EDIT, over=[matter_of(base)] if base else [])
        if base is None:
            raise Invalid(GONE)
        if base["version"] != correction.version:
            raise Invalid(STALE)
        plan = _over(connection, correction, base)
        after = base | plan.values
        by = require(connection, by, Act.EDIT, over=[matter_of(base), matter_of(after)])
        if plan.fate is Fate.UNCHANGED:
            raise Invalid(UNCHANGED)
        known_anew = not spec.known_by.isdisjoint(plan.values)
        if known_anew and (twin := holder(connection, spec, after, other_than=base["id"])):
            raise Exists(kind, twin)
        _refuse_lost_couple(connection, spec, base, after)
        _refuse_doubt(plan.issues, correction.looked_at)
        batch = _write(connection, spec, plan, by, demo=base["demo"])
        return Saved(kind, base["id"], batch, list(plan.issues))


def add(engine: Engine, addition: Addition, by: Author | None) -> Saved:
    """Write a new record. No file can be asked where it comes from: its source must be given.

    Raises:
        Forbidden: by somebody who is not in charge of it.
        Unfit: fields cannot be taken; Doubtful: their notes must be looked at first.
        Exists: it is in the store already, as an upload would have found.
    """
    kind, ledger = addition.kind, LEDGERS[addition.kind]
    with writing(engine) as connection:
        by = require(connection, by, Act.EDIT, over=[])
        directory = directory_for(connection, addition.texts)
        typed = read(kind, addition.texts, directory)
        if not typed.values["source"]:
            typed.issues.append(Invalid(NO_SOURCE).issue(field="source"))
        stay = Answers(Codes.SAME)
        (plan,) = compare(connection, ledger.spec, [typed], ledger.noun, stay)
        _refuse_errors(plan.issues)
        plan.issues = [*plan.issues, *likenesses(connection, kind, [plan], directory)]
        by = require(connection, by, Act.EDIT, over=[matter_of(plan.values | (plan.base or {}))])
        if plan.target_id is not None:
            raise Exists(kind, plan.target_id)
        _refuse_doubt(plan.issues, addition.looked_at)
        batch = _write(connection, ledger.spec, plan, by, demo=False)
        record_id = holder(connection, ledger.spec, plan.values)
        assert record_id is not None  # noqa: S101 - it has just been written
        return Saved(kind, record_id, batch, list(plan.issues))


def _over(connection: Connection, correction: Correction, base: Values) -> RowPlan:
    """What the texts do to a record: read as it was and as it is typed, and compared with it."""
    kind, spec = correction.kind, LEDGERS[correction.kind].spec
    seen = shown(connection, kind, base).texts
    typed = {**seen, **correction.texts}
    directory = directory_for(connection, seen, typed)
    row = difference(spec.table, read(kind, seen, directory), read(kind, typed, directory))
    children, linked = belongings(connection, spec, base["id"])
    for name, group in row.children.items():
        entries = Entries(name, spec.children[name], children[name].get(base["id"], {}), group)
        row.issues += entries.moved(identity for of, identity in linked if of == name)
        row.children[name] = entries.whole()
    _refuse_errors(row.issues)
    plan = warned(connection, spec, plan_over(_plainly(spec), row, base, children, linked))
    _refuse_errors(plan.issues)
    return plan


def _plainly(spec: RecordSpec) -> RecordSpec:
    """The table without weak columns: `Entries` has seen to them."""
    children = {name: replace(child, weak={}) for name, child in spec.children.items()}
    return replace(spec, children=children)


def _refuse_errors(issues: Iterable[Issue]) -> None:
    errors = [issue for issue in issues if issue.severity is not Severity.NOTE]
    if errors:
        raise Unfit(errors)


def _refuse_doubt(notes: Iterable[Issue], looked_at: frozenset[str]) -> None:
    doubtful = [
        note for note in notes if not note.problem.quiet and note.problem.fix is not NOTHING_TO_DO
    ]
    if any(note_of(note) not in looked_at for note in doubtful):
        raise Doubtful(doubtful)


def _refuse_lost_couple(
    connection: Connection, spec: RecordSpec, base: Values, after: Values
) -> None:
    """Others are linked to a meeting as to one of their own couple."""
    changed = [name for name in SIDES if base[name] != after[name]]
    if not changed or spec.effects:
        return
    for table, column in spec.linked_from:
        pointing = select(table.c.id).where(table.c[column] == base["id"]).limit(1)
        if connection.scalar(pointing) is not None:
            fields = [name.removesuffix("_adcode") for name in changed]
            raise Unfit([Invalid(SIDES_LINKED).issue(field=name) for name in fields])


def _write(
    connection: Connection, spec: RecordSpec, plan: RowPlan, by: Author, *, demo: bool
) -> int:
    """The record with its history, as a batch of its own: what is typed is as of today."""
    today = clock.today()

    def write(batch: int) -> Mapping[str, int]:
        return write_plans(connection, spec, [plan], batch, demo, as_of=today)

    return write_batch(connection, by, write, demo=demo, as_of=today)
