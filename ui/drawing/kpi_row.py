"""The row of figures: each with its unit, its demo part, its change, its line and definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import streamlit as st
from markupsafe import Markup

from charts import sparkline
from db import clock
from db.filters import Filter
from ui.frame import aggregates, definitions, links, markup, numbers, rows, terms
from ui.frame.query_cache import derive
from ui.frame.text import Language, _, either, language

COLOUR = "#6E8FA6"
"""Of the small lines: readable on light and dark."""


@dataclass(frozen=True)
class Figure:
    """A metric of the dictionary, its total and demo part, and its values by year."""

    metric: dict[str, Any]
    value: int
    demo: int
    years: dict[int, int]


def show(found: aggregates.Ledgers, keys: list[str], as_of: str) -> None:
    """Draw the figures named by `keys` (of summaries.totals and by_year), in that order; `as_of`
    says as of when they hold.
    """
    st.html(derive(_cards, found.chosen, tuple(keys), language(), clock.today(), links.carried()))
    with st.expander(_("What these figures count, and where they come from")):
        st.html(str(derive(_definitions, tuple(keys), as_of, language(), links.carried())))


def _cards(
    chosen: Filter,
    keys: Sequence[str],
    _language: Language,
    _today: date,
    _carried: tuple[tuple[str, str], ...],
) -> str:
    ledgers, dictionary = aggregates.ledgers(chosen), definitions.dictionary()
    totals, by_year = ledgers.totals, ledgers.by_year
    figures = [
        Figure(dictionary[key], *totals[key], by_year[key]) for key in keys if key in dictionary
    ]
    lines = sparkline.svg([_line(figure) for figure in figures], COLOUR)
    cards = markup.join(_card(figure, number) for number, figure in enumerate(figures))
    columns = min((4, 5), key=lambda many: -len(figures) % many)  # the fewest places left empty
    style = f"--x-columns: {columns}; --x-lines: url(data:image/svg+xml,{quote(lines)})"
    return str(Markup('<div class="x-figures" style="{}">{}</div>').format(style, cards))


def _card(figure: Figure, number: int) -> Markup:
    unit = figure.metric["unit"]
    written = numbers.quantity(figure.value, unit)
    return Markup(
        '<article class="x-figure"><h3>{name}</h3>'
        '<p class="x-value"><a href="{rows}">{number}<small>{unit}</small></a></p>'
        '<div style="--x-top: -{top}px"></div>'
        '<p class="x-change">{change}</p><p class="x-demo">{demo}</p></article>'
    ).format(
        name=either(figure.metric["name_zh"], figure.metric["name_en"]),
        rows=rows.address(figure.metric["key"]),
        number=written.number,
        unit=written.unit,
        top=number * sparkline.HEIGHT,
        change=_change(figure),
        demo=_demo(unit, figure.value, figure.demo),
    )


def _line(figure: Figure) -> list[list[int]]:
    """The values of its line, without those of a year that is not over, which would look like a
    fall; a new piece begins where the series breaks.
    """
    breaks, pieces = definitions.break_years(figure.metric["key"]), [list[int]()]
    for year, value in figure.years.items():
        if year in breaks:
            pieces.append([])
        if year < clock.today().year:
            pieces[-1].append(value)
    return pieces


def _change(figure: Figure) -> str:
    """The last full year against the one before; nothing where either has no value, or where the
    series breaks between them.
    """
    full = [year for year in figure.years if year < clock.today().year]
    if len(full) < 2:
        return ""
    year = full[-1]
    last, before = figure.years[year], figure.years.get(year - 1)
    if not before or year in definitions.break_years(figure.metric["key"]):
        return ""
    return _(
        "{year}: {value}, {change} on the year before",
        year=year,
        value=numbers.quantity(last, figure.metric["unit"]).number,
        change=numbers.change(last, before),
    )


def _demo(unit: str, value: int, demo: int) -> str:
    if not demo:
        return ""
    if demo == value:
        return _("all of it demo data")
    return _("of which demo {part}", part=numbers.quantity(demo, unit))


def _definitions(
    keys: Sequence[str], as_of: str, _language: Language, _carried: tuple[tuple[str, str], ...]
) -> Markup:
    metrics = definitions.dictionary()
    rows = [
        (
            links.definition(metric["key"], either(metric["name_zh"], metric["name_en"])),
            terms.label(terms.UNITS, metric["unit"]),
            definitions.definition(metric["key"]),
            metric["source"],
        )
        for metric in (metrics[key] for key in sorted(metrics) if key in keys)
    ]
    headers = (_("Figure"), _("Unit"), _("Definition"), _("Source"))
    return Markup('{}<p class="x-source">{}</p>').format(
        markup.table(headers, rows, "definitions"), as_of
    )
