"""As of when what is shown holds: the days to which the ledgers behind it were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from db.summary import Array, Summary
from ui.frame import numbers
from ui.frame.text import N_, _, language

ORIGINS = {
    "given": N_("chosen at upload"),
    "title": N_("read from its title, “{words}”"),
    "sheet": N_("read from the name of its sheet, “{words}”"),
    "file_name": N_("read from the name of its file, “{words}”"),
    "latest": N_("the latest day in it"),
}


@dataclass(frozen=True)
class Span:
    """The first and the last of those days, none where nobody has said any; `whole` is whether all
    is known that is shown.
    """

    first: date | None = None
    last: date | None = None
    whole: bool = False


def of(*groups: "Summary | pd.DataFrame") -> Span:
    """Of what groups of records hold: narrowed summaries (db.summaries), or frames with the columns
    of db.queries.dated.
    """
    last = _days(np.asarray(group["as_of_last"]) for group in groups)
    if not len(last):
        return Span()
    first = _days(np.asarray(group["as_of_first"]) for group in groups)
    undated = sum(int(group["undated"].sum()) for group in groups)
    return Span(_day(first.min()), _day(last.max()), not undated)


def of_days(days: "pd.Series[pd.Timestamp] | Iterable[date | None]") -> Span:
    """Of records that have one day each, or none."""
    every = pd.Series(days, dtype="datetime64[s]")
    known = every.dropna()
    if known.empty:
        return Span()
    return Span(known.min().date(), known.max().date(), len(known) == len(every))


def together(spans: Iterable[Span]) -> Span:
    """Of all that several things show."""
    every = list(spans)
    first = [span.first for span in every if span.first]
    last = [span.last for span in every if span.last]
    whole = all(span.whole for span in every)
    return Span(min(first, default=None), max(last, default=None), bool(every) and whole)


def told(kept: Span, loaded: datetime) -> str:
    """2024年6月底；2026-11-30 14:05载入. `loaded` is a time of the store."""
    return _("{days}; loaded {moment}", days=_between(kept), moment=numbers.moment(loaded))


def in_a_sentence(kept: Span, loaded: date) -> str:
    """What follows 截至 in a sentence; the day of loading where nobody has said another."""
    if kept.first is None or kept.last is None:
        return _("{day} (the day of loading, for the ledgers do not say theirs)", day=said(loaded))
    remarks = []
    if kept.first != kept.last:
        span = {"first": said(kept.first), "last": said(kept.last)}
        remarks.append(_("the ledgers end between {first} and {last}", **span))
    if not kept.whole:
        remarks.append(_("some ledgers do not say when"))
    day, inside = said(kept.last), _(", ").join(remarks)
    if not inside:
        return day
    return f"{day}（{inside}）" if language() == "zh" else f"{day} ({inside})"


def origin(name: str, words: str) -> str:
    """Where an as-of day is from (db.importing.asof), in words."""
    return _(ORIGINS[name], words=words) if name in ORIGINS else ""


def said(day: date) -> str:
    """2025年底, 2025年6月底, or the very day where it is not the last of its month."""
    if (day + timedelta(days=1)).day != 1:
        return f"{_month(day)}{day.day}日" if language() == "zh" else f"{day.day} {_month(day)}"
    if day.month == 12:
        return _("the end of {year}", year=day.year)
    return _("the end of {month}", month=_month(day))


def _between(kept: Span) -> str:
    """The day or days, and that some are not known."""
    if kept.first is None or kept.last is None:
        return _("(not said)")
    days = said(kept.last)
    if kept.first != kept.last:
        days = _("{first} to {last}, as the ledgers differ", first=said(kept.first), last=days)
    return days if kept.whole else _("{days}, and of some not said", days=days)


def _days(columns: Iterable[Array]) -> Array:
    every: Array = np.concatenate([np.array([], dtype="datetime64[s]"), *columns])
    known: Array = every[~np.isnat(every)]
    return known


def _day(moment: np.datetime64) -> date:
    return pd.Timestamp(moment).date()


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月" if language() == "zh" else f"{day:%B} {day.year}"
