"""What somebody wrote of a head in place of the draft: kept in versions, by those in charge.

A closed year may still be written about: its figures stay as they are, and what is said of them for
the assessment is written after its end.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from db.accounts import Action, Author, Matter, audit, require
from db.assessment import refused
from db.assessment.measures import in_force, newest
from db.assessment.refused import Refused
from db.assessment.standing import Couple, couple
from db.engine import raise_revision, utc_now
from db.importing.words import Language
from db.models import Narrative, table_of
from db.terms import Event

NARRATIVE = table_of(Narrative)


class Of(NamedTuple):
    """Of what: a couple's year, a head (its key), in one language."""

    pairing_id: int
    year: int
    head: str
    language: Language


@dataclass(frozen=True)
class Written:
    """The version that holds. `text` is empty where the draft does again; `drafted` as in
    models.Narrative; `at` is UTC.
    """

    number: int
    text: str
    drafted: str
    author: str
    at: datetime


def digest(draft: str) -> str:
    """By what a draft is known."""
    return hashlib.sha256(draft.encode()).hexdigest()


def of_year(
    connection: Connection, of: Couple, year: int, language: Language
) -> dict[str, Written]:
    """Head → what was written of a couple's year, be it under an earlier pairing of the two."""
    statement = (
        select(NARRATIVE)
        .where(
            NARRATIVE.c.pairing_id.in_(of.pairings),
            NARRATIVE.c.year == year,
            NARRATIVE.c.language == language,
        )
        .order_by(NARRATIVE.c.id)
    )
    rows = connection.execute(statement)
    return {
        row.head_key: Written(row.number, row.text, row.drafted, row.author, row.at) for row in rows
    }


def write(
    connection: Connection, by: Author | None, of: Of, after: int, text: str, draft: str
) -> int:
    """Let a pack say this of a head, or (nothing) the draft again; the version's number. `after` is
    that which somebody saw, 0 for none; `draft` is the one they saw beside it.

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Refused: UNKNOWN_COUPLE; UNKNOWN_HEAD; STALE; UNCHANGED; LONG_TEXT.
    """
    found = couple(connection, of.pairing_id)
    over = [Matter(found.helper, found.receiver, found.id)] if found else []
    author = require(connection, by, Action.EDIT, over=over)
    if found is None:
        raise Refused(refused.UNKNOWN_COUPLE)
    measure = in_force(newest(connection), of.year, found.provinces)
    if measure is None or of.head not in {head.key for head in measure.said.heads}:
        raise Refused(refused.UNKNOWN_HEAD)
    stands = of_year(connection, found, of.year, of.language).get(of.head)
    text = _tidy(text)
    if (stands.number if stands else 0) != after:
        raise Refused(refused.STALE.format(number=stands.number if stands else 0))
    if len(text) > refused.LONGEST_TEXT:
        raise Refused(refused.LONG_TEXT.format(found=len(text), most=refused.LONGEST_TEXT))
    if text == (stands.text if stands else ""):
        raise Refused(refused.UNCHANGED)
    _add(connection, of, after + 1, text, digest(draft), author)
    told: dict[str, Any] = {"table": NARRATIVE.name, "pairing": of.pairing_id, "year": of.year}
    audit.note(connection, Event.EDITED, author, **told, head=of.head, version=after + 1)
    raise_revision(connection)
    return after + 1


def _add(
    connection: Connection, of: Of, number: int, text: str, drafted: str, author: Author
) -> None:
    values = {
        **{"pairing_id": of.pairing_id, "year": of.year, "head_key": of.head},
        **{"language": of.language, "number": number, "text": text, "drafted": drafted},
        **{"author": author.display_name, "account_id": author.id},
    }
    connection.execute(insert(NARRATIVE).values(values | {"at": utc_now()}))


def _tidy(text: str) -> str:
    """Its paragraphs, without what no file holds."""
    lines = ("".join(c for c in line if c.isprintable()).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
