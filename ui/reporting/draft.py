"""What somebody has typed of a report and not saved: kept in the session, and by the browser.

The browser's copy (ui/front/grid.js) outlives a reload, a crash and a sign-out; it stays on that
machine, under the person's number. The session's copy is what is checked and saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db.results.cells import Cell, Key
from db.results.grid import Row
from db.results.reports import Of
from db.results.units import typed, units
from db.terms import Basis
from ui.frame import state

FIELDS = ("value", "unit", "as_of", "note")
MOST_ROWS = 500
LONGEST = 2_000
COUNTED = (Basis.CUMULATIVE, Basis.ACTUAL)

Texts = Mapping[str, str]


@dataclass
class Draft:
    """The rows typed over: key → texts, and the version that was seen (0: none was there).

    `resets` counts how often it was emptied, `heard` is the number of what the browser told last:
    by both it knows what it may forget. `looked_at` are the doubts that were shown.
    """

    rows: dict[Key, dict[str, str]] = field(default_factory=dict)
    seen: dict[Key, int] = field(default_factory=dict)
    added: list[Key] = field(default_factory=list)
    resets: int = 0
    heard: int = 0
    looked_at: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[Key]:
        """Rows that have to be there for what was typed or asked for."""
        return list(dict.fromkeys([*self.added, *self.rows]))

    def empty(self) -> None:
        """Nothing is typed any more."""
        self.rows, self.seen, self.added, self.looked_at = {}, {}, [], frozenset()
        self.resets += 1


def of_report(of: Of, person: int) -> Draft:
    """The draft of a person's report in this session."""
    drafts: dict[str, Draft] = st.session_state.setdefault(state.DRAFTS, {})
    return drafts.setdefault(name(of, person), Draft())


def name(of: Of, person: int) -> str:
    """What a draft is kept by, here and in the browser."""
    return f"{person}/{of.pairing_id}/{of.period.key}/{of.side.value}"


def written(key: Key) -> str:
    """A row's key as a text."""
    return "/".join(key)


def read_key(text: str) -> Key | None:
    """The key of a text; None where it is none."""
    metric, _, basis = text.rpartition("/")
    return (metric, Basis(basis)) if metric and basis in COUNTED else None


def hear(draft: Draft, told: Any) -> None:
    """Take over what the browser says is typed, unless it was typed before the last reset. It may
    say anything: what is no row is left out.
    """
    if not isinstance(told, dict) or told.get("resets") != draft.resets:
        return
    number, rows = told.get("number"), told.get("rows")
    draft.heard = number if isinstance(number, int) else 0
    draft.rows, draft.seen = {}, {}
    for text, row in list(rows.items())[:MOST_ROWS] if isinstance(rows, dict) else ():
        key = read_key(str(text))
        if key is None or not isinstance(row, dict):
            continue
        draft.rows[key] = {part: str(row.get(part) or "")[:LONGEST] for part in FIELDS}
        seen = row.get("seen")
        draft.seen[key] = seen if isinstance(seen, int) else 0


def stored(row: Row) -> dict[str, str]:
    """A row as it stands, in its usual unit."""
    usual, scale = next(iter(units(row.indicator.unit).items()))
    if row.mine is None:
        return {"value": "", "unit": usual, "as_of": "", "note": ""}
    as_of = row.mine.as_of
    return {
        "value": typed(row.mine.value, scale),
        "unit": usual,
        "as_of": as_of.isoformat() if as_of else "",
        "note": row.mine.note,
    }


def changed(row: Row, texts: Texts) -> bool:
    """Whether what is typed in a row is other than what stands there."""
    now = stored(row)
    if row.mine is not None and (scale := units(row.indicator.unit).get(texts["unit"])):
        now["value"] = typed(row.mine.value, scale)
    names = ("value", "as_of", "note") if row.mine else ("value",)
    return any(texts[part].strip() != now[part] for part in names)


def cells(draft: Draft, rows: list[Row]) -> list[Cell]:
    """What is typed otherwise than it stands."""
    return [
        Cell(*row.key, *(draft.rows[row.key][part] for part in FIELDS))
        for row in rows
        if row.key in draft.rows and changed(row, draft.rows[row.key])
    ]
