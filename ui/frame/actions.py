"""Doing something for the person who is signed in, and telling them what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import streamlit as st

from db.accounts import Account
from db.errors import StoreError
from db.importing.issue import Invalid
from db.importing.words import Refusal
from ui.frame import audited, current_user, markup, state, unusable
from ui.frame.text import _, language

P = ParamSpec("P")


@dataclass(frozen=True)
class Told:
    """A sentence; `good` where it was done; `link` is for the person to copy, this once. `where`
    names the place of a page that says it, where a page has several.
    """

    text: str
    good: bool = True
    link: str = ""
    where: str = ""


def do(deed: Callable[[Account], Told], where: str = "") -> None:
    """Do it in the name of whoever is signed in now. What is refused is said (at a place of the
    page, where one is named), not raised.
    """
    person = None
    try:
        person = current_user.account()
        told = Told(_("Please sign in first."), good=False) if person is None else deed(person)
        where = told.where or where
    except Refusal as refusal:
        audited.refused(person, refusal)
        told = Told(refusal.words[language()], good=False)
    except Invalid as invalid:
        told = Told(invalid.issue().message[language()], good=False)
    except StoreError as error:
        told = Told(unusable.told(error)[1], good=False)
    st.session_state[state.TOLD] = replace(told, where=where)


def deed(where: str = "") -> Callable[[Callable[Concatenate[Account, P], Told]], Callable[P, None]]:
    """Make a callback of what somebody who is signed in does: see `do`."""

    def callback(act: Callable[Concatenate[Account, P], Told]) -> Callable[P, None]:
        @wraps(act)
        def done(*args: P.args, **named: P.kwargs) -> None:
            do(lambda person: act(person, *args, **named), where)

        return done

    return callback


def forget(where: str) -> None:
    """Say nothing more of a deed at a place that was left before it could be said there."""
    told: Any = st.session_state.get(state.TOLD)
    if isinstance(told, Told) and told.where == where:
        del st.session_state[state.TOLD]


def tell(where: str = "") -> None:
    """Say what became of the last deed, if this is the place for it."""
    told: Any = st.session_state.get(state.TOLD)
    if not isinstance(told, Told) or told.where != where:
        return
    del st.session_state[state.TOLD]
    if not told.text:
        return
    markup.notice(told.text, "plain" if told.good else "warning")
    if told.link:
        st.code(told.link, language=None, wrap_lines=True)
