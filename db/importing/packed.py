"""The rows of a file as they lie between the stages: packed in parts, so that two hundred thousand
take no more memory than two thousand. What is said about them is kept beside, by record.
"""

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, starmap
from typing import Any, overload

import orjson

from db.accounts import Matter, matter_of
from db.importing.block import Block, matters_of
from db.importing.issue import Issue
from db.importing.rows import ChildPlan, Fate, ParsedRow, RecordSpec, RowPlan, Values
from db.importing.spool import Spool, parts

Said = dict[int, list[Issue]]
"""Record number → what is said about the row, of those about which there is something to say."""

HIGHEST = pickle.HIGHEST_PROTOCOL
OF_BASE = (
    *("version", "helper_adcode", "receiver_adcode", "pairing_id"),
    *("year", "date_start", "as_of"),
)


class Rows:
    """Converted rows, which are compared as often as the store moves."""

    def __init__(self) -> None:
        self._said: Said = {}
        self._spool: Spool[Block | list[ParsedRow], ParsedRow] = Spool(
            _packed_rows, self._unpacked, as_rows
        )

    def append(self, part: Block | list[ParsedRow]) -> None:
        """Add the next rows."""
        if isinstance(part, list):
            self._said |= {row.record_no: [*row.issues] for row in part if row.issues}
        self._spool.append(part)

    def parts(self) -> Iterator[Block | list[ParsedRow]]:
        """All rows, part by part: copies, to which more may be said."""
        return self._spool.parts()

    def __len__(self) -> int:
        return len(self._spool)

    def _unpacked(self, packed: bytes) -> Block | list[ParsedRow]:
        part = pickle.loads(packed)  # noqa: S301 - packed by this process
        if isinstance(part, tuple):
            return Block(*part)
        rows = list(starmap(ParsedRow, part))
        for row in rows if self._said else ():
            row.issues += self._said.get(row.record_no, ())
        return rows


def _packed_rows(part: Block | list[ParsedRow]) -> bytes:
    if isinstance(part, Block):
        return part.packed
    rows = [
        (
            *(row.record_no, row.line_no, row.values, row.defaults),
            *(row.children, row.new_children, row.some),
        )
        for row in part
    ]
    return pickle.dumps(rows, HIGHEST)


def as_rows(part: Block | list[ParsedRow]) -> list[ParsedRow]:
    """The rows of a part."""
    return part.rows() if isinstance(part, Block) else part


