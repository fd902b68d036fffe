"""Saving what is typed, discarding it, and adding a row."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from db.accounts import Account
from db.importing.issue import Invalid
from db.reader import store_engine
from db.results import grid
from db.results.cells import Key
from db.results.grid import Grid
from db.results.reports import Of
from db.results.saving import Doubtful, Overtaken, Saved, Unfit, save_report
from db.terms import Basis
from ui.frame import links, markup, state
from ui.frame.actions import Told, do
from ui.frame.query_cache import load
from ui.frame.text import _, either, language, n_
from ui.reporting.draft import COUNTED, Draft
from ui.reporting.table import Typed, unsaved


def offer(of: Of, draft: Draft, typed: Typed) -> None:
    """Save and discard, with a word on what is typed."""
    _say(typed)
    with st.container(horizontal=True, gap="small", key=state.control("report_deeds")):
        label = _("Save all the same") if typed.doubtful and not typed.wrong else _("Save")
        st.button(
            label,
            key=_key("save"),
            type="primary",
            on_click=do,
            args=(partial(_save, of, draft),),
        )
        if typed.cells:
            st.button(_("Discard what is not saved"), key=_key("discard"), on_click=draft.empty)


def add(draft: Draft, found: Grid) -> None:
    """A choice of the dictionary's other indicators, to be reported too."""
    known = load(grid.indicators)
    there = {row.key for row in found.rows}
    names = {name: either(one.name_zh, one.name_en) for name, one in known.items()}
    keys = [(name, basis) for name in names for basis in COUNTED if (name, basis) not in there]
    key = _key("add")

    def added() -> None:
        chosen: Key | None = st.session_state[key]
        if chosen is not None:
            draft.added.append(chosen)
        st.session_state[key] = None

    st.selectbox(
        _("Add an indicator"),
        keys,
        index=None,
        format_func=lambda one: f"{names[one[0]]} · {_counted(one[1])}",
        placeholder=_("Any of the dictionary"),
        key=key,
        on_change=added,
    )


def _counted(basis: Basis) -> str:
    return _("running total") if basis is Basis.CUMULATIVE else _("of the period")


def _say(typed: Typed) -> None:
    """What is typed and not saved. The line is always there: nothing moves as it is filled."""
    text = markup.join(_parts(typed), "" if language() == "zh" else " ")
    markup.draw('<p class="x-note" role="status">{text}</p>', text=text)


def _parts(typed: Typed) -> list[str]:
    number = len(typed.cells)
    if not number:
        return [_("Nothing is typed that is not saved.")]
    wrong, doubtful, clashes = typed.wrong, typed.doubtful, typed.clashes
    said = (
        (
            number,
            n_("{n} row is typed and not saved.", "{n} rows are typed and not saved.", number),
        ),
        (wrong, n_("{n} of them is to be mended.", "{n} of them are to be mended.", wrong)),
        (doubtful, n_("{n} had better be looked at.", "{n} had better be looked at.", doubtful)),
        (
            clashes,
            n_(
                "{n} was saved by somebody else meanwhile.",
                "{n} were saved by somebody else meanwhile.",
                clashes,
            ),
        ),
    )
    kept = _("This browser keeps it until you save or discard it.")
    return [*(text for some, text in said if some), kept]


def _save(of: Of, draft: Draft, person: Account) -> Told:
    """Write it. What is refused stays as it was typed."""
    cells = unsaved(of, person.id)
    versions = {key: seen for key, seen in draft.seen.items() if seen}
    engine = store_engine()
    if not cells:
        return Told(_("Nothing is typed that is not saved."), good=False)
    try:
        saved = save_report(engine, of, cells, versions, person, draft.looked_at)
    except Doubtful:
        return Told(_("Not saved yet: please look at what stands below the rows."), good=False)
    except Unfit as unfit:
        text = n_(
            "Not saved: {n} row is to be mended; what is wrong stands below it.",
            "Not saved: {n} rows are to be mended; what is wrong stands below each.",
            len(unfit.issues),
        )
        return Told(text, good=False)
    except Overtaken as overtaken:
        text = n_(
            "Not saved: somebody else has saved {n} of these rows meanwhile. Both values stand "
            "below it: keep one.",
            "Not saved: somebody else has saved {n} of these rows meanwhile. Both values stand "
            "below each: keep one.",
            len(overtaken.now),
        )
        return Told(text, good=False)
    except Invalid as invalid:
        return Told(_("Not saved: {why}", why=_message(invalid)), good=False)
    draft.empty()
    return Told(_saved(saved))


def _message(invalid: Invalid) -> str:
    return invalid.issue().message[language()].strip()


def _saved(saved: Saved) -> Markup:
    counts = (
        (n_("{n} figure is new", "{n} figures are new", saved.new), saved.new),
        (n_("{n} is changed", "{n} are changed", saved.changed), saved.changed),
        (n_("{n} is taken out", "{n} are taken out", saved.removed), saved.removed),
    )
    told = _(", ").join(text for text, number in counts if number)
    batch = links.batch(saved.batch, _("import no. {n}", n=saved.batch))
    text = _("Saved: {told}. To look at it or undo it:", told=told)
    return markup.join([text, batch], "" if language() == "zh" else " ")


def _key(part: str) -> str:
    return state.control(f"report_{part}")
