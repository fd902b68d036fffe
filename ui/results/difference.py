"""One difference's own page: both values, what may explain them, what was said, and the form."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from db.accounts import Account, Action, Matter, may
from db.reader import store_engine
from db.results import RATE, judging
from db.results.behind import Behind, behind
from db.results.differences import At, Difference
from db.results.explained import Accounted, Grounds, accounted
from db.results.judging import Judgement
from db.terms import DifferenceState
from ui.frame import actions, current_user, links, markup, names, numbers, state, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_
from ui.results import clause, difference_list
from ui.results import differences as told

SHOWN = 20
"""So many records of a ledger are named; the others are counted."""


def show(at: At, found: Difference) -> None:
    """Draw a difference."""
    row = found.row
    helper, receiver = (either(row[f"{s}_zh"], row[f"{s}_en"]) for s in ("helper", "receiver"))
    name = either(row["name_zh"], row["name_en"])
    markup.heading(f"{helper} → {receiver} · {name} · {numbers.day(row['ends_on'])}")
    actions.tell()
    if row["demo"]:
        markup.notice(_("Demo data: one of these reports is generated at random."), "demo")
    st.html(str(markup.facts(_facts(row))))
    _explain(at, row)
    _judge(at, row)
    _steps(found.steps, row["unit"])
    clause.reports(found.reports, row["unit"])


def _facts(row: Mapping[str, Any]) -> list[tuple[str, object]]:
    much = " · ".join(filter(None, (told.difference(row), told.share(row))))
    return [
        (_("Couple"), links.couple(row)),
        (_("State"), difference_list.standing(row)),
        (_("Helper's report"), _value(row, "helper")),
        (_("Receiver's report"), _value(row, "receiver")),
        (_("Helper less receiver"), much),
        (_("From the ledgers of the year"), told.of_ledgers(row, alone=True)),
        (_("Age"), told.age(row) if row["loaded"] is not None else ""),
        (_("Counts on the scorecard"), _counting(row)),
    ]


def _value(row: Mapping[str, Any], name: str) -> str:
    if row[f"{name}_value"] is None:
        return _("none to this day")
    value = told.amount(row[f"{name}_value"], row["unit"])
    return _("{value}, as of {date}", value=value, date=numbers.day(row[f"{name}_day"]))


def _counting(row: Mapping[str, Any]) -> str:
    if row["state"] != DifferenceState.SETTLED:
        return _("the report that reaches further, until a value is settled")
    return _("the settled value, {value}", value=told.amount(row["value"], row["unit"]))


def _explain(at: At, row: Mapping[str, Any]) -> None:
    markup.section(
        _("What may explain it"), _("Recognised from the figures alone: it is for you to judge.")
    )
    causes = told.causes(row)
    for cause in causes:
        markup.draw('<p class="x-cause">{cause}</p>', cause=cause)
    known = load(behind, at)
    shown = _records(row, known) if known is not None and row["difference"] else False
    if not causes and not shown:
        markup.notice(_("Nothing known explains it. Compare the two ledgers, record by record."))


def _records(row: Mapping[str, Any], known: Behind) -> bool:
    """The records of the ledger that account for it; whether there is any."""
    days = sorted((row["helper_day"], row["receiver_day"]))
    found = accounted(known.rows, int(row["difference"]), (days[0], days[1]))
    for one in found:
        markup.draw('<p class="x-cause">{cause}</p>', cause=_grounds(one, row))
        amounts = {each.id: each.value for each in known.rows}
        cells = [
            (
                links.record(known.table, identity, _title(known, identity)),
                told.amount(amounts[identity], row["unit"]),
            )
            for identity in one.rows[:SHOWN]
        ]
        if more := len(one.rows) - len(cells):
            left = one.value - sum(amounts[identity] for identity in one.rows[:SHOWN])
            text = n_("and {n} more record", "and {n} more records", more)
            cells.append((markup.quiet(text), told.amount(left, row["unit"])))
        foot = (_("Total"), told.amount(one.value, row["unit"]))
        st.html(str(markup.table((_("Record"), _("Adds")), cells, "behind", foot)))
    return bool(found)


def _title(known: Behind, identity: int) -> str:
    return names.of_record(known.names.get(identity), identity)


def _grounds(one: Accounted, row: Mapping[str, Any]) -> str:
    value = told.amount(one.value, row["unit"])
    side = terms.label(terms.SIDES, "helper" if row["difference"] > 0 else "receiver")
    whole = one.value == abs(row["difference"])
    if one.grounds is Grounds.ONE_SIDE:
        text = (
            _("Entered by people of one side alone ({side}), they account for all of it: {value}")
            if whole
            else _("Entered by people of one side alone ({side}), they account for {value} of it")
        )
    elif one.grounds is Grounds.BETWEEN:
        text = _("Of days between both as-of days, they account for all of it: {value}")
    else:
        text = _("They come to just the difference: {value}")
    return text.format(side=side, value=value)


def _steps(steps: pd.DataFrame, unit: str) -> None:
    markup.section(_("What was said of it"))
    if steps.empty:
        markup.notice(_("Nobody has said a word yet."))
        return
    headers = (_("When"), _("Said by"), _("State"), _("Value"), _("Note"))
    rows = [
        (
            numbers.moment(step["at"]),
            step["author"],
            terms.label(terms.DIFFERENCES, step["state"]),
            "" if pd.isna(step["value"]) else told.amount(step["value"], unit),
            markup.lines(step["note"]),
        )
        for step in steps.to_dict("records")
    ]
    st.html(str(markup.table(headers, rows, "steps")))


def _judge(at: At, row: Mapping[str, Any]) -> None:
    """The form for those in charge of the couple."""
    matter = Matter(row["helper_adcode"], row["receiver_adcode"], at.pairing_id)
    if not may(current_user.account(), Action.EDIT, [matter]):
        return
    note = _(
        "Either side may explain it. A settled value binds both: it is for administrators, or for "
        "whoever is in charge of both sides."
    )
    markup.section(_("Judge it"), note)
    states = (DifferenceState.EXPLAINED, DifferenceState.SETTLED, DifferenceState.OPEN)
    names = {one: terms.label(terms.DIFFERENCES, one) for one in states}
    with st.form(f"judge_{told.key_of(row)}", border=False):
        st.radio(
            _("It is"),
            list(names),
            format_func=names.__getitem__,
            horizontal=True,
            key=_key("state", at),
        )
        rate = row["unit"] == RATE
        unit = terms.label(terms.UNITS, row["unit"])
        st.number_input(
            _("Settled value, where it is settled ({unit})", unit=unit),
            min_value=0.0 if rate else 0,
            max_value=judging.LARGEST / 100 if rate else judging.LARGEST - 1,
            value=None,
            step=0.01 if rate else 1,
            key=_key("value", at),
        )
        st.text_area(
            _("On what grounds"), key=_key("note", at), max_chars=judging.LONGEST, height="content"
        )
        given = (at, int(row["version"]), rate)
        st.form_submit_button(_("Say so"), on_click=_say, args=given)


def _say(at: At, version: int, rate: bool) -> None:
    def deed(person: Account) -> actions.Told:
        chosen = DifferenceState(st.session_state[_key("state", at)])
        given = st.session_state[_key("value", at)]
        value = None if given is None else round(given * 100) if rate else int(given)
        note = st.session_state[_key("note", at)]
        value = value if chosen is DifferenceState.SETTLED else None
        said = Judgement(chosen, note, value)
        judging.judge(store_engine(), at, version, said, person)
        st.session_state[_key("note", at)] = ""
        st.session_state[_key("value", at)] = None
        return actions.Told(_("It is said: {state}.", state=terms.label(terms.DIFFERENCES, chosen)))

    actions.do(deed)


def _key(part: str, at: At) -> str:
    return state.control(f"judge_{part}_{at.pairing_id}_{at.metric_key}_{at.ends_on:%Y-%m}")
