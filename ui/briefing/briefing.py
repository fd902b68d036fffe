"""The sentence for a briefing that each page offers, in the style of official reports."""

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from db import clock
from db.queries import pairings
from db.queries.commitments import Which
from db.summary import sums
from db.terms import Level, Stage
from ui.briefing import briefing_record
from ui.drawing import published as figures_of
from ui.drawing.sentence import Number, Sentence, linked, parts, plain
from ui.frame import address, aggregates, as_of, filters, markup, numbers, provenance, state, terms
from ui.frame.links import LIST
from ui.frame.page_request import CLAUSE, COUPLE, PageRequest
from ui.frame.query_cache import load
from ui.frame.text import _, either, language, n_
from ui.sections import clauses


def offer(request: PageRequest) -> None:
    """The button of the sentence, and below it the sentence itself, to be copied."""
    of_clause = CLAUSE in request.parameters
    make = overview if request.couple else PAGES.get(request.page)
    if make is not None and not of_clause:
        _offer(lambda: make(request), lambda: _nothing(request))


def offer_record(page: str) -> None:
    """The same for the record that the address names; nothing where it is not there."""
    if sentence := briefing_record.of_address(page):
        _offer(lambda: sentence)


def _offer(make: Callable[[], Sentence], nothing: Callable[[], str] = str) -> None:
    menu = st.popover(
        _("Sentence for a briefing"), type="tertiary", key=state.menu("briefing"), on_change="rerun"
    )
    if not menu.open:
        return
    with menu:
        sentence = make()
        if not sentence:
            markup.notice(nothing())
            return
        text = linked(sentence)
        markup.draw('<p class="x-text x-briefing">{text}</p>', text=text)
        st.code(plain(sentence), language=None, wrap_lines=True)


def _nothing(request: PageRequest) -> str:
    """Why there is no sentence; no filter narrows a couple's page."""
    if request.couple:
        return _("None is in the store.")
    return filters.nothing_because(_("Nothing in this selection can be told."))


def overview(request: PageRequest) -> Sentence:
    """Meetings, projects with their money, and visits of the selection, or of a couple."""
    found = _Told(request)
    if not found.any("meetings", "projects", "visits"):
        return ()
    template = _(
        "As of {as_of}, {who} have, {span}, held {meetings} with {commitments}, of which {linked} "
        "are carried out by projects; run {projects} with {agreed} agreed and {in_place} in "
        "place; and exchanged {visits}."
    )
    return found.sentence(template, found.everything)


def meetings(request: PageRequest) -> Sentence:
    """Meetings of the selection, those of its last year, and what they agreed."""
    found = _Told(request)
    if not found.any("meetings"):
        return ()
    template = _(
        "As of {as_of}, {who} have, {span}, held {meetings}, {newest} of them in {year}, with "
        "{commitments}, of which {linked} are carried out by projects."
    )
    return found.sentence(template, found.meetings, _newest(found, "meetings"))


def projects(request: PageRequest) -> Sentence:
    """Projects of the selection, their money, and how far they are."""
    found = _Told(request)
    if not found.any("projects"):
        return ()
    whole = _(
        "As of {as_of}, {who} have, {span}, run {projects}, with {agreed} agreed and {in_place} in "
        "place."
    )
    staged = _(
        "As of {as_of}, {who} have, {span}, run {projects}, with {agreed} agreed and {in_place} in "
        "place; {producing} of them are producing and {stalled} are stalled."
    )
    return found.sentence(
        whole if request.filter.stage else staged, found.projects, _by_stage(found)
    )


def visits(request: PageRequest) -> Sentence:
    """Visits of the selection, and those of its last year."""
    found = _Told(request)
    if not found.any("visits"):
        return ()
    template = _(
        "As of {as_of}, {who} have, {span}, exchanged {visits}, {newest} of them in {year}."
    )
    return found.sentence(template, found.visits, _newest(found, "visits"))


