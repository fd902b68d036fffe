"""Records much like another, before they count: one of the store, or an earlier row of the file.

A project is like another of the same year and couple, or of a couple within it (the province's own
ledger repeats a prefecture's), that has nearly its title and the same amount. A meeting or a visit
is like another of the same day and couple that was in the same place, or is called nearly so.

Rows are compared within blocks that share what must be equal: an amount, or a title where there is
no amount, or the day. Of a block of very many only the first are looked at: so a ledger costs by
its rows, not by their pairs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from sqlalchemy import Connection, select

from db.folding import folded
from db.importing.directory import Couple, Directory
from db.importing.identity import described, similar
from db.importing.issue import Invalid
from db.importing.problems.records import SIMILAR_ROW
from db.importing.rows import Fate, RowPlan, Values, chunks
from db.models import Meeting, Project, Visit, VisitSite, table_of
from db.models.projects import AMOUNTS
from db.terms import Kind

PROJECT, MEETING, VISIT, SITE = (table_of(t) for t in (Project, Meeting, Visit, VisitSite))

LARGEST = 40
"""With so many of those that share an amount or a day a row is compared, and with no more."""

LIKE, LIKE_WITHIN = 0.8, 0.6
"""Shares of pairs of characters that two titles have in common (Dice): of one couple, and of one
couple within another, whose ledgers name the same project each in its own way.
"""

GENERIC = re.compile("(?:19|20)[0-9]{2}年度?|建设|项目|工程|[^0-9a-z\u4e00-\u9fff]")
NUMERALS = re.compile("[0-9]+|[一二三四五六七八九十]+(?=[期批号标届次组队村区]|$)|[甲乙丙丁]")


@dataclass(slots=True, eq=False)
class One:
    """What is compared of a record: of the store (`id`), or of a row (`row`, its number)."""

    values: Values
    couple: Couple
    block: Couple
    id: int | None = None
    row: int | None = None
    sites: frozenset[str] = frozenset()


def note_likeness(
    connection: Connection,
    kind: Kind,
    plans: Sequence[RowPlan],
    directory: Directory,
    settled: Mapping[int, int],
) -> None:
    """A note for every new record that is much like another. `settled` are the rows of which it has
    been said already whether they are.
    """
    new = [plan for plan in plans if plan.fate is Fate.NEW and plan.record_no not in settled]
    if kind is Kind.PROJECTS:
        _of_projects(connection, new, directory)
    elif kind is Kind.MEETINGS:
        _of_days(connection, MEETING, new, directory)
    elif kind is Kind.VISITS:
        _of_days(connection, VISIT, new, directory)


def _of_projects(connection: Connection, plans: Sequence[RowPlan], directory: Directory) -> None:
    windows: defaultdict[tuple[Couple, int], list[RowPlan]] = defaultdict(list)
    provinces = _Provinces(directory)
    for plan in plans:
        windows[provinces.of(plan.values), plan.values["year"]].append(plan)
    for (block, year), group in windows.items():
        rows = [_row(plan, block) for plan in group]
        held = _projects(connection, provinces.pairings[block], year, block, rows)
        _compare(chain(held, rows), group, _amounts)


def _of_days(
    connection: Connection, table: Any, plans: Sequence[RowPlan], directory: Directory
) -> None:
    blocks: defaultdict[Couple, list[RowPlan]] = defaultdict(list)
    provinces = _Provinces(directory)
    for plan in plans:
        if plan.values["helper_adcode"]:
            blocks[provinces.of(plan.values)].append(plan)
    for block, group in blocks.items():
        rows = [_row(plan, block) for plan in group]
        held = list(_on_days(connection, table, provinces.couples[block], block, rows))
        _compare(chain(held, rows), group, _days)


class _Provinces:
    """The couple of provinces that each couple belongs to, and all couples of each."""

    def __init__(self, directory: Directory) -> None:
        self._areas = directory.areas
        self.pairings: defaultdict[Couple, list[int]] = defaultdict(list)
        self.couples: defaultdict[Couple, set[Couple]] = defaultdict(set)
        for couple, pairings in directory.pairings.items():
            block = self._block(couple)
            self.pairings[block] += [pairing.id for pairing in pairings]
            self.couples[block].add(couple)

    def of(self, values: Values) -> Couple:
        couple = (values["helper_adcode"], values["receiver_adcode"])
        block = self._block(couple)
        self.couples[block].add(couple)
        return block

    def _block(self, couple: Couple) -> Couple:
        helper, receiver = (self._areas[adcode].province_adcode for adcode in couple)
        return helper, receiver


def _row(plan: RowPlan, block: Couple) -> One:
    values = plan.values
    couple = (values["helper_adcode"], values["receiver_adcode"])
    stops = (
        child.values["name"] for child in plan.children if child.values and child.name == "sites"
    )
    return One(values, couple, block, row=plan.record_no, sites=frozenset(map(folded, stops)))


def _projects(
    connection: Connection, pairings: list[int], year: int, block: Couple, rows: Sequence[One]
) -> Iterator[One]:
    """The projects of a year and couple of provinces that share an amount with one of the rows, or
    have none. The index of the sums tells which: only those are read.
    """
    columns = PROJECT.c
    wanted = {amount for one in rows for _, amount in _given(one.values)}
    bare = any(not any(_given(one.values)) for one in rows)
    amounts = select(columns.id, *(columns[name] for name in AMOUNTS)).where(
        columns.year == year, columns.pairing_id.in_(pairings)
    )
    ids = [
        identity
        for identity, *given in connection.execute(amounts)
        if (not wanted.isdisjoint(given) if any(given) else bare)
    ]
    names = ("id", "helper_adcode", "receiver_adcode", "code", "year", "title", "place_adcode")
    shown = [columns[name] for name in (*names, *AMOUNTS)]
    for chunk in chunks(ids):
        for found in connection.execute(select(*shown).where(columns.id.in_(chunk))).mappings():
            yield _stored(dict(found), block)


def _on_days(
    connection: Connection, table: Any, couples: set[Couple], block: Couple, rows: Sequence[One]
) -> Iterator[One]:
    """The meetings or visits of a couple of provinces, and of those within, on the rows' days."""
    days = {one.values["date_start"] for one in rows}
    columns = table.c
    found: list[Values] = []
    for helper, receiver in sorted(couples):
        of_couple = select(table).where(
            columns.helper_adcode == helper, columns.receiver_adcode == receiver
        )
        for chunk in chunks(days):
            on_days = of_couple.where(columns.date_start.in_(chunk))
            found += map(dict, connection.execute(on_days).mappings())
    sites: defaultdict[int, set[str]] = defaultdict(set)
    if table is VISIT:
        for chunk in chunks(values["id"] for values in found):
            stops = select(SITE.c.visit_id, SITE.c.name).where(SITE.c.visit_id.in_(chunk))
            for visit, name in connection.execute(stops):
                sites[visit].add(folded(name))
    for values in found:
        yield _stored(values, block, frozenset(sites[values["id"]]))


