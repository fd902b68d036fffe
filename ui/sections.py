"""The charts of the pages: each from its frame to its place on the screen."""

from functools import partial
from typing import Any

import pandas as pd

import charts.alt
from charts import butterfly, flows, ladder, matrix, money, ranked, theme, tilemap
from charts import published as series
from db.queries import pairings, store
from ui import (
    address,
    chart_words,
    figure,
    figures,
    filters,
    frames,
    links,
    names,
    numbers,
    provenance,
    tables,
    terms,
)
from ui import published as figures_of
from ui.load import load
from ui.text import _, either

MOST_PAIRINGS = 40
"""Rows of the matrix; a narrower filter shows the others."""


@figure.kept
def couples(found: frames.Ledgers) -> figure.Chart:
    """The map of who helps whom; a click on a province chooses it."""
    joined = frames.links(found.chosen, found)
    words = chart_words.tiles(joined)
    province = frames.province_names()
    labelled = joined.assign(weight=joined["in_place"], label=_labels(joined, province))
    squares = _squares(joined, province)
    return figure.show(
        figure.Chart(
            key="couples",
            title=_("Who helps whom, by money in place"),
            definition=_(
                "Pairings of whole provinces in the years chosen (choose a level to see cities "
                "and counties); arcs run from helper to receiver. A click chooses a province."
            ),
            source=provenance.ledgers(demo=bool(found.projects["demo"].any())),
            figure=tilemap.pairs(squares, labelled, words, figure.mode()),
            rows=len(joined),
            table=partial(tables.couples, joined, province),
            alt=charts.alt.pairs(squares, labelled, words),
            empty=filters.nothing_because(_("No pairing was in force.")),
            pick=partial(
                _pick_province, dict(zip(squares["adcode"], squares["role"], strict=True))
            ),
        )
    )


@figure.kept
def money_flows(ledgers: frames.Ledgers) -> figure.Chart:
    """Money in place from helper over receiver to industry."""
    grouped = ledgers.projects
    found = frames.flows(grouped)
    words = chart_words.flows(found)
    return figure.show(
        figure.Chart(
            key="money-flows",
            title=_("Money in place, from helper over receiver to industry"),
            definition=figures.definition("ledger_in_place"),
            source=provenance.ledgers(demo=bool(grouped["demo"].any())),
            figure=flows.money(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.flows, found),
            alt=charts.alt.flow(found, words),
            empty=filters.nothing_because(_("No project of this selection has money in place.")),
        )
    )


@figure.kept
def money_by_year(ledgers: frames.Ledgers) -> figure.Chart:
    """Money in place by year and industry."""
    placed = frames.in_place(ledgers.projects)
    words = chart_words.money(placed)
    return figure.show(
        figure.Chart(
            key="in-place-by-year",
            title=_("Money in place, by year and industry"),
            definition=figures.definition("ledger_in_place"),
            source=provenance.ledgers(demo=bool(placed["demo"].sum())),
            figure=money.in_place_by_year(placed, words, figure.mode()),
            rows=len(placed),
            table=partial(tables.in_place, placed),
            alt=charts.alt.in_place_by_year(placed, words),
            empty=filters.nothing_because(_("No project of this selection has money in place.")),
        )
    )