class Plans(Sequence[RowPlan]):
    """The planned rows of a preview, in the order of the file. `fates` has one for each; `matters`
    are those of the records that would be written, before and after. `held_to` are the days of
    those that stay as they are.
    """

    def __init__(self, spec: RecordSpec | None = None) -> None:
        self.fates: list[Fate] = []
        self.matters: set[Matter] = set()
        self.held_to: set[date | None] = set()
        self._spec = spec
        self._said: Said = {}
        self._spool: Spool[Block | list[RowPlan], RowPlan] = Spool(
            _packed_plans, self._unpacked, self._rows
        )

    @property
    def dated(self) -> bool:
        """Whether the records are as of the day of their ledger."""
        return self._spec is not None and self._spec.dated

    def append(self, part: Block | list[RowPlan]) -> None:
        """Add the next plans; a block is of new rows."""
        if isinstance(part, Block):
            self.fates += [Fate.NEW] * len(part)
            self.matters |= matters_of(part)
        else:
            self.fates += [plan.fate for plan in part]
            self.matters.update(chain.from_iterable(map(_matters, part)))
            self.held_to |= {p.base.get("as_of") for p in part if p.base and _stays(p)}
            self._said |= {plan.record_no: [*plan.issues] for plan in part if plan.issues}
        self._spool.append(part)

    @property
    def issues(self) -> Iterator[Issue]:
        """What is said about the rows, in their order."""
        return (issue for _, said in sorted(self._said.items()) for issue in said)

    def say(self, issue: Issue) -> None:
        """Add what is to be said about one of the rows, once all are there."""
        assert issue.record_no is not None  # noqa: S101 - it is about a row
        self._said.setdefault(issue.record_no, []).append(issue)

    def of(self, *fates: Fate) -> Iterator[RowPlan]:
        """The plans of these fates."""
        if not set(fates).isdisjoint(self.fates):
            yield from (plan for plan in self if plan.fate in fates)

    def parts(self, fate: Fate) -> Iterator[Block | list[RowPlan]]:
        """Those of one fate, part by part."""
        if fate not in self.fates:
            return
        for part in self._spool.parts():
            if isinstance(part, Block):
                if fate is Fate.NEW:
                    yield part
            elif found := [plan for plan in part if plan.fate is fate]:
                yield found

    def written(self, offset: int, limit: int) -> list[RowPlan]:
        """A page of what would be written: what changes first, then what is new."""
        order = [
            position
            for fate in (Fate.CHANGED, Fate.NEW)
            for position, found in enumerate(self.fates)
            if found is fate
        ]
        return self._spool.at(order[offset : offset + limit])

    @cached_property
    def sha256(self) -> str:
        """Of everything that would be written, over which version of which row."""
        digest = hashlib.sha256()
        for part in map(self._rows, self._spool.parts()):
            digest.update(orjson.dumps([*map(_told, part)], str, orjson.OPT_SORT_KEYS))
        return digest.hexdigest()

    def __len__(self) -> int:
        return len(self.fates)

    def __iter__(self) -> Iterator[RowPlan]:
        return iter(self._spool)

    @overload
    def __getitem__(self, index: int) -> RowPlan: ...
    @overload
    def __getitem__(self, index: slice) -> list[RowPlan]: ...
    def __getitem__(self, index: int | slice) -> RowPlan | list[RowPlan]:
        return self._spool[index]

    def _rows(self, part: Block | list[RowPlan]) -> list[RowPlan]:
        if isinstance(part, Block):
            assert self._spec is not None  # noqa: S101 - whoever adds blocks has named the table
            part = part.plans(self._spec)
            for plan in part if self._said else ():
                plan.issues = self._said.get(plan.record_no, ())
        return part

    def _unpacked(self, packed: bytes) -> Block | list[RowPlan]:
        part = pickle.loads(packed)  # noqa: S301 - packed by this process
        if isinstance(part, tuple):
            return Block(*part)
        plans = list(starmap(RowPlan, part))
        for plan in plans:
            if plan.children:
                plan.children = list(starmap(ChildPlan, plan.children))  # type: ignore[arg-type]
            plan.issues = self._said.get(plan.record_no, ())
        return plans


def in_parts(plans: Sequence[RowPlan], fate: Fate) -> Iterator[Block | list[RowPlan]]:
    """The plans of a fate, part by part."""
    if isinstance(plans, Plans):
        return plans.parts(fate)
    return parts([plan for plan in plans if plan.fate is fate])


def _stays(plan: RowPlan) -> bool:
    return plan.fate is Fate.UNCHANGED


def _matters(plan: RowPlan) -> Iterator[Matter]:
    """Whose records a plan touches, before and after."""
    if plan.fate is Fate.NEW:
        yield matter_of(plan.values)
    elif plan.fate is Fate.CHANGED and plan.base is not None:
        yield matter_of(plan.base)
        yield matter_of(plan.base | plan.values)


def _packed_plans(part: Block | list[RowPlan]) -> bytes:
    if isinstance(part, Block):
        return part.packed
    return pickle.dumps(
        [
            (
                plan.record_no,
                plan.line_no,
                plan.fate,
                plan.key,
                plan.target_id,
                _base(plan),
                plan.values,
                [_of_child(child) for child in plan.children] if plan.children else (),
                plan.diff,
            )
            for plan in part
        ],
        HIGHEST,
    )


def _base(plan: RowPlan) -> Values | None:
    """What is over-written; of a record that stays as it is, its version, couple and time."""
    if plan.base is None or plan.fate is Fate.CHANGED:
        return plan.base
    return {name: plan.base[name] for name in OF_BASE if name in plan.base}


def _of_child(child: ChildPlan) -> tuple[Any, ...]:
    return (child.name, child.target_id, child.base, child.values)


def _told(plan: RowPlan) -> tuple[Any, ...]:
    version = (plan.base or {}).get("version")
    children = [(child.name, child.target_id, child.values) for child in plan.children]
    return (plan.record_no, plan.fate, plan.key, plan.target_id, version, plan.values, children)
