"""The pairing that is meant where the two places of a couple are called by their names or codes."""

from sqlalchemy import Connection

from db.importing.converted import Noted
from db.importing.directory import Directory, Namesakes, Side, holds_in, read_directory
from db.importing.issue import Invalid
from db.importing.words import Refusal, Words, same

NOT_PAIRED = Words(
    "“{helper}”与“{receiver}”没有结对关系；请核对名称和先后（帮扶方在前）。",
    "“{helper}” and “{receiver}” are not paired; look at the names and their order (the helper "
    "comes first).",
)
UNKNOWN_PLACE = Words("“{name}”：{what}", "“{name}”: {what}")
NOT_ONE_PLACE = Words(
    "“{name}”对应多个地方：{places}。请写全称或代码。",
    "“{name}” is several places: {places}. Give its full name or its code.",
)


class NotFound(Refusal):
    """No pairing is called so, or more than one. `words` says what to write instead."""


def pairing_called(connection: Connection, helper: str, receiver: str, year: int) -> int:
    """The pairing of two places, each by its name or code: that in force in a year, else the last.
    Of several places of a name those are meant that were paired in the year.

    Raises:
        NotFound: UNKNOWN_PLACE, with a suggestion for a slip of the pen; NOT_ONE_PLACE; NOT_PAIRED.
    """
    directory = read_directory(connection, meetings=False)
    sides = (_side(directory, helper), _side(directory, receiver))
    couple = tuple(_only(directory, side) for side in directory.settled(*sides, year))
    found = directory.pairings.get((couple[0], couple[1]), [])
    if not found:
        raise NotFound(NOT_PAIRED.format(helper=helper, receiver=receiver))
    found = [one for one in found if holds_in(one, year)] or found
    return max(found, key=lambda one: (one.year_from or 0, one.id)).id


def _side(directory: Directory, name: str) -> Side:
    try:
        found = directory.side(name)
    except Invalid as invalid:
        raise NotFound(UNKNOWN_PLACE.format(name=name, what=invalid.issue().what)) from invalid
    return found.value if isinstance(found, Noted) else found


def _only(directory: Directory, side: Side) -> str:
    if isinstance(side, Namesakes):
        places = same(", ".join(map(directory.full_name, side.adcodes)))
        raise NotFound(NOT_ONE_PLACE.format(name=side.name, places=places))
    return side or ""
