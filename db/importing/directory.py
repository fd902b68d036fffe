"""What rows are checked against, read from the store once an import: places, pairings, meetings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from sqlalchemy import Connection, select

from db.folding import folded
from db.importing.converted import Noted
from db.importing.delegations import is_delegation
from db.importing.gazetteer import Gazetteer, plain, read_gazetteer
from db.importing.issue import Invalid
from db.importing.measures import Measures, read_measures
from db.importing.people import Reader
from db.importing.placetext import match, parts
from db.importing.placing import TODAY, Placed, Sides, place, widest
from db.importing.problems.places import AMBIGUOUS_AREA, AREA, PAIRING
from db.importing.problems.places import RENAMED as PLACE_RENAMED
from db.importing.words import NOTHING, Words, same
from db.models import Area, Commitment, Meeting, Metric, Pairing, RowHistory, Scheme, table_of
from db.terms import Action

SUGGESTIONS = 100
"""For how many unknown names an import looks for what may have been meant."""

CHOICES = 3
"""So many places are named that may have been meant."""

PLACES = 50_000
"""So many different texts of places are looked up once and remembered."""

Couple = tuple[str, str]
"""Adcodes of helper and receiver."""


@dataclass(frozen=True)
class Namesakes:
    """Places that one name may mean: which of them is a side, the other side and the year tell."""

    name: str
    adcodes: tuple[str, ...]


Side = str | Namesakes | None


@dataclass
class Directory:
    """Places by every name they go by, pairings in force, meetings and their items by reference,
    as it is compared; `former` are those that had a title once: (id, the title of today).

    `schemes` has the key of each by key and name.
    `suggested`, `in_force` and `placed` remember what was asked before.
    """

    known: Gazetteer
    pairings: dict[Couple, list[Pairing]]
    metrics: dict[str, Metric]
    meetings: dict[Couple, dict[str, list[int]]] = field(default_factory=dict)
    former: dict[Couple, dict[str, tuple[int, str]]] = field(default_factory=dict)
    items: dict[tuple[int, int], int] = field(default_factory=dict)
    suggested: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    in_force: dict[tuple[Couple, int], Pairing] = field(default_factory=dict)
    schemes: dict[str, str] = field(default_factory=dict)
    placed: dict[tuple[str, str | None, str | None, int | None, bool], Placed] = field(
        default_factory=dict
    )
    measures: Measures = field(default_factory=lambda: Measures([]))

    @property
    def areas(self) -> Mapping[str, Area]:
        """Places by code."""
        return self.known.areas

    def side(self, name: str) -> str | Noted | Namesakes:
        """The adcode of a place given by name, short name, abbreviation or code; several where the
        name is theirs. A unit that was renamed is found by its old name, with a note.

        Raises:
            Invalid: unknown, with a suggestion for a slip of the pen.
        """
        named = parts(name)
        found = match(self.known, named[0], (None,)) if len(named) == 1 else None
        if found is None or found.rest:
            raise Invalid(AREA, hint=self._suggestion(plain(name)))
        if len(found.adcodes) > 1:
            return Namesakes(name, found.adcodes)
        (adcode,) = found.adcodes
        if (found.name, adcode) in self.known.former:
            new = self.areas[adcode].name_zh
            return Noted(adcode, (Invalid(PLACE_RENAMED, old=found.name, new=new),))
        return adcode

    def area(self, name: str) -> str | Noted:
        """The adcode of a place, as `side` gives it.

        Raises:
            Invalid: unknown (with a suggestion for a slip of the pen), or ambiguous.
        """
        found = self.side(name)
        if isinstance(found, Namesakes):
            return self.only(found.adcodes, TODAY)
        return found

    @cached_property
    def people(self) -> Reader:
        """Reads the cells that name people."""
        return Reader(lambda text: is_delegation(text, self.named))

    def named(self, text: str) -> str | None:
        """The adcode of the one place that a text names, and names nothing besides."""
        one = parts(text)
        found = match(self.known, one[0], (None,)) if len(one) == 1 else None
        if found is None or found.rest:
            return None
        try:
            return self.only(found.adcodes, TODAY)
        except Invalid:
            return None

    def only(self, adcodes: Iterable[str], year: int) -> str:
        """The one of several places that is meant in a year if no other side tells.

        Raises:
            Invalid: ambiguous.
        """
        found = [code for code in adcodes if self.known.in_force(code, year)] or list(adcodes)
        found = [code for code in found if self.known.successor.get(code) not in found]
        found = widest(self.known, found)
        if len(found) > 1:
            choices = "、".join(sorted(self.full_name(code) for code in found))
            raise Invalid(AMBIGUOUS_AREA, choices=same(choices))
        return found[0]

    def place(
        self,
        text: str,
        helper: str | None,
        receiver: str | None,
        year: int | None,
        *,
        either: bool = False,
    ) -> Placed:
        """Where a place named in free text is (placing.Sides); read once for the same sides."""
        asked = (text, helper, receiver, year, either)
        found = self.placed.get(asked)
        if found is None:
            found = place(self.known, text, Sides(*asked[1:]), self._like)
            if len(self.placed) < PLACES:
                self.placed[asked] = found
        return found

    def full_name(self, adcode: str) -> str:
        """The name with those of the places it lies in: 浙江省舟山市普陀区."""
        return self.known.full_name(adcode)

    def pairing(self, couple: Couple, year: int) -> Pairing:
        """The pairing of two places in force in a year, the latest-made where two overlap.

        Raises:
            Invalid: none; with the reversed or other years' pairing as a hint.
        """
        if known := self.in_force.get((couple, year)):
            return known
        if in_force := self._paired(couple, year):
            newest = max(in_force, key=lambda p: p.year_from or 0)
            self.in_force[couple, year] = newest
            return newest
        helper, receiver = couple
        raise Invalid(
            PAIRING,
            year=year,
            helper=self.areas[helper].name_zh,
            receiver=self.areas[receiver].name_zh,
            hint=self._pairing_hint(couple),
        )

    def paired_above(self, couple: Couple, year: int) -> str | None:
        """The prefecture or province of a receiver that was paired with the helper in a year,
        where the receiver itself was not.
        """
        helper, receiver = couple
        if (couple, year) in self.in_force or any(self._paired(couple, year)):
            return None
        above = self.known.above(receiver)[1:]
        found = (a for a in above if self._holding((helper, a), year))
        return next(found, None)

    def settled(self, helper: Side, receiver: Side, year: int) -> tuple[Side, Side]:
        """Two sides, of each that has namesakes those alone that were paired with the other, or
        else lie in provinces that were; one of them where that leaves only one.
        """
        couples = list(product(_codes(helper), _codes(receiver)))
        kept = [each for each in couples if self._holding(each, year)]
        kept = kept or [each for each in couples if self._holding(self._provinces(each), year)]
        helpers, receivers = zip(*(kept or couples), strict=True)
        return _left(helper, helpers), _left(receiver, receivers)

    def _holding(self, couple: Couple, year: int) -> list[Pairing]:
        return [p for p in self.pairings.get(couple, ()) if holds_in(p, year)]

    def _paired(self, couple: Couple, year: int) -> list[Pairing]:
        return self._holding(couple, year) or self._of_kin(couple, year)

    def _of_kin(self, couple: Couple, year: int) -> list[Pairing]:
        """Pairings of what both were before or became, if of one couple alone."""
        helpers, receivers = map(self.known.kin, couple)
        found = (self._holding(each, year) for each in product(helpers, receivers))
        holding = [pairings for pairings in found if pairings]
        return holding[0] if len(holding) == 1 else []

    def _provinces(self, couple: Couple) -> Couple:
        helper, receiver = (
            self.areas[code].province_adcode if code in self.areas else "" for code in couple
        )
        return helper, receiver

    def _pairing_hint(self, couple: Couple) -> Words:
        helper, receiver = couple
        if (receiver, helper) in self.pairings:
            return Words("，两列似乎填反了", "; the two columns seem to be swapped")
        others = self.pairings.get(couple, [])
        if not others:
            return NOTHING
        years = "、".join(f"{p.year_from or '?'}–{p.year_to or ''}" for p in others)
        return Words(f"，只有 {years} 年的", f"; only in {years}")

    def _suggestion(self, name: str) -> Words:
        close = self._close(name, None, 1)
        found = close[0].title() if close and close[0].isascii() else "".join(close)
        return Words(f"（是否为“{found}”？）", f" (did you mean “{found}”?)") if found else NOTHING

    def _like(self, name: str, place: str | None) -> Words:
        """Places of a name somewhere, and of names much like it in the same province."""
        known, scope = self.known, self.areas[place].province_adcode if place else None
        same_name = match(known, name, (None,))
        codes = dict.fromkeys(same_name.adcodes if same_name and not same_name.rest else ())
        for close in self._close(name, scope, CHOICES):
            codes |= dict.fromkeys(known.named(close, scope))
        names = "、".join(list(dict.fromkeys(map(self.full_name, codes)))[:CHOICES])
        return Words(f"（可能是：{names}）", f" (perhaps {names})") if names else NOTHING

    def _close(self, name: str, scope: str | None, many: int) -> list[str]:
        """A search among all names costs much: each unknown name gets one, and a file so many."""
        asked = (name, scope)
        if asked not in self.suggested:
            if len(self.suggested) >= SUGGESTIONS:
                return []
            names = self.known.names_in(scope)
            self.suggested[asked] = get_close_matches(name[:30], names, n=many, cutoff=0.6)
        return self.suggested[asked]


def _codes(side: Side) -> tuple[str, ...]:
    return side.adcodes if isinstance(side, Namesakes) else (side or "",)


def _left(side: Side, adcodes: Iterable[str]) -> Side:
    if not isinstance(side, Namesakes):
        return side
    left = tuple(dict.fromkeys(adcodes))
    return left[0] if len(left) == 1 else Namesakes(side.name, left)


def holds_in(pairing: Pairing, year: int) -> bool:
    """Whether a pairing was in force in a year; an unknown start counts as long ago."""
    return (pairing.year_from or 0) <= year <= (pairing.year_to or 9999)


def read_directory(connection: Connection, *, meetings: bool = True) -> Directory:
    """Read places, pairings, metrics, and (if wanted) every meeting's references."""
    pairings: dict[Couple, list[Pairing]] = defaultdict(list)
    for row in connection.execute(select(table_of(Pairing))):
        pairings[(row.helper_adcode, row.receiver_adcode)].append(Pairing(**row._mapping))
    rows = connection.execute(select(table_of(Metric)))
    metrics = {row.key: Metric(**row._mapping) for row in rows}
    directory = Directory(read_gazetteer(connection), dict(pairings), metrics)
    for key, zh, en in connection.execute(select(Scheme.key, Scheme.name_zh, Scheme.name_en)):
        directory.schemes |= {name: key for name in (key, zh, en) if name}
    directory.measures = read_measures(connection)
    if meetings:
        _read_meetings(connection, directory)
    return directory


