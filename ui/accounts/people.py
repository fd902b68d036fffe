"""What administrators see of accounts: who there is, who is in, who tried, and what was done."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from db.queries import people
from db.reader import answer
from ui.frame import aggregates, markup, names, numbers, paged, terms
from ui.frame.text import _, n_


def accounts(found: pd.DataFrame, charges: dict[int, str]) -> None:
    """A page of accounts (people.accounts); `charges` says what staff is in charge of, by id."""
    headers = (
        _("Sign-in name"),
        _("Name"),
        _("Role"),
        _("In charge of"),
        _("Last sign-in"),
        _("Open sessions"),
    )
    rows = [
        (
            _name(account),
            account["display_name"],
            terms.label(terms.ACCOUNT_ROLES, account["role"]),
            charges.get(int(account["id"]), ""),
            _moment(account["last_sign_in_at"]),
            numbers.count(account["sessions"]),
        )
        for _index, account in found.iterrows()
    ]
    st.html(str(markup.table(headers, rows, "accounts")))


def sessions() -> None:
    """Sessions that are open now, page by page."""
    total = answer(people.sessions_count)
    if not total:
        markup.notice(_("Nobody is signed in."))
        return
    page, pages = paged.place(total, "sessions")
    found = answer(people.sessions, paged.PAGE, paged.PAGE * (page - 1))
    text = n_("{n} session, the newest first.", "{n} sessions, the newest first.", total)
    markup.draw('<p class="x-note">{text}</p>', text=text)
    headers = (
        _("Who"),
        _("Since"),
        _("Last active"),
        _("Until"),
        _("Signed in by"),
        _("Address"),
        _("Browser"),
    )
    rows = [
        (
            session["name"],
            _moment(session["created_at"]),
            _moment(session["seen_at"]),
            _moment(session["expires_at"]),
            terms.label(terms.WAYS, session["way"]),
            session["address"],
            markup.quiet(session["agent"][:80]),
        )
        for _index, session in found.iterrows()
    ]
    st.html(str(markup.table(headers, rows, "sessions")))
    paged.turn(page, pages, "sessions")


def attempts() -> None:
    """The last attempts to sign in with a password."""
    found = answer(people.attempts, 50)
    if found.empty:
        markup.notice(_("Nobody has tried yet."))
        return
    headers = (_("When"), _("Sign-in name"), _("Address"), _("Known by"), _("Outcome"), _("Tries"))
    rows = [
        (
            _moment(attempt["at"]),
            attempt["name"] or markup.quiet(_("no such account")),
            attempt["address"],
            terms.label(terms.STANDINGS, attempt["standing"]),
            terms.label(terms.ATTEMPTS, attempt["outcome"]),
            numbers.count(attempt["tries"]),
        )
        for _index, attempt in found.iterrows()
    ]
    st.html(str(markup.table(headers, rows, "attempts")))


def audit() -> None:
    """The audit, page by page."""
    total = answer(people.audited_count)
    page, pages = paged.place(total)
    markup.draw('<p class="x-note">{text}</p>', text=n_("{n} entry.", "{n} entries.", total))
    found = answer(people.audited, paged.PAGE, paged.PAGE * (page - 1))
    headers = (_("When"), _("What"), _("By"), _("Whose account"), _("Address"), _("Details"))
    rows = [
        (
            _moment(entry["at"]),
            terms.label(terms.EVENTS, entry["event"]),
            entry["actor"],
            entry["subject"] or "",
            entry["address"],
            markup.quiet(_details(entry["details"])),
        )
        for _index, entry in found.iterrows()
    ]
    st.html(str(markup.table(headers, rows, "audit")))
    paged.turn(page, pages)


def couple(row: Any) -> str:
    """A pairing of people.couples in words, with its years."""
    first, last = row["year_from"], row["year_to"]
    years = "–".join("" if pd.isna(year) else str(int(year)) for year in (first, last))
    return f"{names.both(row)} ({years})"


def _name(account: Any) -> Markup:
    if pd.isna(account["disabled_at"]):
        return Markup("{}").format(account["name"])
    tag = Markup(' <span class="x-tag">{}</span>').format(_("disabled"))
    return Markup("{}{}").format(account["name"], tag)


def _moment(value: Any) -> str:
    return "—" if pd.isna(value) else numbers.moment(value)


def _details(details: dict[str, Any]) -> str:
    said = {name: value for name, value in details.items() if value not in ("", [], None)}
    return " · ".join(
        f"{terms.label(terms.DETAILS, name) or name} {_value(name, value)}"
        for name, value in said.items()
    )


def _value(name: str, value: Any) -> str:
    if name == "provinces":
        known = aggregates.province_names()
        return _(", ").join(known.get(adcode, adcode) for adcode in value)
    if name == "kind":
        return terms.kind(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    vocabularies: dict[str, Mapping[Any, str]]
    vocabularies = {
        "role": terms.ACCOUNT_ROLES,
        "way": terms.WAYS,
        "standing": terms.STANDINGS,
        "action": terms.ACTIONS,
    }
    return terms.label(vocabularies.get(name, {}), value) or str(value)
