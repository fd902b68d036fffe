"""Yuan by industry and year, and amounts as text."""

from collections.abc import Mapping

import pandas as pd

from charts import theme

Amounts = dict[str, dict[int, int]]
"""Industry → year → yuan, both in the order in which they are drawn."""


def by_industry_and_year(frame: pd.DataFrame) -> Amounts:
    """The yuan of each part of `money.in_place_by_year`, from its frame.

    Unknown industries count as `other`; what comes to nothing is not in it.
    """
    sums: Amounts = {industry: {} for industry in theme.INDUSTRIES}
    rows = zip(*(frame[name].tolist() for name in ("year", "industry", "in_place")), strict=True)
    for year, industry, yuan in sorted(rows):
        part = sums.get(industry, sums["other"])
        part[year] = part.get(year, 0) + yuan
    known = {key: {year: yuan for year, yuan in of.items() if yuan} for key, of in sums.items()}
    return {key: dict(sorted(of.items())) for key, of in known.items() if of}


def yearly(amounts: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    """Year → sum of all parts."""
    years = sorted({year for of in amounts.values() for year in of})
    return {year: sum(of.get(year, 0) for of in amounts.values()) for year in years}


def digits(amounts: list[float]) -> list[str]:
    """Amounts as text, all with the digits their largest needs, and more where one would be 0."""
    largest = max(amounts, default=0)
    places = 0 if largest >= 100 else 1 if largest >= 10 else 2
    return [f"{amount:,.{_places(amount, places)}f}" for amount in amounts]


def written(values: list[float], *, whole: bool) -> list[str]:
    """Values of an axis as text: whole numbers where all are, and `whole` things are counted; else
    with the digits of the largest.
    """
    if whole and all(value == int(value) for value in values):
        return [f"{value:,.0f}" for value in values]
    return digits(values)


def _places(amount: float, places: int) -> int:
    while amount and not round(amount, places) and places < 8:
        places += 1
    return places
