"""Overview: the figures of the selection, money in place, meetings in time, and the newest."""

import charts.alt
from charts import money, timeline
from db.queries import overview
from ui import chart_words, figure, figures, filters, markup, names, newest, provenance, tables
from ui.load import load
from ui.text import _

FIGURES = [
    "ledger_meetings",
    "ledger_commitments",
    "ledger_visits",
    "ledger_projects",
    "ledger_agreed_amount",
    "ledger_in_place",
    "ledger_jobs",
    "ledger_beneficiaries",
]

selection = filters.current()
chosen = selection.filter
totals = load(overview.totals, chosen)

markup.heading(_("Overview"), selection.words)
provenance.demo_banner(totals)
figures.show(totals, FIGURES, provenance.as_of())

placed = load(overview.in_place_by_year_and_industry, chosen)
words = chart_words.money(placed)
figure.show(
    figure.Chart(
        key="in-place-by-year",
        title=_("Money in place, by year and industry"),
        definition=figures.definition("ledger_in_place"),
        source=provenance.ledgers(demo=bool(placed["demo"].sum())),
        figure=money.in_place_by_year(placed, words, figure.mode()),
        table=tables.in_place(placed),
        alt=charts.alt.in_place_by_year(placed, words),
        empty=filters.nothing_because(_("No project of this selection has money in place.")),
    )
)

held = names.with_sides(load(overview.meetings_in_time, chosen))
held = held.assign(
    title=names.chosen(held, "title", "title_en"), place=names.chosen(held, "place", "place_en")
)
figure.show(
    figure.Chart(
        key="meetings-in-time",
        title=_("Meetings, by date and couple"),
        definition=figures.definition("ledger_meetings"),
        source=provenance.ledgers(demo=bool(held["demo"].sum())),
        figure=timeline.meetings(held, chart_words.meetings(), figure.mode()),
        table=tables.meetings(held),
        alt=charts.alt.meetings(held, chart_words.meetings()),
        empty=filters.nothing_because(_("No meeting is known for this selection.")),
    )
)

newest.show(load(overview.newest, chosen))
