"""One entry of the dictionary, its versions, and for administrators the form of a further one."""

from collections import Counter
from dataclasses import fields
from datetime import datetime
from typing import Any

import streamlit as st

from db import clock
from db.accounts import Account, Action, may
from db.definitions import (
    ORIGINS,
    Change,
    Definition,
    New,
    Refused,
    Version,
    introduce,
    revise,
    take_back,
)
from db.definitions.refused import LONGEST, LONGEST_REASON, START_MISSING
from db.writer import change as write
from ui.frame import actions, current_user, markup, paged, state, terms
from ui.frame.text import N_, _
from ui.records import dictionary
from ui.records.dictionary import Entry

LABELS = {
    "name_zh": N_("Name in Chinese"),
    "name_en": N_("Name in English"),
    "definition_zh": N_("Definition in Chinese"),
    "definition_en": N_("Definition in English"),
    "summed_from_zh": N_("Summed from, in Chinese"),
    "summed_from_en": N_("Summed from, in English"),
    "source": N_("Source"),
}
LONG = ("definition_zh", "definition_en")
START, WAY, REASON, BACK = "valid_from", "way", "reason", "back"
ANEW, WORDING = "anew", "wording"


def show(entry: Entry) -> None:
    """Draw it."""
    paged.back(_("All indicators"), dictionary.METRIC, dictionary.TEXT)
    markup.section(entry.name)
    st.html(str(dictionary.facts(entry)))
    markup.section(_("Versions"), _("The newest first. Nothing is written over."))
    st.html(str(dictionary.history(entry)))
    if entry.versions and may(current_user.account(), Action.ADMINISTER):
        _offer(entry.key, entry.versions[-1])


def _offer(key: str, last: Version) -> None:
    """Draw the forms, folded away."""
    with st.expander(_("Define it anew")), st.form(f"define_{key}_{last.number}", border=False):
        _fields(key, last)
        _from_when(key, last)
        st.text_area(_("Reason"), max_chars=LONGEST_REASON, key=_control(key, last, REASON))
        st.form_submit_button(
            _("Save as version {n}", n=last.number + 1), on_click=_revise, args=(key, last)
        )
    if last.number == 1:
        return
    with (
        st.expander(_("Take version {n} back", n=last.number)),
        st.form(f"back_{key}_{last.number}", border=False),
    ):
        markup.note(_("What stood before it becomes version {n}.", n=last.number + 1))
        st.text_input(_("Reason"), max_chars=LONGEST_REASON, key=_control(key, last, BACK))
        st.form_submit_button(_("Take it back"), on_click=_take_back, args=(key, last))


def _fields(key: str, last: Version) -> None:
    for name, label in LABELS.items():
        draw = st.text_area if name in LONG else st.text_input
        draw(
            _(label),
            value=getattr(last.said, name),
            max_chars=LONGEST[name],
            key=_control(key, last, name),
        )
    left, middle, right = st.columns(3)
    _choice(left, key, last, "unit", _("Unit"), _units())
    heads = {"": _("Under no head")} | terms.labels(terms.HEADS)
    _choice(middle, key, last, "head", _("Head"), heads)
    summable = {"yes": dictionary.added(True), "no": dictionary.added(False)}
    _choice(right, key, last, "summable", _("May be added"), summable)
    _choice(left, key, last, "better", _("What speaks for it"), terms.labels(terms.BETTER))


def _from_when(key: str, last: Version) -> None:
    ways = {ANEW: _("counted otherwise from this day on"), WORDING: _("only worded better")}
    left, right = st.columns(2)
    left.radio(
        _("What changes"),
        list(ways),
        format_func=ways.__getitem__,
        key=_control(key, last, WAY),
    )
    right.date_input(
        _("Figures are counted so from"),
        value=None,
        min_value=last.valid_from or "1990-01-01",
        max_value=clock.today(),
        format="YYYY-MM-DD",
        key=_control(key, last, START),
    )


def _units() -> dict[str, str]:
    """Units by their keys. Streamlit takes options that are called the same for one, and several
    things are counted as 个 in Chinese: those are told apart by their keys.
    """
    names = terms.labels(terms.UNITS)
    many = Counter(names.values())
    return {key: name if many[name] == 1 else f"{name} ({key})" for key, name in names.items()}


def _choice(place: Any, key: str, last: Version, name: str, label: str, of: dict[str, str]) -> None:
    value = getattr(last.said, name)
    given = {True: "yes", False: "no", None: ""}.get(value, value)
    keys = list(of)
    place.selectbox(
        label,
        keys,
        index=keys.index(given) if given in of else None,
        format_func=of.__getitem__,
        key=_control(key, last, name),
    )


@actions.deed()
def _revise(person: Account, key: str, last: Version) -> actions.Told:
    start, way, reason = (_typed(key, last, part) for part in (START, WAY, REASON))
    if way == ANEW and start is None:
        raise Refused([START_MISSING])
    said = _said(key, last)
    wanted = Change(key, last.number, said, reason, start if way == ANEW else None)
    return _told(write(revise, person, wanted, clock.today()))


def _said(key: str, last: Version) -> Definition:
    """What stands in the fields."""
    typed = {field.name: _typed(key, last, field.name) for field in fields(Definition)}
    own = {"summable": typed["summable"] == "yes", "unit": typed["unit"] or ""}
    return Definition(**typed | own | {"head": typed["head"] or None})


def _typed(key: str, last: Version, part: str) -> Any:
    return st.session_state[_control(key, last, part)]


BLANK = Version(
    0,
    Definition("", "", "", "", "", "", "", summable=True, head=None, source=""),
    None,
    datetime.min,
    None,
    "",
    "",
)
"""What the form of a metric begins with that is to be added."""
NEW, KEY, ORIGIN = "", "metric_key", "origin"


def offer_new() -> None:
    """Draw the form of a metric that the dictionary has not, folded away, for administrators."""
    if not may(current_user.account(), Action.ADMINISTER):
        return
    with st.expander(_("Add an indicator")), st.form("define_new", border=False):
        left, right = st.columns(2)
        left.text_input(
            _("Key: small letters, digits and underscores"),
            max_chars=40,
            key=_control(NEW, BLANK, KEY),
        )
        names = {"agreement": _("agreements and reports"), "published": _("published figures")}
        right.radio(
            _("Where its numbers come from"),
            ORIGINS,
            format_func=names.__getitem__,
            key=_control(NEW, BLANK, ORIGIN),
        )
        _fields(NEW, BLANK)
        st.text_area(_("Reason"), max_chars=LONGEST_REASON, key=_control(NEW, BLANK, REASON))
        st.form_submit_button(_("Add it"), on_click=_introduce)


@actions.deed()
def _introduce(person: Account) -> actions.Told:
    key, origin, reason = (_typed(NEW, BLANK, part) for part in (KEY, ORIGIN, REASON))
    write(introduce, person, New(key.strip(), origin, _said(NEW, BLANK), reason))
    return actions.Told(_("Added to the dictionary."))


@actions.deed()
def _take_back(person: Account, key: str, last: Version) -> actions.Told:
    reason = st.session_state[_control(key, last, BACK)]
    return _told(write(take_back, person, key, last.number, reason))


def _told(number: int) -> actions.Told:
    return actions.Told(_("Saved as version {n}.", n=number))


def _control(key: str, last: Version, part: str) -> str:
    """A key that is new with each version, so that a form shows what is said now."""
    return state.control(f"define_{key}_{last.number}_{part}")
