"""Two records that are one: one is kept, the other's parts and links move to it, and it is gone.

What is kept stays as it is; what it does not say, it takes over from the other one. Undo parts the
two again, if neither has changed since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from db import clock
from db.accounts import Action as Act
from db.accounts import Author, matter_of, require
from db.editing.batch import write_batch
from db.editing.problems import (
    CHANGED_MEANWHILE,
    MERGE_DEMO,
    MERGE_LINKED,
    MERGE_SELF,
    NOT_THERE,
)
from db.editing.records import stored
from db.editing.work import Work, carry_out, pointing, refuse_needed
from db.engine import writing
from db.folding import folded, keys_of
from db.importing.compare import belongings
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.reversible import MERGED
from db.importing.rows import ChildSpec, RecordSpec, Values
from db.terms import Kind

OWN = frozenset(
    [
        "id",
        "version",
        "batch_id",
        "demo",
        "helper_adcode",
        "receiver_adcode",
        "pairing_id",
        "twin",
        "as_of",
    ]
)
"""What a record does not take over."""


@dataclass(frozen=True)
class Merge:
    """Which record is kept, and which is gone; the versions are as they were seen, if they were."""

    kind: Kind
    kept: int
    gone: int
    versions: tuple[int, int] | None = None


@dataclass
class Merger:
    """What a merge would do: the columns that the kept record takes over, those in which the two
    differ (kept, gone), the parts that move by name, and the records (table, id) whose links move.
    """

    kept: Values
    gone: Values
    taken: Values = field(default_factory=dict)
    differing: dict[str, tuple[object, object]] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    links: list[tuple[str, int]] = field(default_factory=list)


def foresee_merge(connection: Connection, merge: Merge) -> Merger:
    """What `merge_records` would do. Writes nothing.

    Raises:
        Invalid: as `merge_records` does.
    """
    return _planned(connection, merge)[0]


def merge_records(engine: Engine, merge: Merge, by: Author | None) -> int:
    """Merge two records; the batch that can be taken back.

    Raises:
        Forbidden: by somebody who is not in charge of both, and of what is linked to the one that
            goes.
        Invalid: NOT_THERE, CHANGED_MEANWHILE; MERGE_SELF, MERGE_DEMO, MERGE_LINKED;
            NEEDED.
    """
    with writing(engine) as connection:
        by = require(connection, by, Act.EDIT, over=[])
        merger, work = _planned(connection, merge)
        touched = [merger.kept, merger.gone, *(base for _, base, _ in work.records)]
        by = require(connection, by, Act.EDIT, over=map(matter_of, touched))
        versions = (merger.kept["version"], merger.gone["version"])
        if merge.versions is not None and merge.versions != versions:
            raise Invalid(CHANGED_MEANWHILE)
        return write_batch(
            connection,
            by,
            lambda batch: carry_out(connection, batch, work),
            demo=merger.kept["demo"],
            choices={"deed": MERGED, "record": merge.kept, "gone": merge.gone},
            as_of=clock.today(),
        )


def _planned(connection: Connection, merge: Merge) -> tuple[Merger, Work]:
    spec = LEDGERS[merge.kind].spec
    if merge.kept == merge.gone:
        raise Invalid(MERGE_SELF)
    kept, gone = (stored(connection, merge.kind, one) for one in (merge.kept, merge.gone))
    if kept is None or gone is None:
        raise Invalid(NOT_THERE)
    if kept["demo"] != gone["demo"]:
        raise Invalid(MERGE_DEMO)
    refuse_needed(connection, spec, gone)
    linked = pointing(connection, spec, gone["id"])
    if linked and any(kept[side] != gone[side] for side in ("helper_adcode", "receiver_adcode")):
        raise Invalid(MERGE_LINKED, count=len(linked))
    merger = Merger(kept, gone, *_values(spec, kept, gone))
    made = merger.taken | ({"as_of": clock.today()} if spec.dated else {})
    work = Work(gone=[(spec, gone)], heirs=[(spec.table, kept, made)])
    same = _children(connection, spec, merger, work)
    for table, row in linked:
        changes: Values = {name: kept["id"] for other, name in spec.linked_from if other is table}
        for child, twins in same:
            for name in (name for other, name in child.linked_from if other is table):
                changes |= {name: twins[row[name]]} if row[name] in twins else {}
        work.records.append((table, row, changes))
    merger.links = [(table.name, row["id"]) for table, row in linked]
    return merger, work


def _values(
    spec: RecordSpec, kept: Values, gone: Values
) -> tuple[Values, dict[str, tuple[object, object]]]:
    """What the kept record takes over, and in what the two differ."""
    folds = {key for key, _ in keys_of(spec.table)}
    columns = [name for name in kept if name not in OWN | folds]
    owners = {**spec.hangs_on, **spec.follows, **_precisions(spec)}
    lacking = {name for name in columns if _says_nothing(kept[name])}
    lacking -= spec.known_by - {"code"}

    def fits(name: str) -> bool:
        """What hangs on another column goes along with that one only."""
        owner = owners.get(name)
        return owner is None or owner in lacking or bool(kept[owner] == gone[owner])

    taken = {n: gone[n] for n in columns if n in lacking and not _says_nothing(gone[n]) and fits(n)}
    _drop_disorder(spec, kept, taken)
    differing = {
        name: (kept[name], gone[name])
        for name in columns
        if name not in owners
        and name not in taken
        and not _says_nothing(gone[name])
        and kept[name] != gone[name]
    }
    return taken, differing


def _drop_disorder(spec: RecordSpec, kept: Values, taken: Values) -> None:
    """Do not take over an end of a period that would then end before it starts."""
    whole = kept | taken
    periods = [(start, end) for start, end, _ in spec.periods] or [("date_start", "date_end")]
    for start, end in periods:
        if whole.get(start) and whole.get(end) and whole[end] < whole[start]:
            precisions = {f"{name.removesuffix('_date')}_precision" for name in (start, end)}
            for name in {start, end} | precisions:
                taken.pop(name, None)


def _precisions(spec: RecordSpec) -> dict[str, str]:
    """How exactly a date is known belongs to the date."""
    names = {column.name for column in spec.table.c}
    found = {}
    for name in names:
        if name.endswith("_precision"):
            stem = name.removesuffix("_precision")
            found[name] = f"{stem}_date" if f"{stem}_date" in names else f"{stem}_start"
    return found


def _says_nothing(value: object) -> bool:
    return value is None or value == ""


def _children(
    connection: Connection, spec: RecordSpec, merger: Merger, work: Work
) -> list[tuple[ChildSpec, dict[int, int]]]:
    """Parts of the one that goes: what the kept one has as well goes with it, the rest moves to the
    end of its list. For each list: part → the kept one's of the same text.
    """
    kept, gone = merger.kept, merger.gone
    ours, _ = belongings(connection, spec, kept["id"])
    theirs, _ = belongings(connection, spec, gone["id"])
    version = kept["version"] + 1
    found: list[tuple[ChildSpec, dict[int, int]]] = []
    for name, child in spec.children.items():
        same: dict[int, int] = {}
        found.append((child, same))
        rows = _rows(theirs, name, gone)
        known = _known(child, _rows(ours, name, kept))
        needed = _needed(spec, child, theirs, gone)
        mine = {row["id"]: row for row in _rows(ours, name, kept)}
        last = max((row[child.key] for row in mine.values()), default=0) if child.in_order else 0
        moved = 0
        for row in rows:
            twin = known.get(folded(row[child.known_by])) if child.known_by else None
            if twin is not None and row["id"] not in needed:
                work.gone_children.append((child, row, gone["version"] + 1))
                if lacking := _lacking(child, mine[twin], row):
                    work.children.append((child, mine[twin], lacking, version))
                same[row["id"]] = twin
                continue
            moved += 1
            changes: Values = {child.parent: kept["id"]}
            if child.known_by and child.in_order:
                changes[child.key] = last + moved
            work.children.append((child, row, changes, version))
        merger.moved[name] = moved
    return found


def _lacking(child: ChildSpec, ours: Values, theirs: Values) -> Values:
    """What a part does not say and its twin does, with what follows from that."""
    taken = {n for n in child.told if ours[n] is None and theirs[n] is not None}
    taken |= {name for name, owner in child.follows.items() if owner in taken}
    return {name: theirs[name] for name in taken}


def _needed(
    spec: RecordSpec,
    child: ChildSpec,
    children: Mapping[str, Mapping[int, Mapping[object, Values]]],
    of: Values,
) -> set[int]:
    """The parts that other parts of the same record point to: they are kept as they are."""
    return {
        row[name]
        for other, spec_of in spec.children.items()
        for table, name in child.linked_from
        if table is spec_of.table
        for row in _rows(children, other, of)
    }


def _rows(
    children: Mapping[str, Mapping[int, Mapping[object, Values]]], name: str, of: Values
) -> list[Values]:
    return sorted(children.get(name, {}).get(of["id"], {}).values(), key=lambda row: int(row["id"]))


def _known(child: ChildSpec, rows: Iterable[Values]) -> dict[str, int]:
    return {folded(row[child.known_by]): row["id"] for row in rows} if child.known_by else {}
