"""The people of a meeting: those in its list and in the chair, each once, with their sides."""

from collections.abc import Callable
from typing import NamedTuple

from db.importing.attendees import read
from db.importing.issue import Invalid
from db.importing.personlist import IsPlace, People, Person
from db.importing.rows import Values
from db.terms import Role, Side

SideOf = Callable[[str], Side | None]
"""Whose a place is: that side's of the meeting, or neither's."""

REMEMBERED = 10_000
"""So many cells are remembered: ledgers repeat them."""


class Reader:
    """Reads cells of people; `is_place` says whether a text names a place or a side."""

    def __init__(self, is_place: IsPlace) -> None:
        self._is_place = is_place
        self._known: dict[str, People] = {}

    def read(self, text: str) -> People:
        """The people of a cell, and what of it is not certain."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[text] = read(text, self._is_place)
        return known


class Named(NamedTuple):
    """Rows of attendees, in order, and what is to be said of both cells."""

    people: list[Values]
    attendees: list[Invalid]
    chair: list[Invalid]


def people(attendees: str, chair: str, reader: Reader, side_of: SideOf) -> Named:
    """Persons in the order of the cell. Who is in the chair and not among them comes first.

    A row has a side only where somebody's is told: what the store knows of others stays.
    """
    listed, doubts = reader.read(attendees)
    presiding, more = reader.read(chair)
    named = [_row(person, Role.CHAIR if person.chairs else Role.ATTENDEE) for person in listed]
    for person in reversed(presiding):
        present = next((row for row in named if row["name"] == person.name), None)
        if present is None:
            named.insert(0, _row(person, Role.CHAIR))
        else:
            present["role"] = Role.CHAIR
            present["post"] = present["post"] or person.post or None
    places = {person.name: person.place for person in (*presiding, *listed) if person.place}
    for position, row in enumerate(named, start=1):
        row["position"] = position
        if places:
            row["side"] = side_of(places[row["name"]]) if row["name"] in places else None
    return Named(named, doubts, more)


def _row(person: Person, role: Role) -> Values:
    return {"name": person.name, "post": person.post or None, "role": role}
