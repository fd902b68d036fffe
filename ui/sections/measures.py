"""What the projects of a selection have of one measure: by year, and by place."""

from functools import partial

import pandas as pd

from charts import money, ranked, theme
from charts.money import MoneyWords
from charts.ranked import RankWords
from charts.words import Scale
from db.filters import Filter
from db.models.measures import SCALE
from db.queries import measures as queries
from ui.drawing import clicks, figure, section
from ui.frame import aggregates, as_of, definitions, filters, measures, provenance, terms
from ui.frame.page_request import MEASURE, PageRequest
from ui.frame.query_cache import load
from ui.frame.text import N_, _


def _again(asked: PageRequest) -> tuple[Filter, str] | None:
    """The measure that is asked for, or the first that is told."""
    known = told(asked.filter)
    given = asked.parameters.get(MEASURE, "")
    return (asked.filter, given if given in known else next(iter(known))) if known else None


@section.chart("measure-by-year", N_("A measure of projects, by year"), again=_again)
def by_year(of: section.Section[...], chosen: Filter, key: str) -> figure.Chart:
    """Actual amounts by year; a click chooses one."""
    found, told = sums(chosen, key), measures.every()[key]
    years = _sums(found, "year")
    drawn = years.assign(industry=str(chosen.industry or "other"), in_place=years["actual"])
    drawn = drawn[drawn["actual"] > 0]
    words = _year_words(told, drawn)
    return figure.Chart(
        of,
        called=_("{measure}, by year", measure=told.name),
        **_defined(told, definitions.so_far(years["year"])),
        source=provenance.ledgers(bool(found["demo"].any()), as_of.of(found)),
        figure=money.in_place_by_year(drawn, words, section.mode()),
        rows=len(drawn),
        table=partial(table, years, told, _("Year"), "year"),
        alt=money.alt(drawn, words),
        empty=filters.nothing_because(_("No project says what there is of it.")),
        pick=clicks.Narrow(("years",)),
    )


@section.chart("measure-by-place", N_("A measure of projects, by place"), again=_again)
def by_place(of: section.Section[...], chosen: Filter, key: str) -> figure.Chart:
    """Actual amounts by receiving province, the most first; a click chooses one."""
    found, told = sums(chosen, key), measures.every()[key]
    places, names = _sums(found, "receiver"), aggregates.province_names()
    places = places.assign(label=[names.get(code, code) for code in places["receiver"]])
    demo = places["demo_actual"] / places["actual"].where(places["actual"] > 0)
    bars = places.assign(key=places["receiver"], value=places["actual"], demo=demo)
    words = _rank_words(told, int(places["actual"].max()) if len(places) else 0)
    return figure.Chart(
        of,
        called=_("{measure}, by place", measure=told.name),
        **_defined(told, ""),
        source=provenance.ledgers(bool(found["demo"].any()), as_of.of(found)),
        figure=ranked.bars(bars, words, section.mode(), theme.RECEIVER),
        rows=int((places["actual"] > 0).sum()),
        table=partial(table, places, told, _("Place"), "label"),
        alt=ranked.alt(bars, words),
        empty=filters.nothing_because(_("No project says what there is of it.")),
        pick=clicks.Narrow(("receiver",)),
    )


def told(chosen: Filter) -> dict[str, measures.Told]:
    """The measures that projects of the selection tell, by key."""
    found = set(load(queries.sums, chosen)["measure_key"])
    return {key: one for key, one in measures.every().items() if key in found}


def sums(chosen: Filter, key: str) -> pd.DataFrame:
    """The sums of one measure: measures.sums."""
    found = load(queries.sums, chosen)
    return found[found["measure_key"] == key]


def _sums(found: pd.DataFrame, by: str) -> pd.DataFrame:
    demo = found["actual"].fillna(0).where(found["demo"].astype(bool), 0)
    columns = [*queries.SUMMED, "demo_actual"]
    filled = found.assign(demo_actual=demo).groupby(by, as_index=False)[columns].sum()
    return filled.astype(dict.fromkeys(columns, "int64"))


def table(found: pd.DataFrame, told: measures.Told, name: str, by: str) -> pd.DataFrame:
    """The sums behind a chart in the measure's unit, and how many projects say so."""
    unit = told.unit
    return pd.DataFrame(
        {
            name: found[by],
            _("Planned ({unit})", unit=unit): found["planned"] / SCALE,
            _("Projects that say so (planned)"): found["planned_by"],
            _("Actual ({unit})", unit=unit): found["actual"] / SCALE,
            _("Projects that say so (actual)"): found["actual_by"],
        }
    )


def _defined(told: measures.Told, more: str) -> definitions.Defined:
    text = definitions.joined(
        told.definition,
        _("Actual figures; what is planned stands in the table, and the two are never added."),
        more,
    )
    return {"definition": text, "counted": "", "versions": {}}


def _scale(told: measures.Told, most: int) -> Scale:
    """Thousandths in the unit, or in ten thousands of it."""
    if most >= 10**8 * SCALE:
        return Scale(10**8 * SCALE, _("100 million {unit}", unit=told.unit))
    if most >= 10**5 * SCALE:
        return Scale(10**4 * SCALE, _("10,000 {unit}", unit=told.unit))
    return Scale(SCALE, told.unit)


def _axis(told: measures.Told, scale: Scale) -> str:
    return _("{measure} ({unit})", measure=told.name, unit=scale.unit)


def _year_words(told: measures.Told, drawn: pd.DataFrame) -> MoneyWords:
    scale = _scale(told, int(drawn["actual"].max()) if len(drawn) else 0)
    return MoneyWords.translated(
        _,
        scale=scale,
        axis=_axis(told, scale),
        industries=terms.labels(terms.INDUSTRIES),
        breaks=definitions.along_years(),
        alt=_alt(
            told,
            _(
                "{measure} from {first} to {last}: {total} {unit} in all, most in {peak_year} "
                "({peak}), least in {low_year} ({low})."
            ),
        ),
        alt_one_year=_alt(told, _("{measure} in {last}: {total} {unit}.")),
        alt_empty=_("No {measure}.", measure=told.name),
    )


def _alt(told: measures.Told, text: str) -> str:
    """A text whose other fields are filled in later."""
    return text.replace("{measure}", told.name.replace("{", "{{").replace("}", "}}"))


def _rank_words(told: measures.Told, most: int) -> RankWords:
    scale = _scale(told, most)
    return RankWords.translated(
        _,
        scale=scale,
        axis=_axis(told, scale),
        alt=_(
            "{count} of them with {total} {unit}: {first} leads with {first_value} "
            "({first_share}), {last} is last with {last_value}."
        ),
        alt_one=_("{first}: {first_value} {unit}."),
        alt_empty=_("No {measure}.", measure=told.name),
    )
