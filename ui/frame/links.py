"""Links within the dashboard: real ones, that can be copied and opened beside."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from db.importing.kinds import LEDGERS, RECORDS
from db.importing.kinds.ledger import Place
from db.terms import Kind
from ui.frame import address, names

KIND = "kind"
ANYWHERE = Place("ledgers", "record")
"""The page of all ledgers that have none of their own; KIND of its address says which."""

LIST, OF_YEARS = "list", "of_year"
"""Parameters of a couple's page: which of its lists, and of which year, or from one to another."""

DIFFERENCE = "difference"
"""The parameter that names one difference."""

ROOT = Path(__file__).resolve().parents[2]


def meeting(meeting_id: int, title: str) -> Markup:
    """A meeting's title as a link to its record, the filter carried along."""
    return _link("meetings", "meeting", meeting_id, title)


def project(project_id: int, title: str) -> Markup:
    """A project's title as a link to its record."""
    return _link("projects", "project", project_id, title)


def visit(visit_id: int, title: str) -> Markup:
    """A visit's purpose as a link to its record."""
    return _link("visits", "visit", visit_id, title)


def clause(clause_id: int, title: str) -> Markup:
    """A clause of an agreement as a link to its history."""
    return _link("scorecard", "clause", clause_id, title)


def difference(pairing_id: int, metric: str, day: date, label: str) -> Markup:
    """What was said of a difference at the end of a day's month, as a link to its page."""
    key = difference_key(pairing_id, metric, day)
    return _link("reconciliation", DIFFERENCE, key, label)


def difference_key(pairing_id: int, metric: str, day: date) -> str:
    """A difference as addresses have it: 7.fund.2025-06."""
    return f"{pairing_id}.{metric}.{day:%Y-%m}"


def pairing(pairing_id: int, title: str) -> Markup:
    """A couple as a link to its page."""
    return _link("pairings", "pairing", pairing_id, title)


def of_couple(pairing_id: int, name: str, label: str, **more: str) -> Markup:
    """All of a couple's records of one kind (a name of ui.records.lists) as a link."""
    return Markup('<a href="{}">{}</a>').format(at_couple(pairing_id, name, **more), label)


def at_couple(pairing_id: int, name: str, **more: str) -> str:
    """The address of that list."""
    return to("pairings", pairing=str(pairing_id), **{LIST: name}, **more)


def brief(pairing_id: int, label: str) -> Markup:
    """The brief for a couple's next meeting as a link."""
    return _link("brief", "pairing", pairing_id, label)


def plan(plan_id: str, file_name: str) -> Markup:
    """An upload to take up again."""
    return _link("upload", "plan", plan_id, file_name)


def report(pairing_id: int, side: str, period: str, name: str) -> Markup:
    """One side's report of a couple and period as a link to the page where it is given."""
    return _link("reporting", "couple", pairing_id, name, side=side, period=period)


def batch(batch_id: int, title: str) -> Markup:
    """An import as a link to its page."""
    return _link("imports", "batch", batch_id, title)


def record(table: str, identity: int, title: str) -> Markup:
    """A record of a ledger's table as a link to its page; only its title where it has none."""
    if table not in RECORDS:
        return escape(title)
    own = place(RECORDS[table].kind)
    more = {} if RECORDS[table].place else {KIND: RECORDS[table].kind.value}
    return _link(own.page, own.parameter, identity, title, **more)


def place(kind: Kind) -> Place:
    """Where the records of a ledger are read."""
    return LEDGERS[kind].place or ANYWHERE


def table(page: str) -> str:
    """The table of the records that a page shows one by one."""
    own = {kind.value: one for kind, one in LEDGERS.items() if place(kind).page == page}
    return own[address.word(KIND, own)].spec.table.name


def couple(record: Mapping[str, Any]) -> Markup | str:
    """The couple of a record (its `pairing_id` and the columns of SIDES) as a link to its page;
    nothing for a record without a pairing.
    """
    if pd.isna(record["pairing_id"]):
        return ""
    return pairing(int(record["pairing_id"]), names.both(record))


def carried() -> tuple[tuple[str, str], ...]:
    """What every link carries along, as part of a key."""
    return tuple(sorted(address.kept().items()))


def snapshot(public_id: str, title: str) -> Markup:
    """A snapshot as a link to its page."""
    query = urlencode({"snapshot": public_id} | address.kept())
    return Markup('<a href="snapshots?{}">{}</a>').format(query, title)


def open_record(page: str, parameter: str, identity: object) -> None:
    """Go to a record of another page (named as its file), the filter carried along."""
    kept = address.kept(**{parameter: str(identity)})
    st.switch_page(ROOT / f"pages/{page}.py", query_params=kept)


def definition(key: str, title: str) -> Markup:
    """An indicator as a link to its entry in the dictionary."""
    return _link("dictionary", "metric", key, title)


def to(page: str, **parameters: str) -> str:
    """The address of a page, the filter carried along."""
    return f"{page}?{urlencode(address.kept(**parameters))}"


def _link(page: str, parameter: str, identity: int | str, title: str, **more: str) -> Markup:
    address_of = to(page, **more, **{parameter: str(identity)})
    return Markup('<a href="') + address_of + Markup('">') + title + Markup("</a>")
