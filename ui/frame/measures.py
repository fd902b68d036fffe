"""What can be measured of projects, in the reader's language, and amounts of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from babel.numbers import format_decimal

from db.models.measures import SCALE
from db.queries import measures
from ui.frame import numbers
from ui.frame.query_cache import derived, load
from ui.frame.text import LOCALES, N_, _, either, language

UNITS = {
    "亩": N_("mu"),
    "吨": N_("tonnes"),
    "株": N_("plants"),
    "头": N_("head"),
    "平方米": N_("square metres"),
    "间": N_("rooms"),
    "件": N_("pieces"),
    "台": N_("machines"),
    "单": N_("orders"),
    "家": N_("shops"),
    "公顷": N_("hectares"),
    "公斤": N_("kilograms"),
    "斤": N_("half kilograms"),
    "万元": N_("10,000 yuan"),
    "亿元": N_("100 million yuan"),
}
"""Units of the shipped measures, and those that are often converted; any other is told as it was
written.
"""
YUAN = "元"


@dataclass(frozen=True)
class Told:
    """A measure in the reader's language."""

    key: str
    name: str
    own: str
    definition: str
    source: str

    @property
    def unit(self) -> str:
        """Its unit in the reader's language."""
        return unit(self.own)


@derived
def every() -> dict[str, Told]:
    """All measures by key, in their order."""
    found = load(measures.known).to_dict("records")
    return {
        one["key"]: Told(
            one["key"],
            either(one["name_zh"], one["name_en"]),
            one["unit"],
            either(one["definition_zh"], one["definition_en"]),
            one["source"],
        )
        for one in found
    }


def unit(own: str) -> str:
    """A unit in the reader's language."""
    if own == YUAN:
        return _("yuan")
    return _(UNITS[own]) if own in UNITS else own


def amount(key: str, value: Any) -> str:
    """Thousandths of a measure's unit, in full; a dash where there is none."""
    told = every().get(key)
    return written(value, told.own if told else "")


def written(value: Any, own: str) -> str:
    """Thousandths of a unit with it, in full."""
    if pd.isna(value):
        return "—"
    exact = Decimal(int(value)) / SCALE
    if own == YUAN and exact == int(exact):
        return str(numbers.exact_money(int(exact)))
    number = str(format_decimal(exact, "#,##0.###", locale=LOCALES[language()]))
    return str(numbers.Written(number, unit(own)))
