"""Who is signed in: asked of the store in every run, by the token in the browser's cookie."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st

from db.accounts import Account, sessions
from db.reader import answer
from db.settings import session_cookie
from ui.frame import markup, state, terms
from ui.frame.insides import Page
from ui.frame.query_cache import open_store
from ui.frame.text import _, language


def account() -> Account | None:
    """The account of this run; None where nobody is signed in. What is done before a run, or
    between two, asks anew.

    It tells a page what to offer. Whoever writes is asked again, in the function that writes.
    """
    if state.PERSON in st.session_state:
        known: Account | None = st.session_state[state.PERSON]
        return known
    token = _token()
    return None if token is None else answer(sessions.account_of, token)


def comes_in() -> Account | None:
    """Open the store for this run, and ask it in the same look who is signed in.

    Raises:
        StoreError: unreachable, newer than the program, or not migrated.
    """
    token = _token()
    found = open_store() if token is None else open_store(sessions.account_of, token)
    st.session_state[state.PERSON] = found
    return found


@contextmanager
def of_a_run() -> Iterator[None]:
    """Whose run it is is known until it ends."""
    try:
        yield
    finally:
        st.session_state.pop(state.PERSON, None)


def _token() -> str | None:
    token = st.context.cookies.get(session_cookie())
    return token if isinstance(token, str) else None  # without a browser there is a stand-in


def show(person: Account | None, page: str) -> None:
    """Draw who is signed in with the way out, or the way in. It leads back to this page."""
    if person is None:
        markup.draw(
            '<p class="x-who"><a href="{way}" target="_self">{text}</a></p>',
            way=_way("/sign-in", next=_here(page)),
            text=_("Sign in"),
        )
        return
    markup.draw(
        '<p class="x-who"><a href="{account}" target="_self">{name}</a>'
        '<span>{role}</span><a href="{out}" target="_self">{text}</a></p>',
        account=_way("/account"),
        name=person.display_name,
        role=terms.label(terms.ACCOUNT_ROLES, person.role),
        out=_way("/sign-out"),
        text=_("Sign out"),
    )


def refuse(person: Account | None, page: Page) -> None:
    """Say that a page is not open to somebody, and what they can do."""
    markup.heading(page.title)
    if person is None:
        markup.notice(_("This page is for those in charge. Please sign in to see it."), "warning")
        markup.draw(
            '<p class="x-text"><a href="{way}" target="_self">{text}</a></p>',
            way=_way("/sign-in", next=_here(page.url_path)),
            text=_("Sign in"),
        )
    else:
        text = _("Your account does not have this right. Ask an administrator if you need it.")
        markup.notice(text, "warning")


def _here(page: str) -> str:
    """This page with its state, as a path of the application."""
    query = urlencode({k: v for k, v in st.query_params.items() if k != "lang"})
    return f"/{page}" + (f"?{query}" if query else "")


def _way(path: str, **query: str) -> str:
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    asked = urlencode(query | {"lang": language()})
    return f"{'/' + base if base else ''}{path}?{asked}"
