"""The scorecard of a year, narrowed to a selection, and each clause's numbers in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from charts.statuses import GLYPHS
from db import clock
from db.filters import Filter
from db.periods import Period
from db.results import ledgers, pace, scorecard, targets
from db.results.course import Way, way
from db.results.pace import Status
from db.terms import Better, PeriodKind
from ui.frame import names, numbers, terms
from ui.frame.page_request import CARD_YEAR
from ui.frame.query_cache import derive, load
from ui.frame.text import Language, _, either, language, n_

YEAR = CARD_YEAR
"""The parameter of the year; without it the latest one with clauses."""

Write = Callable[[Any, str], str]
"""How a value in a unit is written."""

LOUD = (Status.MISSED, Status.BEHIND)


def years(chosen: Filter) -> list[int]:
    """The years of a selection in which something was promised, the latest first."""
    first, last = chosen.years or (0, 9999)
    return [year for year in load(targets.shown_years) if first <= year <= last]


def year_of(chosen: Filter, given: Mapping[str, str]) -> int | None:
    """The year that parameters ask for, else the latest; None where nothing was promised."""
    known = years(chosen)
    asked = given.get(YEAR, "")
    return next((year for year in known if str(year) == asked), known[0] if known else None)


def of_year(chosen: Filter, year: int) -> pd.DataFrame:
    """The clauses of a selection (columns of scorecard.of_year), the worst first, with `name`,
    `couple` (in the reader's language) and `ledger`, what the ledgers themselves have, missing
    where the definition of a metric is no sum of theirs, or one that a clause's own page adds up.
    """
    return derive(_of_year, chosen, year, language())


def _of_year(chosen: Filter, year: int, language: Language) -> pd.DataFrame:
    return narrowed(derive(_named, year, language), chosen)


def _named(year: int, _language: Language) -> pd.DataFrame:
    """All clauses of a year: named once, for whatever selection."""
    found = load(scorecard.of_year, year)
    sided = names.with_sides(found)
    counted = {*ledgers.SUMS, *ledgers.HEADS}
    added = of_ledgers(year) if found["metric_key"].isin(counted).any() else {}
    keys = zip(found["helper_adcode"], found["receiver_adcode"], found["metric_key"], strict=True)
    own = [
        added.get(((helper, receiver), metric), _nothing(metric))
        for helper, receiver, metric in keys
    ]
    return sided.assign(
        name=names.chosen(found, "name_zh", "name_en"),
        couple=[" → ".join(two) for two in zip(sided["helper"], sided["receiver"], strict=True)],
        ledger=pd.Series(own, dtype="object", index=found.index),
        year=year,
    )


DIMENSIONS = {
    "helper": "helper_province",
    "receiver": "receiver_province",
    "scheme": "scheme",
    "level": "level",
    "pairing_id": "pairing_id",
}
"""What a filter may ask of a clause → its column; the year is chosen apart."""


def narrowed(found: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    """The clauses that a filter lets through; industry and stage are of projects alone."""
    through = pd.Series(True, index=found.index)
    for criterion in chosen.criteria(DIMENSIONS):
        columns = found[[DIMENSIONS[name] for name in criterion.dimensions]]
        through &= columns.isin(criterion.values).any(axis=1)
    rows = found.take(through.to_numpy().nonzero()[0])
    return rows.set_axis(pd.RangeIndex(len(rows)))


def of_ledgers(year: int) -> dict[tuple[tuple[str, str], str], int]:
    """What the ledgers have of a year, by couple and metric (see db.results.ledgers)."""
    return load(ledgers.of_year, year)


def own(row: Mapping[Any, Any]) -> int | None:
    """What the ledgers have of one clause; None where its metric is no sum of theirs."""
    metric, couple = row["metric_key"], (row["helper_adcode"], row["receiver_adcode"])
    if metric not in ledgers.SUMS and metric not in ledgers.HEADS:
        return None
    if metric in ledgers.UNKEPT:
        return load(ledgers.of_couple, int(row["year"]), couple, metric)
    return of_ledgers(int(row["year"])).get((couple, metric), _nothing(metric))


def _nothing(metric: str) -> int | None:
    return 0 if metric in ledgers.SUMS.keys() - ledgers.UNKEPT else None


def is_demo(found: pd.DataFrame) -> "pd.Series[Any]":
    """Whether each clause, or what counts of it, is a demo record."""
    return found["demo"].astype(bool) | found["demo_result"].astype(bool)


def counts(found: pd.DataFrame) -> dict[Status, int]:
    """How many clauses stand how, the worst first; those that none does are left out."""
    many = found["status"].value_counts()
    return {status: int(many[status]) for status in Status if status in many.index}


def gone_today(year: int) -> float | None:
    """The share of a year that is over today; None where all of it or none is."""
    share = pace.gone(clock.today(), year)
    return share if 0 < share < 1 else None


def amount(value: Any, unit: str) -> str:
    """A value in its unit; a dash where there is none."""
    return str(numbers.quantity(value, unit))


def promised(row: Mapping[Any, Any], write: Write = amount) -> str:
    """The target: a ceiling says so, a deed is no number."""
    if row["better"] == Better.DONE:
        return _("to be done")
    target = write(row["target"], row["unit"])
    return _("at most {target}", target=target) if row["better"] == Better.LOWER else target


def reached(row: Mapping[Any, Any], write: Write = amount) -> str:
    """The result that counts; words where there is none."""
    if row["value"] is None:
        return not_reported(row)
    if row["better"] == Better.DONE:
        return _("done") if row["value"] else _("not done")
    return write(row["value"], row["unit"])


def not_reported(row: Mapping[Any, Any]) -> str:
    """Since when nothing has been reported."""
    if row["reported"] is None:
        return _("not reported yet")
    return _("not reported since {date}", date=numbers.day(row["reported"]))


def share(row: Mapping[Any, Any]) -> str:
    """The share of the target; of a ceiling how much is used; nothing where there is none."""
    if row["share"] is None:
        return ""
    ceiling = row["better"] == Better.LOWER
    part = numbers.percent(_not_quite(row["share"], ceiling=ceiling))
    return _("{share} used", share=part) if ceiling else part


def _not_quite(share: float, *, ceiling: bool) -> float:
    """A share that is never rounded to the whole: 99.6 % are not 100, nor is a ceiling kept by
    using 100.4 % of it.
    """
    if share < 1:
        return min(share, 0.99)
    return max(share, 1.01) if ceiling and share > 1 else share


def expected(row: Mapping[Any, Any]) -> str:
    """What was to be expected by the day; nothing of what does not accrue."""
    if row["expected"] is None:
        return ""
    return _span(row, "expected", numbers.percent)


def forecast(row: Mapping[Any, Any]) -> str:
    """Where it will end at this pace; nothing once the year is over, or of what does not accrue."""
    if row["forecast"] is None or row["gone"] == 1:
        return ""
    return _span(row, "forecast", lambda value: amount(round(value), row["unit"]))


def middle(row: Mapping[Any, Any]) -> tuple[str, str]:
    """What was to be expected by the day and where it will end, each without its span."""
    due = numbers.percent(row["expected"]) if expected(row) else ""
    end = amount(round(row["forecast"]), row["unit"]) if forecast(row) else ""
    return due, end


def basis(row: Mapping[Any, Any]) -> str:
    """What its pace is set against, and how much of the year is gone by its day."""
    if row["expected"] is None:
        return ""
    gone = numbers.percent(row["gone"])
    if row["former"]:
        text = n_("as in {n} former year", "as in {n} former years", row["former"])
        return _("{as_in}; {gone} of the year gone", as_in=text, gone=gone)
    return _("straight line: {gone} of the year gone", gone=gone)


def whose(row: Mapping[Any, Any]) -> str:
    """Whose figure counts, and the day to which it is counted."""
    if row["value"] is None:
        return ""
    word = terms.label(terms.WHOSE, row["whose"])
    return _("{whose}, as of {date}", whose=word, date=numbers.day(row["day"]))


def until(row: Mapping[Any, Any]) -> str:
    """The day to which what counts is counted; without a result the last that was reported."""
    day = row["day"] or row["reported"]
    return numbers.day(day) if day else _("never")


def others(row: Mapping[Any, Any]) -> list[str]:
    """The figures of both sides and of publications that do not count, each with whose it is."""
    labels = {
        "helper": _("helper {value}"),
        "receiver": _("receiver {value}"),
        "published": _("published {value}"),
    }
    values = {name: row[f"{name}_value"] for name in labels}
    return [
        text.format(value=amount(values[name], row["unit"]))
        for name, text in labels.items()
        if values[name] is not None and name != row["whose"]
    ]


def warnings(row: Mapping[Any, Any]) -> list[str]:
    """What must be known beside the figures: that the sides differ, that months are missing."""
    said = []
    if row["difference"] is not None:
        much = amount(abs(row["difference"]), row["unit"])
        said.append(_("the two sides differ by {much}", much=much))
    if row["missing"] is not None:
        first, last = row["missing"]
        said.append(_("months missing: {months}", months=months(first, last)))
    return said


def months(first: int, last: int) -> str:
    """Months of a year by name."""
    # The year plays no part in the name of a month.
    ends = (Period(2000, PeriodKind.MONTH, month).starts_on for month in (first, last))
    if language() == "zh":
        return f"{first}月" if first == last else f"{first}—{last}月"
    one, two = (f"{day:%B}" for day in ends)
    return one if first == last else f"{one}–{two}"


def _span(row: Mapping[Any, Any], name: str, write: Any) -> str:
    middle, low, high = (write(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    if low == high:
        return str(middle)
    return _("{middle} ({low} to {high})", middle=middle, low=low, high=high)


def is_level(row: Mapping[Any, Any]) -> bool:
    """Whether it does not accrue: a rate, or done or not."""
    return way(row["unit"], row["better"], bool(row["summable"])) is Way.LEVEL


def title(row: Mapping[Any, Any]) -> str:
    """A clause by couple, year and metric."""
    name = either(row["name_zh"], row["name_en"])
    return f"{names.both(row)} · {row['year']} · {name}"


def day_of(found: pd.DataFrame) -> date | None:
    """How far the results of a scorecard reach."""
    days = [day for day in found["day"] if day is not None]
    return max(days, default=None)


def series(name: str) -> str:
    """Who reports a line of a clause's course."""
    if name == "target":
        return _("Target, on a straight line")
    if name.isdecimal():
        return _("as in {year}", year=name)
    return terms.label(terms.WHOSE, name)


def status(name: str) -> str:
    """How a clause stands: its shape and its word."""
    return f"{GLYPHS[name]} {terms.label(terms.CLAUSES, name)}"
