"""One place: what it is, was and became, what lies in it, which records name it, and for
administrators how that is entered and taken back.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Action, may
from db.areas import Entry, take_back
from db.importing.kinds import RECORDS
from db.queries import areas, records
from db.queries.areas import Record
from db.terms import AreaDeed, Kind, NameKind
from db.writer import change as write
from ui.frame import actions, current_user, links, markup, numbers, paged, state, terms
from ui.frame.names import of_record
from ui.frame.query_cache import load
from ui.frame.text import _, either, said
from ui.records import place_forms
from ui.records.place_list import AREA, link, named, what, when

NAMED = "named"
"""The parameter that names the ledger whose records are all listed."""
NEWEST = 8
"""So many records of a ledger are named; all are counted."""


def show(adcode: str) -> bool:
    """Draw it; whether there is one of that code."""
    found = load(areas.record, adcode)
    if found is None:
        return False
    area = found.area
    above = [either(zh, en) for _code, zh, en in reversed(found.above)]
    markup.heading(either(area["name_zh"], area["name_en"]), " · ".join([*above, what(area)]))
    actions.tell()
    if area["valid_to"]:
        text = _("It is no unit since {day}. Records keep it; sums by place count it with what it "
                 "became, where that is one.", day=when(area["valid_to"]))  # fmt: skip
        markup.notice(text)
    st.html(str(markup.facts(_facts(found))))
    _others(_("What it became"), found.became)
    _others(_("What it was before"), found.was)
    _below(found)
    _named_by(adcode, found)
    _history(found)
    if may(current_user.account(), Action.ADMINISTER):
        place_forms.offer(area)
    return True


def _facts(found: Record) -> Iterator[tuple[str, object]]:
    area = found.area
    yield _("Administrative code"), area["adcode"]
    yield _("Chinese name"), area["name_zh"]
    yield _("English name"), area["name_en"] or ""
    yield _("Kind of place"), what(area)
    yield _("Lies in"), markup.join((named(c, either(zh, en)) for c, zh, en in found.above), " · ")
    yield _("From"), when(area["valid_from"]) or _("not known, long ago")
    yield _("To"), when(area["valid_to"]) or _("still is")
    for kind in NameKind:
        rows = found.names[found.names["kind"] == kind]
        yield _(kind.word), _(", ").join(rows["name_zh"])
    yield _("Entered here"), _("yes, not in the official table") if area["own"] else ""
    yield _("Source"), markup.source(str(area["source"]))


def _others(title: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    markup.section(title)
    cells = [
        {
            _("Place name"): link(row),
            _("How much"): _("all of it") if row["whole"] else _("a part"),
            _("From"): when(row["since"]),
            _("Source"): markup.source(str(row["source"])),
        }
        for row in rows.to_dict("records")
    ]
    markup.tabulate(cells, "succession")


def _below(found: Record) -> None:
    zones, units = (
        found.below[found.below["zone"].notna() == is_zone] for is_zone in (True, False)
    )
    for title, rows in ((_("Development zones in it"), zones), (_("Units in it"), units)):
        if len(rows):
            note = _("They count with it in sums by place.") if rows is zones else ""
            markup.section(title, note)
            every = (_ended(row) for row in rows.to_dict("records"))
            markup.draw('<p class="x-told">{all}</p>', all=markup.join(every, " · "))


def _ended(row: dict[Any, Any]) -> Markup:
    until = _("until {day}", day=when(row["valid_to"])) if row["valid_to"] else ""
    return markup.join([link(row), markup.quiet(until)], " " if until else "")


def _named_by(adcode: str, found: Record) -> None:
    markup.section(_("Records that name it"), _("As one of their sides, or as where they were."))
    if not found.named_by:
        markup.note(_("None."))
        return
    if (table := st.query_params.get(NAMED)) in found.named_by:
        _every(str(table), adcode, found.named_by[str(table)])
        return
    cells = [
        (_naming(adcode, table, said(RECORDS[table].counted(many))), _newest(table, adcode))
        for table, many in found.named_by.items()
    ]
    st.html(str(markup.table((_("Ledger"), _("The newest")), cells, "named")))


def _naming(adcode: str, table: str, label: str) -> Markup:
    address = links.to("places", **{AREA: adcode, NAMED: table})
    return Markup('<a href="{}">{}</a>').format(address, label)


def _newest(table: str, adcode: str) -> Markup:
    if RECORDS[table].kind is Kind.PROJECTS:  # there may be very many: their list is by place
        label, address = _("Projects there"), links.to("projects", place=adcode)
        return Markup('<a href="{}">{}</a>').format(address, label)
    return markup.join(_titles(table, adcode, NEWEST), " · ")


def _titles(table: str, adcode: str, limit: int, offset: int = 0) -> Iterator[Markup]:
    ids = load(areas.newest, table, adcode, limit, offset)
    titles = load(records.titles, table, tuple(ids))
    return (links.record(table, one, of_record(titles.get(one), one)) for one in ids)


def _every(table: str, adcode: str, many: int) -> None:
    """Draw all records of a ledger that name it."""
    page, pages = paged.place(many)
    cells = [(one,) for one in _titles(table, adcode, paged.PAGE, paged.PAGE * (page - 1))]
    headers = (terms.kind(RECORDS[table].kind),)
    foot = (said(RECORDS[table].counted(many)),)
    st.html(str(markup.table(headers, cells, "naming", foot)))
    paged.turn(page, pages)


def _history(found: Record) -> None:
    """What was entered here about it: for those who may see imports."""
    person = current_user.account()
    if not found.changes or person is None or not may(person, Action.UPLOADS):
        return
    markup.section(_("What was entered here"), _("The newest first."))
    headers = (_("No."), _("When"), _("By"), _("What"), _("Source"))
    cells = [
        (one.id, numbers.moment(one.at), one.author, _deed(one), markup.source(one.source))
        for one in found.changes
    ]
    st.html(str(markup.table(headers, cells, "changes")))
    standing = [one for one in found.changes if not one.undone and not one.undoes]
    if standing and may(person, Action.ADMINISTER):
        st.button(
            _("Take no. {n} back", n=standing[0].id),
            key=state.control("place_back"),
            on_click=_take_back,
            args=(standing[0].id,),
        )


def _deed(entry: Entry) -> str:
    told = _(entry.deed.word)
    new = next((one.after for one in entry.changes if "successor_adcode" in one.key), None)
    if new and entry.deed is AreaDeed.SUCCEEDED:
        told = f"{told}: {new['successor_adcode']}"
    if entry.undoes:
        return _("{deed}: no. {n}", deed=told, n=entry.undoes)
    return _("{deed}; taken back since", deed=told) if entry.undone else told


@actions.deed()
def _take_back(person: Account, number: int) -> actions.Told:
    write(take_back, person, number)
    return actions.Told(_("Change no. {n} was taken back.", n=number))
