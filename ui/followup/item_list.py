"""The list of agreed items that call for attention: the most urgent first."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from db.followup import items, watch
from db.followup.items import Which
from db.followup.watch import Watch
from db.queries.commitments import Which as All
from db.reader import answer
from ui.followup import attention, files, marks, results
from ui.frame import aggregates, as_of, links, markup, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_

SIZE, SHORT = 20, 5
"""Items of a page of the list, and on a couple's own page."""


def show(chosen: Filter, now: Watch, which: Which, title: str, known: int) -> None:
    """Draw search, list and files; `known` is how many there are without a search."""
    text = paged.search(_("Search items, who is in charge, and meetings"))
    many = load(items.count, chosen, now, which, text) if text else known
    paged.show(
        paged.Listing(
            name="followup",
            headers=headers(),
            count=lambda: many,
            page=lambda limit, offset: names.with_sides(
                load(items.listed, chosen, now, which, text, limit=limit, offset=offset)
            ),
            counted=lambda n: n_(
                "{n} agreed item, the most urgent first.",
                "{n} agreed items, the most urgent first.",
                n,
            ),
            row=partial(row, now=now),
            empty=_("No agreed item matches this selection."),
            of=(chosen, now, which, text),
            kept=as_of.of(aggregates.ledgers(chosen).meetings),
            size=SIZE,
        )
    )
    if many:
        files.offer(title, partial(as_table, chosen, now, which, text), many)


def of_couple(couple: Filter, pairing_id: int) -> None:
    """Draw the most urgent open items of a couple, and the way to all of its items; nothing where
    none is open.
    """
    now = watch.now()
    many = attention.of(couple, now)
    if not many[Which.OPEN.value]:
        return
    markup.section(_("Agreed items that are open"), _("The most urgent first."))
    of_two = {"pairing": str(pairing_id)}
    attention.draw(many, now, lambda name: links.to("pairings", **of_two, **{attention.LIST: name}))
    found = names.with_sides(load(items.listed, couple, now, limit=SHORT))
    rows = [row(item, now) for item in found.to_dict("records")]
    st.html(str(markup.table(headers(), rows, "followup")))
    label = _("All {n} agreed items", n=numbers.count(many["items"]))
    link = links.of_couple(pairing_id, All.ALL.value, label)
    markup.draw('<p class="x-text">{link}</p>', link=link)


def headers() -> tuple[str, ...]:
    """Names of what `row` makes."""
    return (_("Agreed item"), _("In charge"), _("Due"), _("Said and linked"), _("Last word"))


def row(item: Any, now: Watch) -> tuple[object, ...]:
    """Item below its mark with its meeting, who is in charge, due, results, last word."""
    text = markup.lines(either(item["text"], item["text_en"]))
    when = numbers.day(item["date_start"], item["date_precision"])
    title = either(item["title"], item["title_en"])
    meeting = markup.marked(links.meeting(int(item["meeting_id"]), title), bool(item["demo"]))
    of = " · ".join(filter(None, (names.couple(item), when)))
    return (
        Markup('{}. {}<br><span class="x-of">{} {}</span>').format(
            item["number"], text, meeting, markup.quiet(of)
        ),
        in_charge(item),
        markup.join([p for p in (marks.of_item(item, now), _due(item)) if p], "<br>"),
        results.told(item),
        marks.last_word(item, now),
    )


def in_charge(item: Any) -> str:
    """Who is in charge of an item; where no unit is named the side, if that is known."""
    units = either(item["responsible"], item["responsible_en"])
    return units or terms.label(terms.SIDES, item["side"])


def _due(item: Any) -> str:
    return "" if pd.isna(item["due"]) else marks.due(item)


def as_table(chosen: Filter, now: Watch, which: Which, search: str) -> pd.DataFrame:
    """A row an item, its columns named for the reader; money in whole yuan."""
    found = answer(items.listed, chosen, now, which, search, limit=files.MOST)
    rows = names.with_sides(found).to_dict("records")
    return pd.DataFrame(
        {
            _("Couple"): [names.couple(row) or _("National") for row in rows],
            _("Meeting"): [either(row["title"], row["title_en"]) for row in rows],
            _("Date of the meeting"): found["date_start"].tolist(),
            _("No."): found["number"].tolist(),
            _("Agreed item"): [either(row["text"], row["text_en"]) for row in rows],
            _("In charge"): [in_charge(row) for row in rows],
            _("Due"): found["due"].tolist(),
            _("Calls for attention"): [marks.in_words(row, now) for row in rows],
            _("Status"): [terms.label(terms.STATUSES, row["status"]) for row in rows],
            _("Day of the last word"): found["last_word"].tolist(),
            _("Last word"): [row["said"] or "" for row in rows],
            _("Said by"): [row["said_by"] or "" for row in rows],
            _("What it says against what is linked"): [results.differences(row) for row in rows],
            _("Projects"): found["projects"].tolist(),
            _("Agreed (yuan)"): found["agreed_amount"].tolist(),
            _("Money in place (yuan)"): found["in_place"].tolist(),
            _("Jobs"): found["jobs"].tolist(),
            _("People benefiting"): found["beneficiaries"].tolist(),
            _("Evidence"): found["evidence"].tolist(),
            _("Demo record"): found["demo"].tolist(),
        }
    )
