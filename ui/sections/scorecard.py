"""The scorecard drawn: all couples by clause, the clauses most behind, one clause's course."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

import pandas as pd

from charts import clauses, course, statuses
from charts.words import Scale
from db.filters import Filter
from db.queries.frames import records
from db.results import history
from db.results.history import History
from ui.drawing import figure, scales, section
from ui.frame import filters, links, paged, provenance, terms
from ui.frame.as_of import Span
from ui.frame.page_request import CLAUSE, PageRequest
from ui.frame.query_cache import load
from ui.frame.text import N_, _, either
from ui.sections import clause_tables
from ui.sections import clauses as cards

WORST = 12
"""Clauses that are drawn as bars; the list below has them all."""


def _matrix(request: PageRequest) -> tuple[Filter, int, int] | None:
    year = cards.year_of(request.filter, request.parameters)
    if year is None:
        return None
    couples = cards.of_year(request.filter, year)["couple"].nunique()
    return request.filter, year, paged.page_of(request.parameters, couples)


@section.chart("scorecard-matrix", N_("Clauses of a year by couple"), again=_matrix)
def matrix(of: section.Section[...], chosen: Filter, year: int, page: int) -> figure.Chart:
    """Couple × clause for a page of the couples, those with most to look at first."""
    found = cards.of_year(chosen, year)
    couples = in_order(found)
    before = paged.PAGE * (page - 1)
    here = couples[before : before + paged.PAGE]
    shown = _by_couple(found[TOLD], here)
    frame = _cells(shown)
    words = statuses.MatrixWords.translated(_, statuses=_statuses())
    note = _(
        "How each clause of {year} stands, couples with most behind first; couples {first} to "
        "{last} of {all}.",
        year=year,
        first=before + 1,
        last=before + len(here),
        all=len(couples),
    )
    return figure.Chart(
        of,
        called=_("Clauses of {year} by couple", year=year),
        definition=note,
        hint=_("A click opens a clause."),
        source=_source(shown),
        figure=statuses.matrix(frame, words, section.mode()),
        rows=len(frame),
        table=lambda: clause_tables.clauses(_by_couple(cards.of_year(chosen, year), here)),
        alt=statuses.alt(frame, words),
        empty=nothing(),
        open=lambda mark: links.open_record("scorecard", "clause", mark[0]),
    )


def _worst(request: PageRequest) -> tuple[Filter, int, int] | None:
    """The clauses most behind of a selection, or all of a couple."""
    year = cards.year_of(request.filter, request.parameters)
    if year is None:
        return None
    return (
        request.filter,
        year,
        len(cards.of_year(request.filter, year)) if request.record else WORST,
    )


@section.chart("scorecard", N_("Clauses of a year and how far they are"), again=_worst)
def worst(of: section.Section[...], chosen: Filter, year: int, most: int = WORST) -> figure.Chart:
    """The clauses of a selection that are most behind, as bars."""
    found = cards.of_year(chosen, year).head(most)
    frame = _bars(found, one_couple=found["couple"].nunique() == 1)
    words = clauses.ClauseWords.translated(_, statuses=_statuses())
    return figure.Chart(
        of,
        called=_("Clauses of {year} and how far they are", year=year),
        definition=_(
            "Results in per cent of the target, the most behind first. The mark expected by "
            "that day is the share that the couple's own former years had of their end by then "
            "(the band is their span), or a straight line where none is known; the diamond is "
            "the year's end at this pace, its line from the lowest to the highest."
        ),
        source=_source(found),
        figure=clauses.progress(frame, words, section.mode()),
        rows=len(frame),
        table=partial(clause_tables.clauses, cards.of_year(chosen, year)),
        alt=clauses.alt(frame, words),
        empty=nothing(),
        hint=_("A click opens a clause."),
        open=lambda mark: links.open_record("scorecard", "clause", mark[0]),
    )


def _statuses() -> dict[str, str]:
    return {str(name): word for name, word in terms.labels(terms.CLAUSES).items()}


def _clause(request: PageRequest) -> tuple[History] | None:
    found = load(history.of_clause, int(request.parameters[CLAUSE]))
    return None if found is None else (found,)


@section.chart("clause", N_("Course of a clause through its year"), again=_clause, kept=False)
def course_of(of: section.Section[...], found: History) -> figure.Chart:
    """The running values of both sides, against the target and former years."""
    clause = found.clause
    highest = max([clause["target"], *found.lines["value"]])
    scale = scales.of(clause["unit"], highest)
    frame = _lines(found, scale)
    words = course.CourseWords.translated(
        _, scale=scale, series={one: cards.series(one) for one in frame["series"].unique()}
    )
    return figure.Chart(
        of,
        called=_("Course of {name}, {year}", name=_name(clause), year=clause["year"]),
        definition=_(
            "Running values since January at the end of each period, as each side reports "
            "them. Former years are drawn as if they had ended at this year's target."
        ),
        source=_source(pd.DataFrame([clause])),
        figure=course.course(frame, words, section.mode()),
        rows=len(frame) if course.read(frame) else 0,
        table=partial(clause_tables.lines, frame, scale),
        alt=course.alt(frame, words),
        empty=_("Nobody has reported a result of this clause in {year}.", year=clause["year"]),
    )


def in_order(found: pd.DataFrame) -> list[str]:
    """The couples, those with most to look at first."""
    loud = found["status"].isin(cards.LOUD).groupby(found["couple"], sort=False).sum()
    silent = (found["status"] == "unknown").groupby(found["couple"], sort=False).sum()
    order = pd.DataFrame({"loud": loud, "silent": silent})
    return [str(one) for one in order.sort_values(["loud", "silent"], ascending=False).index]


def _by_couple(found: pd.DataFrame, couples: Sequence[str]) -> pd.DataFrame:
    """The clauses of these couples in that order, those of each as agreements have them."""
    shown = found[found["couple"].isin(couples)].sort_values("id")
    places = {couple: place for place, couple in enumerate(couples)}
    columns = {name: place for place, name in enumerate(dict.fromkeys(shown["name"]))}
    order = shown.assign(row=shown["couple"].map(places), column=shown["name"].map(columns))
    ordered = order.sort_values(["row", "column"], kind="stable", ignore_index=True)
    return ordered.drop(columns=["row", "column"])


def nothing() -> str:
    """Why there is no clause."""
    return filters.nothing_because(_("No agreement target is in the store for this selection."))


TOLD = ["id", "couple", "name", "status", "better", "share", "value", "whose", "day"]
TOLD += ["demo", "demo_result"]
"""What a cell of the matrix is told by, and its source. Of all columns to take hundreds of rows
apart takes longer than to draw them.
"""


def _cells(found: pd.DataFrame) -> pd.DataFrame:
    stands = cache(_stands)  # hundreds stand alike
    rows = zip(*(found[name].tolist() for name in ("couple", "name", *STANDS)), strict=True)
    return pd.DataFrame(
        {
            "couple": found["couple"].tolist(),
            "metric": found["name"].tolist(),
            "clause": found["id"].tolist(),
            "status": found["status"].tolist(),
            "told": [f"{couple} · {name}\n{stands(*row)}" for couple, name, *row in rows],
        }
    )


STANDS = ("status", "better", "share", "value", "whose", "day")


def _stands(*values: Any) -> str:
    """What a cell says of its clause: a click shows the amounts, which take long to write for
    hundreds.
    """
    row = dict(zip(STANDS, values, strict=True))
    part = " · ".join(filter(None, (cards.status(row["status"]), cards.share(row))))
    return "\n".join(filter(None, (part, cards.whose(row))))


def _bars(found: pd.DataFrame, *, one_couple: bool) -> pd.DataFrame:
    rows = records(found)
    return pd.DataFrame(
        {
            "name": [
                row["name"] if one_couple else f"{row['couple']} · {row['name']}" for row in rows
            ],
            "clause": [int(row["id"]) for row in rows],
            "status": found["status"].tolist(),
            "values": [_values(row) for row in rows],
            "ends": [_ends(row) for row in rows],
            **{
                name: _floats(row[column] for row in rows)
                for name, column in (
                    ("share", "share"),
                    ("low", "expected_low"),
                    ("expected", "expected"),
                    ("high", "expected_high"),
                )
            },
            **{
                name: _floats(_of_target(row, column) for row in rows)
                for name, column in (
                    ("end_low", "forecast_low"),
                    ("end", "forecast"),
                    ("end_high", "forecast_high"),
                )
            },
        }
    )


def _floats(values: Any) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype="object")


def _of_target(row: Mapping[Any, Any], column: str) -> float | None:
    """A forecast as a share of the target, while the year is not over."""
    if row[column] is None or not row["target"] or row["gone"] == 1:
        return None
    return float(row[column] / row["target"])


def _values(row: Mapping[Any, Any]) -> str:
    result = _("{result} of {target}", result=cards.reached(row), target=cards.promised(row))
    if row["value"] is None:
        result = _(
            "target {target}, {result}", target=cards.promised(row), result=cards.reached(row)
        )
    return " · ".join(
        filter(None, (terms.label(terms.CLAUSES, row["status"]), result, cards.share(row)))
    )


def _ends(row: Mapping[Any, Any]) -> str:
    due, end = cards.middle(row)
    parts = [
        _("expected by then {expected}", expected=due) if due else "",
        _("year's end {forecast}", forecast=end) if end else "",
    ]
    return " · ".join(filter(None, parts))


def _lines(found: History, scale: Scale) -> pd.DataFrame:
    """The lines of a history with what each mark says, and the target's own; values as the axis
    has them.
    """
    clause, lines = found.clause, found.lines
    said = [_mark(row, clause["unit"]) for row in lines.to_dict("records")]
    level = cards.is_level(clause)
    target = pd.DataFrame(
        {
            "series": ["target", "target"],
            "month": [0, 12],
            "value": [float(clause["target"]) if level else 0.0, float(clause["target"])],
            "told": ["", ""],
        }
    )
    whole = pd.concat([target, lines.assign(told=said)], ignore_index=True)
    return whole.assign(value=whole["value"] / scale.divisor)


def _mark(row: Mapping[Any, Any], unit: str) -> str:
    """What a mark says; the beginning of the year says nothing."""
    if not row["month"]:
        return ""
    return _(
        "{whose}, to the end of month {month}: {value}",
        whose=cards.series(row["series"]),
        month=row["month"],
        value=cards.amount(round(row["value"]), unit),
    )


def _source(found: pd.DataFrame) -> provenance.Source:
    demo = bool(cards.is_demo(found).any())
    day = cards.day_of(found) if len(found) else None
    return provenance.reports(demo, Span(day, day, day is not None))


def _name(clause: dict[str, Any]) -> str:
    return either(clause["name_zh"], clause["name_en"])
