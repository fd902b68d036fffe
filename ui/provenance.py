"""Where what is shown comes from: as-of date, sources, and how much of it is demo."""

import pandas as pd

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
