"""From the pairings to the ledgers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from data.demo import agreements, exchange, meetings, projects, results, visits
from data.demo.ledger import Ledger, write
from data.demo.meetings import Meeting
from data.demo.pairs import CoupleYear, Key, Pair, couple_years

Held = Mapping[Key, Sequence[Meeting]]


def ledgers(
    pairs: Sequence[Pair],
    real_meetings: Collection[Key],
    real_agreements: Collection[Key] = (),
    *,
    years: range = range(2016, 2026),
    seed: int = 20160720,
    projects_per_year: int = 40,
    until: date | None = None,
) -> list[Ledger]:
    """The ledgers of agreements, meetings, projects, visits, results, and people both ways, in the
    order to import them.

    `pairs` are pairings with their years in force; a couple (helper, receiver) gets one set of
    records a year, however many pairings cover it. `real_meetings` are (helper_adcode,
    receiver_adcode, year) whose real joint meeting is in the store: they get no demo meeting. Those
    of `real_agreements`, of which it has real targets or results, get no clause and no result.
    `projects_per_year` is the average a couple. The ledgers are kept until a day: nothing later has
    happened, and projects stand as at that day. Without one it is the end of the last of `years`.
    A ledger without records is its header line alone.

    Adding a pair or a year changes no other couple's or year's records, except that projects move
    on when a later year is added, results and people are of the last years alone, and projects of
    the first
    year may gain a link to a meeting of the year before it.
    """
    until = until or date(max(years), 12, 31)
    couples = couple_years(pairs, years, seed)
    promised = [couple for couple in couples if couple.key not in frozenset(real_agreements)]
    last = [couple for couple in promised if couple.year > max(years) - results.YEARS]
    sent = [couple for couple in couples if couple.year > max(years) - exchange.YEARS]
    held = _held(couples, frozenset(real_meetings))
    return [
        write("agreements", (row for couple in promised for row in agreements.rows(couple))),
        write("meetings", _meeting_rows(held, until)),
        write("projects", _project_rows(couples, held, projects_per_year, until)),
        write("visits", (row for c in couples for row in visits.rows(c, held[c.key], until))),
        write("results", (row for couple in last for row in results.rows(couple, until))),
        write("talent", (row for couple in sent for row in exchange.talent(couple, until))),
        write("training", (row for couple in sent for row in exchange.training(couple, until))),
        write("labour", (row for couple in sent for row in exchange.labour(couple, until))),
    ]


def _held(couples: Sequence[CoupleYear], real: Collection[Key]) -> dict[Key, list[Meeting]]:
    return {c.key: [] if c.key in real else meetings.meetings(c) for c in couples}


def _meeting_rows(held: Held, until: date) -> list[dict[str, str]]:
    return [meetings.row(m) for found in held.values() for m in found if m.day <= until]


def _project_rows(
    couples: Sequence[CoupleYear], held: Held, average: int, until: date
) -> list[dict[str, str]]:
    rows = []
    for couple in couples:
        linkable = [*held.get(couple.key_of(couple.year - 1), ()), *held[couple.key]]
        planned = projects.projects(couple, linkable, average)
        rows += [projects.row(p, until) for p in planned if p.life.days[0] <= until]
    return rows
