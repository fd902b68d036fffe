"""Who is signed in: asked of the store in every run, by the token in the browser's cookie."""

import streamlit as st

from db.accounts import Account, sessions
from db.reader import answer
from db.settings import session_cookie


def account() -> Account | None:
    """The account of this run; None where nobody is signed in.

    It tells a page what to offer. Whoever writes is asked again, in the function that writes.
    """
    token = st.context.cookies.get(session_cookie())
    return answer(sessions.account_of, token) if token else None
