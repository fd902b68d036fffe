"""Several charts of a page as one file: PDF for print, PPTX for a talk, DOCX for a report."""

from collections.abc import Callable, Sequence

import streamlit as st

from export import MEDIA_TYPES, Deck, ExportError, Renderer, decks, file_name, warm
from ui.drawing import renderer
from ui.drawing.figure import Shown
from ui.frame import as_of, audited, batched, current_user, markup, provenance, state
from ui.frame.page_request import PageRequest
from ui.frame.text import _, language
from ui.snapshots import sheets

Make = Callable[[Deck, Renderer, Callable[[int, int, str], None] | None], bytes]

KINDS: dict[str, Make] = {"pdf": decks.paper, "pptx": decks.slides, "docx": decks.report}


def offer(title: str, shown: Sequence[Shown], request: PageRequest) -> None:
    """The button of the page's charts, and below it what can be done with them."""
    menu = st.popover(
        _("Charts of this page"), type="tertiary", key=state.menu("page"), on_change="rerun"
    )
    if menu.open:
        with menu:
            _choose(title, shown, request)


def _choose(title: str, shown: Sequence[Shown], request: PageRequest) -> None:
    wanted = [
        one
        for one in shown
        if st.checkbox(one.chart.title, value=True, key=state.control(f"in_deck_{one.chart.key}"))
    ]
    kind = st.segmented_control(
        _("As one file"),
        list(KINDS),
        format_func=str.upper,
        default="pdf",
        required=True,
        key=state.control("deck_as"),
    )
    pressed = st.button(_("Make the file"), key=state.control("deck"), disabled=not wanted)
    if not wanted:
        markup.notice(_("Choose at least one chart."))
    elif pressed:
        _make(title, wanted, request, str(kind))


def _make(title: str, wanted: Sequence[Shown], request: PageRequest, kind: str) -> None:
    """Make it with progress, and hand it over. It is kept until the page is drawn again."""
    chosen = tuple(sheets.sheet(one.chart, request) for one in wanted)
    kept = as_of.together(one.chart.source.kept for one in wanted)
    deck = Deck(
        title=title,
        sheets=chosen,
        as_of=kept.last or provenance.day(),
        dated=provenance.dated(kept),
        language=language(),
        conditions=request.conditions,
        scope=request.scope,
    )
    bar = st.progress(0.0, _("Making the file …"))
    batched.let_go()

    def progress(done: int, of: int, chart: str) -> None:
        bar.progress(done / max(of, 1), _("{done} of {of} charts", done=done, of=of))

    try:
        made = KINDS[kind](deck, warm.renderer(), progress)
    except ExportError as error:
        bar.empty()
        markup.notice(renderer.told(error), "warning")
        return
    bar.empty()
    audited.taken([one.chart.title for one in wanted], kind, current_user.account())
    st.download_button(
        _("Save the file ({kind})", kind=kind.upper()),
        data=made,
        file_name=file_name(deck.title, *deck.scope, day=deck.as_of, suffix=kind),
        mime=MEDIA_TYPES[kind],
        on_click="ignore",
        type="primary",
        key=state.control("deck_file"),
    )