@figure.kept
def stages(ledgers: frames.Ledgers) -> figure.Chart:
    """The ladder of stages: how many projects, and their money."""
    found = frames.stages(ledgers.projects)
    words = chart_words.stages(found)
    return figure.show(
        figure.Chart(
            key="stages",
            title=_("Projects by stage"),
            definition=_(
                "Projects of the selection by the stage their ledger states; agreed money and "
                "money in place side by side, never added."
            ),
            source=provenance.ledgers(demo=bool(found["demo"].sum())),
            figure=ladder.stages(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.stages, found),
            alt=charts.alt.stages(found, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
        )
    )


@figure.kept
def industries(ledgers: frames.Ledgers) -> figure.Chart:
    """Projects by industry."""
    grouped = ledgers.projects
    found = frames.industries(grouped)
    found = found.assign(
        key=found["industry"],
        label=[terms.label(terms.INDUSTRIES, key) for key in found["industry"]],
    )
    return _ranked("industries", _("Projects by industry"), _("Industry"), found, grouped)


@figure.kept
def places(ledgers: frames.Ledgers) -> figure.Chart:
    """Projects by place of work."""
    grouped = ledgers.projects
    found = frames.places(ledgers.chosen)
    named = load(store.places).set_index("adcode").reindex(found["adcode"])
    found = found.assign(
        key=found["adcode"],
        label=[
            either(zh, en) or _("place not coded")
            for zh, en in zip(named["name_zh"], named["name_en"], strict=True)
        ],
    )
    return _ranked("places", _("Projects by place"), _("Place"), found, grouped)


@figure.kept
def visits_by_year(ledgers: frames.Ledgers) -> figure.Chart:
    """Visits by year in both directions."""
    visits = ledgers.visits
    found = frames.directions(visits)
    words = chart_words.visits()
    return figure.show(
        figure.Chart(
            key="visits-by-year",
            title=_("Visits by year, in both directions"),
            definition=figures.definition("ledger_visits"),
            source=provenance.ledgers(demo=bool(visits["demo"].any())),
            figure=butterfly.visits(found, words, figure.mode()),
            rows=len(found),
            table=partial(tables.directions, found),
            alt=charts.alt.visits(found, words),
            empty=filters.nothing_because(_("No visit matches this selection.")),
        )
    )


def published(title: str, of_metric: pd.DataFrame) -> figure.Chart:
    """One metric's published figures; figures of one year and running totals on axes apart."""
    drawn = of_metric.assign(
        label=[figures_of.about(row) for _index, row in of_metric.iterrows()],
        published=of_metric["published_value"] + of_metric["published_unit"],
    )
    words = chart_words.published(of_metric)
    return figure.show(
        figure.Chart(
            key="published",
            title=title,
            definition=figures.definition(of_metric["metric_key"].iloc[0]),
            source=provenance.publications(),
            figure=series.series(drawn, words, figure.mode()),
            rows=len(drawn),
            table=partial(tables.published, of_metric),
            alt=charts.alt.published(drawn, words),
            empty=filters.nothing_because(_("No published figure is about this selection.")),
        )
    )


@figure.kept
def coverage(found: frames.Ledgers) -> figure.Chart:
    """Pairing × year with its gaps; a click opens the couple's page."""
    chosen = found.chosen
    paired = names.with_sides(load(pairings.listed, chosen))
    years = chosen.years or filters.bounds()
    shown = frames.provincial(paired, chosen).head(MOST_PAIRINGS)
    labelled = shown.assign(label=[names.couple(row) for _index, row in shown.iterrows()])
    grid = frames.coverage(labelled, found, years)
    words = chart_words.coverage()
    note = _(
        "A mark for a year with at least one meeting, project or visit of the pairing; a year in "
        "force without any of the three stands out. Pairings of whole provinces; choose a level to "
        "see those of cities or counties."
    )
    return figure.show(
        figure.Chart(
            key="coverage",
            title=_("Meetings, projects and visits of each pairing, by year"),
            definition=note,
            source=provenance.ledgers(demo=bool(found.projects["demo"].any())),
            figure=matrix.coverage(grid, words, figure.mode()),
            rows=len(grid),
            table=partial(tables.coverage, grid),
            alt=charts.alt.coverage(grid, words),
            empty=filters.nothing_because(_("No pairing was in force.")),
            open=lambda mark: links.open_record("pairings", "pairing", mark[0]),
        )
    )


def _ranked(
    key: str, title: str, name: str, found: pd.DataFrame, grouped: pd.DataFrame
) -> figure.Chart:
    bars = found.assign(value=found["projects"])
    colours = theme.INDUSTRIES if key == "industries" else theme.RECEIVER
    words = chart_words.ranks()
    return figure.show(
        figure.Chart(
            key=key,
            title=title,
            definition=figures.definition("ledger_projects"),
            source=provenance.ledgers(demo=bool(grouped["demo"].any())),
            figure=ranked.bars(bars, words, figure.mode(), colours),
            rows=len(bars),
            table=partial(tables.ranked, found, name),
            alt=charts.alt.bars(bars, words),
            empty=filters.nothing_because(_("No project matches this selection.")),
        )
    )


def _labels(joined: pd.DataFrame, province: dict[str, str]) -> list[str]:
    template = _("{helper} → {receiver}: {money}, {projects} projects, {meetings} meetings")
    return [
        template.format(
            helper=province.get(row["helper_adcode"], ""),
            receiver=province.get(row["receiver_adcode"], ""),
            money=numbers.money(row["in_place"]),
            projects=numbers.count(row["projects"]),
            meetings=numbers.count(row["meetings"]),
        )
        for row in joined.to_dict("records")
    ]


def _squares(joined: pd.DataFrame, province: dict[str, str]) -> pd.DataFrame:
    placed = load(store.provinces)
    helping, receiving = set(joined["helper_adcode"]), set(joined["receiver_adcode"])

    def role(adcode: str) -> str:
        if adcode in helping and adcode in receiving:
            return "both"
        return "helper" if adcode in helping else "receiver" if adcode in receiving else "none"

    return pd.DataFrame(
        {
            "adcode": placed["adcode"],
            "name": placed["adcode"].map(province),
            "column": placed["tile_column"],
            "row": placed["tile_row"],
            "role": [role(adcode) for adcode in placed["adcode"]],
        }
    )


def _pick_province(roles: dict[str, str], mark: Any) -> None:
    """Put the clicked square into the filter, on the side where it stands; an arc puts both."""
    first, second = mark[0], mark[1]
    if second in roles:
        address.put("helper", first)
        address.put("receiver", second)
        return
    side = {"helper": "helper", "receiver": "receiver"}.get(roles.get(first, ""), "province")
    address.put(side, first)
