"""What matters in an industry: measures, money, jobs and workshops, by year and place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from db.filters import Filter
from db.importing.kinds import LEDGERS
from db.queries import measures as queries
from db.queries import sectors
from db.summary import sums
from db.terms import Industry, Kind
from ui.frame import aggregates, columns, filters, links, markup, measures, numbers, terms
from ui.frame.page_request import MEASURE
from ui.frame.query_cache import load
from ui.frame.rows import SUM
from ui.frame.text import _

PAGE = "industry"
BEHIND = "behind"
"""The parameter that says which rows stand at the foot."""

COUNTED = ("projects", "in_place", "jobs")

Measures = Mapping[str, measures.Told]


def overview(found: aggregates.Ledgers) -> None:
    """All industries of the selection, each as a link to what matters in it."""
    grouped = sums(found.projects, ["industry"], {name: name for name in COUNTED})
    rows = {key: values for key, *values in zip(*map(list, grouped.values()), strict=True)}
    markup.section(_("Choose an industry"), _("Each shows what its projects plan and have."))
    if not rows:
        markup.notice(filters.nothing_because(_("No project matches this selection.")))
        return
    shown = [
        {
            _("Industry"): _link(terms.label(terms.INDUSTRIES, one), PAGE, industry=one),
            _("Projects"): _link(numbers.count(rows[one][0]), "projects", industry=one),
            _("Money in place"): _link(
                str(numbers.money(rows[one][1])), "projects", industry=one, **{SUM: "in_place"}
            ),
            _("Jobs"): _link(_persons(rows[one][2]), "projects", industry=one, **{SUM: "jobs"}),
        }
        for one in map(str, Industry)
        if one in rows
    ]
    markup.tabulate(shown, "industries")


def all_measures(chosen: Filter, known: Measures) -> None:
    """Each measure with what is planned and there, as links to the projects behind."""
    note = _("Only what is of one measure is added up, planned and actual apart.")
    markup.section(_("Scale and output"), note)
    if not known:
        text = _(
            "No project of this selection says what it measures. Ledgers may have columns such as "
            "种植面积（亩）, 计划产量（吨） or 产值（万元）; the form of a project has a field."
        )
        markup.notice(filters.nothing_because(text))
        return
    found = load(queries.sums, chosen)
    headers = (
        *(_("What is measured"), _("Planned"), _("Projects that say so (planned)")),
        *(_("Actual"), _("Projects that say so (actual)")),
    )
    rows = []
    for key, one in known.items():
        total = queries.totals(found, key)
        planned, actual = (_told(one, total, basis) for basis in ("planned", "actual"))
        rows.append((one.name, *planned, *actual))
    st.html(str(markup.table(headers, rows, "measures")))


def by_year(found: aggregates.Ledgers, known: Measures) -> None:
    """A row a year: projects, each measure, money, jobs, and workshops where words tell them."""
    years, stocks = _grouped(found, "year"), _stocks(found.chosen)
    markup.section(_("By year"), _words_note(found.chosen) if stocks else "")
    if not years:
        return
    headers = (_("Year"), *_headers(known), *(name for stock in stocks for name in stock.headers))
    rows = []
    for year in sorted({*years, *(year for stock in stocks for year in stock.years)}):
        more = {"years": str(year)}
        cells = _cells(years.get(year, {}), known, more)
        for stock in stocks:
            at = {**more, BEHIND: stock.kind.value}
            cells += tuple(_link(numbers.count(n), PAGE, **at) for n in stock.of(year))
        rows.append((str(year), *cells))
    foot = (_("All years"), *_cells(_total(years.values()), known, {}))
    foot += ("",) * (len(headers) - len(foot))
    st.html(str(markup.table(headers, rows, "by-year", foot)))


def by_place(found: aggregates.Ledgers, known: Measures) -> None:
    """A row a receiving province."""
    places, names = _grouped(found, "receiver"), aggregates.province_names()
    if not places:
        return
    markup.section(_("By place"), _("Places are the provinces that receive."))
    order = sorted(places, key=lambda code: (-places[code].get("projects", 0), code))
    rows = [
        (names.get(code, code), *_cells(places[code], known, {"receiver": code})) for code in order
    ]
    foot = (_("All places"), *_cells(_total(places.values()), known, {}))
    headers = (_("Place"), *_headers(known))
    st.html(str(markup.table(headers, rows, "by-place", foot)))


def _headers(known: Measures) -> tuple[str, ...]:
    named = (measure.name for measure in known.values())
    return (_("Projects"), *named, _("Money in place"), _("Jobs"))


def _cells(of: dict[str, int], known: Measures, more: dict[str, str]) -> tuple[object, ...]:
    """The numbers of a year or a place, each as a link to its rows."""
    return (
        _link(numbers.count(of.get("projects", 0)), "projects", **more),
        *(_measured(of, key, more) for key in known),
        _link(str(numbers.money(of.get("in_place", 0))), "projects", **more, **{SUM: "in_place"}),
        _link(_persons(of.get("jobs", 0)), "projects", **more, **{SUM: "jobs"}),
    )


def _measured(of: dict[str, int], key: str, more: dict[str, str]) -> object:
    """What there is of a measure, and below it what is planned."""
    planned, actual = (
        _link(measures.amount(key, of[f"{key}.{basis}"]), PAGE, **{MEASURE: key, **more})
        if of.get(f"{key}.{basis}_by")
        else ""
        for basis in ("planned", "actual")
    )
    if not planned:
        return actual or "—"
    below = Markup('<span class="x-quiet">{} {}</span>').format(_("Planned"), planned)
    return markup.join([actual or "—", below], "<br>")


def _persons(jobs: int) -> str:
    """As the foot of the list of projects has them."""
    return str(numbers.quantity(jobs, "persons"))


def _grouped(found: aggregates.Ledgers, by: str) -> dict[Any, dict[str, int]]:
    """Year or place → projects, money, jobs, and sums of each measure (`planted_area.actual`)."""
    grouped = sums(found.projects, [by], {name: name for name in COUNTED})
    rows = {
        value: dict(zip(COUNTED, map(int, values), strict=True))
        for value, *values in zip(*map(list, grouped.values()), strict=True)
    }
    told = load(queries.sums, found.chosen)
    for key, of in told.groupby("measure_key"):
        for value, group in of.groupby(by):
            added = queries.totals(group, str(key))
            rows.setdefault(value, {}).update({f"{key}.{name}": n for name, n in added.items()})
    return rows


def _total(rows: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            total[name] = total.get(name, 0) + value
    return total


@dataclass(frozen=True)
class _Stock:
    """Records of a ledger that each year tells anew: year → how many, and the first of its sums."""

    kind: Kind
    years: Mapping[int, tuple[int, int]]

    @property
    def headers(self) -> tuple[str, str]:
        """What both numbers are called."""
        ledger = LEDGERS[self.kind]
        return terms.kind(self.kind), columns.name(ledger.spec.table.name, ledger.summed[0])

    def of(self, year: int) -> tuple[int, int]:
        """Both numbers of a year."""
        return self.years.get(year, (0, 0))


def _stocks(chosen: Filter) -> list[_Stock]:
    industry, found = chosen.industry, []
    if industry not in sectors.WORDS:
        return []
    for kind in sectors.KINDS:
        if LEDGERS[kind].stock:
            rows = load(sectors.by_year, kind, chosen, industry).fillna(0)
            names = ("year", "records", LEDGERS[kind].summed[0])
            told = zip(*(rows[name].astype(int) for name in names), strict=True)
            found.append(_Stock(kind, {year: (many, total) for year, many, total in told}))
    return [stock for stock in found if stock.years]


def _words_note(chosen: Filter) -> str:
    if chosen.industry not in sectors.WORDS:
        return ""
    return _(
        "Workshops are those whose name, product or enterprise has one of the words {words}; each "
        "year tells of them anew, so that they are not added up.",
        words="、".join(sectors.WORDS[chosen.industry]),
    )


def _told(one: measures.Told, total: dict[str, int], basis: str) -> tuple[object, object]:
    if not total[f"{basis}_by"]:
        return "—", "0"
    amount = measures.amount(one.key, total[basis])
    return _link(amount, PAGE, **{MEASURE: one.key}), numbers.count(total[f"{basis}_by"])


def _link(label: str, page: str, **parameters: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(links.to(page, **parameters), label)
