"""Where what is shown comes from: as-of date, sources, and how much of it is demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from db import clock
from db.accounts import Action, may
from db.queries import store
from db.summaries import Total
from ui.frame import current_user, demo_words, links, markup, numbers
from ui.frame.as_of import Span, said, told
from ui.frame.query_cache import derived, load
from ui.frame.text import _, language, n_


@dataclass(frozen=True)
class Source:
    """Where a chart's data come from: `name` without a stop, whether demo records are among them,
    and the days to which they were `kept`; `dated` says that in words, and when they were loaded.
    `as_of` is the last of the days. As text it is the line below the chart.
    """

    name: str
    demo: bool
    kept: Span
    as_of: date
    dated: str
    line: str

    def __str__(self) -> str:
        return self.line


@derived
def loaded() -> str:
    """When the store last changed, as a sentence."""
    return _("Loaded {moment}.", moment=numbers.moment(_changed()))


@derived
def day() -> date:
    """The day on which the store last changed, in the office."""
    return clock.day(_changed())


def ledgers(demo: bool, kept: Span) -> Source:
    """The source of everything drawn from the ledgers, which were kept to those days."""
    source = _("Source: the ledgers in this store.")
    parts = [source, _("Demo records included.")] if demo else [source]
    return _source(_("the ledgers in this store"), parts, demo, kept)


def publications(kept: Span) -> Source:
    """The source of published figures: each has its own."""
    parts = [_("Source: as named for each figure below.")]
    return _source(_("as named for each figure in its table"), parts, False, kept)


def agreements(kept: Span) -> Source:
    """The source of agreements' targets and of their results: each has its own."""
    parts = [_("Source: as named for the targets and figures below.")]
    return _source(_("the agreements and publications in this store"), parts, False, kept)


def reports(demo: bool, kept: Span) -> Source:
    """The source of results: both sides' reports, to the days that they reach."""
    parts = [_("Source: agreements and the reports of both sides in this store.")]
    if demo:
        parts.append(_("Demo records included."))
    return _source(_("agreements and the reports of both sides"), parts, demo, kept)


def as_of(kept: Span) -> str:
    """As of when what is shown holds, and when it was loaded, as a sentence."""
    return _("Data as of {days}.", days=dated(kept))


def dated(kept: Span) -> str:
    """The same without the words around it."""
    return told(kept, _changed())


def _source(name: str, parts: list[str], demo: bool, kept: Span) -> Source:
    line = ("" if language() == "zh" else " ").join([*parts, as_of(kept)])
    return Source(name, demo, kept, kept.last or day(), dated(kept), line)


def record(values: dict[str, Any]) -> None:
    """The source of one record: `source`, `note`, `as_of`, `batch_id`, `file_name` and
    `imported_at`.
    """
    markup.section(_("Where this comes from"))
    imported = values["imported_at"]
    batch = _(
        "batch {n} ({file}), {moment}",
        n=values["batch_id"],
        file=values["file_name"] or _("on the page"),
        moment=numbers.moment(imported) if imported is not None else "",
    )
    if values["batch_id"] and may(current_user.account(), Action.UPLOADS):
        batch = links.batch(int(values["batch_id"]), batch)
    shown = [
        (_("Source"), markup.source(demo_words.told(values["source"], values["demo"]))),
        (_("Note"), demo_words.told(values["note"], values["demo"])),
        (_("Data as of"), said(values["as_of"]) if values["as_of"] else _("(not said)")),
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
