"""How a brief's couple stands: clauses, open differences, gaps, and what was published of it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from db.queries.brief import LONGEST, Brief
from db.results.counted import Whose
from db.results.pace import Status
from export.papers import NOTE, Part
from ui.briefing.held import cut
from ui.briefing.noted import Notes, source_of
from ui.drawing import published
from ui.frame import names, numbers, terms
from ui.frame.text import _, either, n_
from ui.sections import clauses

KINDS = ("meetings", "projects", "visits")
SIDES = ("helper", "receiver")


def scorecard(found: Brief, notes: Notes) -> Part:
    """A row a clause of the year: target, result with its day and whose it is, share, status."""
    title = _("What became of the year's agreement")
    if found.card.empty:
        none = _("No agreement of the two with targets is in the store.")
        return Part("scorecard", "", title, (none,))
    heads = {
        "metric": _("Metric"),
        "target": _("Target"),
        "result": _("Result"),
        "share": _("Share"),
        "status": _("Status"),
        "day": _("As of"),
        "whose": _("Whose result"),
        NOTE: _("Note"),
    }
    rows = tuple(_clause(row, notes) for row in found.card.to_dict("records"))
    many = {status: int((found.card["status"] == status).sum()) for status in Status}
    said = [
        _("{n} {status}", n=numbers.count(n), status=terms.label(terms.CLAUSES, status))
        for status, n in many.items()
        if n
    ]
    counted = n_("{n} clause", "{n} clauses", len(rows))
    counts = _(", ").join(said)
    line = _("{year}: {clauses}, {counts}.", year=found.year, clauses=counted, counts=counts)
    right = frozenset({"target", "result", "share"})
    return Part("scorecard", "", title, (line,), heads, rows, right)


def _clause(row: Mapping[Any, Any], notes: Notes) -> dict[str, str]:
    day = row["day"]
    return {
        "metric": either(row["name_zh"], row["name_en"]),
        "target": clauses.promised(row, exactly),
        "result": clauses.reached(row, exactly),
        "share": clauses.share(row),
        "status": terms.label(terms.CLAUSES, row["status"]),
        "day": numbers.day(day) if day is not None else "—",
        "whose": terms.label(terms.WHOSE, row["whose"]) if day is not None else "—",
        NOTE: notes.of(day, _told_by(row)),
    }


def exactly(value: Any, unit: str) -> str:
    """A value in full: a paper's numbers are those of the store."""
    return str(numbers.exact(value, unit))


def _told_by(row: Mapping[Any, Any]) -> str:
    """Where target and result are from."""
    agreed = _("target: {source}", source=source_of(row["source"] or "") or _("not stated"))
    if row["day"] is None:
        return agreed
    by = {
        Whose.SETTLED: _("result: as the two settled it"),
        Whose.HELPER: _("result: report of the helper"),
        Whose.RECEIVER: _("result: report of the receiver"),
        Whose.PUBLISHED: _("result: as published"),
    }[Whose(row["whose"])]
    return f"{agreed}{_('; ')}{by}"


def differences(found: Brief, notes: Notes) -> Part:
    """What both sides report otherwise and nobody has explained or settled."""
    title = _("Open differences between both sides' reports")
    if found.differing.empty:
        none = _("None is open in {year}.", year=found.year or found.day.year)
        return Part("differences", "", title, (none,))
    heads = {
        "metric": _("Metric"),
        "until": _("Counted to"),
        "helper": _("Helper"),
        "receiver": _("Receiver"),
        "difference": _("By how much"),
        NOTE: _("Note"),
    }
    shown = found.differing.head(LONGEST).to_dict("records")
    rows = tuple(_difference(row, notes) for row in shown)
    right = frozenset({"helper", "receiver", "difference"})
    lines = cut(len(rows), len(found.differing))
    return Part("differences", "", title, lines, heads, rows, right)