def paired(request: PageRequest) -> Sentence:
    """Pairings in force in the years of the selection."""
    found = _Told(request)
    listed = load(pairings.listed, request.filter)
    if listed.empty:
        return ()
    provincial = int((listed["level"] == Level.PROVINCE).sum())
    values = {
        "pairings": found.number(n_("{n} pairing", "{n} pairings", len(listed)), "pairings"),
        "provincial": found.number(
            numbers.count(provincial), "pairings", level=Level.PROVINCE.value
        ),
    }
    whole = _("As of {as_of}, {who} have, {span}, {pairings} in force.")
    levels = _(
        "As of {as_of}, {who} have, {span}, {pairings} in force, {provincial} of them between "
        "whole provinces."
    )
    return found.sentence(whole if request.filter.level else levels, values)


def latest_published(request: PageRequest) -> Sentence:
    """The newest published figure of the metric that is shown: nothing is added up."""
    named = figures_of.named(request.figures)
    dated = named.dropna(subset=["as_of"]).sort_values("as_of", kind="stable")
    if dated.empty:
        return ()
    newest = dated.iloc[-1]
    source = str(newest["source"]).split("http")[0].strip(" ;；,，").rstrip(".。")
    return parts(
        _("As of {as_of}, {metric} ({about}, {period}, {basis}): {value}. Source: {source}."),
        as_of=numbers.day(newest["as_of"]),
        metric=either(newest["name_zh"], newest["name_en"]),
        about=newest["about"],
        period=figures_of.period(newest),
        basis=terms.label(terms.BASES, newest["basis"]),
        value=_Told(request).number(figures_of.printed(newest), "published", **request.parameters),
        source=figures_of.sourced(source or _("not stated"), str(newest["source"])),
    )


def scorecard(request: PageRequest) -> Sentence:
    """How many clauses of the year that is shown stand how; nothing where none has a result."""
    year = clauses.year_of(request.filter, request.parameters)
    if year is None:
        return ()
    found = clauses.of_year(request.filter, year)
    until = clauses.day_of(found)
    if until is None:
        return ()
    told = _Told(request)
    counted = [
        _("{n} {status}", n=numbers.count(many), status=terms.label(terms.CLAUSES, status))
        for status, many in clauses.counts(found).items()
    ]
    sentence = parts(
        _("As of {as_of}, of {all} that {who} agreed on for {year}: {counts}."),
        as_of=as_of.said(until),
        all=told.number(
            n_("{n} clause", "{n} clauses", len(found)), "scorecard", card_year=str(year)
        ),
        who=told.who,
        year=str(year),
        counts=_(", ").join(counted),
    )
    return sentence + told.warning(bool(clauses.is_demo(found).any()))


PAGES: Mapping[str, Callable[[PageRequest], Sentence]] = {
    "overview": overview,
    "pairings": paired,
    "meetings": meetings,
    "projects": projects,
    "visits": visits,
    "published": latest_published,
    "scorecard": scorecard,
}


