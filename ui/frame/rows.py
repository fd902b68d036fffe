"""From a figure to the rows that it counts: the list that shows its column and total."""

from markupsafe import Markup

from db.queries.commitments import Which
from db.queries.projects import SUMMED
from ui.frame import links

SUM = "sum"
"""The parameter that names the measure whose column a list of projects shows."""

_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "ledger_meetings": ("meetings", {}),
    "ledger_signed_projects": ("meetings", {}),
    "ledger_commitments": ("meetings", {"list": Which.ALL.value}),
    "ledger_commitments_linked": ("meetings", {"list": Which.LINKED.value}),
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
    name, more = of(metric)
    wanted = {"list": name} | more
    return links.of_couple(pairing_id, wanted.pop("list"), label, of_year=str(year), **wanted)


def address(metric: str) -> str:
    """The address of the rows of a ledger's metric, the filter carried along."""
    name, more = of(metric)
    return links.to(name, **more)
