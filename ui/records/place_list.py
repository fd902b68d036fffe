"""All places, searched by name or code, or those alone that the office entered itself."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from db.queries import areas
from ui.frame import choice, links, markup, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_

AREA, OF = "area", "of"
"""The parameters: the code of the one place that is shown, and which ones are listed."""


def show() -> None:
    """Draw the search, the choice, and the page of the list that the address names."""
    text = paged.search(_("Search names, former names and codes"))
    own = choice.among(OF, _("Which ones"), {"all": _("All"), "own": _("Entered here")}) == "own"
    found = load(areas.count, text, own)
    if not found:
        markup.notice(_("No place matches this."))
        return
    page, pages = paged.place(found)
    rows = load(areas.found, text, own, paged.PAGE, paged.PAGE * (page - 1))
    markup.note(n_("{n} place.", "{n} places.", found))
    markup.tabulate(map(_row, rows.to_dict("records")), "places")
    paged.turn(page, pages)


def link(place: Mapping[Any, Any]) -> Markup:
    """A place (`adcode`, `name_zh`, `name_en`) as a link to its page."""
    return named(place["adcode"], either(place["name_zh"], place["name_en"]))


def named(adcode: str, name: str) -> Markup:
    """The same, of a code and a name."""
    return Markup('<a href="{}">{}</a>').format(links.to("places", **{AREA: adcode}), name)


def what(place: Mapping[Any, Any]) -> str:
    """What it is: its level or, of a development zone, its kind."""
    if isinstance(place["zone"], str):
        return terms.label(terms.ZONES, place["zone"])
    return terms.label(terms.LEVELS, place["level"])


def when(value: object) -> str:
    """A day or a year, as exactly as it is known; nothing where it is not."""
    if not isinstance(value, str) or not value:
        return ""
    return numbers.day(value, {4: "year", 7: "month"}.get(len(value), "day"))


def _row(place: dict[Any, Any]) -> dict[str, object]:
    above = dict.fromkeys(
        either(place[f"{of}_zh"], place[f"{of}_en"]) for of in ("province", "parent")
    )
    above.pop(either(place["name_zh"], place["name_en"]), None)
    mark = markup.quiet(f" · {_('entered here')}") if place["own"] else ""
    return {
        _("Administrative code"): place["adcode"],
        _("Place name"): markup.join([link(place), mark]),
        _("Kind of place"): what(place),
        _("Lies in"): " · ".join(filter(None, above)),
        _("From"): when(place["valid_from"]),
        _("To"): when(place["valid_to"]),
    }
