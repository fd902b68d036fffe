"""The brief for a couple's next meeting as a paper, in the reader's language."""

from collections.abc import Iterator
from dataclasses import replace

from db.queries.brief import Brief
from export.papers import Paper
from ui.briefing import held, judged, since
from ui.briefing.noted import Notes
from ui.frame import names, numbers, terms
from ui.frame.text import _, language
from ui.results import closed_periods

PARTS = (
    held.meeting,
    held.items,
    held.apart,
    since.money,
    since.visits,
    since.people,
    judged.scorecard,
    judged.differences,
    judged.gaps,
    judged.figures,
)
TENS = "一二三四五六七八九十"


def paper(found: Brief) -> Paper:
    """Everything of a brief in words. What is not in the store is said to be missing."""
    notes = Notes(found.loaded)
    parts = tuple(
        replace(make(found, notes), number=_numbered(place)) for place, make in enumerate(PARTS, 1)
    )
    helper, receiver = names.sides(found.pairing)
    told = {"helper": helper, "receiver": receiver}
    day = numbers.day(found.day)
    mechanism = terms.label(terms.MECHANISMS, found.pairing["mechanism"])
    return Paper(
        title=_("{helper} and {receiver}: brief on {mechanism}", mechanism=mechanism, **told),
        about=_("(for the meeting of {day})", day=day),
        language=language(),
        as_of=found.day,
        parts=parts,
        notes=notes.texts,
        marked=notes.marks,
        notes_title=_("Notes"),
        warning=("" if language() == "zh" else " ").join(text for _kind, text in warnings(found)),
        names=told | {"day": day, "loaded": numbers.day(found.loaded)},
        scope=(f"{helper}-{receiver}",),
    )


def warnings(found: Brief) -> Iterator[tuple[str, str]]:
    """What is to be known first, each with the kind of its notice: that demo records are counted,
    that figures may change.
    """
    if found.demo:
        yield "demo", _("Demo records are counted here: these numbers are not facts.")
    for one in found.reopened:
        yield "warning", closed_periods.reopening(one, closed_periods.named(one))


def _numbered(place: int) -> str:
    """一、 in Chinese, 1. with its blank in English."""
    return f"{TENS[place - 1]}、" if language() == "zh" else f"{place}. "
