"""The row of figures: each number with its unit, its demo part and its definition."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.queries import store
from ui import markup, numbers, terms
from ui.load import load
from ui.text import _, either


def show(totals: pd.DataFrame, keys: list[str], as_of: str) -> None:
    """Draw the figures of `totals` (columns of overview.totals) named by `keys`, in that order."""
    dictionary = load(store.metrics).set_index("key")
    values = totals.set_index("key")
    cards = [_card(dictionary.loc[[key]].iloc[0], values.loc[[key]].iloc[0]) for key in keys]
    markup.draw('<div class="x-figures">{cards}</div>', cards=markup.join(cards))
    with st.expander(_("What these figures count, and where they come from")):
        st.html(str(_definitions(dictionary.loc[keys], as_of)))


def definition(key: str) -> str:
    """The definition of one metric of the dictionary."""
    metric = load(store.metrics).set_index("key").loc[key]
    return either(metric["definition_zh"], metric["definition_en"])


def _card(metric: pd.Series, total: pd.Series) -> Markup:
    written = _written(metric["unit"], int(total["value"]))
    return Markup(
        '<article class="x-figure"><h3>{name}</h3>'
        '<p class="x-value">{number}<small>{unit}</small></p><p class="x-demo">{demo}</p></article>'
    ).format(
        name=either(metric["name_zh"], metric["name_en"]),
        number=written.number,
        unit=written.unit,
        demo=_demo(metric["unit"], int(total["value"]), int(total["demo"])),
    )


def _written(unit: str, value: int) -> numbers.Written:
    if unit == "yuan":
        return numbers.money(value)
    return numbers.Written(numbers.compact(value), terms.label(terms.UNITS, unit))


def _demo(unit: str, value: int, demo: int) -> str:
    if not demo:
        return ""
    if demo == value:
        return _("all of it demo data")
    return _("of which demo {part}", part=_written(unit, demo))


def _definitions(metrics: pd.DataFrame, as_of: str) -> Markup:
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
