"""What the two of a brief have done since: money, visits, people."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from db.queries.brief import Brief
from db.terms import Direction
from export.papers import NOTE, Part
from ui.briefing.held import cut, when
from ui.briefing.noted import Notes, of_record
from ui.frame import columns, numbers, terms
from ui.frame.text import _, either, n_

YEARS = 5
"""Years of projects told one by one, at least; those since the last meeting always."""


def money(found: Brief, notes: Notes) -> Part:
    """Projects with money agreed and in place: all together, and the last years one by one."""
    title, name = _("Projects and their money"), _("Ledger of projects")
    if found.money.empty:
        return Part("money", "", title, (_("No project of the two is in the store."),))
    heads = {
        "year": _("Year"),
        "projects": _("Projects"),
        "agreed": _("Agreed money"),
        "in_place": _("Money in place"),
        NOTE: _("Note"),
    }
    sums = found.money[["projects", "agreed_amount", "in_place"]].sum(min_count=1).to_dict()
    every = _amounts(_("all years"), sums, notes.behind(found.money_behind, name))
    rows = [
        _amounts(
            str(row["year"]),
            row,
            notes.behind(found.money_behind, name, row["as_of_first"], row["as_of_last"]),
        )
        for row in one_by_one(found).to_dict("records")
    ]
    line = _(
        "Up to {year} the two have {projects}, with {agreed} agreed and {in_place} in place{mark}.",
        year=found.day.year,
        projects=n_("{n} project", "{n} projects", int(sums["projects"])),
        agreed=every["agreed"],
        in_place=every["in_place"],
        mark=every[NOTE],
    )
    right = frozenset({"projects", "agreed", "in_place"})
    return Part("money", "", title, (line,), heads, (*rows, every), right)


def one_by_one(found: Brief) -> pd.DataFrame:
    """The years of money that are told one by one."""
    return found.money[found.money["year"] >= min(found.since.year, found.day.year - YEARS + 1)]


def _amounts(year: str, row: Mapping[Any, Any], mark: str) -> dict[str, str]:
    return {
        "year": year,
        "projects": numbers.count(row["projects"]),
        "agreed": str(numbers.exact_money(row["agreed_amount"])),
        "in_place": str(numbers.exact_money(row["in_place"])),
        NOTE: mark,
    }


def visits(found: Brief, notes: Notes) -> Part:
    """Both ways since the last meeting: how many and how many people, then the newest."""
    title = _("Visits both ways since")
    if found.toured.empty:
        none = _("No visit of the two since {day} is in the store.", day=numbers.day(found.since))
        return Part("visits", "", title, (none,))
    heads = {
        "when": _("When"),
        "direction": _("Direction"),
        "head": _("Led by"),
        "people": _("People"),
        "purpose": _("Purpose"),
        NOTE: _("Note"),
    }
    mark = notes.behind(found.visits_behind, _("Ledger of visits"))
    ways = {row["direction"]: row for row in found.toured.to_dict("records")}
    told = [_way(way, ways.get(way.value), mark) for way in Direction]
    rows = tuple(_visit(row, notes) for row in found.visits.to_dict("records"))
    lines = (*told, *cut(len(rows), int(found.toured["visits"].sum())))
    return Part("visits", "", title, lines, heads, rows, frozenset({"people"}))


def _way(way: Direction, row: Mapping[Any, Any] | None, mark: str) -> str:
    name = terms.label(terms.DIRECTIONS, way)
    if row is None:
        return _("{direction}: no visit{mark}.", direction=name, mark=mark)
    counted = n_("{n} visit", "{n} visits", int(row["visits"]))
    if not row["counted"]:
        return _(
            "{direction}: {visits}, none of which says how many people{mark}.",
            direction=name, visits=counted, mark=mark,
        )  # fmt: skip
    people = n_("{n} person", "{n} people", int(row["headcount"]))
    text = _("{direction}: {visits}, {people} in all (told of {told} of them){mark}.")
    many = numbers.count(row["counted"])
    return text.format(direction=name, visits=counted, people=people, told=many, mark=mark)


def _visit(row: Mapping[Any, Any], notes: Notes) -> dict[str, str]:
    post = either(row["post"], row["post_en"])
    return {
        "when": when(row),
        "direction": terms.label(terms.DIRECTIONS, row["direction"]),
        "head": " ".join(filter(None, (either(row["head"], row["head_en"]), post))),
        "people": numbers.count(row["headcount"]),
        "purpose": either(row["purpose"], row["purpose_en"]),
        NOTE: of_record(notes, row),
    }


def people(found: Brief, notes: Notes) -> Part:
    """People sent, by direction and category, and labour; no names."""
    title = _("People exchanged, and labour")
    if found.talent.empty and found.labour.empty:
        none = _("No ledger of people sent or of labour tells of the two since {year}.")
        return Part("people", "", title, (none.format(year=found.since.year),))
    heads = {
        "year": _("Year"),
        "what": _("What"),
        "persons": _("Persons"),
        "lifted": _("Of those lifted out of poverty"),
        NOTE: _("Note"),
    }
    sent, worked = _("Ledger of people sent"), _("Ledger of labour")
    rows = [
        {
            "year": str(row["year"]),
            "what": f"{terms.label(terms.DIRECTIONS, row['direction'])} · "
            f"{columns.value('talent', 'category', row['category'])}",
            "persons": numbers.count(row["persons"]),
            "lifted": "",
            NOTE: notes.behind(found.talent_behind, sent),
        }
        for row in found.talent.to_dict("records")
    ]
    rows += [
        {
            "year": str(row["year"]),
            "what": _("Labour"),
            "persons": numbers.count(row["persons"]),
            "lifted": "" if pd.isna(row["lifted"]) else numbers.count(row["lifted"]),
            NOTE: notes.behind(found.labour_behind, worked),
        }
        for row in found.labour.to_dict("records")
    ]
    right = frozenset({"persons", "lifted"})
    return Part("people", "", title, _none_of(found), heads, tuple(rows), right)


def _none_of(found: Brief) -> tuple[str, ...]:
    """Which of the two ledgers has nothing."""
    if found.talent.empty:
        return (_("No ledger of people sent tells of the two."),)
    return (_("No ledger of labour tells of the two."),) if found.labour.empty else ()
