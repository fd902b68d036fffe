"""Taking charts along: the menu of each, and several of a page as one file.

A menu is filled only where it is open, when the page has been drawn; its files are made when they
are clicked, on a thread that is not the page's.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from db.accounts import Account, Action, Forbidden, may
from db.errors import StoreError
from db.snapshots import Refused, taking
from db.writer import change as write
from export import MEDIA_TYPES, ExportError, Sheet, files, warm
from ui.drawing import camera, renderer
from ui.drawing.figure import Chart, Shown
from ui.frame import audited, current_user, markup, state
from ui.frame.page_request import PageRequest
from ui.frame.text import _
from ui.snapshots import outcome, sheets

LABELS = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "html": "HTML", "csv": "CSV", "xlsx": "XLSX"}


def forget() -> None:
    """Begin a page: no chart has been shown yet."""
    st.session_state[state.SHOWN] = []


def shown() -> list[Shown]:
    """The charts of this page, from top to bottom."""
    found: list[Shown] = st.session_state[state.SHOWN]
    return found


def fill(request: PageRequest | None) -> None:
    """Fill the menus that are open."""
    if request is None:
        return
    for one in shown():
        if one.menu is not None:
            with one.menu:
                _menu(one.chart, request)


def _menu(chart: Chart, request: PageRequest) -> None:
    sheet = sheets.sheet(chart, request)
    failed = _said_before(chart.key)
    missing, person = renderer.missing(), current_user.account()
    with st.container(horizontal=True, gap="small"):
        for suffix, label in LABELS.items():
            if missing is None or suffix in files.WRITTEN:
                _file(chart.key, sheet, suffix, label, _making(sheet, suffix, failed, person))
    if missing is not None:
        camera.show(chart.key, sheet, missing)
    _keep(chart, sheet, request)


def _file(key: str, sheet: Sheet, suffix: str, label: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        data=make,
        file_name=files.name(sheet, suffix),
        mime=MEDIA_TYPES[suffix],
        on_click="ignore",
        key=state.control(f"{suffix}_{key}"),
    )


def _making(
    sheet: Sheet, suffix: str, failed: list[ExportError], person: Account | None
) -> Callable[[], bytes]:
    """What makes the file when it is clicked, and notes that. Where it fails, the menu says why at
    its next run: Streamlit itself tells a reader only that it failed.
    """

    def make() -> bytes:
        try:
            made = files.made(sheet, suffix, warm.renderer())
        except ExportError as error:
            failed[:] = [error]
            raise
        audited.taken([sheet.title], suffix, person)
        return made

    return make


def _said_before(key: str) -> list[ExportError]:
    """Say what failed when it was last clicked; the list that the next failure goes into."""
    held = state.control(f"failed_{key}")
    failed: list[ExportError] = st.session_state.setdefault(held, [])
    for error in failed:
        markup.notice(renderer.told(error), "warning")
    fresh: list[ExportError] = []
    st.session_state[held] = fresh
    return fresh


def _keep(chart: Chart, sheet: Sheet, request: PageRequest) -> None:
    """The button that saves a snapshot, and what came of it."""
    account = current_user.account()
    if not may(account, Action.SNAPSHOT):
        markup.note(_("Sign in to save a snapshot."))
        return
    st.button(
        _("Save a snapshot"),
        key=state.control(f"snapshot_{chart.key}"),
        on_click=partial(_save, chart, sheet, request),
    )
    outcome.tell(chart.key)


def _save(chart: Chart, sheet: Sheet, request: PageRequest) -> None:
    """Freeze what the menu was opened on."""
    account: Account | None = current_user.account()
    key = chart.key
    try:
        taken = write(
            taking.take, account, sheets.content(chart, sheet, request), provinces=request.provinces
        )
    except (Forbidden, Refused) as refusal:
        audited.refused(account, refusal)
        outcome.note(key, refusal.words)
    except StoreError as error:
        outcome.note(key, outcome.no_store(error))
    else:
        outcome.note(key, taken)
