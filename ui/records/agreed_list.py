"""The list of agreed items: all, or those with a project or without."""

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.filters import Filter
from db.followup import watch
from db.followup.watch import Watch
from db.queries import commitments
from db.queries.commitments import Which
from ui.followup import marks
from ui.frame import aggregates, as_of, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_


def show(chosen: Filter, which: Which) -> None:
    """Draw search and list."""
    now = watch.now()
    text = paged.search(_("Search items, who is in charge, and meetings"))
    headers = (
        _("Agreed item"),
        _("Meeting"),
        _("Couple"),
        _("In charge"),
        _("Due"),
        _("Status"),
        _("Projects"),
    )
    paged.show(
        paged.Listing(
            name="agreed",
            headers=headers,
            count=partial(load, commitments.count, chosen, which, text),
            page=lambda limit, offset: _marked(
                load(commitments.listed, chosen, which, text, limit=limit, offset=offset), now
            ),
            counted=lambda n: n_(
                "{n} agreed item, those of the newest meeting first.",
                "{n} agreed items, those of the newest meeting first.",
                n,
            ),
            row=_row,
            empty=_("No agreed item matches this selection."),
            of=(chosen, which, text, now),
            kept=as_of.of(aggregates.ledgers(chosen).meetings),
            foot=lambda n: paged.total(headers, n, "items"),
        )
    )


def _marked(found: pd.DataFrame, now: Watch) -> pd.DataFrame:
    """With what each calls for, in words."""
    told = marks.of_items(found["id"], now)
    return names.with_sides(found).assign(mark=[told[identity] for identity in found["id"]])


def _row(item: Any) -> tuple[object, ...]:
    """Item, meeting as a link with its date, couple, who is in charge, due, status, projects."""
    text = markup.lines(either(item["text"], item["text_en"]))
    when = numbers.period(item["date_start"], item["date_end"], item["date_precision"])
    title = either(item["title"], item["title_en"])
    meeting = markup.marked(links.meeting(int(item["meeting_id"]), title), bool(item["demo"]))
    return (
        Markup("{}. {}").format(item["number"], text),
        markup.join([meeting, when], "<br>"),
        names.couple(item) or _("National"),
        either(item["responsible"], item["responsible_en"]),
        markup.join([numbers.day(item["due"], item["due_precision"] or "day"), item["mark"]], " "),
        terms.label(terms.STATUSES, item["status"]),
        numbers.count(item["projects"]) if item["projects"] else _("none yet"),
    )
