"""The briefing sentence of one record's own page: a meeting, a project or a visit."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from db.queries import meetings, outcomes, projects, visits
from db.queries.meetings import MeetingRecord
from ui.drawing.sentence import Number, Sentence, parts
from ui.frame import address, as_of, links, names, numbers, provenance, terms
from ui.frame.page_request import RECORDS
from ui.frame.query_cache import load
from ui.frame.text import _, either, language, n_


def of_address(page: str) -> Sentence:
    """The sentence of the record that the address names; empty where it names none."""
    identity = address.number(RECORDS[page]) if page in RECORDS else None
    read, tell = KINDS.get(page, (None, None))
    found = load(read, identity) if identity and read else None
    return tell(found) if found is not None and tell else ()


def meeting(record: MeetingRecord) -> Sentence:
    """When and by whom it was held, what it agreed, and what came of that."""
    held, items = record.meeting, record.commitments
    came = load(outcomes.totals, int(held["id"]))
    number = _numbers("meetings", held)
    told: dict[str, Any] = {"title": either(held["title"], held["title_en"]), "when": _when(held)}
    if items.empty:
        lead = _("As of {as_of}: {who} held “{title}” ({when})")
    else:
        lead = _("As of {as_of}: at “{title}” ({when}), {who} came to {commitments}")
        counted = n_("{n} agreed item", "{n} agreed items", len(items))
        told["commitments"] = number(counted)
    clauses = []
    if linked := int((items["projects"] > 0).sum()):
        text = _("of which {linked} are carried out by projects")
        clauses.append(parts(text, linked=number(numbers.count(linked))))
    if came.projects:
        counted = n_("{n} project", "{n} projects", came.projects)
        clauses.append(parts(_("and led to {projects}"), projects=number(counted)))
        clauses += _money(number, came.agreed_amount, came.in_place)
    return _sentence(lead, held, told, clauses)


def project(found: dict[str, Any]) -> Sentence:
    """What it is, how far it is, its money and its people."""
    number = _numbers("projects", found)
    lead = _(
        "As of {as_of}: “{title}” ({year}, {industry}), a project of {who}, is at the stage "
        "“{stage}”"
    )
    told = {
        "title": either(found["title"], found["title_en"]),
        "year": str(found["year"]),
        "industry": terms.label(terms.INDUSTRIES, found["industry"]),
        "stage": terms.label(terms.STAGES, found["stage"]),
    }
    clauses = _money(number, found["agreed_amount"], found["in_place"])
    people = {"jobs": _("{n} jobs"), "beneficiaries": _("{n} people benefiting")}
    for name, text in people.items():
        if not pd.isna(found[name]) and found[name]:
            clauses.append((number(text.format(n=numbers.count(found[name]))),))
    return _sentence(lead, found, told, clauses)


def visit(found: dict[str, Any]) -> Sentence:
    """When, in which direction and led by whom, and how many people saw how many places."""
    number = _numbers("visits", found)
    lead = _("As of {as_of}: {who} exchanged the visit “{title}” ({when}, {direction})")
    told = {
        "title": either(found["purpose"], found["purpose_en"])
        or _("Visit without a stated purpose"),
        "when": _when(found),
        "direction": terms.label(terms.DIRECTIONS, found["direction"]),
    }
    clauses: list[Sentence] = []
    if head := either(found["head"], found["head_en"]):
        clauses.append(parts(_("led by {head}"), head=head))
    if not pd.isna(found["headcount"]):
        people = n_("{n} person", "{n} people", int(found["headcount"]))
        clauses.append((number(people),))
    if stops := len(load(visits.stops, (int(found["id"]),))):
        clauses.append((number(n_("{n} stop", "{n} stops", stops)),))
    return _sentence(lead, found, told, clauses)


Read = Callable[..., Any]

KINDS: Mapping[str, tuple[Read, Callable[[Any], Sentence]]] = {
    "meetings": (meetings.record, meeting),
    "projects": (projects.record, project),
    "visits": (visits.record, visit),
}
"""Page → how a record is read and told."""


def _numbers(page: str, record: Mapping[str, Any]) -> Callable[[str], Number]:
    """What makes a text a number: the rows behind it stand on the record's own page."""
    carried = {RECORDS[page]: str(record["id"])}
    carried |= {k: v for k, v in links.carried() if k == "lang"}
    return lambda text: Number(text, page, carried)


def _money(number: Callable[[str], Number], agreed: Any, in_place: Any) -> list[Sentence]:
    """Money agreed and money in place, each where it is known."""
    told = (
        (_("{agreed} agreed"), "agreed", agreed),
        (_("{in_place} in place"), "in_place", in_place),
    )
    return [
        parts(text, **{name: number(str(numbers.money(amount)))})
        for text, name, amount in told
        if not pd.isna(amount)
    ]


def _when(record: Mapping[str, Any]) -> str:
    return numbers.period(record["date_start"], record["date_end"], record["date_precision"])


def _who(record: Mapping[str, Any]) -> str:
    helper, receiver = names.sides(record)
    if not (helper and receiver):
        return _("the paired provinces")
    return _("{helper} and {receiver}", helper=helper, receiver=receiver)


def _sentence(
    lead: str, record: Mapping[str, Any], told: Mapping[str, Any], clauses: list[Sentence]
) -> Sentence:
    """The lead filled, its clauses after it, and what must be said of a demo record."""
    until = as_of.in_a_sentence(as_of.of_days([record["as_of"]]), provenance.day())
    said = parts(lead, as_of=until, who=_who(record), **told)
    between, end = ("，", "。") if language() == "zh" else (", ", ".")
    for clause in clauses:
        said += (between, *clause)
    said += (end,)
    if record["demo"]:
        warning = _("(This is a demo record, generated at random. It is not a fact.)")
        said += (warning if language() == "zh" else f" {warning}",)
    return said
