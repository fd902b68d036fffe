"""Who went where, side by side: every flow of a selection, and one of them by couple and year."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from db.queries.exchange import COUNTED, Flow
from db.terms import Kind
from ui.drawing import list_files
from ui.drawing.list_files import Listed
from ui.frame import address, as_of, choice, links, markup, names, numbers, paged, provenance, terms
from ui.frame.query_cache import derive
from ui.frame.text import Language, _, language, n_
from ui.sections import exchange as drawn
from ui.sections.exchange import Couple


def choose_couple(chosen: Filter) -> Couple | None:
    """Draw the choice among the couples of a selection; which it is, None for all of them."""
    known = derive(_couples, chosen, language())
    asked = choice.one_of(drawn.COUPLE, _("Couple"), known, placeholder=_("All couples"))
    return drawn.couple_of({drawn.COUPLE: asked}) if asked else None


def of_all(chosen: Filter, couple: Couple | None) -> None:
    """Draw the persons of every flow in both directions, each leading to its records."""
    found = drawn.found(chosen, couple)
    sums = found.groupby(["flow", "direction"])[["persons"]].sum()
    asked = _asked(found, couple, chosen.years)
    called = drawn.names()
    headers = (_("Who goes"), *terms.labels(terms.DIRECTIONS).values(), _("What is counted"))
    rows = [
        (
            called[flow.value],
            *(_sum(sums, flow, direction, asked) for direction in drawn.BOTH),
            markup.quiet(_(drawn.FLOWS[flow].counts)),
        )
        for flow in Flow
    ]
    st.html(str(markup.table(headers, rows, "exchange")))
    source = provenance.ledgers(bool(found["demo"].sum()), as_of.of(found))
    markup.note(source)


def by_couple(chosen: Filter, couple: Couple | None, flow: Flow) -> None:
    """Draw one flow by couple and year, the newest year first, and the way to take it along."""
    found = derive(_rows, chosen, couple, flow)
    directions = terms.labels(terms.DIRECTIONS)
    sums = [numbers.quantity(int(found[key].sum()), "persons") for key in drawn.BOTH]
    paged.show(
        paged.Listing(
            name="exchanged",
            headers=(_("Year"), _("Couple"), *directions.values()),
            count=lambda: len(found),
            page=lambda limit, offset: _named(found.iloc[offset : offset + limit]),
            counted=lambda n: n_(
                "{n} couple and year, the newest first.",
                "{n} couples and years, the newest first.",
                n,
            ),
            row=partial(_row, flow),
            empty=_("No ledger of this selection has any."),
            of=(chosen, couple, flow),
            kept=as_of.of(found),
            foot=lambda n: (_("All pages"), "", *sums),
        )
    )
    if len(found):
        said = drawn.FLOWS[flow]
        title = _("{people} by couple and year", people=_(said.name))
        list_files.offer(Listed(title, _(said.counts), partial(_table, chosen, couple, flow)))


def _rows(chosen: Filter, couple: Couple | None, flow: Flow) -> pd.DataFrame:
    """A row a couple and year: `year`, both adcodes, `pairing_id`, persons by direction, `demo`
    (whether any record is), and as-of days as in exchange.both_ways.
    """
    every = drawn.found(chosen, couple)
    own = every[every["flow"] == flow.value]
    one_way = {key: own["persons"].where(own["direction"] == key) for key in drawn.BOTH}
    wide = own.assign(**one_way).groupby(
        ["year", "helper_adcode", "receiver_adcode"], as_index=False
    )
    added = wide.agg(
        pairing_id=("pairing_id", "max"),
        **{key: (key, partial(pd.Series.sum, min_count=1)) for key in drawn.BOTH},
        demo=("demo", "sum"),
        as_of_first=("as_of_first", "min"),
        as_of_last=("as_of_last", "max"),
        undated=("undated", "sum"),
    )
    most = added[drawn.BOTH].sum(axis=1)
    order = added.assign(most=most).sort_values(["year", "most"], ascending=False)
    return order.assign(demo=order["demo"] > 0).drop(columns="most").reset_index(drop=True)


def _row(flow: Flow, row: Any) -> tuple[object, ...]:
    pairing = None if pd.isna(row["pairing_id"]) else int(row["pairing_id"])
    year = str(row["year"])
    couple = names.couple(row)
    asked = {} if pairing is None else {"pairing": str(pairing), links.OF_YEARS: year}
    return (
        year,
        markup.marked(couple if pairing is None else links.pairing(pairing, couple), row["demo"]),
        *(_number(row[key], _address(flow, key, asked) if asked else None) for key in drawn.BOTH),
    )


def _sum(
    sums: pd.DataFrame, flow: Flow, direction: str, asked: dict[str, str] | None
) -> Markup | str:
    if (flow.value, direction) not in sums.index:
        return _number(None, None)
    persons = sums.at[(flow.value, direction), "persons"]
    return _number(persons, None if asked is None else _address(flow, direction, asked))


def _number(persons: Any, address: str | None) -> Markup | str:
    """Persons as a link to their records; a dash where no record tells of any."""
    if persons is None or pd.isna(persons):
        return "—"
    told = numbers.count(int(persons))
    return Markup('<a href="{}">{}</a>').format(address, told) if address else told


def _asked(
    found: pd.DataFrame, couple: Couple | None, years: tuple[int, int] | None
) -> dict[str, str] | None:
    """What a link to a couple's records says of it; nothing for all couples, None where the two are
    no pairing.
    """
    if couple is None:
        return {}
    pairing = found["pairing_id"].dropna()
    if pairing.empty:
        return None
    span = {} if years is None else {links.OF_YEARS: address.years(years)}
    return {"pairing": str(int(pairing.max())), **span}


def _address(flow: Flow, direction: str, asked: dict[str, str]) -> str:
    """Where the records of a flow and direction are listed: of a couple where one is asked for."""
    counted = COUNTED[flow]
    terms_of = choice.joined(counted.among)
    if counted.only is None:
        terms_of["direction"] = direction
    if asked:
        return links.to("pairings", **asked, **terms_of, **{links.LIST: counted.kind.value})
    if counted.kind is Kind.VISITS:
        return links.to("visits", **terms_of)
    return links.to("ledgers", **terms_of, **{links.KIND: counted.kind.value})


def _couples(chosen: Filter, language: Language) -> dict[str, str]:
    """Couple (both adcodes) → its name, those of which any ledger tells."""
    every = drawn.found(chosen)[["helper_adcode", "receiver_adcode"]].drop_duplicates()
    named = _named(every.dropna()).sort_values(["helper_adcode", "receiver_adcode"])
    return {
        f"{row['helper_adcode']}-{row['receiver_adcode']}": names.couple(row)
        for row in named.to_dict("records")
    }


def _named(found: pd.DataFrame) -> pd.DataFrame:
    places = names.of_places()
    sides = {
        side: [places[code][1] for code in found[f"{side}_adcode"]]
        for side in ("helper", "receiver")
    }
    return found.assign(**sides)


def _table(chosen: Filter, couple: Couple | None, flow: Flow) -> pd.DataFrame:
    """The list as a file has it."""
    found = _named(derive(_rows, chosen, couple, flow))
    columns = {
        _("Year"): found["year"],
        _("Helper"): found["helper"],
        _("Receiver"): found["receiver"],
        **{terms.label(terms.DIRECTIONS, key): found[key] for key in drawn.BOTH},
        _("Demo record"): found["demo"],
    }
    return pd.DataFrame(columns)
