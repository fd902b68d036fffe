"""The forms with which administrators make and change accounts."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from db.accounts import Account, Scope, administration, links
from db.demo import demo_batches, remove_demo
from db.queries import people, store
from db.reader import answer, store_engine
from db.settings import public_url
from db.terms import AccountRole
from db.writer import change
from ui.accounts.people import couple
from ui.frame import markup, state, terms
from ui.frame.actions import Told, deed
from ui.frame.text import _, either, n_


@dataclass(frozen=True)
class Places:
    """What a scope can be made of: pairing ids and adcodes of provinces, with their names."""

    pairings: dict[int, str]
    provinces: dict[str, str]


def places() -> Places:
    """All pairings and provinces, in the reader's language."""
    couples = answer(people.couples)
    provinces = answer(store.provinces)
    paired = provinces[provinces["helps"] | provinces["receives"]]
    return Places(
        {int(row["id"]): couple(row) for _index, row in couples.iterrows()},
        {
            row["adcode"]: either(row["short_zh"], row["name_en"])
            for _index, row in paired.iterrows()
        },
    )


def new_account(known: Places) -> None:
    """A form for a new account; its owner sets the password by a one-time link."""
    with st.form("new_account", border=False):
        left, right = st.columns(2)
        left.text_input(_("Sign-in name"), key=_key("new", "name"), max_chars=60)
        right.text_input(_("Name"), key=_key("new", "shown"), max_chars=60)
        _role_and_scope("new", known, AccountRole.VIEWER, Scope())
        st.form_submit_button(_("Make the account"), on_click=_make)


