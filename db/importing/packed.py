"""The rows of a file as they lie between the stages: packed in parts, so that two hundred thousand
take no more memory than two thousand. What is said about them is kept beside, by record.
"""

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, overload

import orjson

from db.accounts import Matter, matter_of
from db.importing.issue import Issue
from db.importing.rows import ChildPlan, Fate, ParsedRow, RowPlan, Values
from db.importing.spool import Spool, parts

Said = dict[int, list[Issue]]
"""Record number → what is said about the row, of those about which there is something to say."""

HIGHEST = pickle.HIGHEST_PROTOCOL


class Rows:
    """Converted rows, which are compared as often as the store moves."""

    def __init__(self) -> None:
        self._said: Said = {}
        self._spool: Spool[ParsedRow] = Spool(_packed_rows, self._unpacked)

    def append(self, part: list[ParsedRow]) -> None:
        """Add the next rows."""
        self._said |= {row.record_no: row.issues for row in part if row.issues}
        self._spool.append(part)

    def parts(self) -> Iterator[list[ParsedRow]]:
        """All rows, part by part: copies, to which more may be said."""
        return self._spool.parts()

    def __len__(self) -> int:
        return len(self._spool)

    def _unpacked(self, packed: bytes) -> list[ParsedRow]:
        said = self._said
        return [
            ParsedRow(number, line, *rest, [*said.get(number, ())])
            for number, line, *rest in pickle.loads(packed)  # noqa: S301 - packed by this process
        ]


def _packed_rows(part: list[ParsedRow]) -> bytes:
    rows = [
        (row.record_no, row.line_no, row.values, row.defaults, row.children, row.new_children)
        for row in part
    ]
    return pickle.dumps(rows, HIGHEST)


class Plans(Sequence[RowPlan]):
    """The planned rows of a preview, in the order of the file. `fates` has one for each; `matters`
    are those of the records that would be written, before and after.
    """

    def __init__(self) -> None:
        self.fates: list[Fate] = []
        self.matters: set[Matter] = set()
        self._said: Said = {}
        self._spool: Spool[RowPlan] = Spool(_packed_plans, self._unpacked)

    def append(self, part: list[RowPlan]) -> None:
        """Add the next plans."""
        self.fates += [plan.fate for plan in part]
        self.matters.update(chain.from_iterable(map(_matters, part)))
        self._said |= {plan.record_no: [*plan.issues] for plan in part if plan.issues}
        self._spool.append(part)

    @property
    def issues(self) -> Iterator[Issue]:
        """What is said about the rows, in their order."""
        return (issue for said in self._said.values() for issue in said)

    def parts(self, *fates: Fate) -> Iterator[list[RowPlan]]:
        """The plans of these fates (all where none is given), part by part."""
        if not fates:
            yield from self._spool.parts()
        elif not set(fates).isdisjoint(self.fates):
            for part in self._spool.parts():
                if found := [plan for plan in part if plan.fate in fates]:
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

    def sha256(self) -> str:
        """Of everything that would be written, over which version of which row."""
        digest = hashlib.sha256()
        for part in self._spool.parts():
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

    def _unpacked(self, packed: bytes) -> list[RowPlan]:
        said = self._said
        return [
            RowPlan(
                number,
                *rest,
                [ChildPlan(*child) for child in children] if children else (),
                diff,
                said.get(number, ()),
            )
            for number, *rest, children, diff in pickle.loads(packed)  # noqa: S301 - as above
        ]


def in_parts(plans: Sequence[RowPlan], fate: Fate) -> Iterator[list[RowPlan]]:
    """The plans of a fate, part by part."""
    if isinstance(plans, Plans):
        return plans.parts(fate)
    return parts([plan for plan in plans if plan.fate is fate])


def _matters(plan: RowPlan) -> Iterator[Matter]:
    """Whose records a plan touches, before and after."""
    if plan.fate is Fate.NEW:
        yield matter_of(plan.values)
    elif plan.fate is Fate.CHANGED and plan.base is not None:
        yield matter_of(plan.base)
        yield matter_of(plan.base | plan.values)


def _packed_plans(part: list[RowPlan]) -> bytes:
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
    """What is over-written; of a record that stays as it is, its version is enough."""
    if plan.base is None or plan.fate is Fate.CHANGED:
        return plan.base
    return {"version": plan.base["version"]}


def _of_child(child: ChildPlan) -> tuple[Any, ...]:
    return (child.name, child.target_id, child.base, child.values)


def _told(plan: RowPlan) -> tuple[Any, ...]:
    version = (plan.base or {}).get("version")
    children = [(child.name, child.target_id, child.values) for child in plan.children]
    return (plan.record_no, plan.fate, plan.key, plan.target_id, version, plan.values, children)