def _difference(row: Mapping[Any, Any], notes: Notes) -> dict[str, str]:
    unit = row["unit"]
    source = _("reports of both sides")
    days = [notes.of(row[f"{side}_day"], source) for side in ("helper", "receiver")]
    return {
        "metric": either(row["name_zh"], row["name_en"]),
        "until": numbers.day(row["ends_on"]),
        "helper": exactly(row["helper_value"], unit),
        "receiver": exactly(row["receiver_value"], unit),
        "difference": exactly(row["difference"], unit),
        NOTE: "".join(dict.fromkeys(days)),
    }


def gaps(found: Brief, notes: Notes) -> Part:
    """Of the pairings of the two and of places within them, those without any record of a year."""
    title = _("Gaps: pairings without records")
    held = found.gaps
    if held.empty:
        none = _("No pairing of the two was in force in these years.")
        return Part("gaps", "", title, (none,))
    mark = notes.of(found.loaded, _("the ledgers of this store"))
    years = sorted(held["year"].unique().tolist())
    lines = [_lacking(year, held[held["year"] == year], mark) for year in years]
    bare = without(found).to_dict("records")
    if not bare:
        return Part("gaps", "", title, tuple(lines))
    heads = {"who": _("Couple"), "year": _("Year"), NOTE: _("Note")}
    rows = tuple(
        {
            "who": names.both(row),
            "year": str(row["year"]),
            NOTE: mark,
        }
        for row in bare[:LONGEST]
    )
    lines.append(_("Without any meeting, project or visit:"))
    return Part("gaps", "", title, (*lines, *cut(len(rows), len(bare))), heads, rows)


def without(found: Brief) -> pd.DataFrame:
    """The gaps of pairings and years that have nothing at all, though ledgers were loaded."""
    held = found.gaps
    return held[(held[list(KINDS)] == 0).all(axis=1) & held["loaded"]]


def _lacking(year: int, of_year: pd.DataFrame, mark: str) -> str:
    if not of_year["loaded"].any():
        return _("{year}: no ledger was ever loaded, so nobody can say.", year=year)
    without = {kind: numbers.count(int((of_year[kind] == 0).sum())) for kind in KINDS}
    counted = n_("{n} pairing in force", "{n} pairings in force", len(of_year))
    text = _(
        "{year}: of {pairings}, {meetings} had no meeting, {projects} no project, {visits} no visit"
        "{mark}."
    )
    return text.format(year=year, pairings=counted, mark=mark, **without)


def figures(found: Brief, notes: Notes) -> Part:
    """The newest published figure of each metric, as printed; never added."""
    title = _("Published figures about them")
    if found.figures.empty:
        return Part("published", "", title, (_("No published figure is about them."),))
    heads = {
        "metric": _("Metric"),
        "about": _("About"),
        "period": _("Period"),
        "basis": _("Basis"),
        "value": _("Value"),
        "day": _("As of"),
        NOTE: _("Note"),
    }
    shown = found.figures.head(LONGEST)
    rows = tuple(
        {
            "metric": either(row["name_zh"], row["name_en"]),
            "about": " → ".join(_about(row, found.pairing)),
            "period": published.period(row),
            "basis": terms.label(terms.BASES, row["basis"]),
            "value": published.printed(row),
            "day": numbers.day(row["as_of"]),
            NOTE: notes.of(row["as_of"], str(row["source"])),
        }
        for _index, row in shown.iterrows()
    )
    line = _("The newest of each metric, as printed; they overlap and are never added.")
    lines = (line, *cut(len(rows), len(found.figures)))
    return Part("published", "", title, lines, heads, rows, frozenset({"value"}))


def _about(row: pd.Series, pairing: Mapping[Any, Any]) -> list[str]:
    """Whom a figure is about in the words of its source; the two of the brief by their names."""
    two = ((f"{side}_zh", name) for side, name in zip(SIDES, names.sides(pairing), strict=True))
    return [name if row[column] == pairing[column] else row[column] or "—" for column, name in two]
