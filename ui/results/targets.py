"""Agreement targets: what a year's agreement promises, and what was published of its results."""

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.queries.pairings import PairingRecord
from ui.editing import edit
from ui.frame import definitions, demo_words, links, markup, numbers
from ui.frame.text import _, either
from ui.sections import targets as drawn


def show(record: PairingRecord) -> None:
    """Draw the targets of a couple, its results of the same metric and year beside them, and the
    way to the form of one, or of a new one.
    """
    targets = record.targets
    note = _(
        "What a year's agreement promises. A target is a plan, not a result; a result stands "
        "beside it only where one of the same year and definition was published."
    )
    markup.section(_("Agreement targets"), note)
    if targets.empty:
        markup.notice(_("No agreement of the two is in the store."))
    else:
        _draw(targets, record.figures)
    edit.offer_clauses(record, named(targets))


def named(targets: pd.DataFrame) -> dict[int, str]:
    """Each clause in a line, by its number."""
    return {row["id"]: _clause(row) for row in targets.to_dict("records")}


def _draw(targets: pd.DataFrame, figures: pd.DataFrame) -> None:
    compared = drawn.against_results(targets, figures)
    if compared["result"].notna().any():
        drawn.progress(compared)
    shown = sorted(targets["year"].unique(), reverse=True)
    headers = (_("Metric"), *(str(year) for year in shown))
    rows = [
        (_metric(str(key), group), *_by_year(group, shown))
        for key, group in compared.groupby("metric_key", sort=False)
    ]
    st.html(str(markup.table(headers, rows, "targets")))
    sources = targets.drop_duplicates("source")[["source", "demo"]]
    told = (demo_words.told(source, demo) for source, demo in sources.itertuples(index=False))
    cited = markup.join(map(markup.source, told), "; ")
    markup.draw('<p class="x-source">{label}: {cited}</p>', label=_("Source"), cited=cited)


def _clause(row: Any) -> str:
    """One clause in a line: year, metric, target."""
    name = either(row["name_zh"], row["name_en"])
    return f"{row['year']} · {name} · {numbers.quantity(row['target'], row['unit'])}"


def _metric(key: str, group: pd.DataFrame) -> Markup:
    """A metric as a link to its definition, with the version that its targets were made with."""
    name = links.definition(key, either(group["name_zh"].iloc[0], group["name_en"].iloc[0]))
    made = [definitions.version(number) for number in sorted(set(group["version"].dropna()))]
    return markup.join([name, markup.quiet(", ".join(made))], "<br>") if made else name


def _by_year(group: pd.DataFrame, shown: list[int]) -> list[object]:
    """One metric's targets, a cell a year, with the result below where there is one."""
    rows = {int(row["year"]): row for _index, row in group.iterrows()}
    return [_cell(rows[int(year)]) if int(year) in rows else "" for year in shown]


def _cell(row: Any) -> object:
    target = markup.marked(numbers.quantity(row["target"], row["unit"]), bool(row["demo"]))
    if pd.isna(row["result"]):
        return target
    result = _(
        "result {value}, as of {date}",
        value=numbers.quantity(row["result"], row["unit"]),
        date=numbers.day(row["as_of"]),
    )
    return markup.join([target, markup.quiet(result)], "<br>")
