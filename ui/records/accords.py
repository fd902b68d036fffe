"""Agreements as they were signed: on a couple's page above their clauses, and on a meeting's."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from db import evidence
from db.queries import accords
from ui.frame import links, markup, numbers
from ui.frame.query_cache import load
from ui.frame.text import _, either

TABLE = "accord"


def of_couple(pairing: Mapping[str, Any]) -> None:
    """Every agreement of a couple, a framework's years below it by name; nothing where none is."""
    sides = pairing["helper_adcode"], pairing["receiver_adcode"]
    _show(load(accords.of_couple, *sides))


def of_meeting(meeting: Mapping[str, Any]) -> None:
    """The agreements in whose term a meeting of two sides lies."""
    sides = meeting["helper_adcode"], meeting["receiver_adcode"]
    if all(sides):
        _show(load(accords.of_year, *sides, int(meeting["date_start"].year)))


def _show(found: pd.DataFrame) -> None:
    if found.empty:
        return
    markup.section(_("Signed agreements"))
    files = load(evidence.listed, TABLE, tuple(found["id"].astype(int)))
    titles = {row["id"]: either(row["title"], row["title_en"]) for row in _rows(found)}
    rows = [
        {
            _("Agreement"): _title(row, titles),
            _("Term"): _term(row),
            _("Signed on"): "" if pd.isna(row["signed_date"]) else _signed(row),
            _("Signed by"): row["signed_by"] or "",
            _("File"): _files(files[files["row_id"] == row["id"]]),
            _("Source"): markup.source(row["source"]),
        }
        for row in _rows(found)
    ]
    markup.tabulate(rows, "accords")


def _rows(found: pd.DataFrame) -> list[dict[Any, Any]]:
    return found.to_dict("records")


def _title(row: Mapping[Any, Any], titles: Mapping[Any, str]) -> Markup:
    """Its title as a link to its record, and the framework that it belongs to."""
    link = markup.marked(links.record(TABLE, int(row["id"]), titles[row["id"]]), bool(row["demo"]))
    framework = titles.get(row["framework_id"])
    if framework is None:
        return link
    return markup.join([link, markup.quiet(_("under: {title}", title=framework))], "<br>")


def _term(row: Mapping[Any, Any]) -> str:
    first, last = int(row["year"]), int(row["year_to"])
    return str(first) if first == last else f"{first}–{last}"


def _signed(row: Mapping[Any, Any]) -> str:
    return numbers.day(row["signed_date"], row["signed_precision"] or "day")


def _files(files: pd.DataFrame) -> Markup:
    here = files[files["removed_at"].isna() & files["sha256"].notna()]
    link = Markup('<a href="evidence/{}" download>{}</a>')
    return markup.join((link.format(int(row["id"]), row["name"]) for row in _rows(here)), "<br>")
