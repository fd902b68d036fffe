"""What a page was asked to show: the parameters of its address as a filter, and in words.

A snapshot keeps the parameters, so that the same can be asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from db.filters import Filter
from db.importing.kinds import LEDGERS
from db.queries import pairings, published
from db.queries.pairings import PairingRecord
from db.results import history
from ui.frame import address, aggregates, filters, links
from ui.frame.query_cache import load
from ui.frame.text import _, either

EVER = (1, 9999)
"""Years that a kept filter may name: those of the store may have become fewer since."""

METRIC = "metric"
MEASURE = "measure"
CARD_YEAR, CLAUSE = "card_year", "clause"
MORE = {
    "published": (METRIC,),
    "industry": (MEASURE,),
    "pairings": ("page", CARD_YEAR),
    "scorecard": ("page", CARD_YEAR, CLAUSE),
    "exchange": ("flow", "couple"),
    "compare": ("by", "of", "measure"),
}
"""Page → parameters besides the filter that change its charts."""

COUPLE = "pairing"
"""The parameter of a couple's own page, which no filter narrows."""

RECORDS = {
    ledger.place.page: ledger.place.parameter
    for ledger in LEDGERS.values()
    if ledger.place and ledger.place.parameter != COUPLE
} | {links.ANYWHERE.page: links.ANYWHERE.parameter, "reconciliation": "difference"}
"""Page → the parameter that names one record of it, which has no chart."""

FORMS = ("add", "edit", "remove", "merge")
"""Parameters that ask for a form in place of a page: ui.editing.edit and ui.editing.removing."""


@dataclass(frozen=True)
class PageRequest:
    """`parameters` are those that change the charts of `page`; `filter` is what they mean."""

    page: str
    parameters: Mapping[str, str]
    filter: Filter
    record: PairingRecord | None = None

    @property
    def couple(self) -> tuple[str, str] | None:
        """The names of the two on a couple's page."""
        if self.record is None:
            return None
        pairing = self.record.pairing
        return (
            either(pairing["helper_zh"], pairing["helper_en"]),
            either(pairing["receiver_zh"], pairing["receiver_en"]),
        )

    @property
    def figures(self) -> pd.DataFrame:
        """The published figures (columns of published.figures) of the metric that is shown."""
        found = _figures(self)
        return found[found["metric_key"] == self.parameters.get(METRIC)]

    @property
    def ledgers(self) -> aggregates.Ledgers:
        """The ledgers that the filter lets through."""
        return aggregates.ledgers(self.filter)

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The filter in words, as (name, value); the years are always told."""
        chosen, names = self.filter, aggregates.province_names()
        labels = {
            "helper": _("Helper (east)"),
            "receiver": _("Receiver (west)"),
            "province": _("Province, on either side"),
        }
        told = [(_("Couple"), " → ".join(self.couple))] if self.couple else []
        told += [
            (label, names[value])
            for parameter, label in labels.items()
            if (value := getattr(chosen, parameter))
        ]
        told.append((_("Years"), "–".join(_ends(chosen.years or filters.bounds()))))
        words = filters.vocabularies()
        kinds = {
            "scheme": _("Scheme"),
            "level": _("Level"),
            "industry": _("Industry (projects)"),
            "stage": _("Stage (projects)"),
        }
        told += [
            (label, words[parameter][value])
            for parameter, label in kinds.items()
            if (value := getattr(chosen, parameter))
        ]
        return tuple(told)

    @property
    def scope(self) -> tuple[str, ...]:
        """What a file name says of it: ("浙江-四川", "2018-2020")."""
        chosen, names = self.filter, aggregates.province_names()
        places = self.couple or [
            names[code] for code in (chosen.helper, chosen.receiver, chosen.province) if code
        ]
        said = [
            vocabulary[value]
            for parameter, vocabulary in filters.vocabularies().items()
            if (value := getattr(chosen, parameter))
        ]
        years = "-".join(_ends(chosen.years)) if chosen.years else ""
        return tuple(part for part in ("-".join(places), years, *said) if part)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Adcodes of the provinces that it names."""
        chosen = self.filter
        named = [chosen.helper, chosen.receiver, chosen.province]
        if self.record:
            named = [self.record.pairing[f"{side}_province"] for side in ("helper", "receiver")]
        return tuple(code for code in named if code)


def of_address(page: str) -> PageRequest | None:
    """What the address of this run asks of a page; None for the record of one thing without
    charts, for one that is not there, or for a form.
    """
    if any(form in st.query_params for form in FORMS):
        return None
    request = read(page, dict(st.query_params), filters.bounds())
    if request is None or page == "scorecard" or not (request.record or page == "published"):
        return request
    metrics = _figures(request)["metric_key"].value_counts()
    shown = address.word(METRIC, dict(metrics)) if len(metrics) else ""
    return replace(request, parameters={**request.parameters, METRIC: shown})


def read(page: str, given: Mapping[str, str], years: tuple[int, int] = EVER) -> PageRequest | None:
    """What parameters ask of a page; None where they name one record or no known couple."""
    if RECORDS.get(page) in given:
        return None
    if page == "pairings" and COUPLE in given:
        return _couple(page, given)
    if page == "scorecard" and CLAUSE in given:
        return _clause(page, given)
    chosen, wrong = address.read_filter(
        aggregates.province_names(), aggregates.scheme_names(), years, given
    )
    followed = {*address.FILTERS, *MORE.get(page, ())} - {one.parameter for one in wrong}
    kept = {k: v for k, v in given.items() if k in followed}
    return PageRequest(page, kept, aggregates.counting(chosen))


def _couple(page: str, given: Mapping[str, str]) -> PageRequest | None:
    identity = _number(given[COUPLE])
    record = load(pairings.record, identity) if identity else None
    if record is None:
        return None
    of_both = aggregates.counting(Filter(pairings=tuple(int(one) for one in record.history["id"])))
    kept = {name: given[name] for name in (COUPLE, METRIC, CARD_YEAR) if name in given}
    return PageRequest(page, kept, of_both, record)


def _clause(page: str, given: Mapping[str, str]) -> PageRequest | None:
    """One clause: what its couple is, no filter narrows."""
    identity = _number(given[CLAUSE])
    found = load(history.of_clause, identity) if identity else None
    if found is None:
        return None
    pairing = found.clause["pairing_id"]
    record = load(pairings.record, int(pairing)) if pairing else None
    return PageRequest(page, {CLAUSE: given[CLAUSE]}, Filter(), record)


def _number(given: str) -> int | None:
    return int(given) if address.WHOLE.fullmatch(given) and int(given) < 2**31 else None


def _figures(request: PageRequest) -> pd.DataFrame:
    return request.record.figures if request.record else load(published.figures, request.filter)


def _ends(years: tuple[int, int]) -> list[str]:
    first, last = years
    return [str(first)] if first == last else [str(first), str(last)]