def _stored(values: Values, block: Couple, sites: frozenset[str] = frozenset()) -> One:
    couple = (values["helper_adcode"], values["receiver_adcode"])
    return One(values, couple, block, id=values["id"], sites=sites)


def _given(values: Values) -> Iterator[tuple[str, int]]:
    return ((name, values[name]) for name in AMOUNTS if values.get(name))


def _amounts(one: One) -> Iterator[Any]:
    """The blocks of a project: its title, and each of its amounts with the title's numerals."""
    title = one.values["title"]
    yield _core(title)
    for amount in _given(one.values):
        yield (*amount, _numerals(title))


def _days(one: One) -> Iterator[Any]:
    yield one.values["date_start"], one.values.get("direction")


def _compare(ones: Iterable[One], plans: Sequence[RowPlan], blocks: Any) -> None:
    """A note on each row that is like an earlier one: those of the store come first."""
    by_block: defaultdict[Any, list[One]] = defaultdict(list)
    likes: dict[int, One] = {}
    for one in ones:
        for block in blocks(one):
            known = by_block[block]
            if one.row is not None and one.row not in likes:
                like = next((o for o in known[:LARGEST] if _is_like(one, o)), None)
                if like is not None:
                    likes[one.row] = like
            known.append(one)
    for plan in plans:
        like = likes.get(plan.record_no)
        if like is not None:
            plan.issues = [*plan.issues, _note(plan, like)]


