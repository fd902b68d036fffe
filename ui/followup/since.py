"""What followed a meeting: what the two did after it, and how many of their projects say so."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from db.followup import since, unlinked
from db.followup.likely import YEARS
from ui.followup import attention
from ui.frame import aggregates, filters, links, markup, numbers, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either


def show(meeting: Mapping[str, Any]) -> None:
    """Draw it of a meeting of two sides (columns of meetings.record); nothing of a national one, or
    where nothing is known.
    """
    sides = meeting["helper_adcode"], meeting["receiver_adcode"]
    if not all(sides):
        return
    asked = (*sides, meeting["date_start"].date(), int(meeting["id"]))
    facts = [
        (_("Next meetings"), _list(load(since.next_meetings, *asked), _meeting)),
        (_("Visits after it"), _list(load(since.visits, *asked), _visit)),
        (_("Projects of the two"), _projects(meeting)),
    ]
    if any(value for _name, value in facts):
        note = _("What else the two did after it, whether or not it came of this meeting.")
        markup.section(_("What followed"), note)
        st.html(str(markup.facts(facts)))


def _list(found: pd.DataFrame, row: Any) -> Markup:
    lines = (row(one) for one in found.to_dict("records"))
    return markup.join(lines, "<br>")


def _meeting(row: Mapping[Any, Any]) -> Markup:
    link = links.meeting(int(row["id"]), either(row["title"], row["title_en"]))
    return _dated(markup.marked(link, bool(row["demo"])), row)


def _visit(row: Mapping[Any, Any]) -> Markup:
    way = terms.label(terms.DIRECTIONS, row["direction"])
    link = links.visit(int(row["id"]), either(row["purpose"], row["purpose_en"]) or way)
    return _dated(markup.marked(link, bool(row["demo"])), row)


def _dated(link: Markup, row: Mapping[Any, Any]) -> Markup:
    when = numbers.day(row["date_start"], row["date_precision"])
    return markup.join([link, markup.quiet(when)], " · ")


def _projects(meeting: Mapping[str, Any]) -> Markup:
    """How many projects two provinces have, with their cities and counties, of the meeting's year
    and the years after it; and how many of them carry out no item.
    """
    sides = {"helper": meeting["helper_adcode"], "receiver": meeting["receiver_adcode"]}
    first = int(meeting["date_start"].year)
    last = min(first + YEARS, filters.bounds()[1])
    projects = aggregates.ledgers(Filter(**sides, years=(first, last))).projects
    many = int(projects["projects"].sum())
    if not many:  # cities and counties are no provinces of a filter
        return Markup("")
    asked = {**sides, "years": f"{first}-{last}"}
    said = _("{n} of {first} to {last}", n=numbers.count(many), first=first, last=last)
    link = Markup('<a href="{}">{}</a>')
    lists = [
        link.format(links.to("projects", **asked), said),
        link.format(
            links.to("followup", **asked, list=attention.PROJECTS),
            _("{n} without an agreed item", n=numbers.count(unlinked.count(projects))),
        ),
    ]
    return markup.join(lists, " · ")
