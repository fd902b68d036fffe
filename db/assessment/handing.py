"""Who may have a pack made, and whose it is: asked before anything is read for it."""

from typing import Any

from sqlalchemy import Engine

from db.accounts import Action, Author, Matter, audit, require
from db.assessment import refused
from db.assessment.refused import Refused
from db.assessment.standing import couple
from db.engine import locked
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
