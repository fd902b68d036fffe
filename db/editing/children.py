"""People, stops and agreed items of a record whose list was typed anew.

A ledger's row tells them apart by their place in the list. A person who corrects a list puts one in
the middle, or takes one out: what is known of the others (side, English name, status) moves with
them, and what was known of one that is gone is not said of whoever stands there now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.editing.problems import MOVED_ITEM
from db.importing.issue import Invalid, Issue
from db.importing.rows import ChildSpec, Values


@dataclass
class Entries:
    """The entries of one list of a record: as they are stored, by their place, and as typed."""

    name: str
    child: ChildSpec
    stored: Mapping[Any, Values]
    typed: list[Values]

    def __post_init__(self) -> None:
        self._by = self.child.known_by
        self._typed = Counter(entry[self._by] for entry in self.typed)
        self._stored = Counter(row[self._by] for row in self.stored.values())

    def whole(self) -> list[Values]:
        """The typed entries with all their columns."""
        return [self._whole(entry) for entry in self.typed]

    def moved(self, linked: Iterable[int]) -> list[Issue]:
        """An issue for every entry that others point to and whose place another one has taken."""
        pointed_to = set(linked)
        typed = {entry[self.child.key]: entry[self._by] for entry in self.typed}
        return [
            Invalid(MOVED_ITEM, number=place).issue(field=self.name)
            for place, row in self.stored.items()
            if row["id"] in pointed_to and self._is_another(row[self._by], typed.get(place))
        ]

    def _is_another(self, was: str, now: str | None) -> bool:
        """Whether a text is another entry's rather than the same one's in better words."""
        return now not in (None, was) and (was in self._typed or now in self._stored)

    def _whole(self, entry: Values) -> Values:
        known = self._same(entry) or {}
        rest = {name: known.get(name, usual) for name, usual in self._usual().items()}
        for name, value in entry.items():
            translated = f"{name}_en"
            if translated in rest and known.get(name) != value:
                rest[translated] = None
        finer = {
            name: known[name]
            for name, (plain, others) in self.child.weak.items()
            if entry[name] == plain and known.get(name) in others
        }
        return rest | entry | finer

    def _same(self, entry: Values) -> Values | None:
        """The stored entry that a typed one is: the one at its place with its text, or the only one
        with its text, or the one at its place in other words.
        """
        text = entry[self._by]
        here = self.stored.get(entry[self.child.key])
        if here is not None and here[self._by] == text:
            return here
        if self._stored[text] == 1 and self._typed[text] == 1:
            return next(row for row in self.stored.values() if row[self._by] == text)
        if here is None or self._is_another(here[self._by], text):
            return None
        return here

    def _usual(self) -> Values:
        """What the columns of an entry hold of which nothing is known."""
        table = self.child.table
        own = {"id", self.child.parent, self.child.key}
        return {
            column.name: getattr(column.default, "arg", None)
            for column in table.c
            if column.name not in own
        }
