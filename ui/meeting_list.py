"""The list of meetings."""

from functools import partial

import pandas as pd

from db.filters import Filter
from db.queries import meetings
from ui import as_of, frames, links, markup, names, numbers, paged, terms
from ui.load import load
from ui.text import _, either, n_


def show(chosen: Filter) -> None:
    """Draw search and list."""
    text = paged.search(_("Search titles and places"))
    paged.show(
        paged.Listing(
            name="meetings",
            headers=headers(),
            count=partial(load, meetings.count, chosen, text),
            page=lambda limit, offset: names.with_sides(
                load(meetings.listed, chosen, text, limit=limit, offset=offset)
            ),
            counted=lambda n: n_(
                "{n} meeting, the newest first.", "{n} meetings, the newest first.", n
            ),
            row=row,
            empty=_("No meeting matches this selection."),
            of=(chosen, text),
            foot=lambda n: paged.total(headers(), n, "meetings"),
            kept=as_of.of(frames.ledgers(chosen).meetings),
        )
    )


def headers() -> tuple[str, ...]:
    """Names of what `row` makes."""
    return (_("Date"), _("Meeting"), _("Couple"), _("Place"), _("Kind"), _("Agreed items"))


def row(meeting: pd.Series) -> tuple[object, ...]:
    """Date, title as a link, couple, place, kind, agreed items."""
    link = links.meeting(int(meeting["id"]), either(meeting["title"], meeting["title_en"]))
    return (
        numbers.period(meeting["date_start"], meeting["date_end"], meeting["date_precision"]),
        markup.marked(link, bool(meeting["demo"])),
        names.couple(meeting) or _("National"),
        either(meeting["place"], meeting["place_en"]),
        terms.label(terms.CATEGORIES, meeting["category"]),
        _items(int(meeting["commitments"]), int(meeting["linked"])),
    )


def _items(agreed: int, linked: int) -> str:
    if not agreed:
        return ""
    if not linked:
        return n_("{n} item, no project yet", "{n} items, no project yet", agreed)
    return _("{agreed}, of which {linked} with projects", agreed=agreed, linked=linked)
