"""Things side by side in a table: every measure a row, each number leading to its records."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from charts import beside
from db.filters import Filter
from ui.drawing import list_files
from ui.drawing.list_files import Listed
from ui.frame import (
    address,
    aggregates,
    as_of,
    choice,
    definitions,
    filters,
    links,
    markup,
    numbers,
    provenance,
    rows,
)
from ui.frame.text import _
from ui.sections import compare
from ui.sections.compare import Compared, Thing


def choose(chosen: Filter) -> Compared:
    """Draw the choice of what is compared; what the address says of it."""
    by = choice.among(compare.BY, _("Compare"), compare.kinds(), clears=(compare.OF,))
    every = {key: thing.name for key, thing in compare.known(chosen, by).items()}
    label = _("Which: two, three or four")
    choice.several(compare.OF, label, every, most=beside.MOST)
    return compare.read(chosen, dict(st.query_params))


def table(compared: Compared, chosen: Filter) -> None:
    """Draw every measure of every thing, what each counts, and the way to take it along."""
    ledgers = [aggregates.ledgers(thing.filter) for _key, thing in compared.things]
    headers = (_("Indicator"), *(thing.name for _key, thing in compared.things))
    drawn = [
        (
            links.definition(metric, definitions.name(metric)),
            *(
                _number(metric, found, thing, chosen)
                for found, (_key, thing) in zip(ledgers, compared.things, strict=True)
            ),
        )
        for metric in compare.measures()
    ]
    st.html(str(markup.table(headers, drawn, "compared")))
    summaries = [one for found in ledgers for one in found.by_name.values()]
    demo = any(bool(one["demo"].any()) for one in summaries)
    markup.note(provenance.ledgers(demo, as_of.of(*summaries)))
    title = _("Side by side")
    told = _("What the ledgers have of each, by the definitions of the dictionary.")
    list_files.offer(Listed(title, told, partial(_file, compared)))


def _number(metric: str, found: aggregates.Ledgers, thing: Thing, chosen: Filter) -> Markup:
    value = numbers.quantity(found.totals[metric].value, definitions.dictionary()[metric]["unit"])
    return Markup('<a href="{}">{}</a>').format(_address(metric, thing, chosen), value)


def _address(metric: str, thing: Thing, chosen: Filter) -> str:
    """Where a thing's records are listed, with the column that is summed."""
    own = dict(thing.link)
    page, more = rows.of(metric)
    if "pairing" not in own:
        return links.to(page, **more, **own)
    listed = {links.LIST: more.pop("list", page)}
    years = {} if chosen.years is None else {links.OF_YEARS: address.years(chosen.years)}
    return links.to("pairings", **own, **listed, **more, **years)


def _file(compared: Compared) -> pd.DataFrame:
    """The table as a file has it, in the units of the store."""
    ledgers = {thing.name: aggregates.ledgers(thing.filter) for _key, thing in compared.things}
    metrics = [definitions.dictionary()[metric] for metric in compare.measures()]
    columns = {
        name: [found.totals[metric].value for metric in compare.measures()]
        for name, found in ledgers.items()
    }
    demo = [
        any(found.totals[metric].demo for found in ledgers.values())
        for metric in compare.measures()
    ]
    return pd.DataFrame(
        {
            _("Indicator"): [definitions.name(metric) for metric in compare.measures()],
            _("Unit"): [one["unit"] for one in metrics],
            **columns,
            _("Demo record"): demo,
        }
    )


def nothing() -> None:
    """Say what to do while fewer than two are chosen."""
    markup.notice(
        filters.nothing_because(_("Choose at least two above: they stand side by side here."))
    )
