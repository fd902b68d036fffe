"""Records that follow the files by code, except where the store knows better.

A record that somebody has corrected since stays as it was corrected, one that somebody has removed
or made one with another does not come back, one whose agreed items have projects or progress keeps
those items, and what the files no longer have is taken out only if nothing points to it. Each of
these is said.
"""

from sqlalchemy import select

from db.closings.rows import before_and_after, lies_in
from db.editing.work import Work, carry_out
from db.importing.commit import write_plans
from db.importing.compare import belongings, compare, plan_over
from db.importing.identity import holder
from db.importing.rows import Fate, ParsedRow, RecordSpec, RowPlan, Values
from db.importing.words import same
from db.reference.edition import Deed, Edition, Reason, corrected_since, pointed_to, removed

CODE = "reference_code"


def follow_records(edition: Edition, spec: RecordSpec, rows: list[Values], name: str) -> None:
    """Write what is new or changed in the files, and take out what is no longer there.

    `name` is the column that a person knows the record by.

    Raises:
        ValueError: the files contradict themselves.
    """
    table, connection = spec.table, edition.connection
    parsed = [
        ParsedRow(number, number, values=row, children=row.pop("children", {}))
        for number, row in enumerate(rows, start=1)
    ]
    _refuse_twins(spec, parsed)
    known = {
        row[CODE]: dict(row)
        for row in connection.execute(select(table).where(table.c[CODE].is_not(None))).mappings()
    }
    plans = _plans(edition, spec, parsed, known)
    targets = {plan.target_id for plan in plans if plan.target_id is not None}
    corrected = corrected_since(edition.connection, table, targets)
    new = {row.values[CODE] for row in parsed} - known.keys()
    gone = removed(connection, table, CODE, new)
    followed = []
    for row, plan in zip(parsed, plans, strict=True):
        reason = _reason(edition, spec, plan, corrected, row.values[CODE] in gone)
        if reason is None:
            followed.append(plan)
            _say_renamed(edition, spec, plan, name)
        elif plan.fate is not Fate.UNCHANGED:
            was = (plan.base or row.values)[name]
            edition.say(Deed.KEPT, table, row.values[CODE], str(was), reason=reason)
            if reason is not Reason.CLOSED:
                followed += _adopted(plan, row.values[CODE])
    counts = write_plans(connection, spec, followed, edition.batch, as_of=edition.as_of)
    edition.count(table, counts[Fate.NEW] + counts[Fate.CHANGED])
    met = {plan.target_id for plan in plans}
    _drop(edition, spec, [row for row in known.values() if row["id"] not in met], name)


def _refuse_twins(spec: RecordSpec, rows: list[ParsedRow]) -> None:
    for of in (lambda values: values[CODE], spec.key_of):
        seen: dict[object, str] = {}
        for row in rows:
            code = row.values[CODE]
            if (other := seen.setdefault(of(row.values), code)) is not code:
                raise ValueError(f"data/reference, {spec.table.name}: {other} and {code} are one")


def _plans(
    edition: Edition, spec: RecordSpec, rows: list[ParsedRow], known: dict[str, Values]
) -> list[RowPlan]:
    """The plan of each row: by its code, or else by its key as a ledger's would be."""
    others = [row for row in rows if row.values[CODE] not in known]
    by_key = iter(compare(edition.connection, spec, others, same(spec.table.name)))
    plans = []
    for row in rows:
        base = known.get(row.values[CODE])
        if base is None:
            plans.append(next(by_key))
            continue
        children, linked = belongings(edition.connection, spec, base["id"])
        plans.append(plan_over(spec, row, base, children, linked))
    return plans


def _reason(
    edition: Edition, spec: RecordSpec, plan: RowPlan, corrected: set[int], gone: bool
) -> Reason | None:
    """Why a plan is not to be carried out; None where it is."""
    changes = plan.fate is not Fate.UNCHANGED
    if changes and lies_in(edition.closed, spec.table, *before_and_after(plan)):
        return Reason.CLOSED
    if plan.base is None or plan.target_id is None:
        return Reason.REMOVED if gone else None
    if plan.target_id in corrected:
        return Reason.CORRECTED
    if plan.fate is Fate.ERROR or _numbered_anew(edition, spec, plan):
        return Reason.ITEMS_LINKED
    if not set(spec.key).isdisjoint(plan.values):
        values = plan.base | plan.values
        if holder(edition.connection, spec, values, other_than=plan.target_id) is not None:
            return Reason.KEY_TAKEN
    return None


def _numbered_anew(edition: Edition, spec: RecordSpec, plan: RowPlan) -> bool:
    """Whether a child that others point to would become another one: its text now stands at another
    number, so what points to it would mean something else.
    """
    for name, child in spec.children.items():
        changed = [
            item
            for item in plan.children
            if item.name == name and item.base and item.values and "text" in item.values
        ]
        if not changed:
            continue
        texts = {(item.values or {}).get("text") for item in plan.children if item.name == name}
        moved = {(i.base or {})["id"] for i in changed if (i.base or {})["text"] in texts}
        if pointed_to(edition.connection, child.table, "id", moved, set()):
            return True
    return False


def _adopted(plan: RowPlan, code: str) -> list[RowPlan]:
    """A record that staff had brought before the files had it: known by its code from now on."""
    if plan.base is None or plan.base[CODE] == code:
        return []
    plan.fate, plan.values, plan.children = Fate.CHANGED, {CODE: code}, ()
    return [plan]


def _say_renamed(edition: Edition, spec: RecordSpec, plan: RowPlan, name: str) -> None:
    if plan.base and plan.base[CODE] and name in plan.values:
        old, now = str(plan.base[name]), str(plan.values[name])
        edition.say(Deed.RENAMED, spec.table, plan.base[CODE], old, now=now)


def _drop(edition: Edition, spec: RecordSpec, rows: list[Values], name: str) -> None:
    """Take out records that the files no longer have, with what belongs to them."""
    table = spec.table
    identities = {row["id"] for row in rows}
    corrected = corrected_since(edition.connection, table, identities)
    own = {child.table.name for child in spec.children.values()}
    linked = pointed_to(edition.connection, table, "id", identities, own)
    for row in rows:
        reason = _reason_to_stay(edition, spec, row, corrected, linked)
        if reason:
            edition.say(Deed.KEPT, table, row[CODE], str(row[name]), reason=reason)
            continue
        _delete(edition, spec, row)
        edition.say(Deed.DROPPED, table, row[CODE], str(row[name]))
        edition.count(table, 1)


def _reason_to_stay(
    edition: Edition, spec: RecordSpec, row: Values, corrected: set[int], linked: set[int]
) -> Reason | None:
    if lies_in(edition.closed, spec.table, row):
        return Reason.CLOSED
    if row["id"] in corrected:
        return Reason.CORRECTED
    if row["id"] in linked or belongings(edition.connection, spec, row["id"])[1]:
        return Reason.LINKED
    return None


def _delete(edition: Edition, spec: RecordSpec, row: Values) -> None:
    children, _ = belongings(edition.connection, spec, row["id"])
    work = Work(gone=[(spec, row)])
    for name, child in spec.children.items():
        parts = children[name].get(row["id"], {}).values()
        work.gone_children += [(child, part, row["version"] + 1) for part in parts]
    carry_out(edition.connection, edition.batch, work)
