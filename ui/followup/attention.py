"""How many agreed items call for attention: on the Overview, and above the lists of follow-up."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from db.filters import Filter
from db.followup import unlinked, watch
from db.followup.counts import COUNTED, counts
from db.followup.items import Which
from db.followup.watch import Mark, Watch
from db.summary import narrow
from ui.followup import marks
from ui.frame import aggregates, links, markup, numbers
from ui.frame.query_cache import load
from ui.frame.text import _

LIST = "list"
"""The parameter of the list that is shown."""

PROJECTS = "projects"
"""Its value for projects that carry out no item."""


def of(chosen: Filter, now: Watch) -> dict[str, int]:
    """How many rows each list of a selection has, by the names of `names`."""
    found = narrow(load(counts, now), chosen)
    without = unlinked.count(aggregates.ledgers(chosen).projects)
    told = {name: int(found[name].sum()) for name in COUNTED}
    closed = told["items"] - told[Which.OPEN.value]
    return told | {Which.CLOSED.value: closed, PROJECTS: without}


def names(now: Watch) -> dict[str, str]:
    """The lists in words: parameter's value → name."""
    return {
        Which.OPEN.value: _("Open items"),
        Mark.OVERDUE.value: _("Overdue"),
        Mark.SOON.value: _("Due within {n} days", n=now.soon),
        Mark.SILENT.value: _("Silent for {n} days", n=now.silent),
        Which.CLOSED.value: _("Done or dropped"),
        Which.UNLINKED.value: _("Items without a project"),
        PROJECTS: _("Projects without an item"),
    }


def what_it_is() -> str:
    """What follow-up sets side by side, in a sentence."""
    return _(
        "What meetings agreed, when it is due, what came of it, and what was heard of it last: the "
        "most urgent first."
    )


def show(chosen: Filter) -> None:
    """Draw how many there are, each number leading to its list; nothing where nothing is open."""
    now = watch.now()
    many = of(chosen, now)
    if many[Which.OPEN.value]:
        draw(many, now, lambda name: links.to("followup", **{LIST: name}), titled=True)


def draw(
    many: Mapping[str, int], now: Watch, address: Callable[[str], str], *, titled: bool = False
) -> None:
    """The marks with their numbers, each leading to the address of its list; `titled`: behind what
    they are of.
    """
    named = names(now)
    parts = [
        Markup('<span>{} <a href="{}">{}</a></span>').format(
            marks.named(mark, named[mark.value]),
            address(mark.value),
            numbers.count(many[mark.value]),
        )
        for mark in Mark
    ]
    title = [Markup("<span>{}</span>").format(_("Agreed items"))] if titled else []
    markup.draw('<p class="x-counts">{parts}</p>', parts=markup.join([*title, *parts], " "))
