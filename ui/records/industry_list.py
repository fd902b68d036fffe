"""The rows behind the figures of an industry: projects of a measure, workshops, sales."""

from functools import partial
from typing import Any

import pandas as pd

from db.filters import Filter
from db.importing.kinds import LEDGERS
from db.models.measures import SCALE
from db.queries import measures as queries
from db.queries import sectors
from db.terms import Industry, Kind
from ui.drawing import list_files
from ui.frame import as_of, choice, links, markup, measures, names, numbers, paged, terms
from ui.frame.query_cache import load
from ui.frame.text import _, either, n_, said
from ui.records import ledger_list
from ui.records.industry import BEHIND
from ui.sections.measures import sums

ALL = 100_000
"""More rows than that no file has."""


def show(chosen: Filter, industry: Industry, one: measures.Told | None) -> None:
    """Draw the choice of what is listed, and the list."""
    lists = {"projects": _("Projects")} if one else {}
    if industry in sectors.WORDS:
        lists |= {kind.value: terms.kind(kind) for kind in sectors.KINDS}
    if not lists:
        return
    markup.section(_("The rows behind"))
    behind = choice.among(BEHIND, _("The rows behind"), lists)
    if behind == "projects" and one:
        _projects(chosen, one)
    else:
        _ledger(Kind(behind), chosen, industry)


def _projects(chosen: Filter, one: measures.Told) -> None:
    total = queries.totals(load(queries.sums, chosen), one.key)

    def page(limit: int, offset: int) -> pd.DataFrame:
        return names.with_sides(load(queries.listed, chosen, one.key, limit=limit, offset=offset))

    paged.show(
        paged.Listing(
            name="measured",
            headers=_headers(one),
            count=lambda: total["projects"],
            page=page,
            counted=lambda n: n_("{n} project.", "{n} projects.", n),
            row=partial(_row, one),
            empty=_("No project of this selection says what it measures."),
            of=(chosen, one.key),
            kept=as_of.of(sums(chosen, one.key)),
            foot=lambda n: (
                *(_("All pages"), numbers.quantity(n, "projects"), "", ""),
                *(_amount(one, total, basis) for basis in ("planned", "actual")),
            ),
        )
    )
    list_files.offer(
        list_files.Listed(one.name, one.definition, partial(_table, chosen, one, page))
    )


def _headers(one: measures.Told) -> tuple[str, ...]:
    measured = (_("{measure}, planned", measure=one.name), _("{measure}, actual", measure=one.name))
    return (_("Year"), _("Project"), _("Couple"), _("Stage"), *measured)


def _row(one: measures.Told, project: Any) -> tuple[object, ...]:
    link = links.project(int(project["id"]), either(project["title"], project["title_en"]))
    return (
        str(project["year"]),
        markup.marked(link, bool(project["demo"])),
        names.couple(project),
        terms.label(terms.STAGES, project["stage"]),
        *(measures.amount(one.key, project[basis]) for basis in ("planned", "actual")),
    )


def _amount(one: measures.Told, total: dict[str, int], basis: str) -> str:
    return measures.amount(one.key, total[basis]) if total[f"{basis}_by"] else "—"


def _table(chosen: Filter, one: measures.Told, page: Any) -> pd.DataFrame:
    found = page(ALL, 0)
    planned, actual = (found[basis].astype("Float64") / SCALE for basis in ("planned", "actual"))
    both = found[["title", "title_en"]].to_numpy().tolist()
    titles = [either(zh, en) for zh, en in both]
    return pd.DataFrame(
        {
            _("Year"): found["year"],
            _("Project"): titles,
            _("Couple"): [str(names.couple(row)) for row in found.to_dict("records")],
            _("Stage"): [terms.label(terms.STAGES, key) for key in found["stage"]],
            _("Planned ({unit})", unit=one.unit): planned,
            _("Actual ({unit})", unit=one.unit): actual,
            _("Demo record"): found["demo"],
        }
    )


def _ledger(kind: Kind, chosen: Filter, industry: Industry) -> None:
    ledger = LEDGERS[kind]
    words = "、".join(sectors.WORDS[industry])
    counted = load(sectors.by_year, kind, chosen, industry)

    def page(limit: int, offset: int) -> pd.DataFrame:
        found = load(sectors.listed, kind, chosen, industry, limit=limit, offset=offset)
        return names.with_sides(found)

    paged.show(
        paged.Listing(
            name=f"sector_{kind.value}",
            headers=ledger_list.headers(ledger),
            count=lambda: int(counted["records"].sum()),
            page=page,
            counted=lambda n: _("{counted}, the newest first.", counted=said(ledger.counted(n))),
            row=partial(ledger_list.row, ledger),
            empty=_("No record of this selection has one of the words {words}.", words=words),
            of=(kind, chosen, industry),
            kept=as_of.of(counted),
        )
    )
