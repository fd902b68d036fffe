"""People who went to the other side or learned from it: both ways by year."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd

from charts import butterfly
from charts.butterfly import VisitWords
from charts.words import Break
from db.filters import Filter
from db.queries import exchange
from db.queries.exchange import Flow
from db.terms import Direction
from ui.drawing import figure, section
from ui.frame import as_of, definitions, filters, provenance, terms
from ui.frame.page_request import PageRequest
from ui.frame.query_cache import derive, load
from ui.frame.text import N_, _


class Said(NamedTuple):
    """What a flow is called, what is counted of it, and the metrics that say more."""

    name: str
    counts: str
    metrics: tuple[str, ...] = ()


_SENT = N_(
    "One a person of each year's ledger of talent: whoever stays for several years counts in each "
    "of them."
)

FLOWS = {
    Flow.VISITORS: Said(
        N_("People on visits"),
        N_(
            "Headcounts of visits by the direction of the visit; one without a headcount adds none."
        ),
        ("ledger_visits",),
    ),
    Flow.CADRES: Said(
        N_("Seconded officials"),
        _SENT,
        ("cadre_ew", "cadre_we"),
    ),
    Flow.SPECIALISTS: Said(
        N_("Specialists"),
        _SENT,
        ("tech_ew", "tech_we"),
    ),
    Flow.TRAINEES: Said(
        N_("Trainees"),
        N_(
            "Person-times of the ledger of classes by whose people are taught, wherever that is; "
            "students are not among them."
        ),
        ("train",),
    ),
    Flow.STUDENTS: Said(
        N_("Students"),
        N_("Students of the ledger of classes and students, by whose people they are."),
    ),
    Flow.WORKERS: Said(
        N_("Workers"),
        N_(
            "Workers of the west who found work in the east, of the ledger of labour: what a wider "
            "period tells as well is not added to it. Of workers the other way no ledger is kept."
        ),
        ("labour",),
    ),
}

Couple = tuple[str, str]
"""Helper and receiver, their adcodes."""

FLOW, COUPLE = "flow", "couple"
"""The parameters that name a flow, and a couple by the adcodes of both."""

BOTH = [Direction.EAST_TO_WEST.value, Direction.WEST_TO_EAST.value]


def names() -> dict[str, str]:
    """Flow → its name."""
    return {flow.value: _(said.name) for flow, said in FLOWS.items()}


def couple_of(address: Mapping[str, str]) -> Couple | None:
    """The couple that an address names."""
    helper, _dash, receiver = address.get(COUPLE, "").partition("-")
    return (helper, receiver) if receiver else None


def found(chosen: Filter, couple: Couple | None = None) -> pd.DataFrame:
    """What exchange.both_ways has of a selection, or of one couple (adcodes) in it."""
    every = load(exchange.both_ways, chosen)
    if couple is None:
        return every
    helper, receiver = couple
    return every[(every["helper_adcode"] == helper) & (every["receiver_adcode"] == receiver)]


def _again(asked: PageRequest) -> tuple[Filter, Couple | None, Flow]:
    flow = asked.parameters.get(FLOW, "")
    known = flow in set(Flow)
    return asked.filter, couple_of(asked.parameters), Flow(flow) if known else next(iter(Flow))


@section.chart("exchange", N_("People by year, in both directions"), again=_again)
def by_year(
    of: section.Section[...], chosen: Filter, couple: Couple | None, flow: Flow
) -> figure.Chart:
    """The persons of one flow by year, both ways."""
    of_flow = derive(_of_flow, chosen, couple, flow)
    said = FLOWS[flow]
    words = _words(flow, definitions.along_years(*said.metrics))
    more = definitions.so_far(of_flow["year"])
    return figure.Chart(
        of,
        called=_("{people} by year, in both directions", people=_(said.name)),
        **definitions.counting(definitions.joined(_(said.counts), more), *said.metrics),
        source=provenance.ledgers(bool(of_flow["demo"].sum()), as_of.of(of_flow)),
        figure=butterfly.visits(of_flow, words, section.mode()),
        rows=len(of_flow),
        table=partial(_table, of_flow),
        alt=butterfly.alt(of_flow, words),
        empty=filters.nothing_because(_("No ledger of this selection has any.")),
    )


def _of_flow(chosen: Filter, couple: Couple | None, flow: Flow) -> pd.DataFrame:
    """year, direction, visits (here: persons), people (missing), records, demo, and as-of days."""
    every = found(chosen, couple)
    own = every[every["flow"] == flow.value]
    added = own.groupby(["year", "direction"], as_index=False).agg(
        visits=("persons", "sum"),
        records=("records", "sum"),
        demo=("demo", "sum"),
        as_of_first=("as_of_first", "min"),
        as_of_last=("as_of_last", "max"),
        undated=("undated", "sum"),
    )
    return added.assign(people=None)


def _words(flow: Flow, breaks: tuple[Break, ...]) -> VisitWords:
    directions = terms.labels(terms.DIRECTIONS)
    return VisitWords.translated(
        _,
        directions={key: _("{direction} (persons)", direction=directions[key]) for key in BOTH},
        breaks=breaks,
        hover=_("{direction}, {year}: {visits} persons"),
        alt=_(FLOWS[flow].name)
        + _(": ")
        + _(
            "{first} to {last}: {east_to_west} from east to west, {west_to_east} from west to "
            "east; most in {most_year} ({most})."
        ),
        alt_empty=_("Nobody."),
    )


def _table(found: pd.DataFrame) -> pd.DataFrame:
    """A row a year and direction: persons, and the records that tell of them."""
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Direction"): [terms.label(terms.DIRECTIONS, key) for key in found["direction"]],
            _("Persons"): found["visits"],
            _("Records"): found["records"],
        }
    )
