"""Where what is shown comes from: as-of date, sources, and how much of it is demo."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.queries import store
from ui import markup, numbers
from ui.load import load
from ui.text import _, language, n_


def as_of() -> str:
    """When the store last changed, as a sentence."""
    changed = load(store.freshness)["changed_at"].iloc[0]
    return _("Data as of {moment}.", moment=numbers.moment(changed))


def ledgers(demo: bool) -> str:
    """The source line of everything drawn from the ledgers."""
    source = _("Source: the ledgers in this store.")
    parts = [source, _("Demo records included."), as_of()] if demo else [source, as_of()]
    return ("" if language() == "zh" else " ").join(parts)


def record(values: dict[str, Any]) -> None:
    """The source of one record: `source`, `note`, `batch_id`, `file_name`, `imported_at`."""
    markup.section(_("Where this comes from"))
    imported = values["imported_at"]
    batch = _(
        "batch {n} ({file}), {moment}",
        n=values["batch_id"],
        file=values["file_name"],
        moment=numbers.moment(imported) if imported is not None else "",
    )
    shown = [
        (_("Source"), markup.source(values["source"])),
        (_("Note"), values["note"]),
        (_("Loaded in"), batch if values["batch_id"] else ""),
    ]
    st.html(str(markup.facts(shown)))


COUNTED = ("meetings", "projects", "visits")
"""The ledgers that can hold demo records."""


def demo_banner(totals: pd.DataFrame, kinds: Sequence[str] = COUNTED) -> None:
    """Say how many of the shown records of these kinds are demo; nothing where none is.

    `totals` has the columns of summaries.totals.
    """
    demo = totals.set_index("key")["demo"]
    numbers_of = {kind: int(demo[f"ledger_{kind}"]) for kind in kinds}
    if not any(numbers_of.values()):
        return
    text = _(
        "Demo data: {counted} in this selection are generated at random. They are not facts.",
        counted=_counted(numbers_of),
    )
    markup.notice(text, "demo")


def _counted(numbers_of: dict[str, int]) -> str:
    said = {
        "meetings": lambda n: n_("{n} meeting", "{n} meetings", n),
        "projects": lambda n: n_("{n} project", "{n} projects", n),
        "visits": lambda n: n_("{n} visit", "{n} visits", n),
    }
    parts = {kind: said[kind](number) for kind, number in numbers_of.items()}
    whole = len(parts) == len(COUNTED)
    return (
        _("{meetings}, {projects} and {visits}", **parts) if whole else _(", ").join(parts.values())
    )
