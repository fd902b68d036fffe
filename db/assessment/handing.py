"""Who may have a pack made, and whose it is: asked before anything is read for it."""

from typing import Any

from sqlalchemy import Connection, Engine, select

from db.accounts import Action, Author, Matter, audit, require
from db.assessment import refused
from db.assessment.refused import Refused
from db.assessment.standing import couple
from db.engine import locked
from db.importing.converted import Noted
from db.importing.directory import Directory, Namesakes, read_directory
from db.importing.issue import Invalid
from db.importing.words import Words, same
from db.models import Pairing
from db.terms import Event


def begin(engine: Engine, pairing_id: int, year: int, by: Author | None, *, names: bool) -> None:
    """Let somebody have a pack made, which the audit keeps; `names`: with people who hold no public
    office, for which they must be in charge of the couple.

    Raises:
        Forbidden: by nobody, by somebody who is in charge of nothing, or (`names`) not of this.
        Refused: UNKNOWN_COUPLE.
    """
    with locked(engine) as connection:
        found = couple(connection, pairing_id)
        over = [Matter(found.helper, found.receiver, found.id)] if found and names else []
        by = require(connection, by, Action.EDIT, over=over)
        if found is None:
            raise Refused(refused.UNKNOWN_COUPLE)
        told: dict[str, Any] = {"pack": pairing_id, "year": year, "private": names}
        audit.note(connection, Event.EXPORTED, by, **told)


def pairing_of(connection: Connection, helper: str, receiver: str, year: int) -> int:
    """The pairing of two places, each by its name or code: that in force in a year, else the last.

    Raises:
        Refused: UNKNOWN_PLACE, with a suggestion for a slip of the pen; NOT_ONE_PLACE; NOT_PAIRED.
    """
    directory = read_directory(connection, meetings=False)
    two = [_place(directory, name) for name in (helper, receiver)]
    theirs = (Pairing.helper_adcode == two[0], Pairing.receiver_adcode == two[1])
    found = connection.execute(
        select(Pairing.id, Pairing.year_from, Pairing.year_to)
        .where(*theirs)
        .order_by(Pairing.year_from, Pairing.id)
    ).all()
    if not found:
        raise Refused(refused.NOT_PAIRED.format(helper=helper, receiver=receiver))
    of_year = [row for row in found if (row[1] or 0) <= year <= (row[2] or 9999)]
    return int((of_year or found)[-1].id)


def _place(directory: Directory, name: str) -> str:
    try:
        found = directory.side(name)
    except Invalid as invalid:
        raise Refused(
            refused.UNKNOWN_PLACE.format(name=name, what=invalid.issue().what)
        ) from invalid
    if isinstance(found, Namesakes):
        places: Words = same(", ".join(map(directory.full_name, found.adcodes)))
        raise Refused(refused.NOT_ONE_PLACE.format(name=name, places=places))
    return str(found.value if isinstance(found, Noted) else found)
