"""What administrators enter about a place: first what it would do, then the button for it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from db.accounts import Account
from db.areas import Closing, NotAUnit, Planned, Succession, Unit, Wanted, Zone, enter, foresee
from db.areas.refused import KIND, LONGEST_NAME, LONGEST_SOURCE, refuse
from db.importing.converted import Noted
from db.importing.directory import read_directory
from db.importing.issue import Invalid
from db.queries import areas
from db.reader import answer
from db.terms import Level, ZoneKind
from db.writer import change as write
from ui.frame import actions, markup, state, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either
from ui.records.place_list import named, what, when

FORM = "place"
"""Where it is told what became of it."""

Area = Mapping[str, Any]


def offer(area: Area) -> None:
    """Draw what was typed in a form, to be looked at first, and the forms, folded away."""
    markup.section(_("Enter what changes"))
    wanted: Wanted | None = st.session_state.get(state.PLACE)
    with st.container():  # always there, so that the forms below stay as they are
        actions.tell(FORM)
        if wanted is not None and area["adcode"] == _where(wanted):
            _preview(area, wanted)
    forms: dict[str, tuple[str, Callable[[Area], None], Callable[[Area], Wanted]]] = {}
    if not area["zone"]:
        forms["zone"] = (_("A development zone in it"), _zone_fields, _zone)
        if area["level"] != Level.COUNTY:
            title = _("A unit in it, before the official table has it")
            forms["unit"] = (title, _unit_fields, _unit)
    if not area["valid_to"]:
        forms["closing"] = (_("Its end"), lambda _area: None, _closing)
    forms["became"] = (_("What it became"), _became_fields, _became)
    for name, (title, fields, wanted_of) in forms.items():
        with st.expander(title), st.form(f"place_{name}", border=False):
            fields(area)
            label = _("Until (2026 or 2026-03-26)") if name == "closing" else _since()
            day, source = st.columns([1, 2])
            day.text_input(label, max_chars=10, key=_key(f"{name}_since"))
            source.text_input(
                _("Source: an address or a notice"),
                max_chars=LONGEST_SOURCE,
                key=_key(f"{name}_source"),
            )
            st.form_submit_button(
                _("Look at it first"), on_click=_look, args=(dict(area), wanted_of)
            )


def _since() -> str:
    return _("Since (2026 or 2026-03-26)")


def _zone_fields(_area: Area) -> None:
    left, right = st.columns(2)
    _names("zone", left, right)
    names = terms.labels(terms.ZONES)
    left.selectbox(
        _("Kind of place"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Choose one"),
        key=_key("zone_kind"),
    )


def _unit_fields(area: Area) -> None:
    left, right = st.columns(2)
    _names("unit", left, right)
    left.text_input(_("Code: six digits"), max_chars=6, key=_key("unit_code"))
    levels = (Level.COUNTY, Level.PREFECTURE)[: 1 + (area["level"] == Level.PROVINCE)]
    names = {level.value: terms.label(terms.LEVELS, level) for level in levels}
    right.selectbox(_("Level"), list(names), format_func=names.__getitem__, key=_key("unit_level"))


def _names(form: str, left: Any, right: Any) -> None:
    left.text_input(_("Chinese name"), max_chars=LONGEST_NAME, key=_key(f"{form}_name"))
    right.text_input(_("English name"), max_chars=80, key=_key(f"{form}_name_en"))


def _became_fields(_area: Area) -> None:
    left, right = st.columns(2)
    left.text_input(_("Its successor, by name or code"), max_chars=60, key=_key("became_new"))
    ways = {"whole": _("all of it"), "part": _("a part, which sums do not follow")}
    right.radio(
        _("How much of it"),
        list(ways),
        format_func=ways.__getitem__,
        key=_key("became_whole"),
    )


def _zone(area: Area) -> Zone:
    if not (kind := _typed("zone_kind")):
        refuse(KIND)
    return Zone(
        _typed("zone_name"), ZoneKind(kind), area["adcode"], *_facts("zone"), _typed("zone_name_en")
    )


def _unit(area: Area) -> Unit:
    code, name, level = (_typed(f"unit_{part}") for part in ("code", "name", "level"))
    own = (code, name, Level(level), area["adcode"])
    return Unit(*own, *_facts("unit"), _typed("unit_name_en"))


def _closing(area: Area) -> Closing:
    return Closing(area["adcode"], *_facts("closing"))


def _became(area: Area) -> Succession:
    try:
        new = answer(read_directory, meetings=False).area(_typed("became_new"))
    except Invalid as invalid:  # none is called so, or several are
        raise NotAUnit(invalid.issue().what) from invalid
    code = str(new.value) if isinstance(new, Noted) else new
    whole = _typed("became_whole") != "part"
    return Succession(area["adcode"], code, whole, *_facts("became"))


def _facts(form: str) -> tuple[str, str]:
    return _typed(f"{form}_since"), _typed(f"{form}_source")


@actions.deed(FORM)
def _look(_person: Account, area: Area, wanted_of: Callable[[Area], Wanted]) -> actions.Told:
    wanted = wanted_of(area)
    _leave()
    answer(foresee, wanted)
    st.session_state[state.PLACE] = wanted
    return actions.Told("")


def _preview(area: Area, wanted: Wanted) -> None:
    """What it would do, as far as the store can tell, and both buttons."""
    try:
        planned = answer(foresee, wanted)
    except NotAUnit:  # somebody else entered it meanwhile
        _leave()
        return
    st.html(str(markup.facts(_told(wanted, planned))))
    markup.note(_said(area, wanted))
    with st.container(horizontal=True):
        st.button(_("Enter it"), type="primary", key=_key("now"), on_click=_enter, args=(wanted,))
        st.button(_("Do nothing"), type="tertiary", key=_key("not"), on_click=_leave)


def _told(wanted: Wanted, planned: Planned) -> list[tuple[str, object]]:
    source = (_("Source"), markup.source(wanted.source))
    if isinstance(wanted, Closing):
        return [(_("To"), when(wanted.until)), source]
    if isinstance(wanted, Succession):
        much = _("all of it") if wanted.whole else _("a part")
        new = load(areas.record, wanted.new)
        name = either(new.area["name_zh"], new.area["name_en"]) if new else wanted.new
        return [
            (_("Its successor"), named(wanted.new, name)),
            (_("How much of it"), much),
            (_("From"), when(wanted.since)),
            source,
        ]
    after = planned.changes[0].after or {}
    return [
        (_("Administrative code"), planned.adcode),
        (_("Chinese name"), wanted.name_zh),
        (_("English name"), wanted.name_en),
        (_("Kind of place"), what({"zone": None} | after)),
        (_("From"), when(wanted.since)),
        source,
    ]


def _said(area: Area, wanted: Wanted) -> str:
    many = sum(answer(areas.named_by, area["adcode"]).values())
    if isinstance(wanted, Zone):
        return _("Ledgers find it by its name from now on; sums by place count it with the place "
                 "that it lies in. Records that are there already stay as they are.")  # fmt: skip
    if isinstance(wanted, Unit):
        return _("Ledgers find it by its name from now on. Once the official table has it, that "
                 "row takes its place.")  # fmt: skip
    if isinstance(wanted, Succession) and wanted.whole:
        return _("{n} records name the old one: they keep it, and sums by place count them with "
                 "its successor. It ends on that day.", n=f"{many:,}")  # fmt: skip
    return _(
        "{n} records name it: they keep it, and sums by place stay as they are.", n=f"{many:,}"
    )


@actions.deed()
def _enter(person: Account, wanted: Wanted) -> actions.Told:
    code = write(enter, person, wanted)
    _leave()
    name = wanted.name_zh.strip() if isinstance(wanted, Unit | Zone) else code
    return actions.Told(markup.join([_("Entered:"), named(code, name)], " "))


def _leave() -> None:
    st.session_state.pop(state.PLACE, None)


def _where(wanted: Wanted) -> str:
    """The place on whose page it was typed."""
    if isinstance(wanted, Unit | Zone):
        return wanted.parent_adcode
    return wanted.adcode if isinstance(wanted, Closing) else wanted.old


def _typed(part: str) -> str:
    return str(st.session_state.get(_key(part)) or "").strip()


def _key(part: str) -> str:
    return state.control(f"place_{part}")
