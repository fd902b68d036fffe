"""The brief of a couple on its page: the choice of couple and day, its parts, and its files."""

import re
from collections.abc import Callable
from datetime import date

import streamlit as st
from markupsafe import Markup

from db import clock, word_templates
from db.accounts import Account
from db.filters import EVERYTHING
from db.periods import EARLIEST
from db.queries import brief
from db.queries.brief import Brief
from export import MEDIA_TYPES, ExportError, file_name, warm
from export.papers import Paper, Part
from ui.briefing import files, leads
from ui.briefing.command import ours_instead
from ui.briefing.paper import paper, warnings
from ui.drawing import renderer
from ui.frame import (
    address,
    audited,
    choice,
    current_user,
    filters,
    links,
    markup,
    paged,
    state,
)
from ui.frame.page_request import CARD_YEAR
from ui.frame.query_cache import derive, load
from ui.frame.text import Language, _, language, n_
from ui.records import pairing
from ui.sections import coverage

PAIRING, DAY = "pairing", "day"
"""Parameters of the address."""
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST, LAST = date(EARLIEST, 1, 1), date(2100, 12, 31)
LABELS = {"docx": "Word", "pdf": "PDF", "pptx": "PPTX"}


def choose() -> tuple[int | None, date]:
    """Draw the choice of the couple and of the day of the meeting; what is chosen."""
    names = derive(_couples, language())
    left, right = st.columns([3, 1])
    with left:
        chosen = choice.one_of(PAIRING, _("Couple"), names, placeholder=_("Choose a couple"))
    with right:
        day = _day()
    given = st.query_params.get(PAIRING)
    if given is not None and given not in names:
        paged.unknown(_("This pairing is not in the store"), given)
    return (int(chosen) if chosen else None), day


def _couples(lang: Language) -> dict[str, str]:
    """Pairing → the couple with its years, those in force first."""
    found = coverage.in_order(EVERYTHING, lang)
    ended = found["year_to"].notna()
    ordered = found.assign(ended=ended).sort_values("ended", kind="stable")
    return {
        str(row["id"]): f"{row['label']} ({pairing.years(row['year_from'], row['year_to'])})"
        for row in ordered.to_dict("records")
    }


def _day() -> date:
    """The day that the address says; today where it says none, or one that is none."""
    given, asked = st.query_params.get(DAY), clock.today()
    if given is not None:
        try:
            asked = date.fromisoformat(given if WRITTEN.fullmatch(given) else "")
        except ValueError:
            filters.say_left_out([address.Wrong(DAY, given)])
    key = state.control(DAY)
    st.session_state[key] = min(max(asked, FIRST), LAST)
    chosen: date = st.date_input(
        _("Day of the meeting"),
        min_value=FIRST,
        max_value=LAST,
        format="YYYY-MM-DD",
        key=key,
        on_change=address.on_change(DAY, lambda day: day.isoformat() if day else None),
    )
    return chosen


def show(pairing_id: int, day: date) -> None:
    """Draw the brief with its files."""
    made: Paper | None = derive(_made, pairing_id, day, language())
    found = load(brief.gather, pairing_id, day)
    if made is None or found is None:
        return
    _files(made)
    for kind, text in warnings(found):
        markup.notice(text, kind)
    markup.section(made.title, made.about)
    behind = _behind(found)
    for part in made.parts:
        _part(part, found, behind.get(part.key, Markup("")))
    markup.section(made.notes_title)
    marked = zip(made.marked, made.notes, strict=True)
    lines = (Markup("<li>{}{}</li>").format(mark, markup.source(text)) for mark, text in marked)
    st.html(str(Markup('<ul class="x-brief-notes">{}</ul>').format(markup.join(lines))))


def _made(pairing_id: int, day: date, _language: Language) -> Paper | None:
    found = load(brief.gather, pairing_id, day)
    return None if found is None else paper(found)


