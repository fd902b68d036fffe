"""Both sides' differences of a year, narrowed to a selection, and each one's numbers in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from db import clock
from db.filters import Filter
from db.results import RATE, differences
from db.results.differences import At, Count
from db.results.explained import OTHER, Cause, Explanation, Ledger, by_ledgers
from db.terms import DifferenceState, Side
from ui.frame import links, names, numbers, rows, terms
from ui.frame.query_cache import load
from ui.frame.text import _, n_
from ui.sections import clauses

ALL_YEARS = 0
"""In place of a year: all that the selection has."""

STATE = "standing"
"""The parameter of the state that is listed."""

DIFFERENCE = links.DIFFERENCE


def years(chosen: Filter) -> list[int]:
    """The years of a selection for which results were reported, the latest first."""
    first, last = chosen.years or (0, 9999)
    return [year for year in load(differences.years) if first <= year <= last]


def page(chosen: Filter, year: int, state: str, limit: int | None, offset: int) -> pd.DataFrame:
    """Some of the differences of a selection (columns of differences.of_year) with `name` and
    `couple` in the reader's language: those that are open first, then by age.
    """
    found = names.with_sides(load(differences.of_year, year or None, chosen, state, limit, offset))
    return found.assign(
        name=names.chosen(found, "name_zh", "name_en"),
        couple=[" → ".join(two) for two in zip(found["helper"], found["receiver"], strict=True)],
    )


def counts(chosen: Filter, year: int) -> dict[str, Count]:
    """How many differences of a selection stand how, and how many of them are demo."""
    many = load(differences.counts, year or None, chosen)
    return {state.value: many.get(state.value, Count(0, 0)) for state in DifferenceState}


def key_of(row: Mapping[Any, Any]) -> str:
    """A difference as addresses have it: 7.fund.2025-06."""
    return links.difference_key(int(row["pairing_id"]), row["metric_key"], row["ends_on"])


def at_of(key: str) -> At | None:
    """The difference that an address names; None where it names none."""
    try:
        pairing, metric, month = key.split(".")
        day = date.fromisoformat(f"{month}-01")
        identity = int(pairing) if pairing.isascii() and pairing.isdecimal() else 0
    except ValueError:
        return None
    return At(identity, metric, day.year, day.month) if 0 < identity < 2**31 else None


def causes(row: Mapping[Any, Any]) -> list[str]:
    """What may explain a difference, in sentences, what comes out first."""
    found = list(row["causes"])
    if not pd.isna(row["helper_value"]):
        values = {side: int(row[f"{side.value}_value"]) for side in OTHER}
        known = by_ledgers(values, row["unit"], ledger_of(row)) if row["difference"] else ()
        found = sorted([*known, *found], key=lambda one: not one.sure)
    return [_told(one, row) for one in found]


def ledger_of(row: Mapping[Any, Any]) -> Ledger:
    """What the ledgers have of the couple and year of a difference."""
    known = clauses.of_ledgers(row["ends_on"].year)
    couple = (row["helper_adcode"], row["receiver_adcode"])
    wanted = (row["metric_key"], "ledger_agreed_amount", "ledger_in_place")
    return Ledger(*(known.get((couple, metric)) for metric in wanted))


def of_ledgers(row: Mapping[Any, Any], alone: bool = False) -> Markup | str:
    """What the ledgers themselves have of the year, leading to the rows behind it; of one `alone`
    also where it is not kept, and has to be added up.
    """
    own = clauses.own({**row, "year": row["ends_on"].year}) if alone else ledger_of(row).own
    if own is None:
        return ""
    value = amount(own, row["unit"])
    return rows.of_couple(row["metric_key"], int(row["pairing_id"]), row["ends_on"].year, value)


def amount(value: Any, unit: str) -> str:
    """A value in full; a dash where there is none."""
    return "—" if value is None or pd.isna(value) else str(numbers.exact(int(value), unit))


def difference(row: Mapping[Any, Any]) -> str:
    """The helper's value less the receiver's, with its sign."""
    if pd.isna(row["difference"]):
        return ""
    much = int(row["difference"])
    sign = "+" if much > 0 else "−" if much < 0 else "±"
    text = amount(abs(much), row["unit"])
    return f"{sign}{text[:-1]} {_('points')}" if row["unit"] == RATE else f"{sign}{text}"


def share(row: Mapping[Any, Any]) -> str:
    """The difference in per cent of the larger value, never rounded to none or to all of it."""
    if pd.isna(row["share"]) or not row["share"] or row["unit"] == RATE:
        return ""
    much = abs(row["share"])
    if much < 0.01:
        return _("under 1%")
    return numbers.percent(much if much == 1 else min(much, 0.99))


def state(row: Mapping[Any, Any]) -> str:
    """How it stands; of a settled one at which value."""
    word = terms.label(terms.DIFFERENCES, row["state"])
    if row["value"] is None or pd.isna(row["value"]):
        return word
    return _("{state}: {value}", state=word, value=amount(row["value"], row["unit"]))


def age(row: Mapping[Any, Any]) -> str:
    """For how long both reports have been there, in days."""
    if row["loaded"] is None or pd.isna(row["loaded"]):
        return "—"
    days = (clock.today() - clock.day(row["loaded"])).days
    return n_("{n} day", "{n} days", days) if days > 0 else _("today")


def _told(one: Explanation, row: Mapping[Any, Any]) -> str:
    words = {
        Cause.WAN: _(
            "{side} has a ten-thousandth of what {other} has: 万元 taken for yuan, or 亿元 for 万元"
        ),
        Cause.YI: _("{side} has a hundred-millionth of what {other} has: 亿元 taken for yuan"),
        Cause.SHARE: _("{side} has a hundredth of what {other} has: a share taken for per cent"),
        Cause.PERIOD: _("{side} has {months} alone, {other} the running total since January"),
        Cause.EARLIER: _("{side} has what {other} had at the end of {month}"),
        Cause.MONEY: _("{side} has the money agreed, {other} the money in place"),
        Cause.LEDGER: _("{side} has what the ledgers have, {other} has not"),
        Cause.AS_OF: _("{side} reports as of an earlier day ({early}, {other} {late})"),
        Cause.PEOPLE: _("{side} may count person-times, {other} persons"),
    }
    other = OTHER[one.side]
    text = words[one.cause].format(
        side=side(one.side),
        other=side(other),
        months=clauses.months(one.first, one.last) if one.first else "",
        month=clauses.months(one.last, one.last) if one.last else "",
        early=numbers.day(row[f"{one.side.value}_day"]),
        late=numbers.day(row[f"{other.value}_day"]),
    )
    return text[:1].upper() + text[1:]


def side(one: Side) -> str:
    """A side within a sentence."""
    return _("the helper") if one is Side.HELPER else _("the receiver")
