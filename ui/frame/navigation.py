"""The pages of the dashboard, by their files and titles."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path

import streamlit as st

from ui.frame.insides import Page
from ui.frame.text import Language, _, language

ROOT = Path(__file__).resolve().parents[2]
HOME = "overview"
BEGIN_A_PART = frozenset(["meetings", "brief", "reporting"])
"""The pages that a part of the list begins with: the records, the papers, the work on them."""


def every() -> list[Page]:
    """All pages, for this run alone: Streamlit notes on a page that it may be run. To look for the
    files and names of ten takes longer than to draw the links to them, so that is done once.
    """
    return [copy(page) for page in _found(language())]


def parts(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Those of these pages that stand together, part by part."""
    known = _parts(language())
    for _part, together in groupby(pages, key=lambda page: known[page.url_path]):
        yield list(together)


@cache
def _parts(chosen: Language) -> dict[str, int]:
    """The part of each page."""
    names = [page.url_path for page in _found(chosen)]
    begun = accumulate(int(name in BEGIN_A_PART) for name in names)
    return dict(zip(names, begun, strict=True))


@cache
def _found(_language: Language) -> list[Page]:
    titles = {
        "overview": _("Overview"),
        "pairings": _("Pairings"),
        "compare": _("Side by side"),
        "scorecard": _("Scorecard"),
        "reconciliation": _("Reconciliation"),
        "followup": _("Follow-up"),
        "assessment": _("Assessment"),
        "meetings": _("Meetings"),
        "projects": _("Projects"),
        "industry": _("Industries"),
        "visits": _("Visits"),
        "exchange": _("Exchange"),
        "ledgers": _("Other ledgers"),
        "published": _("Published figures"),
        "brief": _("Brief for a meeting"),
        "dictionary": _("Dictionary"),
        "places": _("Places"),
        "snapshots": _("Snapshots"),
        "reporting": _("Reporting"),
        "closings": _("Closed periods"),
        "upload": _("Upload"),
        "imports": _("Imports"),
        "accounts": _("Accounts"),
        "audit": _("Audit"),
    }
    return [
        st.Page(ROOT / f"pages/{name}.py", title=title, url_path=name, default=name == HOME)
        for name, title in titles.items()
    ]
