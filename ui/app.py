"""The script that Streamlit runs: language, navigation, filters, then the page."""

import logging
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from db.accounts import Account, Action, may
from db.errors import StoreError
from db.release import version
from ui.briefing import briefing
from ui.drawing import running_head
from ui.frame import (
    address,
    batched,
    current_user,
    filters,
    garbage,
    markup,
    navigation,
    page_request,
    state,
    unusable,
)
from ui.frame.insides import Page
from ui.frame.text import LANGUAGES, _, choose_language, language
from ui.results import closed_periods
from ui.snapshots import chart_menu, deck_menu

ROOT = Path(__file__).resolve().parent.parent
# Pages that are not for all who may read.
NEEDS = {
    "reporting": Action.EDIT,
    "upload": Action.IMPORT,
    "imports": Action.UPLOADS,
    "accounts": Action.ADMINISTER,
    "audit": Action.AUDIT,
}
UNFILTERED = {
    *NEEDS,
    "assessment",
    "brief",
    "snapshots",
    "closings",
    "dictionary",
    "places",
}  # pages that no filter changes

log = logging.getLogger("xieshou")


def main() -> None:
    choose_language(st.query_params.get("lang"))
    pages = navigation.every()
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} · {_('Xieshou')}", layout="wide")
    st.html(ROOT / "ui" / "style.css")
    try:
        _raise_failure()
        person = current_user.comes_in()
    except StoreError as error:
        _navigate([target for target in pages if target.url_path not in NEEDS])
        _say_unusable(error)
    else:
        _navigate([target for target in pages if _open_to(person, target)])
        _show(page, person)
    with st.sidebar:
        _switch_language()
        _foot()
    garbage.settle()


def _run(page: Page) -> None:
    """Draw the page. A store that fails in the midst of it leaves no half page: the script runs
    once more, to say so instead.
    """
    try:
        page.run()
    except StoreError as error:
        st.session_state[state.FAILURE] = error
        st.rerun()


def _raise_failure() -> None:
    failure: StoreError | None = st.session_state.pop(state.FAILURE, None)
    if failure:
        raise failure


def _navigate(targets: list[Page]) -> None:
    with st.sidebar:
        markup.draw(
            '<p class="x-brand" lang="{language}"><strong>{name}</strong><span>{what}</span></p>',
            language=language(),
            name=_("Xieshou"),
            what=_("East–west cooperation, tracked"),
        )
        for number, part in enumerate(navigation.parts(targets)):
            if number:
                markup.draw('<hr class="x-part">')
            for target in part:
                st.page_link(target, label=target.title, query_params=address.kept())


def _show(page: Page, person: Account | None) -> None:
    """The page, if it is open to this person, below the filter, if it has to do with one."""
    name = page.url_path or navigation.HOME
    st.session_state[state.SCREEN] = name
    chart_menu.forget()
    try:
        with st.sidebar:
            current_user.show(person, page.url_path)
            selection = None if name in UNFILTERED else filters.choose()
    except StoreError as error:
        _say_unusable(error)
        return
    if not _open_to(person, page):
        current_user.refuse(person, page)
    elif selection is None:
        filters.leave_open()
        running_head.show(page.title)
        _run(page)
    else:
        _show_chosen(page, name, selection)


def _show_chosen(page: Page, name: str, selection: filters.Selection) -> None:
    """The page below what it shows; then, as its charts are known, what can be taken of them."""
    filters.say(selection)
    closed_periods.warn_here(name, selection.filter.years)
    tools = st.container(horizontal=True, gap="small", key=state.control("tools"))
    _run(page)
    wanted = page_request.of_address(name)
    charts = [one.chart for one in chart_menu.shown()]
    running_head.show(page.title, *_narrowed(wanted, selection), charts=charts)
    running_head.fit(charts)
    if wanted is None:
        with tools:
            briefing.offer_record(name)
        return
    chart_menu.fill(wanted)
    with tools:
        if chart_menu.shown():
            deck_menu.offer(page.title, chart_menu.shown(), wanted)
        briefing.offer(wanted)


def _narrowed(
    wanted: page_request.PageRequest | None, selection: filters.Selection
) -> Sequence[str]:
    """What a page is about, in words: a couple or the filter. One record is in its page's title."""
    if wanted is None:
        return ()
    return (" → ".join(wanted.couple),) if wanted.couple else selection.parts


def _open_to(person: Account | None, page: Page) -> bool:
    needed = NEEDS.get(page.url_path)
    return needed is None or may(person, needed)


def _foot() -> None:
    text = _("Xieshou {version}", version=version())
    markup.draw('<p class="x-note x-foot">{text}</p>', text=text)


def _switch_language() -> None:
    key = state.control("lang")
    st.session_state[key] = language()
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key=key,
        required=True,
        on_change=address.on_change("lang", lambda code: code),
        label_visibility="collapsed",
    )


def _say_unusable(error: StoreError) -> None:
    """A plain page; the reason is for the log."""
    log.error("%s", error)
    title, text = unusable.told(error)
    markup.heading(title)
    markup.notice(text, "warning")
    st.button(_("Try again"), key=state.control("again"))


with batched.held(), current_user.of_a_run():
    main()