def _part(part: Part, found: Brief, behind: Markup) -> None:
    markup.section(f"{part.number}{part.title}")
    lines = (Markup('<p class="x-text">{}</p>').format(line) for line in part.lines)
    table = Markup("")
    if part.rows:
        leading = zip(part.rows, leads.of_rows(part, found), strict=True)
        cells = [[_cell(row[name], of.get(name)) for name in part.heads] for row, of in leading]
        table = markup.table(list(part.heads.values()), cells, f"brief-{part.key}")
    st.html(str(markup.join(lines) + table + behind))


def _cell(text: str, lead: leads.Lead | None) -> str | Markup:
    """A text of a table, leading to the rows behind it where there is any."""
    return lead(text) if lead and text not in ("", "—") else text


def _behind(found: Brief) -> dict[str, Markup]:
    """Part → the way to the records that it tells of."""
    couple = int(found.pairing["id"])
    ways = {
        "money": links.of_couple(couple, "projects", _("All projects of the two")),
        "visits": leads.of_visits(found),
        "apart": _apart(found),
        "scorecard": _of_year(found, _("All of the couple")),
        "gaps": _gaps(found),
    }
    if found.last is not None:
        ways["meeting"] = links.meeting(int(found.last.meeting["id"]), _("The meeting's record"))
    return {key: Markup('<p class="x-text">{}</p>').format(way) for key, way in ways.items()}


def _apart(found: Brief) -> Markup:
    """All the meetings that the part counts, of which its table has the first."""
    if not found.apart_of:
        return links.of_couple(int(found.pairing["id"]), "meetings", _("All meetings of the two"))
    label = n_("{n} meeting", "{n} meetings", found.apart_of)
    more = {pairing.DAY: found.day.isoformat()}
    return links.of_couple(int(found.pairing["id"]), pairing.APART, label, **more)


def _of_year(found: Brief, label: str) -> Markup:
    """The couple's page with the clauses of the brief's year."""
    year = {} if found.year is None else {CARD_YEAR: str(found.year)}
    at = links.to("pairings", pairing=str(found.pairing["id"]), **year)
    return Markup('<a href="{}">{}</a>').format(at, label)


def _gaps(found: Brief) -> Markup:
    """The pairings of both provinces in the brief's years, and what each of them has."""
    sides = {side: str(found.pairing[f"{side}_province"]) for side in ("helper", "receiver")}
    years = address.years((found.since.year, found.day.year))
    at = links.to("pairings", **sides, years=years)
    return Markup('<a href="{}">{}</a>').format(at, _("Pairings"))


def _files(made: Paper) -> None:
    """A button for each file; why there is no PDF, where there is none."""
    person, missing = current_user.account(), renderer.missing()
    failed = _said_before()
    with st.container(horizontal=True, gap="small"):
        for suffix in files.SUFFIXES:
            if suffix == "pdf" and missing is not None:
                continue
            st.download_button(
                LABELS[suffix],
                data=_making(made, suffix, failed, person),
                file_name=file_name(made.title, day=made.as_of, suffix=suffix),
                mime=MEDIA_TYPES[suffix],
                on_click="ignore",
                key=state.control(f"brief_{suffix}"),
            )
    if missing is not None:
        markup.notice(renderer.told(missing))


def _making(
    made: Paper, suffix: str, failed: list[ExportError], person: Account | None
) -> Callable[[], bytes]:
    """What makes a file when it is clicked, and notes that; what failed is said at the next run."""
    template = load(word_templates.held, files.NAME, language()) if suffix == "docx" else None

    def make() -> bytes:
        failed.clear()
        try:
            data = files.made(made, suffix, template, warm.renderer(), failed.append)
        except ExportError as error:
            failed.append(error)
            raise
        audited.taken([made.title], suffix, person)
        return data

    return make


def _said_before() -> list[ExportError]:
    """Say what failed when a file was last clicked; the list for what fails next."""
    held = state.control("brief_failed")
    failed: list[ExportError] = st.session_state.get(held, [])
    for error in failed:
        told = ours_instead(error) if error.message == "template" else renderer.told(error)
        markup.notice(told, "warning")
    fresh: list[ExportError] = []
    st.session_state[held] = fresh
    return fresh
