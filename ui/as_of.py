"""As of when a selection's figures hold: a fact of the data, not of today."""

from calendar import monthrange
from datetime import date, timedelta

from ui.text import _, language


def reached(dated: date | None, last_year: int | None, stored: date) -> date:
    """The day up to which the figures of a selection hold.

    `dated` is the latest meeting or visit of the selection. Projects are known by the year of
    their ledger, so a `last_year` counts to its end. Nothing reaches beyond `stored`, the day on
    which the store last changed: what happened later cannot be in it. A month that was over by
    then counts to its end, since what has happened in it would be there.
    """
    year_end = date(last_year, 12, 31) if last_year else date.min
    day = min(max(dated or date.min, year_end), stored)
    if day == date.min:
        return stored
    end = day.replace(day=monthrange(day.year, day.month)[1])
    return min(end, stored)


def said(day: date) -> str:
    """2025年底, 2025年6月底, or the very day where the month was not over."""
    if (day + timedelta(days=1)).day != 1:
        return _day(day)
    if day.month == 12:
        return _("the end of {year}", year=day.year)
    return _("the end of {month}", month=_month(day))


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月" if language() == "zh" else f"{day:%B} {day.year}"


def _day(day: date) -> str:
    return f"{_month(day)}{day.day}日" if language() == "zh" else f"{day.day} {_month(day)}"
