"""What came of a meeting: the projects that name it, all of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.queries import outcomes
from ui.drawing.sentence import Number, linked, parts
from ui.frame import address, as_of, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_

ITEM = "item"
"""The parameter that narrows the projects to those of an item of this number."""


def show(meeting_id: int) -> None:
    """Draw the projects of a meeting, or of the item that the address names, by the item that they
    carry out, with what they come to; nothing where none is.
    """
    item = address.number(ITEM)
    found = load(outcomes.totals, meeting_id, item)
    if not found.projects and item is not None:
        item, found = None, load(outcomes.totals, meeting_id, None)
    if not found.projects:
        return
    note = _("By agreed item, most money in place first.")
    markup.section(_("Projects that came of it"), note)
    if item is not None:
        every = Number(_("all"), "meetings", address.kept(meeting=str(meeting_id)))
        said = parts(_("Those of item {n}; {all}."), n=str(item), all=every)
        markup.note(linked(said))
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
                _("Jobs"),
                _("People benefiting"),
            ),
            count=lambda: found.projects,
            page=lambda limit, offset: names.with_sides(
                load(outcomes.listed, meeting_id, item, limit=limit, offset=offset)
            ),
            counted=partial(n_, "{n} project.", "{n} projects."),
            row=_row,
            empty="",
            of=(meeting_id, item),
            foot=lambda n: (
                _("All pages"),
                numbers.quantity(n, "projects"),
                "",
                "",
                *_amounts(found._asdict()),
            ),
            kept=as_of.of_days(load(outcomes.dated, meeting_id)),
        )
    )


def link(project: Any) -> Markup:
    """A project's title as a link, marked where it is a demo record."""
    title = either(project["title"], project["title_en"])
    return markup.marked(links.project(int(project["id"]), title), bool(project["demo"]))


def leading(meeting_id: int, item: int, said: str) -> Markup:
    """A number of an item as a link to its projects, where it stands at the foot."""
    return Markup('<a href="{}">{}</a>').format(_at(meeting_id, **{ITEM: str(item)}), said)


def _at(meeting_id: int, **more: str) -> str:
    return f"{links.to('meetings', meeting=str(meeting_id), **more)}#outcomes"


def _amounts(of: Mapping[str, Any]) -> tuple[str, ...]:
    """Money agreed and in place, jobs and people benefiting, as a row or a foot has them."""
    money = (str(numbers.money(of[name])) for name in ("agreed_amount", "in_place"))
    people = (numbers.count(of[name]) for name in ("jobs", "beneficiaries"))
    return (*money, *people)


def _row(project: Any) -> tuple[object, ...]:
    item = project["item_number"]
    return (
        _("none named") if pd.isna(item) else str(item),
        link(project),
        terms.label(terms.INDUSTRIES, project["industry"]),
        terms.label(terms.STAGES, project["stage"]),
        *_amounts(project),
    )
