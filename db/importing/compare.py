"""Stage 7: each parsed row against the store, and against the rest of its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, select

from db.importing.block import Block
from db.importing.identity import UNASKED, Answers, First, Key, are_new, identify
from db.importing.issue import Invalid, Issue
from db.importing.packed import as_rows
from db.importing.problems.dates import STORED_ORDER
from db.importing.problems.records import LINKED_ITEM
from db.importing.rows import (
    ChildPlan,
    ChildSpec,
    Fate,
    ParsedRow,
    RecordSpec,
    RowPlan,
    Values,
    chunks,
)
from db.importing.words import Words

Children = dict[str, dict[int, dict[Any, Values]]]
"""Child name → parent id → child key → stored row."""


def compare(
    connection: Connection,
    spec: RecordSpec,
    rows: Sequence[ParsedRow],
    noun: Words,
    answers: Answers = UNASKED,
    first: First | None = None,
) -> list[RowPlan]:
    """What each row will do to the store: new, changed field by field, unchanged, or error.

    `first` is for the rows of a file that come in parts: it is filled by each part for the next.

    Raises:
        Invalid: something about all rows must be asked first: see `identify`.
    """
    bases = identify(connection, spec, rows, noun, answers, first)
    children = _children(connection, spec, [base["id"] for base in bases if base is not None])
    linked = _linked(connection, spec, children)
    plans = [
        _failed(row) if row.failed else _plan(spec, row, base, children, linked)
        for row, base in zip(rows, bases, strict=True)
    ]
    return [warned(connection, spec, plan) for plan in plans] if spec.effects else plans


def compare_part(
    connection: Connection,
    spec: RecordSpec,
    part: Block | list[ParsedRow],
    noun: Words,
    answers: Answers,
    first: First,
) -> Block | list[RowPlan]:
    """`compare` for a part of a file: a block stays one where all of its rows are new."""
    if isinstance(part, Block) and are_new(connection, spec, part, answers, first):
        return part
    return compare(connection, spec, as_rows(part), noun, answers, first)


def warned(connection: Connection, spec: RecordSpec, plan: RowPlan) -> RowPlan:
    """The plan with notes on what it does to other records."""
    if spec.effects and plan.fate is Fate.CHANGED:
        place = {"record_no": plan.record_no, "line_no": plan.line_no}
        notes = [invalid.issue(**place) for invalid in spec.effects.warn(connection, plan)]
        plan.issues = [*plan.issues, *notes]
    return plan


def belongings(
    connection: Connection, spec: RecordSpec, record_id: int
) -> tuple[Children, set[tuple[str, int]]]:
    """The child rows of one record, and (child name, id) of those that other tables point to."""
    children = _children(connection, spec, [record_id])
    return children, _linked(connection, spec, children)


def plan_over(
    spec: RecordSpec,
    row: ParsedRow,
    base: Values,
    children: Children,
    linked: set[tuple[str, int]],
) -> RowPlan:
    """What a row does to the very record that it corrects, be its key another one then."""
    key = spec.key_of(base | row.values)
    return _over(spec, row, key, base, children, linked)


def _children(connection: Connection, spec: RecordSpec, parents: list[int]) -> Children:
    found: Children = {name: {} for name in spec.children}
    for name, child in spec.children.items():
        for chunk in chunks(parents):
            rows = select(child.table).where(child.table.c[child.parent].in_(chunk))
            for stored in connection.execute(rows).mappings():
                siblings = found[name].setdefault(stored[child.parent], {})
                siblings[stored[child.key]] = dict(stored)
    return found


def _linked(connection: Connection, spec: RecordSpec, children: Children) -> set[tuple[str, int]]:
    """(child name, id) of the child rows that other tables point to."""
    linked: set[tuple[str, int]] = set()
    for name, child in spec.children.items():
        identities = [row["id"] for group in children[name].values() for row in group.values()]
        for table, column in child.linked_from:
            linked |= {(name, i) for i in _pointed_to(connection, table, column, identities)}
    return linked


def _pointed_to(
    connection: Connection, table: Table, column: str, identities: list[int]
) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(identities):
        points = table.c[column]
        found |= set(connection.scalars(select(points).distinct().where(points.in_(chunk))))
    return found


def _failed(row: ParsedRow) -> RowPlan:
    return RowPlan(row.record_no, row.line_no, Fate.ERROR, issues=row.issues)


def _plan(
    spec: RecordSpec,
    row: ParsedRow,
    base: Values | None,
    children: Children,
    linked: set[tuple[str, int]],
) -> RowPlan:
    key = spec.key_of(row.values if base is None else base | row.values)
    return _new(spec, row, key) if base is None else _over(spec, row, key, base, children, linked)


def _new(spec: RecordSpec, row: ParsedRow, key: Key) -> RowPlan:
    values = row.defaults | row.values if row.defaults else row.values
    groups = row.new_children | row.children
    new = [ChildPlan(n, None, None, v) for n, group in groups.items() for v in group]
    for name, some in row.some.items():
        told = filter(spec.children[name].is_told, some)
        new += [ChildPlan(name, None, None, values) for values in told]
    return RowPlan(
        row.record_no, row.line_no, Fate.NEW, key, None, None, values, new, issues=row.issues
    )


def _over(
    spec: RecordSpec,
    row: ParsedRow,
    key: Key,
    base: Values,
    children: Children,
    linked: set[tuple[str, int]],
) -> RowPlan:
    changes = _changes(spec, row.values, base)
    diff = [(name, base[name], value) for name, value in changes.items()]
    plans: list[ChildPlan] = []
    for name, group in [*row.children.items(), *row.some.items()]:
        child, stored = spec.children[name], children[name].get(base["id"], {})
        wanted = group if name in row.children else _with_others(child, stored, group)
        plans += _child_plans(name, child, stored, wanted)
    diff += [change for plan in plans for change in _child_diff(spec.children[plan.name], plan)]
    plan = RowPlan(
        row.record_no,
        row.line_no,
        Fate.CHANGED if diff else Fate.UNCHANGED,
        key,
        base["id"],
        base,
        changes,
        plans,
        diff,
        row.issues,
    )
    return _refuse_lost_links(_refuse_disorder(spec, plan, base | changes), linked)


def _changes(spec: RecordSpec, values: Values, base: Values) -> Values:
    """What differs, and what must be emptied because that on which it hangs differs."""
    changes = {name: value for name, value in values.items() if base[name] != value}
    for name, owner in spec.follows.items():
        if name in changes and owner not in changes:
            del changes[name]
    if base.get("code_year") and "year" in changes:
        changes["code_year"] = changes["year"]
    orphans = {
        name: None
        for name, owner in spec.hangs_on.items()
        if owner in changes and name not in values and base[name] is not None
    }
    return changes | orphans


def _refuse_disorder(spec: RecordSpec, plan: RowPlan, result: Values) -> RowPlan:
    """An error where only one end of a period is in the file, and now ends before it starts."""
    issues = [
        Invalid(STORED_ORDER, start=result[start], end=result[end]).issue(
            record_no=plan.record_no, line_no=plan.line_no, field=field
        )
        for start, end, field in spec.periods
        if result[start] and result[end] and result[end] < result[start]
    ]
    return replace(plan, fate=Fate.ERROR, issues=[*plan.issues, *issues]) if issues else plan


def _with_others(
    child: ChildSpec, stored: Mapping[Any, Values], some: list[Values]
) -> list[Values]:
    """What a file says of some rows over what the store has of those, and all others."""
    of_file = {values[child.key]: values for values in some}
    hidden = {"id", child.parent}
    whole = [
        {n: v for n, v in row.items() if n not in hidden} | of_file.pop(key, {})
        for key, row in stored.items()
    ]
    return [*filter(child.is_told, [*whole, *of_file.values()])]


def _child_plans(
    name: str, child: ChildSpec, stored: dict[Any, Values], wanted: list[Values]
) -> Iterator[ChildPlan]:
    keys = {values[child.key] for values in wanted}
    for key, base in stored.items():
        if key not in keys:
            yield ChildPlan(name, base["id"], base, None)
    for values in wanted:
        known = stored.get(values[child.key])
        if known is None:
            yield ChildPlan(name, None, None, values)
        elif changed := _child_changes(child, values, known):
            yield ChildPlan(name, known["id"], known, changed)


def _child_changes(child: ChildSpec, values: Values, known: Values) -> Values:
    changed = {name: value for name, value in values.items() if known[name] != value}
    for name, (plain, finer) in child.weak.items():
        if changed.get(name) == plain and known[name] in finer:
            del changed[name]
    for name, owner in child.follows.items():
        if owner not in changed:
            changed.pop(name, None)
    return changed


def _child_diff(child: ChildSpec, plan: ChildPlan) -> list[tuple[str, Any, Any]]:
    old, new = plan.base or {}, plan.values or {}
    key = old.get(child.key, new.get(child.key))
    shown = new if plan.values is not None else {n: v for n, v in old.items() if v is not None}
    hidden = {"id", child.parent, child.key}
    return [
        (f"{plan.name}[{key}].{name}", old.get(name), new.get(name))
        for name in shown
        if name not in hidden
    ]


def _refuse_lost_links(plan: RowPlan, linked: set[tuple[str, int]]) -> RowPlan:
    lost: list[Issue] = [
        Invalid(LINKED_ITEM, number=(child.base or {}).get("number")).issue(
            record_no=plan.record_no, line_no=plan.line_no, field=child.name
        )
        for child in plan.children
        if child.values is None and (child.name, child.target_id) in linked
    ]
    return replace(plan, fate=Fate.ERROR, issues=[*plan.issues, *lost]) if lost else plan
