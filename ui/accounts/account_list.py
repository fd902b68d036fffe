"""The list of accounts: searched, narrowed and paged in the store."""

import pandas as pd
import streamlit as st

from db.accounts import Scope
from db.accounts import people as known
from db.queries import people
from db.queries.people import Search
from db.reader import answer
from db.terms import AccountRole
from ui.accounts.people import accounts
from ui.frame import choice, markup, numbers, paged, terms
from ui.frame.text import _, language, n_

PAGE = "accounts"
"""The parameter of the page: others of this screen have pages of their own."""


def show() -> tuple[pd.DataFrame, dict[int, Scope]]:
    """Draw the search and a page of what it finds; that page (people.accounts), and what each of
    its accounts may write. Accounts are read afresh in every run: the store's revision does not
    count them.
    """
    search, total = _search()
    page, pages = paged.place(total, PAGE)
    start = paged.PAGE * (page - 1)
    found = answer(people.accounts, search, limit=paged.PAGE, offset=start)
    scopes = answer(known.scopes, [int(account) for account in found["id"]])
    if not total:
        markup.notice(_("No account matches. Search for something else, or choose all roles."))
        return found, scopes
    markup.note(n_("{n} account, by sign-in name.", "{n} accounts, by sign-in name.", total))
    charges = answer(people.charges, scopes)
    accounts(found, {account: words[language()] for account, words in charges.items()})
    paged.turn(page, pages, PAGE)
    return found, scopes


def _search() -> tuple[Search, int]:
    """The controls; what they say, and how many accounts that is."""
    left, right = st.columns([3, 1])
    with left:
        text = paged.search(_("Search sign-in names and names"), PAGE)
    counts = answer(people.roles, Search(text))
    with right:
        given = choice.one_of("role", _("Role"), _names(counts), PAGE)
    role = AccountRole(given) if given else None
    return Search(text, role), counts.get(role, 0) if role else sum(counts.values())


def _names(counts: dict[AccountRole, int]) -> dict[str, str]:
    """Role → its name, and how many have it."""
    names = {role: terms.label(terms.ACCOUNT_ROLES, role) for role in AccountRole}
    return {
        role.value: f"{name} · {numbers.count(counts.get(role, 0))}" for role, name in names.items()
    }
