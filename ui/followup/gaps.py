"""What lacks the other: agreed items without a project, and projects without an agreed item."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.filters import Filter
from db.followup import items, likely, unlinked
from db.followup.items import Which
from db.followup.likely import Suggestion
from db.followup.linking import Link
from db.followup.watch import Watch
from db.reader import answer
from ui.followup import files, item_list, marks, proposals
from ui.followup.proposals import Entry, Proposal
from ui.frame import aggregates, filters, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_

SIZE = 10
"""Rows of a page: each has its proposals."""

Row = Mapping[Any, Any]


def of_items(chosen: Filter, now: Watch, title: str, known: int) -> None:
    """Draw the items that no project carries out, with projects that may."""
    text = paged.search(_("Search items, who is in charge, and meetings"))
    many = load(items.count, chosen, now, Which.UNLINKED, text) if text else known
    page, pages = paged.place(many, size=SIZE)
    if not many:
        _nothing(_("No agreed item without a project matches this selection."))
        return
    found, likeliest = load(likely.of_items, chosen, now, text, SIZE, SIZE * (page - 1))
    entries = [
        Entry(_item(item, now), [_of_item(item, one) for one in likeliest.get(item["id"], ())])
        for item in names.with_sides(found).to_dict("records")
    ]
    _counted(n_("{n} agreed item without a project.", "{n} agreed items without a project.", many))
    proposals.show(entries)
    paged.turn(page, pages)
    files.offer(title, partial(item_list.as_table, chosen, now, Which.UNLINKED, text), many)


def of_projects(chosen: Filter, title: str) -> None:
    """Draw the projects that carry out no item, with items that they may."""
    projects = aggregates.ledgers(chosen).projects
    many = unlinked.count(projects)
    page, pages = paged.place(many, size=SIZE)
    if not many:
        _nothing(_("No project without an agreed item matches this selection."))
        return
    at = unlinked.place(projects, SIZE, SIZE * (page - 1))
    found, likeliest = load(likely.of_projects, at, SIZE)
    entries = [
        Entry(_project(row), [_of_project(row, one) for one in likeliest.get(row["id"], ())])
        for row in names.with_sides(found).to_dict("records")
    ]
    counted = n_(
        "{n} project without an agreed item.", "{n} projects without an agreed item.", many
    )
    _counted(counted)
    proposals.show(entries)
    paged.turn(page, pages)
    every = unlinked.place(projects, min(many, files.MOST), 0)
    files.offer(title, partial(as_table, every), many)


def as_table(at: unlinked.Place) -> pd.DataFrame:
    """A row a project, its columns named for the reader; money in whole yuan."""
    found = answer(unlinked.listed, at, limit=files.MOST)
    rows = names.with_sides(found).to_dict("records")
    return pd.DataFrame(
        {
            _("Couple"): [names.couple(row) for row in rows],
            _("Year"): found["year"].tolist(),
            _("Code"): found["code"].tolist(),
            _("Project"): [either(row["title"], row["title_en"]) for row in rows],
            _("Place"): [row["place"] or "" for row in rows],
            _("Industry"): [terms.label(terms.INDUSTRIES, row["industry"]) for row in rows],
            _("Stage"): [terms.label(terms.STAGES, row["stage"]) for row in rows],
            _("Agreed (yuan)"): found["agreed_amount"].tolist(),
            _("Money in place (yuan)"): found["in_place"].tolist(),
            _("Demo record"): found["demo"].tolist(),
        }
    )


def _of_item(item: Row, one: Suggestion) -> Proposal:
    """A project that may carry out an item."""
    title = either(one.row["title"], one.row["title_en"])
    named = markup.join([links.project(int(one.row["id"]), title), str(one.row["year"])], " · ")
    link = Link(int(one.row["id"]), int(one.row["version"]), int(item["id"]))
    return Proposal(named, one.like, link, one.row, one.strong)


def _of_project(project: Row, one: Suggestion) -> Proposal:
    """An item that a project may carry out."""
    meeting = either(one.row["title"], one.row["title_en"])
    when = numbers.day(one.row["date_start"], one.row["date_precision"])
    item = either(one.row["text"], one.row["text_en"])
    of = links.meeting(int(one.row["meeting_id"]), meeting)
    number = _("item {n}", n=one.row["number"])
    named = markup.join([item, markup.join([of, when, number], " · ")], "<br>")
    link = Link(int(project["id"]), int(project["version"]), int(one.row["id"]))
    return Proposal(named, one.like, link, project, one.strong)


def _item(item: Row, now: Watch) -> Markup:
    """An item as the head of an entry."""
    text = f"{item['number']}. {either(item['text'], item['text_en'])}"
    meeting = links.meeting(int(item["meeting_id"]), either(item["title"], item["title_en"]))
    parts = [
        marks.of_item(item, now),
        meeting,
        numbers.day(item["date_start"], item["date_precision"]),
        names.couple(item),
        item_list.in_charge(item),
    ]
    return _head(markup.marked(text, bool(item["demo"])), parts)


def _project(project: Row) -> Markup:
    """A project as the head of an entry."""
    title = either(project["title"], project["title_en"])
    link = links.project(int(project["id"]), title)
    parts = [
        names.couple(project),
        str(project["year"]),
        project["place"] or "",
        terms.label(terms.INDUSTRIES, project["industry"]),
        terms.label(terms.STAGES, project["stage"]),
        _("in place {amount}", amount=numbers.money(project["in_place"])),
    ]
    return _head(markup.marked(link, bool(project["demo"])), parts)


def _head(title: Markup, parts: Sequence[object]) -> Markup:
    told = markup.join([part for part in parts if part], " · ")
    return Markup('<h3>{}</h3><p class="x-told">{}</p>').format(title, told)


def _counted(text: str) -> None:
    note = _("Below each is what may belong to it: of the same couple and of these years.")
    markup.draw('<p class="x-note">{text} {note}</p>', text=text, note=note)


def _nothing(text: str) -> None:
    markup.notice(filters.nothing_because(text))
