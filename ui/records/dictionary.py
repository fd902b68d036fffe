"""The dictionary as a list: searched, and grouped by the heads of the assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from db.definitions import SAID, Version
from db.queries import definitions as stored
from db.terms import Head
from ui.frame import (
    address,
    choice,
    definitions,
    filters,
    links,
    markup,
    numbers,
    paged,
    rows,
    terms,
)
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_

METRIC, TEXT = "metric", "q"
"""The parameters: the one entry that is shown, or what is looked for in all of them."""

BOTH = 2


@dataclass(frozen=True)
class Entry:
    """A metric (the columns of store.metrics) and its versions, the first one first."""

    metric: Mapping[str, Any]
    versions: Sequence[Version]

    @property
    def key(self) -> str:
        """The metric's key."""
        return str(self.metric["key"])

    @property
    def name(self) -> str:
        """What the reader calls it."""
        return either(self.metric["name_zh"], self.metric["name_en"])

    @property
    def texts(self) -> str:
        """All that a search looks at, in both languages."""
        unit = terms.label(terms.UNITS, self.metric["unit"])
        said = (self.metric[name] for name in SAID if isinstance(self.metric[name], str))
        return "\n".join((self.key, unit, *said)).casefold()


def every() -> list[Entry]:
    """All entries, by their names."""
    versions = load(stored.versions)
    found = [Entry(one, versions.get(key, [])) for key, one in definitions.dictionary().items()]
    return sorted(found, key=lambda entry: entry.name)


def choose(entries: Sequence[Entry]) -> Entry | None:
    """Draw the box that finds an entry by its name as one types, and the one that searches all
    texts; the entry that the address names.
    """
    names = {entry.key: entry.name for entry in entries}
    filters.say_left_out(address.misread(METRIC, names))
    left, right = st.columns(2)
    with left:
        chosen = choice.one_of(METRIC, _("Find an indicator"), names, placeholder=_("By its name"))
    with right:
        paged.search(_("Search all texts"))
    return next((entry for entry in entries if entry.key == chosen), None)


def show(entries: Sequence[Entry]) -> None:
    """Draw the entries that have the text that is looked for, under their heads."""
    wanted = _looked_for().casefold()
    found = [entry for entry in entries if wanted in entry.texts]
    if not found:
        text = _("No indicator has “{text}”. Empty the box to see all.", text=_looked_for())
        markup.notice(text)
        return
    markup.note(n_("{n} indicator.", "{n} indicators.", len(found)))
    for head in (*Head, None):
        under = [entry for entry in found if entry.metric["head"] == head]
        if under:
            markup.section(terms.label(terms.HEADS, head) or _("Under no head"))
            st.html(str(markup.join(_article(entry) for entry in under)))


def facts(entry: Entry) -> Markup:
    """All that the dictionary says of one."""
    metric = entry.metric
    shown = [
        (_("Definition"), either(metric["definition_zh"], metric["definition_en"])),
        (_("Unit"), terms.label(terms.UNITS, metric["unit"])),
        (_("Summed from"), either(metric["summed_from_zh"], metric["summed_from_en"])),
        (_("Head"), terms.label(terms.HEADS, metric["head"])),
        (_("May be added"), added(metric["summable"])),
        (_("What speaks for it"), terms.label(terms.BETTER, metric["better"])),
        (_("Source"), _source(metric)),
        (_("Version"), definitions.version(metric["number"])),
        (_("Counted so since"), _started(entry)),
        (_("Drawn on"), _page(metric)),
    ]
    return markup.facts(shown)


def added(summable: object) -> str:
    """Whether values of different records may be added."""
    return _("yes, within one period") if summable else _("no")


def since(valid_from: date | None) -> str:
    """The day from which figures are counted so."""
    return numbers.day(valid_from) if valid_from else _("the first record")


def _article(entry: Entry) -> Markup:
    metric = entry.metric
    told = (
        (_("Unit"), terms.label(terms.UNITS, metric["unit"])),
        (_("Summed from"), either(metric["summed_from_zh"], metric["summed_from_en"])),
        (_("May be added"), added(metric["summable"])),
        (_("Version"), definitions.version(metric["number"])),
        (_("Counted so since"), _started(entry)),
        (_("Source"), _source(metric)),
        (_("Drawn on"), _page(metric)),
    )
    pair = Markup("<span>{}</span> {}")
    return Markup(
        '<article class="x-entry" id="{}"><h3>{}</h3><p>{}</p><p class="x-told">{}</p>{}</article>'
    ).format(
        entry.key,
        links.definition(entry.key, entry.name),
        either(metric["definition_zh"], metric["definition_en"]),
        markup.join((pair.format(*one) for one in told if one[1]), " · "),
        _history(entry),
    )


def _started(entry: Entry) -> str:
    return since(entry.versions[-1].valid_from) if entry.versions else ""


def _source(metric: Mapping[str, Any]) -> Markup:
    """The source, in the reader's language where it is told in both: 中文 / English."""
    return markup.source(_either(str(metric["source"])))


def _either(text: str) -> str:
    """A text that the files tell in both languages (中文 / English) in the reader's."""
    parts = text.split(" / ")
    return either(*parts) if len(parts) == BOTH else text


def _history(entry: Entry) -> Markup:
    """The versions of one that was defined anew, folded away."""
    if len(entry.versions) < 2:
        return Markup()
    count = n_("{n} version", "{n} versions", len(entry.versions))
    return Markup("<details><summary>{}</summary>{}</details>").format(count, history(entry))


def history(entry: Entry) -> Markup:
    """Each version, the newest first: since when, when and by whom it was made, why, and what it
    said.
    """
    headers = (_("Version"), _("Counted so since"), _("Made"), _("Reason"), _("Definition"))
    cells = [
        (
            str(one.number),
            since(one.valid_from),
            f"{numbers.moment(one.made_at)} · {one.author or '–'}",
            (one.reason if one.edited else _either(one.reason)) or "–",
            _said(one),
        )
        for one in reversed(entry.versions)
    ]
    return markup.table(headers, cells, "versions")


def _said(one: Version) -> Markup:
    said = one.said
    more = (
        either(said.name_zh, said.name_en),
        terms.label(terms.UNITS, said.unit),
        either(said.summed_from_zh, said.summed_from_en),
        terms.label(terms.HEADS, said.head),
        _("may be added") if said.summable else _("not to be added"),
    )
    definition = either(said.definition_zh, said.definition_en)
    return markup.join([definition, markup.quiet(" · ".join(filter(None, more)))], "<br>")


def _page(metric: Mapping[str, Any]) -> Markup:
    """A link to where it is drawn."""
    if metric["origin"] == "published":
        return _link("published", _("Published figures"), metric=str(metric["key"]))
    if metric["origin"] != "ledger":
        return _link("pairings", _("Pairings"))
    titles = {"meetings": _("Meetings"), "visits": _("Visits"), "projects": _("Projects")}
    title = titles[rows.page(metric["key"])]
    return Markup('<a href="{}">{}</a>').format(rows.address(metric["key"]), title)


def _link(page: str, title: str, **more: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(links.to(page, **more), title)


def _looked_for() -> str:
    return st.query_params.get(TEXT, "").strip()[: paged.LONGEST_SEARCH]
