"""The list of projects, the newest or the largest first."""

from functools import partial

import pandas as pd

from db.filters import EVERYTHING, Filter
from db.queries import projects
from db.queries.projects import Order
from ui import as_of, choice, frames, links, markup, names, numbers, paged, terms
from ui.load import derive, load
from ui.text import _, either, n_


def show(chosen: Filter, all_in_all: int) -> None:
    """Draw search, order and list; `all_in_all` is the number of projects without a search."""
    text = paged.search(_("Search titles, codes and places"))
    order = Order(_order())

    def page(limit: int, offset: int) -> pd.DataFrame:
        among = None if text else derive(frames.leading, chosen, order, offset + limit)
        narrowed = chosen if among is None else EVERYTHING  # the groups alone say which, then
        found = load(
            projects.listed, narrowed, text, order, limit=limit, offset=offset, among=among
        )
        return names.with_sides(found)

    paged.show(
        paged.Listing(
            name="projects",
            headers=headers(),
            count=partial(load, projects.count, chosen, text) if text else lambda: all_in_all,
            page=page,
            counted=lambda n: n_("{n} project.", "{n} projects.", n),
            row=row,
            empty=_("No project matches this selection."),
            of=(chosen, text, order),
            kept=as_of.of(frames.ledgers(chosen).projects),
        )
    )


def headers() -> tuple[str, ...]:
    """Names of what `row` makes."""
    return (
        _("Year"),
        _("Project"),
        _("Couple"),
        _("Industry"),
        _("Stage"),
        _("Agreed money"),
        _("Money in place"),
    )


def row(project: pd.Series) -> tuple[object, ...]:
    """Year, title as a link, couple, industry, stage, money agreed and in place."""
    link = links.project(int(project["id"]), either(project["title"], project["title_en"]))
    return (
        str(project["year"]),
        markup.marked(link, bool(project["demo"])),
        names.couple(project),
        terms.label(terms.INDUSTRIES, project["industry"]),
        terms.label(terms.STAGES, project["stage"]),
        str(numbers.money(project["agreed_amount"])),
        str(numbers.money(project["in_place"])),
    )


def _order() -> str:
    names = {
        Order.NEWEST.value: _("Newest first"),
        Order.LARGEST.value: _("Most money in place first"),
    }
    return choice.among("order", _("Order"), names)
