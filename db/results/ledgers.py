"""What the ledgers themselves have of a clause: a third figure, never in place of a report.

Only metrics whose definition is a sum over a ledger are here: those that the dictionary defines so,
and those of the heads that have a ledger of their own, which lists row by row what an agreement
promises. Other published indicators are not, however near they sound: fiscal aid in projects is a
part of fiscal aid, someone employed in two projects counts twice as a job, and investment of
enterprises is not all money in place.
"""

from collections.abc import Mapping
from typing import NamedTuple

from db.filters import Filter
from db.results import heads
from db.results.reading import Couple
from db.summary import Summary, narrow, sums
from db.terms import Kind


class LedgerSum(NamedTuple):
    """The ledger that a metric is a sum of, the column of its summary that is added up, and why
    that is what the metric's definition says.
    """

    ledger: Kind
    column: str
    reason: str


_OWN = "the definition names this column of the ledger"

SUMS: Mapping[str, LedgerSum] = {
    "ledger_projects": LedgerSum(Kind.PROJECTS, "projects", "one a row of the ledger"),
    "ledger_in_place": LedgerSum(Kind.PROJECTS, "in_place", _OWN),
    "ledger_agreed_amount": LedgerSum(Kind.PROJECTS, "agreed_amount", _OWN),
    "ledger_jobs": LedgerSum(Kind.PROJECTS, "jobs", _OWN),
    "ledger_beneficiaries": LedgerSum(Kind.PROJECTS, "beneficiaries", _OWN),
    "ledger_meetings": LedgerSum(Kind.MEETINGS, "meetings", "one a row of the ledger"),
    "ledger_signed_projects": LedgerSum(Kind.MEETINGS, "signed_projects", _OWN),
    "ledger_commitments": LedgerSum(Kind.MEETINGS, "commitments", _OWN),
    "ledger_visits": LedgerSum(Kind.VISITS, "visits", "one a row of the ledger"),
}
"""Metric → what it is a sum of."""

_SENT = "one a person of the ledger, of this direction and category"
_PAIR = "one a pair of the ledger, of this kind of unit"

HEADS: Mapping[str, LedgerSum] = {
    **{metric: LedgerSum(Kind.TALENT, "who", _SENT) for metric in heads.TALENT.values()},
    **{metric: LedgerSum(Kind.GRASS_ROOTS, "category", _PAIR) for metric in heads.PAIRS.values()},
    "labour": LedgerSum(
        Kind.LABOUR,
        "persons",
        "those who found work, period by period: who goes twice counts twice, as person-times do",
    ),
    "sales": LedgerSum(
        Kind.CONSUMPTION, "amount", "what was bought or sold through the east, period by period"
    ),
}
"""The same of the heads that have a ledger of their own (db.results.heads). Without any row of it
they have no figure, not none: an office may keep no such ledger.
"""


def of_year(
    summaries: Mapping[Kind, Summary], year: int, couples: Mapping[int, Couple]
) -> dict[tuple[Couple, str], int]:
    """What the ledgers have of a year, by couple and metric: whole yuan, or how many.

    `summaries` are those of db.summaries, `couples` say whose a pairing is.
    """
    found: dict[tuple[Couple, str], int] = {}
    for kind, summary in summaries.items():
        columns = {metric: one.column for metric, one in SUMS.items() if one.ledger is kind}
        added = sums(narrow(summary, Filter(years=(year, year))), ["pairing_id"], columns)
        for place, pairing in enumerate(added["pairing_id"].tolist()):
            for metric in columns:
                key = (couples[pairing], metric)
                found[key] = found.get(key, 0) + int(added[metric][place])
    return found
