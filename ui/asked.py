"""What a page was asked to show: the parameters of its address as a filter, and in words.

A snapshot keeps the parameters, so that the same can be asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from db.filters import Filter
from db.queries import pairings, published, store
from ui import address, filters, frames, terms
from ui.load import load
from ui.text import _, either

EVER = (1, 9999)
"""Years that a kept filter may name: those of the store may have become fewer since."""

MORE = {"published": ("metric",), "pairings": ("page",)}
"""Page → parameters besides the filter that change its charts."""

COUPLE = "pairing"
"""The parameter of a couple's own page, which no filter narrows."""


@dataclass(frozen=True)
class Asked:
    """`parameters` are those that change the charts of `page`; `filter` is what they mean."""

    page: str
    parameters: Mapping[str, str]
    filter: Filter
    couple: tuple[str, str] | None = None
    sides: tuple[str, ...] = field(default=())

    @property
    def ledgers(self) -> frames.Ledgers:
        """The ledgers that the filter lets through."""
        return frames.ledgers(self.filter)

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The filter in words, as (name, value); the years are always told."""
        chosen, names = self.filter, frames.province_names()
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
        kinds = {
            "scheme": _("Scheme"),
            "level": _("Level"),
            "industry": _("Industry (projects)"),
            "stage": _("Stage (projects)"),
        }
        told += [
            (label, terms.label(filters.VOCABULARIES[parameter], value))
            for parameter, label in kinds.items()
            if (value := getattr(chosen, parameter))
        ]
        return tuple(told)

    @property
    def scope(self) -> tuple[str, ...]:
        """What a file name says of it: ("浙江-四川", "2018-2020")."""
        chosen, names = self.filter, frames.province_names()
        places = self.couple or [
            names[code] for code in (chosen.helper, chosen.receiver, chosen.province) if code
        ]
        said = [
            terms.label(vocabulary, getattr(chosen, parameter))
            for parameter, vocabulary in filters.VOCABULARIES.items()
        ]
        years = "-".join(_ends(chosen.years)) if chosen.years else ""
        return tuple(part for part in ("-".join(places), years, *said) if part)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Adcodes of the provinces that it names."""
        chosen = self.filter
        named = (chosen.helper, chosen.receiver, chosen.province)
        return self.sides or tuple(code for code in named if code)


def of_address(page: str) -> Asked | None:
    """What the address of this run asks of a page; None for the record of one thing without
    charts, or for one that is not there.
    """
    asked = read(page, dict(st.query_params), filters.bounds())
    if asked and page == "published" and "metric" not in asked.parameters:
        found = load(published.figures, asked.filter)["metric_key"].value_counts()
        named = {"metric": str(found.index[0])} if len(found) else {}
        return replace(asked, parameters={**asked.parameters, **named})
    return asked


def read(page: str, given: Mapping[str, str], years: tuple[int, int] = EVER) -> Asked | None:
    """What parameters ask of a page; None where they name a couple that is not in the store."""
    if page == "pairings" and COUPLE in given:
        return _couple(page, given[COUPLE])
    chosen, wrong = address.read_filter(frames.province_names(), years, given)
    followed = {*address.FILTERS, *MORE.get(page, ())} - {one.parameter for one in wrong}
    return Asked(page, {k: v for k, v in given.items() if k in followed}, chosen)


def _couple(page: str, given: str) -> Asked | None:
    identity = int(given) if address.WHOLE.fullmatch(given) and int(given) < 2**31 else None
    record = load(pairings.record, identity) if identity else None
    if record is None:
        return None
    pairing = record.pairing
    return Asked(
        page,
        {COUPLE: given},
        Filter(pairings=tuple(int(one) for one in record.history["id"])),
        (
            either(pairing["helper_zh"], pairing["helper_en"]),
            either(pairing["receiver_zh"], pairing["receiver_en"]),
        ),
        _provinces(pairing["helper_province"], pairing["receiver_province"]),
    )


def _provinces(*adcodes: str) -> tuple[str, ...]:
    known = set(load(store.provinces)["adcode"])
    return tuple(code for code in adcodes if code in known)


def _ends(years: tuple[int, int]) -> list[str]:
    first, last = years
    return [str(first)] if first == last else [str(first), str(last)]