def _note(plan: RowPlan, like: One) -> Any:
    if like.id is not None:
        return similar(plan, like.values)
    details = described(like.values) | {"other": like.row}
    return Invalid(SIMILAR_ROW, **details).issue(record_no=plan.record_no, line_no=plan.line_no)


def _is_like(one: One, other: One) -> bool:
    if one.couple != other.couple and one.block not in (one.couple, other.couple):
        return False
    within = one.couple != other.couple
    if "date_start" in one.values:
        return _is_like_day(one, other)
    return (
        _no_amount_differs(one.values, other.values)
        and not _places_differ(one.values, other.values)
        and alike(one.values["title"], other.values["title"], LIKE_WITHIN if within else LIKE)
    )


def _is_like_day(one: One, other: One) -> bool:
    if one.values.get("code") and other.values.get("code") and one.couple == other.couple:
        return False  # each has a code of its own
    if "direction" in one.values:
        heads = [folded(each.values.get("head") or "") for each in (one, other)]
        return bool(one.sites & other.sites) or ("" in heads) or _within(*heads)
    same_place = _same_place(one.values, other.values)
    if same_place is not None:
        return same_place
    return alike(one.values["title"], other.values["title"], LIKE_WITHIN)


def _same_place(one: Values, other: Values) -> bool | None:
    """Whether two meetings were in one place; None where it is not known of both."""
    if not (one.get("place") and other.get("place")):
        return None
    if one.get("place_adcode") and one.get("place_adcode") == other.get("place_adcode"):
        return True
    return _within(folded(one["place"]), folded(other["place"]))


def _no_amount_differs(one: Values, other: Values) -> bool:
    both = [(one.get(name), other.get(name)) for name in AMOUNTS]
    return all(a == b for a, b in both if a and b)


def _places_differ(one: Values, other: Values) -> bool:
    """Whether they are known to be in places of which neither lies in the other."""
    here, there = one.get("place_adcode"), other.get("place_adcode")
    if not here or not there:
        return False
    short, long = sorted((here.rstrip("0"), there.rstrip("0")), key=len)
    return not long.startswith(short)


def alike(one: str, other: str, least: float) -> bool:
    """Whether two titles are nearly the same: of one numeral, and either one of them within the
    other, character after character, or with enough pairs of characters in common.
    """
    if _numerals(one) != _numerals(other):
        return False
    a, b = _core(one), _core(other)
    if a == b:
        return True
    if _within(a, b):
        return True
    pairs, others = _pairs(a), _pairs(b)
    return 2 * len(pairs & others) >= least * (len(pairs) + len(others))


def _within(one: str, other: str) -> bool:
    """Whether the shorter text, of at least half the length and three characters, is what is left
    of the longer one where some of its characters are left out.
    """
    short, long = sorted((one, other), key=len)
    if (len(short) < 3 and short != long) or 2 * len(short) < len(long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


@lru_cache(maxsize=10_000)
def _core(title: str) -> str:
    """A title without what all titles have."""
    text = folded(title)
    return GENERIC.sub("", text) or text


@lru_cache(maxsize=10_000)
def _numerals(title: str) -> tuple[str, ...]:
    """What tells the second phase from the first."""
    return tuple(NUMERALS.findall(_core(title)))


@lru_cache(maxsize=10_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))
