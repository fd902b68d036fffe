"""What a preview would write: each record with its fields, old and new, paged."""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from db.importing.kinds import LEDGERS
from db.importing.preview import Preview
from db.importing.rows import Fate, RowPlan
from db.terms import Kind
from ui.frame import address, columns, markup, paged
from ui.frame.text import _, n_
from ui.uploads import upload_values

PAGE = 20


def show(kind: Kind, checked: Preview) -> None:
    """Changed records first, then new ones."""
    written = checked.counts[Fate.CHANGED] + checked.counts[Fate.NEW]
    if not written:
        return
    note = n_("{n} record.", "{n} records, those that change first.", written)
    markup.section(_("What would be written"), note)
    pages = math.ceil(written / PAGE)
    page = min(address.number("page") or 1, pages)
    headers = (_("Record in the file"), _("What"), _("Old → new"))
    drawn = checked.plans.written(PAGE * (page - 1), PAGE)
    said = upload_values.Said(kind, drawn)
    rows = [_row(kind, plan, said) for plan in drawn]
    st.html(str(markup.table(headers, rows, "changes")))
    paged.turn(page, pages)


def _row(kind: Kind, plan: RowPlan, said: upload_values.Said) -> tuple[object, ...]:
    tag = _("new") if plan.fate is Fate.NEW else _("changed")
    where = _("no. {n} (line {line})", n=plan.record_no, line=plan.line_no)
    named = Markup('{} <span class="x-tag">{}</span>').format(said.title(plan), tag)
    return (where, named, told(_diff(kind, plan), said.name, partial(said.value, plan)))


def _diff(kind: Kind, plan: RowPlan) -> list[columns.Change]:
    if plan.fate is Fate.CHANGED:
        return list(plan.diff)
    changes: list[columns.Change] = [(name, None, value) for name, value in plan.values.items()]
    specs = LEDGERS[kind].spec.children
    for child in plan.children:
        values: dict[str, Any] = child.values or {}
        key = specs[child.name].key
        changes += [
            (f"{child.name}[{values[key]}].{name}", None, value)
            for name, value in values.items()
            if name != key
        ]
    return changes


def told(
    changes: Iterable[columns.Change],
    name: Callable[[str], str],
    value: Callable[[str, Any], str],
) -> Markup:
    """Fields with their old value struck out, and the new one; of what is new, only that."""
    lines = [
        Markup('<span class="x-quiet">{}</span> {}{}').format(
            name(column), _old(value(column, old), old), markup.lines(value(column, new))
        )
        for column, old, new in columns.shown(changes)
    ]
    return markup.join(lines, "<br>")


def _old(words: str, old: object) -> Markup:
    if old is None or old == "":
        return Markup("")
    return Markup("<del>{}</del> → ").format(markup.lines(words))
