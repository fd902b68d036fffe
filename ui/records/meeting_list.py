"""The list of meetings."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from db.filters import Filter
from db.queries import meetings
from ui.frame import aggregates, as_of, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_


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
            foot=lambda n: _foot(n, load(meetings.totals, chosen, text)),
            kept=as_of.of(aggregates.ledgers(chosen).meetings),
        )
    )


def headers() -> tuple[str, ...]:
    """Names of what `row` makes."""
    told = (_("Date"), _("Meeting"), _("Couple"), _("Place"), _("Kind"))
    return (*told, _("Projects signed"), _("Agreed items"))


def row(meeting: pd.Series) -> tuple[object, ...]:
    """Date, title as a link, couple, place, kind, projects signed, agreed items."""
    link = links.meeting(int(meeting["id"]), either(meeting["title"], meeting["title_en"]))
    return (
        numbers.period(meeting["date_start"], meeting["date_end"], meeting["date_precision"]),
        markup.marked(link, bool(meeting["demo"])),
        names.couple(meeting) or _("National"),
        either(meeting["place"], meeting["place_en"]),
        terms.label(terms.CATEGORIES, meeting["category"]),
        "" if pd.isna(meeting["signed_projects"]) else numbers.count(meeting["signed_projects"]),
        _items(int(meeting["commitments"]), int(meeting["linked"])),
    )


def _foot(many: int, totals: Mapping[str, int]) -> tuple[object, ...]:
    told = paged.total(headers(), many, "meetings")[:-2]
    signed = numbers.quantity(totals["signed_projects"], "projects")
    return (*told, signed, _items(totals["commitments"], totals["linked"]))


def _items(agreed: int, linked: int) -> str:
    if not agreed:
        return ""
    if not linked:
        return n_("{n} item, no project yet", "{n} items, no project yet", agreed)
    return _("{agreed}, of which {linked} with projects", agreed=agreed, linked=linked)
