"""What the audit keeps of what is done on pages and writes nothing else."""

from collections.abc import Sequence

from db.accounts import Account, Forbidden, later
from db.terms import Event

LONGEST = 80
"""Characters of a title."""


def refused(person: Account | None, refusal: Exception) -> None:
    """Keep that a deed of theirs was refused for want of a right."""
    if isinstance(refusal, Forbidden) and person is not None and refusal.action is not None:
        later.note(Event.REFUSED, person, action=refusal.action.value)


def taken(titles: Sequence[str], suffix: str, person: Account | None) -> None:
    """Keep which charts, lists or papers somebody takes along, as what file."""
    charts = [title[:LONGEST] for title in titles]
    later.note(Event.CHART_TAKEN, person, charts=charts, file=suffix)
