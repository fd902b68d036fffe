"""Published figures: each as printed, with its period, as-of date, basis and source."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.accounts import Action, may
from db.importing.kinds.figures import ADDRESS
from db.models import PublishedFigure, table_of
from db.queries import published
from db.terms import Kind, Scope, Side
from ui.frame import (
    address,
    current_user,
    definitions,
    filters,
    links,
    markup,
    numbers,
    state,
    terms,
)
from ui.frame.query_cache import load
from ui.frame.text import _, either, language

TABLE = table_of(PublishedFigure).name


def never_added() -> str:
    """The warning that stands above every list of them."""
    return _(
        "As published. Part-year, full-year and running totals overlap, and sources rival one "
        "another: figures are never added, and those of different definitions never share an axis."
    )


def table(figures: pd.DataFrame) -> None:
    """Draw figures of one metric (columns of `named`), the latest first."""
    if figures.empty:
        markup.notice(_("No published figure is in the store."))
        return
    latest_first = figures.sort_values("as_of", ascending=False)
    markup.tabulate((_row(row) for _index, row in latest_first.iterrows()), "published")


def as_ledger() -> None:
    """The way to the ledger that they are kept in."""
    address_of = links.to("ledgers", **{links.KIND: Kind.FIGURES.value})
    markup.draw(
        '<p class="x-note"><a href="{address}">{label}</a></p>',
        address=address_of,
        label=_("Add, correct or withdraw figures, and see those that were withdrawn"),
    )


def choose_metric(figures: pd.DataFrame) -> str:
    """A select box of the metrics that the figures have; its choice stands in the address."""
    metrics = figures.drop_duplicates("metric_key").set_index("metric_key")
    counts = figures["metric_key"].value_counts()
    names = {
        key: f"{either(metrics['name_zh'][key], metrics['name_en'][key])} ({counts[key]})"
        for key in counts.index
    }
    filters.say_left_out(address.misread("metric", names))
    key = state.control("metric")
    st.session_state[key] = address.word("metric", names)
    st.selectbox(
        _("Metric"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=address.on_change("metric"),
    )
    return address.word("metric", names)


def named(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with `about`: whom each is about, in the words of its source, or in English by
    the names of its places.
    """
    sides = [_side(figures, side) for side in (Side.HELPER, Side.RECEIVER)]
    return figures.assign(
        about=[f"{helper} → {receiver}" for helper, receiver in zip(*sides, strict=True)]
    )


def _side(figures: pd.DataFrame, side: Side) -> list[str]:
    words = [word or NATIONWIDE[side]() for word in figures[f"{side.value}_zh"]]
    if language() == "zh":
        return words
    places = load(published.places)
    of_side = places[places["side"] == side.value]
    english = of_side.groupby("figure_id")["name_en"].agg(lambda names: ", ".join(names.dropna()))
    return [
        NATIONWIDE[side]() if scope == Scope.NATIONAL else english.get(identity) or word
        for scope, identity, word in zip(figures["scope"], figures["id"], words, strict=True)
    ]


NATIONWIDE = {
    Side.HELPER: lambda: _("Eastern provinces"),
    Side.RECEIVER: lambda: _("Western provinces"),
}
"""Whom national figures are about."""


def printed(row: pd.Series) -> str:
    """The value as it was printed: over 230亿元."""
    qualifier = terms.label(terms.QUALIFIERS, row["qualifier"])
    return f"{qualifier} {row['published_value']}{row['published_unit']}".strip()


def period(row: pd.Series) -> str:
    """2016–2020, or one year; to 2020 where no start is told."""
    if pd.isna(row["period_start"]):
        return _("to {year}", year=int(row["period_end"]))
    first, last = int(row["period_start"]), int(row["period_end"])
    return str(first) if first == last else f"{first}–{last}"


def sourced(told: str, source: str | None = None) -> str:
    """A source as it is told; it says so where the `source` of the store names no address."""
    if ADDRESS.search(told if source is None else source):
        return told
    return _("{source} (no address)", source=told or _("not stated"))


def to_mend() -> None:
    """What administrators have to mend: the figures whose source names no address."""
    if not may(current_user.account(), Action.ADMINISTER):
        return
    left = named(load(published.without_address))
    note = _("Find where each was published, open it here, and add the address to its source.")
    markup.section(_("Figures without an address"), note)
    if left.empty:
        markup.notice(_("Every figure has the address of its source."))
        return
    rows = [
        {
            _("Code"): links.record(TABLE, int(row["id"]), row["code"]),
            _("Metric"): either(row["name_zh"], row["name_en"]),
            _("Value as printed"): printed(row),
            _("Period"): period(row),
            _("About"): row["about"],
            _("Source"): row["source"] or _("not stated"),
        }
        for _index, row in left.iterrows()
    ]
    markup.tabulate(rows, "unaddressed")


def _row(row: pd.Series) -> dict[str, object]:
    note = markup.quiet(row["note"]) if row["note"] else ""
    value = links.record(TABLE, int(row["id"]), printed(row))
    return {
        _("Value as printed"): markup.marked(value, bool(row["demo"])),
        _("Period"): period(row),
        _("As of"): numbers.day(row["as_of"]),
        _("Basis"): terms.label(terms.BASES, row["basis"]),
        _("Definition"): links.definition(row["metric_key"], definitions.version(row["version"])),
        _("About"): row["about"],
        _("Source"): markup.join(
            [markup.source(row["source"]), _unaddressed(row["source"]), note], " "
        ),
    }


def _unaddressed(source: str) -> Markup | str:
    return "" if ADDRESS.search(source) else markup.quiet(_("(no address)"))
