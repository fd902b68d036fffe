"""What an agreed item calls for, by shape and word, and since when."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.followup import items
from db.followup.watch import Mark, Watch
from db.importing.dates import last_day
from db.terms import Precision
from ui.frame import markup, numbers, terms
from ui.frame.query_cache import load
from ui.frame.text import _, n_

Row = Mapping[Any, Any]

SHAPES = {Mark.OVERDUE: "▲", Mark.SOON: "◆", Mark.SILENT: "○"}


def named(mark: Mark, text: str) -> Markup:
    """A text behind the shape of a mark."""
    template = Markup('<span class="x-status x-{}"><i aria-hidden="true">{}</i> {}</span>')
    return template.format(mark.value, SHAPES[mark], text)


def most_urgent(row: Row) -> Mark | None:
    """The most urgent mark of an item (columns of items.listed)."""
    return next((mark for mark in Mark if row[mark.value]), None)


def of_item(row: Row, watch: Watch) -> Markup | str:
    """The most urgent mark of an item with how long; nothing where it has none."""
    mark = most_urgent(row)
    if mark is None:
        return ""
    return named(mark, _telling(mark, row, watch))


def of_items(ids: Iterable[Any], now: Watch) -> dict[int, Markup | str]:
    """The same of several by their ids."""
    found = load(items.marked, tuple(map(int, ids)), now)
    return {int(row["id"]): of_item(row, now) for row in found.to_dict("records")}


def in_words(row: Row, watch: Watch) -> str:
    """The same as text."""
    mark = most_urgent(row)
    return _telling(mark, row, watch) if mark else ""


def since(days: int) -> str:
    """A number of days as people say it: days, months from three on, years from two on."""
    if days < 90:
        return n_("{n} day", "{n} days", days)
    if days < 730:
        return n_("{n} month", "{n} months", days // 30)
    return n_("{n} year", "{n} years", days // 365)


def last_word(row: Row, watch: Watch) -> Markup:
    """How the item stands, what was said last, by whom, and how long ago that is."""
    status = Markup("<strong>{}</strong>").format(terms.label(terms.STATUSES, row["status"]))
    parts: list[object] = [status, markup.quiet(age(row, watch))]
    if row["said_status"] is not None:
        said = markup.lines(row["said"] or "")
        parts += [part for part in (said, markup.quiet(row["said_by"] or "")) if part]
    return markup.join(parts, "<br>")


def age(row: Row, watch: Watch) -> str:
    """How long ago the last word on an item was."""
    days = (watch.today - _day(row["last_word"])).days
    if row["said_status"] is None:
        if days < 0:
            return _("the meeting is yet to come")
        return _("no word since the meeting, {age} ago", age=since(days))
    return _("last word {age} ago", age=since(days)) if days > 0 else _("last word today")


def due(row: Row) -> str:
    """When an item is due, as exactly as it is known."""
    return numbers.day(row["due"], row["due_precision"] or "day")


def _telling(mark: Mark, row: Row, watch: Watch) -> str:
    if mark is Mark.SILENT:
        return _("silent for {age}", age=since((watch.today - _day(row["last_word"])).days))
    ends = last_day(_day(row["due"]), Precision(row["due_precision"] or Precision.DAY))
    days = (ends - watch.today).days
    if mark is Mark.OVERDUE:
        return _("overdue by {age}", age=since(-days))
    return _("due in {age}", age=since(days)) if days else _("due today")


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
