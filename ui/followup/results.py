"""What an agreed item says of its results, set against what is linked to it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.followup.promised import Measure, Promise, promises
from ui.frame import markup, numbers
from ui.frame.text import N_, _, n_

Row = Mapping[Any, Any]

MEASURES = {
    Measure.PROJECTS: N_("Projects"),
    Measure.AGREED: N_("Agreed money"),
    Measure.IN_PLACE: N_("Money in place"),
    Measure.JOBS: N_("Jobs"),
    Measure.BENEFICIARIES: N_("People benefiting"),
}


def told(row: Row) -> Markup:
    """What the item (columns of items.listed) says, each with the difference, and what came of
    it.
    """
    return markup.join([*map(Markup.escape, compared(row)), came_of_it(row)], "<br>")


def compared(row: Row) -> list[Markup]:
    """A line for each number that the item says or aims at."""
    return [_line(promise, row) for promise in promises(row)]


def differences(row: Row) -> str:
    """The same lines as text."""
    return _("; ").join(line.striptags() for line in compared(row))


def linked(row: Row) -> list[str]:
    """Counts and amounts of the projects that carry an item out; none where there is none."""
    if not row["projects"]:
        return []
    return [
        n_("{n} project", "{n} projects", int(row["projects"])),
        _("agreed {amount}", amount=numbers.money(row["agreed_amount"])),
        _("in place {amount}", amount=numbers.money(row["in_place"])),
        _("{n} jobs", n=numbers.count(row["jobs"])),
        _("{n} people benefiting", n=numbers.count(row["beneficiaries"])),
    ]


def came_of_it(row: Row) -> Markup:
    """Counts and amounts of what is linked, and how much evidence there is."""
    parts = linked(row) or [_("no project linked yet")]
    if row["evidence"]:
        parts.append(n_("{n} piece of evidence", "{n} pieces of evidence", int(row["evidence"])))
    return markup.quiet(" · ".join(parts))


def _line(promise: Promise, row: Row) -> Markup:
    said = _said(promise)
    if promise.measure is None:
        return Markup("{} {}").format(said, markup.quiet(_("nothing linked is counted in this")))
    linked = _value(row[promise.measure.value], promise.unit)
    missing = promise.missing(row)
    if not missing:
        return Markup("{} {}").format(said, markup.quiet(_("linked: {value}", value=linked)))
    much = _value(abs(missing), promise.unit)
    named = _("{value} fewer", value=much) if missing > 0 else _("{value} more", value=much)
    return Markup('{} {} <span class="x-warned">{}</span>').format(
        said, markup.quiet(_("linked: {value}", value=linked)), named
    )


def _said(promise: Promise) -> str:
    """It says 6 projects; target: at least 200 persons, jobs."""
    value = _value(promise.value, promise.unit)
    if promise.least:
        value = _("at least {value}", value=value)
    name = _(MEASURES[promise.measure]) if promise.measure else ""
    template = _("Target {value}") if promise.target else _("It says {value}")
    text = template.format(value=value)
    return _("{said} ({of})", said=text, of=name) if name else text


def _value(value: Any, unit: str) -> str:
    return str(numbers.exact(0 if pd.isna(value) else int(value), unit))
