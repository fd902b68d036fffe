"""The row of figures: each with its unit, its demo part, its change, its line and definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

import pandas as pd
import streamlit as st
from markupsafe import Markup

from charts import sparkline
from db.filters import Filter
from db.queries import store
from ui import frames, markup, numbers, terms
from ui.load import derive, load
from ui.text import Language, _, either, language

COLOUR = "#6E8FA6"
"""Of the small lines: readable on light and dark."""


@dataclass(frozen=True)
class Figure:
    """A metric of the dictionary, its total and demo part, and its values by year."""

    metric: pd.Series
    value: int
    demo: int
    years: pd.Series


def show(found: frames.Ledgers, keys: list[str], as_of: str) -> None:
    """Draw the figures named by `keys` (of summaries.totals and by_year), in that order."""
    cards = derive(_cards, found.chosen, tuple(keys), language(), numbers.today())
    markup.draw('<div class="x-figures">{cards}</div>', cards=cards)
    with st.expander(_("What these figures count, and where they come from")):
        st.html(str(derive(_definitions, tuple(keys), as_of, language())))


def definition(key: str) -> str:
    """The definition of one metric of the dictionary."""
    dictionary = load(store.metrics).set_index("key")
    if key not in dictionary.index:
        return ""
    metric = dictionary.loc[key]
    return either(metric["definition_zh"], metric["definition_en"])


def _cards(chosen: Filter, keys: Sequence[str], _language: Language, _today: date) -> Markup:
    ledgers = frames.ledgers(chosen)
    dictionary = load(store.metrics).set_index("key")
    values, by_year = ledgers.totals.set_index("key"), ledgers.by_year
    figures = [
        Figure(
            dictionary.loc[[key]].iloc[0],
            int(values["value"][key]),
            int(values["demo"][key]),
            by_year[key],
        )
        for key in keys
        if key in dictionary.index
    ]
    return markup.join(_card(figure) for figure in figures)


def _card(figure: Figure) -> Markup:
    unit = figure.metric["unit"]
    written = numbers.quantity(figure.value, unit)
    line = sparkline.svg(figure.years.tolist(), COLOUR)
    image = f"data:image/svg+xml,{quote(line)}"
    return Markup(
        '<article class="x-figure"><h3>{name}</h3>'
        '<p class="x-value">{number}<small>{unit}</small></p><img src="{image}" alt="">'
        '<p class="x-change">{change}</p><p class="x-demo">{demo}</p></article>'
    ).format(
        name=either(figure.metric["name_zh"], figure.metric["name_en"]),
        number=written.number,
        unit=written.unit,
        image=image if line else "data:,",
        change=_change(figure),
        demo=_demo(unit, figure.value, figure.demo),
    )


def _change(figure: Figure) -> str:
    """The last full year against the one before; nothing where either has no value."""
    full = figure.years[figure.years.index < numbers.today().year]
    if len(full) < 2:
        return ""
    year, last, before = int(full.index[-1]), int(full.iloc[-1]), int(full.iloc[-2])
    if not before or full.index[-2] != year - 1:
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


def _definitions(keys: Sequence[str], as_of: str, _language: Language) -> Markup:
    metrics = load(store.metrics).set_index("key")
    metrics = metrics.loc[metrics.index.intersection(list(keys))]
    rows = [
        (
            either(metric["name_zh"], metric["name_en"]),
            terms.label(terms.UNITS, metric["unit"]),
            either(metric["definition_zh"], metric["definition_en"]),
            metric["source"],
        )
        for _key, metric in metrics.iterrows()
    ]
    headers = (_("Figure"), _("Unit"), _("Definition"), _("Source"))
    return Markup('{}<p class="x-source">{}</p>').format(
        markup.table(headers, rows, "definitions"), as_of
    )
