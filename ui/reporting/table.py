"""The grid that a report is typed into, drawn by ui/front/grid.js."""

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from db.editing.problems import fix
from db.importing.issue import Issue
from db.reader import answer
from db.results.cells import Cell, Key, ground
from db.results.grid import Grid, Row, look
from db.results.reports import Of
from db.results.saving import Told, check, doubt_of, fails, must_look
from db.results.units import read, typed, units
from db.terms import Basis, Better, Side
from ui.frame import insides, links, markup, numbers, rows, state
from ui.frame.text import _, either, language
from ui.reporting import draft as drafts
from ui.reporting.draft import Draft

TYPED = "typed"
UNIT_LABELS = {"万元": "10,000 yuan", "亿元": "100 M yuan", "元": "yuan"}


@dataclass(frozen=True)
class Typed:
    """What is typed otherwise than it stands, what there is to say of it, and how many rows of it
    somebody else has saved meanwhile.
    """

    cells: list[Cell]
    told: Told
    clashes: int

    @property
    def wrong(self) -> int:
        """Rows that cannot be saved as they are."""
        return sum(map(fails, self.told.values()))

    @property
    def doubtful(self) -> int:
        """Rows that had better be looked at."""
        every = self.told.values()
        return sum(not fails(issues) and any(map(must_look, issues)) for issues in every)


def show(of: Of, person: int, grid: Grid, draft: Draft, *, locked: bool) -> Typed:
    """Draw the grid, `locked` where nothing may be typed; return what differs from the store."""
    if grid.reported.demo:
        text = _(
            "Demo data: {n} of the figures here are generated at random. They are not facts.",
            n=numbers.count(grid.reported.demo),
        )
        markup.notice(text, "demo")
    cells = [] if locked else drafts.cells(draft, grid.rows)
    told = check(answer(ground, of.pairing_id), of, cells, grid.reported) if cells else {}
    draft.looked_at = frozenset(
        doubt_of(issue) for issues in told.values() for issue in issues if must_look(issue)
    )
    name = drafts.name(of, person)
    data: dict[str, Any] = {
        "name": name,
        "resets": draft.resets,
        "heard": draft.heard,
        "locked": locked,
        "words": _words(of),
        "rows": [_row(of, row, told, draft, {cell.key for cell in cells}) for row in grid.rows],
        "typed": {drafts.written(key): _typed(draft, key) for key in draft.rows},
    }
    key = _key(name)
    mount = insides.component("grid")
    if mount is None:
        text = _("The grid cannot be shown here. Upload the results as a ledger instead.")
        markup.notice(text, "warning")
        return Typed(cells, told, 0)
    mount(
        key=key,
        data=json.dumps(data, ensure_ascii=False).encode(errors="replace"),
        default={TYPED: None},
        **{f"on_{TYPED}_change": partial(hear, of, person, draft)},
    )
    clashes = [row for row in data["rows"] if row["clash"]]
    return Typed(cells, told, len(clashes))


def hear(of: Of, person: int, draft: Draft) -> None:
    """Take over what the browser has told last: it may have come with the click on a button, whose
    deed is done before the page is drawn again.
    """
    told = st.session_state.get(_key(drafts.name(of, person)))
    if told and told.get(TYPED) is not None:
        drafts.hear(draft, told[TYPED])


def unsaved(of: Of, person: int) -> list[Cell]:
    """What a person has typed by now otherwise than it stands."""
    draft = drafts.of_report(of, person)
    hear(of, person, draft)
    return drafts.cells(draft, answer(look, of, draft.keys).rows)


def _key(name: str) -> str:
    return state.control(f"grid_{name}")


def _typed(draft: Draft, key: Key) -> dict[str, Any]:
    return draft.rows[key] | {"seen": draft.seen.get(key, 0)}


def _row(of: Of, row: Row, told: Told, draft: Draft, changed: set[Key]) -> dict[str, Any]:
    scales = units(row.indicator.unit)
    clash = _clash(row, draft) if row.key in changed else ""
    issues = told.get(row.key, [])
    return {
        "key": drafts.written(row.key),
        "name": either(row.indicator.name_zh, row.indicator.name_en),
        "names": [row.indicator.name_zh, row.indicator.name_en, row.indicator.key],
        "counted": _("running total") if row.basis is Basis.CUMULATIVE else _("of the period"),
        "units": [[unit, _unit(unit, row)] for unit in scales],
        "leads": _leads(of, row),
        "shown": {unit: _shown(row, scale) for unit, scale in scales.items()},
        "stored": drafts.stored(row)
        | {
            "values": {
                unit: typed(row.mine.value, scale) if row.mine else ""
                for unit, scale in scales.items()
            }
        },
        "version": row.mine.version if row.mine else 0,
        "told": [{"text": _said(issue), "bad": fails([issue])} for issue in issues],
        "clash": clash,
    }


def _shown(row: Row, scale: int) -> dict[str, str]:
    values = {"target": row.target, "year_ago": row.year_ago}
    values |= {"before": row.before, "other": row.other}
    return {name: read(value, scale) for name, value in values.items()}


def _leads(of: Of, row: Row) -> dict[str, str]:
    """Where what is shown beside leads: to the clause, and to the reports that have it."""
    before = of.period.before().year
    told = {
        "year_ago": (of.period.year - 1, of.side),
        "before": (before, of.side),
        "other": (of.period.year, Side.RECEIVER if of.side is Side.HELPER else Side.HELPER),
    }
    found = {
        name: rows.reported(row.indicator.key, of.pairing_id, year, side)
        for name, (year, side) in told.items()
        if getattr(row, name) is not None
    }
    if row.clause is not None:
        found["target"] = links.to("scorecard", clause=str(row.clause))
    return found


def _unit(unit: str, row: Row) -> str:
    if language() == "zh":
        return unit
    if row.indicator.better is Better.DONE:
        return _("1 or 0")
    plain = numbers.quantity(0, row.indicator.unit).unit if row.indicator.unit != "percent" else "%"
    return UNIT_LABELS.get(unit) or (f"10,000 {plain}" if unit.startswith("万") else plain)


def _clash(row: Row, draft: Draft) -> str:
    """What somebody else has saved since this was typed; nothing where nobody has."""
    if (row.mine.version if row.mine else 0) == draft.seen.get(row.key, 0):
        return ""
    unit = draft.rows[row.key]["unit"]
    scale = units(row.indicator.unit).get(unit)
    if row.mine is None or scale is None:
        return _("Meanwhile somebody has removed what stood here.")
    return _(
        "Meanwhile somebody has saved {value} ({unit}) here.",
        value=read(row.mine.value, scale),
        unit=_unit(unit, row),
    )


def _said(issue: Issue) -> str:
    return (issue.what + fix(issue))[language()].strip()


def _words(of: Of) -> dict[str, str]:
    return {
        "name": _("Indicator"),
        "unit": _("Unit"),
        "target": _("Target of the year"),
        "year_ago": of.period.year_before().words[language()],
        "before": of.period.before().words[language()],
        "other": _("Other side"),
        "value": of.period.words[language()],
        "as_of": _("As of"),
        "note": _("Note"),
        "ends_on": of.period.ends_on.isoformat(),
        "mine": _("Keep mine"),
        "theirs": _("Take theirs"),
        "restored": _("What you had typed here and not saved is back."),
        "too_many": _("{n} rows of the block that was pasted have no row here."),
        "table": _("Results of {period}", period=of.period.words[language()]),
    }
