"""From a figure to the rows that it counts: the list that shows its column and total."""

from markupsafe import Markup

from db.queries.commitments import Which
from db.queries.projects import SUMMED
from db.results.ledgers import HEADS
from db.terms import Basis, Kind, Side
from ui.frame import choice, links

SUM = "sum"
"""The parameter that names the measure whose column a list of projects shows."""

_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "ledger_meetings": ("meetings", {}),
    "ledger_signed_projects": ("meetings", {}),
    "ledger_commitments": ("meetings", {links.LIST: Which.ALL.value}),
    "ledger_commitments_linked": ("meetings", {links.LIST: Which.LINKED.value}),
    "ledger_visits": ("visits", {}),
    "ledger_projects": ("projects", {}),
}
"""Page and parameters of the list of what is counted; other sums are over projects."""


def page(metric: str) -> str:
    """The page that has the rows of a ledger's metric."""
    return _LISTS.get(metric, ("projects", {}))[0]


def of(metric: str) -> tuple[str, dict[str, str]]:
    """The page that has the rows of a ledger's metric, and the parameters that show them."""
    measure = metric.removeprefix("ledger_")
    name, more = _LISTS.get(metric, ("projects", {SUM: measure} if measure in SUMMED else {}))
    return name, dict(more)


def of_couple(metric: str, pairing_id: int, year: int, label: str) -> Markup:
    """A figure of a couple's year as a link to the rows that it counts."""
    if metric in HEADS:
        meant = choice.joined(HEADS[metric].among)
        wanted = {links.LIST: HEADS[metric].ledger.value} | meant
    else:
        name, more = of(metric)
        wanted = {links.LIST: name} | more
    listed = wanted.pop(links.LIST)
    return links.of_couple(pairing_id, listed, label, **{links.OF_YEARS: str(year)}, **wanted)


def reported(name: str, pairing_id: int, year: int, label: str, *sides: Side) -> Markup:
    """A figure of a couple's year as a link to the reports of a metric, called `name`, from which
    it comes: of both sides where none is named.
    """
    of_sides = {"reported_by": choice.DOT.join(sides)} if sides else {}
    wanted = {links.OF_YEARS: str(year), "q": name, **of_sides}
    return links.of_couple(pairing_id, Kind.RESULTS.value, label, **wanted)


def published(name: str, pairing_id: int, year: int, label: str) -> Markup:
    """A published result of a couple's year as a link to what was published of the metric."""
    wanted = {links.OF_YEARS: str(year), "q": name, "basis": Basis.ACTUAL.value}
    return links.of_couple(pairing_id, Kind.FIGURES.value, label, **wanted)


def address(metric: str) -> str:
    """The address of the rows of a ledger's metric, the filter carried along."""
    name, more = of(metric)
    return links.to(name, **more)