def change_account(known: Places, found: pd.DataFrame, scopes: dict[int, Scope]) -> None:
    """Choose an account; a form for what it may do, and what else can be done with it."""
    names = {
        int(row["id"]): f"{row['name']} · {row['display_name']}" for _index, row in found.iterrows()
    }
    key = state.control("account")
    if st.session_state.get(key) not in names:  # the list has turned to others
        st.session_state[key] = None
    chosen = st.selectbox(
        _("Account"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Choose one of those listed above"),
        key=key,
    )
    if chosen is None:
        return
    row = found.set_index("id").loc[chosen]
    with st.form(f"account_{chosen}", border=False):
        st.text_input(_("Name"), value=row["display_name"], key=_key(chosen, "shown"), max_chars=60)
        _role_and_scope(str(chosen), known, AccountRole(str(row["role"])), scopes[chosen])
        st.form_submit_button(_("Save"), on_click=_save, args=(chosen,))
    markup.note(_("A new role or scope ends the account's open sessions."))
    disabled = not pd.isna(row["disabled_at"])
    with st.container(horizontal=True):
        st.button(
            _("One-time link for a password"),
            key=_key(chosen, "link"),
            on_click=_link,
            args=(chosen,),
            disabled=disabled,
        )
        st.button(_("End its sessions"), key=_key(chosen, "end"), on_click=_end, args=(chosen,))
        if disabled:
            st.button(_("Enable"), key=_key(chosen, "on"), on_click=_enable, args=(chosen,))
        else:
            st.button(_("Disable"), key=_key(chosen, "off"), on_click=_disable, args=(chosen,))


def end_all() -> None:
    """A button that signs everybody out, this administrator as well."""
    sure = st.checkbox(
        _("Sign everybody out, me as well; what is not saved is lost"), key=state.control("sure")
    )
    st.button(
        _("End all sessions"), key=state.control("end_all"), disabled=not sure, on_click=_end_all
    )


def demo() -> None:
    """A button that takes the demo records back."""
    batches = answer(demo_batches)
    if not batches:
        markup.notice(_("There are no demo records."))
        return
    text = n_(
        "{n} batch of demo records stands in the store.",
        "{n} batches of demo records stand in the store.",
        len(batches),
    )
    markup.notice(text, "demo")
    st.button(_("Remove the demo records"), key=state.control("demo"), on_click=_remove_demo)


def _role_and_scope(which: str, known: Places, role: AccountRole, scope: Scope) -> None:
    st.segmented_control(
        _("Role"),
        list(AccountRole),
        default=role,
        format_func=lambda known_role: terms.label(terms.ACCOUNT_ROLES, known_role),
        key=_key(which, "role"),
        required=True,
    )
    st.multiselect(
        _("Pairings in their charge (staff)"),
        list(known.pairings),
        default=sorted(scope.pairings),
        format_func=known.pairings.__getitem__,
        placeholder=_("None"),
        key=_key(which, "pairings"),
    )
    st.multiselect(
        _("Provinces in their charge, on either side (staff)"),
        list(known.provinces),
        default=sorted(scope.provinces & known.provinces.keys()),
        format_func=known.provinces.__getitem__,
        placeholder=_("None"),
        key=_key(which, "provinces"),
    )


def _chosen_scope(which: object) -> Scope:
    pairings, provinces = _given(which, "pairings"), _given(which, "provinces")
    return Scope(frozenset(pairings), frozenset(provinces))


@deed()
def _make(person: Account) -> Told:
    made = change(
        administration.create,
        person,
        name=_given("new", "name"),
        display_name=_given("new", "shown"),
        role=AccountRole(_given("new", "role")),
        scope=_chosen_scope("new"),
    )
    for part in ("name", "shown", "role", "pairings", "provinces"):
        del st.session_state[_key("new", part)]
    return _told_link(person, made.id, made.name)


@deed()
def _save(person: Account, account_id: int) -> Told:
    change(
        administration.change,
        person,
        account_id,
        display_name=_given(account_id, "shown"),
        role=AccountRole(_given(account_id, "role")),
        scope=_chosen_scope(account_id),
    )
    return Told(_("Saved."))


@deed()
def _link(person: Account, account_id: int) -> Told:
    return _told_link(person, account_id)


def _told_link(person: Account, account_id: int, made: str = "") -> Told:
    token = change(links.make, person, account_id)
    address = f"{_home()}/link/{token}"
    text = _("Give this link to its owner. It works once, within the hour, and is shown only now.")
    return Told(
        f"{_('The account {name} is made.', name=made)} {text}" if made else text, True, address
    )


@deed()
def _end(person: Account, account_id: int) -> Told:
    ended = change(administration.end_sessions, person, account_id)
    return Told(n_("{n} session ended.", "{n} sessions ended.", ended))


@deed()
def _end_all(person: Account) -> Told:
    ended = change(administration.end_all_sessions, person)
    return Told(n_("{n} session ended.", "{n} sessions ended.", ended))


@deed()
def _disable(person: Account, account_id: int) -> Told:
    done = change(administration.disable, person, account_id)
    return Told(_("{name} is disabled and signed out everywhere.", name=done.name))


@deed()
def _enable(person: Account, account_id: int) -> Told:
    done = change(administration.enable, person, account_id)
    return Told(_("{name} can sign in again.", name=done.name))


@deed()
def _remove_demo(person: Account) -> Told:
    receipts = remove_demo(store_engine(), person)
    gone = sum(receipt.reversed for receipt in receipts)
    kept = sum(len(receipt.kept) for receipt in receipts)
    text = n_("{n} demo record removed.", "{n} demo records removed.", gone)
    if kept:
        text += n_(
            " {n} was kept, since it was edited.",
            " {n} were kept, since they were edited.",
            kept,
        )
    return Told(text)


def _home() -> str:
    """Where people open the dashboard."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    here = urlsplit(st.context.url or "")
    origin = public_url() or f"{here.scheme}://{here.netloc}"
    return f"{origin}/{base}" if base else origin


def _key(which: object, part: str) -> str:
    return state.control(f"account_{which}_{part}")


def _given(which: object, part: str) -> Any:
    return st.session_state[_key(which, part)]
