"""What came of a meeting: the projects that name it, all of them."""

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.queries import outcomes
from ui.frame import as_of, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_


def show(meeting_id: int) -> None:
    """Draw the projects of a meeting, by the item that they carry out; nothing where none is."""
    found = load(outcomes.count, meeting_id)
    if not found:
        return
    note = _("By agreed item, most money in place first.")
    markup.section(_("Projects that came of it"), note)
    paged.show(
        paged.Listing(
            name="outcomes",
            headers=(
                _("Item"),
                _("Project"),
                _("Industry"),
                _("Stage"),
                _("Agreed money"),
                _("Money in place"),
            ),
            count=lambda: found,
            page=lambda limit, offset: names.with_sides(
                load(outcomes.listed, meeting_id, limit=limit, offset=offset)
            ),
            counted=partial(n_, "{n} project.", "{n} projects."),
            row=_row,
            empty="",
            of=(meeting_id,),
            kept=as_of.of_days(load(outcomes.dated, meeting_id)),
        )
    )


def link(project: Any) -> Markup:
    """A project's title as a link, marked where it is a demo record."""
    title = either(project["title"], project["title_en"])
    return markup.marked(links.project(int(project["id"]), title), bool(project["demo"]))


def _row(project: Any) -> tuple[object, ...]:
    item = project["item_number"]
    return (
        _("none named") if pd.isna(item) else str(item),
        link(project),
        terms.label(terms.INDUSTRIES, project["industry"]),
        terms.label(terms.STAGES, project["stage"]),
        str(numbers.money(project["agreed_amount"])),
        str(numbers.money(project["in_place"])),
    )
