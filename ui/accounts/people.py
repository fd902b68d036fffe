"""What administrators see of accounts: who there is, who is in, who tried, and what was done."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.queries import people
from db.reader import answer
from ui.frame import aggregates, markup, names, numbers, paged, terms
from ui.frame.text import _, n_


def accounts(found: pd.DataFrame, charges: dict[int, str]) -> None:
    """A page of accounts (people.accounts); `charges` says what staff is in charge of, by id."""
    rows = [
        {
            _("Sign-in name"): _name(account),
            _("Name"): account["display_name"],
            _("Role"): terms.label(terms.ACCOUNT_ROLES, account["role"]),
            _("In charge of"): charges.get(int(account["id"]), ""),
            _("Last sign-in"): _moment(account["last_sign_in_at"]),
            _("Open sessions"): numbers.count(account["sessions"]),
        }
        for _index, account in found.iterrows()
    ]
    markup.tabulate(rows, "accounts")


def sessions() -> None:
    """Sessions that are open now, page by page."""
    total = answer(people.sessions_count)
    if not total:
        markup.notice(_("Nobody is signed in."))
        return
    page, pages = paged.place(total, "sessions")
    found = answer(people.sessions, paged.PAGE, paged.PAGE * (page - 1))
    markup.note(n_("{n} session, the newest first.", "{n} sessions, the newest first.", total))
    rows = [
        {
            _("Who"): session["name"],
            _("Since"): _moment(session["created_at"]),
            _("Last active"): _moment(session["seen_at"]),
            _("Until"): _moment(session["expires_at"]),
            _("Signed in by"): terms.label(terms.WAYS, session["way"]),
            _("Address"): session["address"],
            _("Browser"): markup.quiet(session["agent"][:80]),
        }
        for _index, session in found.iterrows()
    ]
    markup.tabulate(rows, "sessions")
    paged.turn(page, pages, "sessions")


def attempts() -> None:
    """The last attempts to sign in with a password."""
    found = answer(people.attempts, 50)
    if found.empty:
        markup.notice(_("Nobody has tried yet."))
        return
    rows = [
        {
            _("When"): _moment(attempt["at"]),
            _("Sign-in name"): attempt["name"] or markup.quiet(_("no such account")),
            _("Address"): attempt["address"],
            _("Known by"): terms.label(terms.STANDINGS, attempt["standing"]),
            _("Outcome"): terms.label(terms.ATTEMPTS, attempt["outcome"]),
            _("Tries"): numbers.count(attempt["tries"]),
        }
        for _index, attempt in found.iterrows()
    ]
    markup.tabulate(rows, "attempts")


def audit() -> None:
    """The audit, page by page."""
    total = answer(people.audited_count)
    page, pages = paged.place(total)
    markup.note(n_("{n} entry.", "{n} entries.", total))
    found = answer(people.audited, paged.PAGE, paged.PAGE * (page - 1))
    rows = [
        {
            _("When"): _moment(entry["at"]),
            _("What"): terms.label(terms.EVENTS, entry["event"]),
            _("By"): entry["actor"],
            _("Whose account"): entry["subject"] or "",
            _("Address"): entry["address"],
            _("Details"): markup.quiet(_details(entry["details"])),
        }
        for _index, entry in found.iterrows()
    ]
    markup.tabulate(rows, "audit")
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
