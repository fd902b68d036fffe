"""Which list stands on a page that has several: a parameter of the address says so."""

from collections.abc import Callable, Mapping

from db.filters import Filter
from db.queries.commitments import Which
from ui.frame import aggregates, choice
from ui.frame.text import _
from ui.records import agreed_list, meeting_list, project_list, visit_list

LIST = "list"
"""The parameter."""

MEETINGS, PROJECTS, VISITS = "meetings", "projects", "visits"


def of_meetings() -> dict[str, str]:
    """The lists of the page of meetings: parameter's value → name."""
    return {
        MEETINGS: _("Meetings"),
        Which.ALL.value: _("Agreed items"),
        Which.LINKED.value: _("Agreed items with a project"),
        Which.UNLINKED.value: _("Agreed items without a project"),
    }


def of_a_couple() -> dict[str, str]:
    """Those of a couple."""
    return of_meetings() | {PROJECTS: _("Projects"), VISITS: _("Visits")}


def choose(known: Mapping[str, str]) -> str:
    """Draw the choice among them; what the address says, the first of them where it says none."""
    return choice.among(LIST, _("List"), known)


def show(name: str, chosen: Filter) -> None:
    """Draw one of them, searched and in pages."""
    draw: Mapping[str, Callable[[Filter], None]] = {
        MEETINGS: meeting_list.show,
        PROJECTS: lambda of: project_list.show(of, aggregates.ledgers(of).count(PROJECTS)),
        VISITS: visit_list.show,
    }
    if name in draw:
        draw[name](chosen)
    else:
        agreed_list.show(chosen, Which(name))
