"""Where what is shown comes from: as-of date, sources, and how much of it is demo."""

from typing import Any

import pandas as pd
import streamlit as st

from db.accounts import Action, may
from db.queries import store
from ui import links, markup, numbers, who
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
    if values["batch_id"] and may(who.account(), Action.UPLOADS):
        batch = links.batch(int(values["batch_id"]), batch)
    shown = [
        (_("Source"), markup.source(values["source"])),
        (_("Note"), values["note"]),
        (_("Loaded in"), batch if values["batch_id"] else ""),
    ]
    st.html(str(markup.facts(shown)))


def demo_banner(totals: pd.DataFrame) -> None:
    """Say how many of the shown records are demo; nothing where none is."""
    demo = totals.set_index("key")["demo"]
    meetings, projects, visits = (
        int(demo[key]) for key in ("ledger_meetings", "ledger_projects", "ledger_visits")
    )
    if not meetings + projects + visits:
        return
    counted = _("{meetings}, {projects} and {visits}").format(
        meetings=n_("{n} meeting", "{n} meetings", meetings),
        projects=n_("{n} project", "{n} projects", projects),
        visits=n_("{n} visit", "{n} visits", visits),
    )
    text = _(
        "Demo data: {counted} in this selection are generated at random. They are not facts.",
        counted=counted,
    )
    markup.notice(text, "demo")
