"""The tables behind the charts, their columns named for the reader."""

import pandas as pd

from ui.drawing import published as figures_of
from ui.frame import definitions, names, numbers, terms
from ui.frame.text import _


def in_place(placed: pd.DataFrame) -> pd.DataFrame:
    """Year, industry, money in place and the demo part of it, in whole yuan."""
    return pd.DataFrame(
        {
            _("Year"): placed["year"],
            _("Industry"): [terms.label(terms.INDUSTRIES, key) for key in placed["industry"]],
            _("Money in place (yuan)"): placed["in_place"],
            _("of which demo (yuan)"): placed["demo"],
        }
    )


def stages(found: pd.DataFrame) -> pd.DataFrame:
    """A row a stage: projects, money agreed and in place in whole yuan."""
    return pd.DataFrame(
        {
            _("Stage"): [terms.label(terms.STAGES, key) for key in found["stage"]],
            _("Projects"): found["projects"],
            _("of which demo"): found["demo"],
            _("Agreed (yuan)"): found["agreed"],
            _("Money in place (yuan)"): found["in_place"],
        }
    )


def years(found: pd.DataFrame) -> pd.DataFrame:
    """A row a year and stage: projects, and how many of them are demo records."""
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Stage"): [terms.label(terms.STAGES, key) for key in found["stage"]],
            _("Projects"): found["projects"],
            _("of which demo"): found["demo"],
        }
    )


def ranked(found: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row a label: projects and money in place in whole yuan."""
    return pd.DataFrame(
        {
            name: found["label"],
            _("Projects"): found["projects"],
            _("Money in place (yuan)"): found["in_place"],
        }
    )


def directions(found: pd.DataFrame) -> pd.DataFrame:
    """A row a year and direction: visits and people."""
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Direction"): [terms.label(terms.DIRECTIONS, key) for key in found["direction"]],
            _("Visits"): found["visits"],
            _("People"): found["people"],
        }
    )


def stops(found: pd.DataFrame) -> pd.DataFrame:
    """A row a stop: visits, and how many of them are demo records."""
    return pd.DataFrame(
        {
            _("Stop"): found["label"],
            _("Visits"): found["visits"],
            _("of which demo"): found["demo"],
        }
    )


def couples(links: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """A row a couple of provinces: money in place in whole yuan, projects, meetings, visits."""
    return pd.DataFrame(
        {
            _("Helper"): links["helper_adcode"].map(names),
            _("Receiver"): links["receiver_adcode"].map(names),
            _("Money in place (yuan)"): links["in_place"],
            _("Projects"): links["projects"],
            _("Meetings"): links["meetings"],
            _("Visits"): links["visits"],
        }
    )


def flows(found: pd.DataFrame) -> pd.DataFrame:
    """A row a helper, receiver and industry: money in place in whole yuan."""
    return pd.DataFrame(
        {
            _("Helper"): found["helper"],
            _("Receiver"): found["receiver"],
            _("Industry"): [terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
            _("Money in place (yuan)"): found["value"],
        }
    )


def published(figures: pd.DataFrame) -> pd.DataFrame:
    """A row a figure: value as printed, period, as-of date, basis, the version of the definition,
    whom it is about, source.
    """
    rows = [row for _index, row in figures.iterrows()]
    return pd.DataFrame(
        {
            _("Value as printed"): [figures_of.printed(row) for row in rows],
            _("Period"): [figures_of.period(row) for row in rows],
            _("As of"): [numbers.day(row["as_of"]) for row in rows],
            _("Basis"): [terms.label(terms.BASES, row["basis"]) for row in rows],
            _("Definition"): [definitions.version(row["version"]) for row in rows],
            _("About"): figures["about"].tolist(),
            _("Source"): [figures_of.sourced(text) for text in figures["source"]],
        }
    )


def coverage(grid: pd.DataFrame) -> pd.DataFrame:
    """A row a pairing and year in force: meetings, projects, visits, money in place (yuan), and
    whether any ledger of that year is there.
    """
    held = grid[grid["in_force"]]
    return pd.DataFrame(
        {
            _("Pairing"): held["pairing"],
            _("Year"): held["year"],
            _("Meetings"): held["meetings"],
            _("Projects"): held["projects"],
            _("Visits"): held["visits"],
            _("Money in place (yuan)"): held["in_place"],
            _("A ledger of that year is loaded"): held["loaded"],
        }
    )


def meetings(held: pd.DataFrame) -> pd.DataFrame:
    """One row a meeting, the newest first."""
    newest_first = held.iloc[::-1]
    return pd.DataFrame(
        {
            _("Date"): [
                numbers.day(row["date"], row["precision"]) for _i, row in newest_first.iterrows()
            ],
            _("Meeting"): newest_first["title"].tolist(),
            _("Couple"): [names.couple(row) for _i, row in newest_first.iterrows()],
            _("Place"): newest_first["place"].tolist(),
            _("Kind"): [terms.label(terms.CATEGORIES, key) for key in newest_first["category"]],
            _("Demo record"): newest_first["demo"].tolist(),
        }
    )


def clauses(held: pd.DataFrame) -> pd.DataFrame:
    """A row a clause with a result: year, metric and the version of its definition, target and
    result in the unit, as-of date.
    """
    return pd.DataFrame(
        {
            _("Year"): held["year"],
            _("Metric"): names.chosen(held, "name_zh", "name_en"),
            _("Definition"): [definitions.version(number) for number in held["version"]],
            _("Target"): held["target"],
            _("Result"): held["result"],
            _("Unit"): [terms.label(terms.UNITS, unit) for unit in held["unit"]],
            _("As of"): [numbers.day(day) for day in held["as_of"]],
        }
    )
