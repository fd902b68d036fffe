"""Which way a visit went, where a ledger says it by places: 浙江赴四川, 来浙, 昭觉县到余姚考察."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from db.importing.convert import term
from db.importing.converted import plain, wide
from db.importing.issue import Invalid
from db.importing.labels import DIRECTIONS, by_label
from db.terms import Direction, Side

LONGEST = 60
"""Characters of the longest text that is looked at as a journey."""

_TO = r"(?:赴|前往|到访|到|去|至|往|访问|来访|来|→|[-—–―=]+>|[-—–―]+|\s+to\s+)"
_WHO = r"(?:党政代表团|代表团|考察团|党政领导|领导)?"
_WHY = r"(?:开展|进行|实地|产业|劳务|工作|考察|调研|对接|学习|交流|访问|洽谈|座谈|互访|回访)*"
_JOURNEY = re.compile(rf"(?:由|从|自)?(?P<start>.*?){_WHO}{_TO}(?P<end>.+?){_WHY}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Journey:
    """From one place to another, as they are named; `start` may be blank. `refused` is to be said
    where the places do not tell the direction.
    """

    start: str
    end: str
    refused: Invalid


def direction(raw: str) -> Direction | Journey:
    """One of the words for the two directions, or the places of a journey.

    Raises:
        Invalid: neither.
    """
    try:
        found: Direction = _direction(raw)
    except Invalid as invalid:
        journey = _JOURNEY.fullmatch(wide(raw).strip()) if len(raw) <= LONGEST else None
        if journey is None:
            raise
        return Journey(plain(journey["start"]), plain(journey["end"]), invalid)
    return found


def direction_of(journey: Journey, side: Callable[[str], Side | None]) -> Direction | None:
    """The direction between the two sides; None where the places do not tell it."""
    ends = [side(text) if text else None for text in (journey.start, journey.end)]
    if (journey.start and ends[0] not in _DIRECTIONS) or ends[0] is ends[1]:
        return None
    return _DIRECTIONS.get(ends[1])


_DIRECTIONS: dict[Side | None, Direction] = {
    Side.RECEIVER: Direction.EAST_TO_WEST,
    Side.HELPER: Direction.WEST_TO_EAST,
}
_direction = term(by_label(DIRECTIONS))