def _read_meetings(connection: Connection, directory: Directory) -> None:
    columns = (Meeting.helper_adcode, Meeting.receiver_adcode, Meeting.code_key, Meeting.title_key)
    read = select(Meeting.id, *columns, Meeting.title)
    held: dict[int, tuple[Couple, str]] = {}
    for identity, helper, receiver, code, title_key, title in connection.execute(read):
        couple = (helper or "", receiver or "")
        held[identity] = couple, title
        references = directory.meetings.setdefault(couple, {})
        for reference in {title_key, code or title_key}:
            references.setdefault(reference, []).append(identity)
    _read_former(connection, directory, held)
    items = select(Commitment.meeting_id, Commitment.number, Commitment.id)
    directory.items.update({(m, n): i for m, n, i in connection.execute(items)})


def _read_former(
    connection: Connection, directory: Directory, held: dict[int, tuple[Couple, str]]
) -> None:
    """The titles that meetings had before they were corrected: ledgers still cite them by those."""
    changes = (
        select(RowHistory.row_id, RowHistory.before)
        .where(RowHistory.table_name == Meeting.__tablename__, RowHistory.action == Action.UPDATE)
        .order_by(RowHistory.id)
    )
    for identity, before in connection.execute(changes):
        if identity in held and "title" in (before or {}):
            couple, title = held[identity]
            directory.former.setdefault(couple, {})[folded(before["title"])] = identity, title
