"""Where what is shown comes from: as-of date, sources, and how much of it is demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from db.accounts import Action, may
from db.queries import store
from db.summaries import Total
from ui import links, markup, numbers, who
from ui.load import derive, load
from ui.text import Language, _, language, n_


@dataclass(frozen=True)
class Source:
    """Where a chart's data come from: `name` without a stop, whether demo records are among them,
    and the day of the data. As text it is the line below the chart.
    """

    name: str
    demo: bool
    as_of: date
    line: str

    def __str__(self) -> str:
        return self.line


def as_of() -> str:
    """When the store last changed, as a sentence."""
    return derive(_as_of, language())


def day() -> date:
    """The day on which the store last changed, where the server is."""
    return derive(_day)


def ledgers(demo: bool) -> Source:
    """The source of everything drawn from the ledgers."""
    source = _("Source: the ledgers in this store.")
    parts = [source, _("Demo records included."), as_of()] if demo else [source, as_of()]
    line = ("" if language() == "zh" else " ").join(parts)
    return Source(_("the ledgers in this store"), demo, day(), line)


def publications() -> Source:
    """The source of published figures: each has its own."""
    line = _("Source: as named for each figure below.")
    return Source(_("as named for each figure in its table"), False, day(), line)


def agreements() -> Source:
    """The source of agreements' targets and of their results: each has its own."""
    line = _("Source: as named for the targets and figures below.")
    return Source(_("the agreements and publications in this store"), False, day(), line)


def reports(demo: bool, until: date | None) -> Source:
    """The source of results: both sides' reports, to the day that they reach."""
    parts = [_("Source: agreements and the reports of both sides in this store.")]
    if demo:
        parts.append(_("Demo records included."))
    if until is not None:
        parts.append(_("Results to {date}.", date=numbers.day(until)))
    line = ("" if language() == "zh" else " ").join([*parts, as_of()])
    return Source(_("agreements and the reports of both sides"), demo, until or day(), line)


def record(values: dict[str, Any]) -> None:
    """The source of one record: `source`, `note`, `batch_id`, `file_name`, `imported_at`."""
    markup.section(_("Where this comes from"))
    imported = values["imported_at"]
    batch = _(
        "batch {n} ({file}), {moment}",
        n=values["batch_id"],
        file=values["file_name"] or _("on the page"),
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


COUNTED = ("meetings", "projects", "visits")
"""The ledgers that can hold demo records."""


def demo_banner(totals: Mapping[str, Total], kinds: Sequence[str] = COUNTED) -> None:
    """Say how many of the shown records of these kinds are demo; nothing where none is.

    `totals` are those of summaries.totals.
    """
    numbers_of = {kind: totals[f"ledger_{kind}"].demo for kind in kinds}
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


def _changed() -> datetime:
    changed: datetime = load(store.freshness)["changed_at"].iloc[0]
    return changed


def _as_of(_language: Language) -> str:
    return _("Data as of {moment}.", moment=numbers.moment(_changed()))


def _day() -> date:
    return numbers.local(_changed()).date()