class _Told:
    """The totals of a selection as the numbers of a sentence."""

    def __init__(self, request: PageRequest) -> None:
        self.request = request
        self.ledgers = request.ledgers
        self._totals = self.ledgers.totals

    def value(self, key: str) -> int:
        return self._totals[f"ledger_{key}"].value

    def any(self, *keys: str) -> bool:
        """Whether there is any such record."""
        return any(self.value(key) for key in keys)

    def number(self, text: str, page: str, **more: str) -> Number:
        """A number, and where the rows behind it are listed: on their page under the filter of the
        selection or, for a couple's, among all that the couple has.
        """
        parameters = self.request.parameters
        if self.request.record is None:
            carried = {k: v for k, v in parameters.items() if k in address.FILTERS}
        else:
            carried = {COUPLE: parameters[COUPLE], LIST: page}
            page = self.request.page
        kept = {k: v for k, v in address.kept().items() if k == "lang"}
        return Number(text, page, carried | kept | more)

    @property
    def meetings(self) -> dict[str, Number]:
        agreed, linked_ = self.value("commitments"), self.value("commitments_linked")
        return {
            "meetings": self.number(
                n_("{n} meeting", "{n} meetings", self.value("meetings")), "meetings"
            ),
            "commitments": self.number(
                n_("{n} agreed item", "{n} agreed items", agreed), "meetings", list=Which.ALL
            ),
            "linked": self.number(numbers.count(linked_), "meetings", list=Which.LINKED),
        }

    @property
    def projects(self) -> dict[str, Number]:
        counted = n_("{n} project", "{n} projects", self.value("projects"))
        return {
            "projects": self.number(counted, "projects"),
            "agreed": self.number(str(numbers.money(self.value("agreed_amount"))), "projects"),
            "in_place": self.number(str(numbers.money(self.value("in_place"))), "projects"),
        }

    @property
    def visits(self) -> dict[str, Number]:
        counted = n_("{n} visit", "{n} visits", self.value("visits"))
        return {"visits": self.number(counted, "visits")}

    @property
    def everything(self) -> dict[str, Number]:
        return self.meetings | self.projects | self.visits

    def sentence(
        self,
        template: str,
        values: Mapping[str, Number],
        more: Mapping[str, str | Number] | None = None,
    ) -> Sentence:
        """The template filled, and what must be said with it: that demo records are counted."""
        told: dict[str, str | Number] = {**values, **(more or {})}
        until = self._until(values)
        said = parts(template, as_of=until, who=self.who, span=_span(self.request), **told)
        counted = [kind for kind in ("meetings", "projects", "visits") if kind in values]
        return said + self.warning(any(self._totals[f"ledger_{kind}"].demo for kind in counted))

    def warning(self, demo: bool) -> Sentence:
        """That demo records are counted, where they are."""
        if not demo:
            return ()
        warning = _("(Demo records are counted here: these numbers are not facts.)")
        return (warning if language() == "zh" else f" {warning}",)

    def _until(self, kinds: Collection[str]) -> str:
        """As of when these kinds are known; pairings are as of the store's last change."""
        every = self.ledgers.by_name
        told = [every[kind] for kind in kinds if kind in every]
        if not told:
            return as_of.said(provenance.day())
        return as_of.in_a_sentence(as_of.of(*told), provenance.day())

    @property
    def who(self) -> str:
        """Whose the selection is."""
        if couple := self.request.couple:
            return _("{helper} and {receiver}", helper=couple[0], receiver=couple[1])
        chosen, places = self.request.filter, aggregates.province_names()
        if chosen.helper and chosen.receiver:
            who = _(
                "{helper} and {receiver}",
                helper=places[chosen.helper],
                receiver=places[chosen.receiver],
            )
        elif chosen.helper:
            who = _("{helper} and those it helps", helper=places[chosen.helper])
        elif chosen.receiver:
            who = _("{receiver} and its helpers", receiver=places[chosen.receiver])
        elif chosen.province:
            who = _("{province} and its partners", province=places[chosen.province])
        else:
            who = _("the paired provinces")
        return who + _narrowed(self.request)


def _narrowed(request: PageRequest) -> str:
    """The other filters in brackets; nothing where none is in force."""
    said = [
        vocabulary[value]
        for parameter, vocabulary in filters.vocabularies().items()
        if (value := getattr(request.filter, parameter))
    ]
    if not said:
        return ""
    return f"（{'、'.join(said)}）" if language() == "zh" else f" ({', '.join(said)})"


def _span(request: PageRequest) -> str:
    years = request.filter.years
    if years is None:
        return _("in all years on record")
    first, last = years
    if last == clock.today().year:
        return (
            _("in {year} so far", year=first)
            if first == last
            else _("from {first} to {last} so far", first=first, last=last)
        )
    return (
        _("in {year}", year=first)
        if first == last
        else _("from {first} to {last}", first=first, last=last)
    )


def _newest(found: _Told, kind: str) -> dict[str, str | Number]:
    """The last year of the selection with a record, and how many it has."""
    by_year = found.ledgers.by_year[f"ledger_{kind}"]
    last = max(year for year, number in by_year.items() if number)
    counted = numbers.count(by_year[last])
    return {"year": _year(last), "newest": found.number(counted, kind, years=str(last))}


def _year(year: int) -> str:
    """A year in a sentence: one that is not over is told to be so."""
    if year == clock.today().year:
        return _("{year} so far", year=year)
    return _("the year {year}", year=year)


def _by_stage(found: _Told) -> dict[str, str | Number]:
    counts = sums(found.ledgers.projects, ["stage"], {"projects": "projects"})
    of_stage = dict(zip(counts["stage"], counts["projects"], strict=True))
    return {
        stage.value: found.number(
            numbers.count(of_stage.get(stage.value, 0)),
            "projects",
            stage=stage.value,
        )
        for stage in (Stage.PRODUCING, Stage.STALLED)
    }
