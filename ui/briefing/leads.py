"""From each number of a brief's tables to the rows that it counts."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from db.periods import EARLIEST
from db.queries.brief import Brief
from db.terms import Direction, Kind
from export.papers import Part
from ui.briefing import judged, since
from ui.frame import address, choice, links, markup, rows, terms
from ui.records import outcome, visit_list

Lead = Callable[[str], Markup | str]
Leads = Mapping[str, Lead]
"""Column of a part → what makes a link of what stands there."""


def of_rows(part: Part, found: Brief) -> list[Leads]:
    """The leads of each row of a part's table."""
    make = OF.get(part.key)
    return list(make(found))[: len(part.rows)] if make else [{}] * len(part.rows)


def of_visits(found: Brief) -> Markup:
    """The way to the visits that are counted, those of each direction apart."""
    couple, days = _couple(found), choice.joined({visit_list.DAYS: _days(found)})
    ways = [
        links.of_couple(couple, "visits", terms.label(terms.DIRECTIONS, way), direction=way, **days)
        for way in Direction
    ]
    return markup.join(ways, " · ")


def _days(found: Brief) -> tuple[str, str]:
    return found.since.isoformat(), found.day.isoformat()


def _couple(found: Brief) -> int:
    return int(found.pairing["id"])


def _items(found: Brief) -> Iterable[Leads]:
    """An item's projects and money stand at the foot of its projects."""
    if found.last is None:
        return
    meeting = int(found.last.meeting["id"])
    for row in found.last.commitments.to_dict("records"):
        came = partial(outcome.leading, meeting, int(row["number"]))
        yield {"target": partial(links.meeting, meeting)} | (
            {"came": came} if row["projects"] else {}
        )


def _apart(found: Brief) -> Iterable[Leads]:
    for identity in found.apart["id"]:
        yield dict.fromkeys(("what", "items"), partial(links.meeting, int(identity)))


SUMS = {
    "projects": "ledger_projects",
    "agreed": "ledger_agreed_amount",
    "in_place": "ledger_in_place",
}
"""Columns of the part of money → the metric whose rows they sum."""


def _money(found: Brief) -> Iterable[Leads]:
    """Of each year that is told one by one, and of all of them together."""
    told = [(int(year), int(year)) for year in since.one_by_one(found)["year"]]
    for years in (*told, (EARLIEST, found.day.year)):
        of = {links.OF_YEARS: address.years(years)}
        yield {column: _summed(found, metric, of) for column, metric in SUMS.items()}


def _summed(found: Brief, metric: str, of: Mapping[str, str]) -> Lead:
    listed, more = rows.of(metric)
    return lambda label: links.of_couple(_couple(found), listed, label, **of, **more)


def _visits(found: Brief) -> Iterable[Leads]:
    for identity in found.visits["id"]:
        yield dict.fromkeys(("people", "purpose"), partial(links.visit, int(identity)))


def _people(found: Brief) -> Iterable[Leads]:
    for row in found.talent.to_dict("records"):
        meant = {"direction": str(row["direction"]), "category": str(row["category"])}
        yield {"persons": _listed(found, Kind.TALENT, row["year"], meant)}
    for row in found.labour.to_dict("records"):
        lead = _listed(found, Kind.LABOUR, row["year"], {})
        yield {"persons": lead, "lifted": lead}


def _listed(found: Brief, kind: Kind, year: Any, meant: Mapping[str, str]) -> Lead:
    of = {links.OF_YEARS: str(year), **meant}
    return lambda label: links.of_couple(_couple(found), kind.value, label, **of)


def _clauses(found: Brief) -> Iterable[Leads]:
    """A target leads to its clause, a result to the reports, the publication or the settlement."""
    for row in found.card.to_dict("records"):
        clause = partial(links.clause, int(row["id"]))
        result: Lead = partial(_result, row)
        yield {"metric": clause, "target": clause, "share": clause, "result": result}


def _result(row: Mapping[Any, Any], label: str) -> Markup:
    return rows.of_clause(row, label, row["whose"], row["day"])


def _differing(found: Brief) -> Iterable[Leads]:
    for row in found.differing.to_dict("records"):
        own = partial(links.difference, int(row["pairing_id"]), row["metric_key"], row["ends_on"])
        sides = {side: partial(_reported, row, side) for side in ("helper", "receiver")}
        yield {"difference": own, **sides}


def _reported(row: Mapping[Any, Any], side: str, label: str) -> Markup:
    return rows.of_clause(row, label, side, row["ends_on"])


def _gaps(found: Brief) -> Iterable[Leads]:
    for identity in judged.without(found)["pairing_id"]:
        yield {"who": partial(links.pairing, int(identity))}


def _published(found: Brief) -> Iterable[Leads]:
    for identity in found.figures["id"]:
        yield {"value": partial(links.record, "published_figure", int(identity))}


OF: Mapping[str, Callable[[Brief], Iterable[Leads]]] = {
    "items": _items,
    "apart": _apart,
    "money": _money,
    "visits": _visits,
    "people": _people,
    "scorecard": _clauses,
    "differences": _differing,
    "gaps": _gaps,
    "published": _published,
}
"""Part → the leads of its rows, in their order."""
