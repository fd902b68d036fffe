"""Who helps whom: the map of provinces."""

from functools import partial
from typing import Any

import pandas as pd

from charts import tilemap
from db.queries import store
from ui.drawing import figure, scales, section
from ui.frame import address, aggregates, as_of, definitions, filters, numbers, provenance
from ui.frame.query_cache import derived, load
from ui.frame.text import N_, _


@section.chart(
    "couples", N_("Who helps whom, by money in place"), "ledger_in_place", again=section.of_ledgers
)
def couples(of: section.Section[...], found: aggregates.Ledgers) -> figure.Chart:
    """The map of who helps whom; a click on a province chooses it."""
    joined = aggregates.links(found.chosen, found)
    words = tilemap.TileWords.translated(
        _,
        roles={
            "helper": _("Helper"),
            "receiver": _("Receiver"),
            "both": _("Helps and receives"),
            "none": _("Not paired"),
        },
        scale=scales.money(max(joined["in_place"], default=0)),
    )
    province = aggregates.province_names()
    labelled = joined.assign(weight=joined["in_place"], label=_labels(joined, province))
    squares = _squares(joined)
    return figure.Chart(
        of,
        **definitions.counting(
            _("Pairings of whole provinces in the years chosen; arcs run from helper to receiver."),
            "ledger_in_place",
        ),
        hint=_("A click chooses a province; a level of the filter shows cities and counties."),
        source=provenance.ledgers(found.any_demo, as_of.of(*found.by_name.values())),
        figure=tilemap.pairs(squares, labelled, words, section.mode()),
        rows=len(joined),
        table=partial(_table, joined, province),
        alt=tilemap.alt(squares, labelled, words),
        empty=filters.nothing_because(_("No pairing was in force.")),
        pick=partial(_pick_province, dict(zip(squares["adcode"], squares["role"], strict=True))),
    )


def _table(links: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """A row a couple of provinces: money in place in whole yuan, projects, meetings, visits."""
    return pd.DataFrame(
        {
            _("Helper"): links["helper_adcode"].map(names),
            _("Receiver"): links["receiver_adcode"].map(names),
            _("Money in place (yuan)"): links["in_place"],
            _("Projects"): links["projects"],
            _("Meetings"): links["meetings"],
            _("Visits"): links["visits"],
        }
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


def _squares(joined: pd.DataFrame) -> pd.DataFrame:
    placed = _placed()
    helping, receiving = set(joined["helper_adcode"]), set(joined["receiver_adcode"])

    def role(adcode: str) -> str:
        if adcode in helping and adcode in receiving:
            return "both"
        return "helper" if adcode in helping else "receiver" if adcode in receiving else "none"

    return placed.assign(role=[role(adcode) for adcode in placed["adcode"]])


@derived
def _placed() -> pd.DataFrame:
    """The provinces that have a tile: adcode, name, column, row."""
    known = load(store.provinces)
    placed = known[known["tile_column"].notna() & known["tile_row"].notna()]
    return pd.DataFrame(
        {
            "adcode": placed["adcode"],
            "name": placed["adcode"].map(aggregates.province_names()),
            "column": placed["tile_column"],
            "row": placed["tile_row"],
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
