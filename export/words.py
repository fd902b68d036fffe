"""The words that a file prints around a chart, in both languages.

They stand in words.csv and not in the catalogues of the interface: a file is made for a page and
for a permalink alike, in the language of its sheet, whoever asks for it.
"""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh", "en"]
"""Chinese or English, of everything in a file that is not data."""


@dataclass(frozen=True)
class Words:
    """Sentences are `str.format` templates with named fields."""

    tag: str
    """The language, as HTML and Office name it."""
    filters: str
    no_filter: str
    """What stands for the filters where none is in force."""
    condition: str
    """A filter in force. Fields: name, value."""
    between: str
    """What parts conditions."""
    end: str
    """The stop after a sentence."""
    space: str
    """What stands between sentences."""
    definition: str
    unit: str
    """After a definition. Field: unit."""
    source: str
    """Field: source."""
    source_name: str
    demo: str
    as_of: str
    """Field: day."""
    as_of_name: str
    number: str
    """Field: number."""
    number_name: str
    day: str
    """A date. Field: d (a date)."""
    figure: str
    """What a figure is called in a caption and in its Word field: 图."""
    table: str
    charts: str
    """Heading of the list of charts."""
    data: str
    """Heading of the data tables."""
    page: str
    """Fields: page, pages."""
    notes: str
    """Name of the second sheet of a workbook."""
    sheet: str
    """Name of its first sheet."""
    title: str
    yes: str
    no: str
    rows_left_out: str
    """Below a table that is cut. Fields: shown, rows."""
    no_rows: str
    errors: Mapping[str, str]
    """Kind of error → sentence."""
    sizes: Mapping[str, str]
    """What may be too large → its name."""


def _read(language: Language) -> Words:
    """A column of words.csv, where a name with a dot in it is one of several."""
    texts: dict[str, Any] = {"errors": {}, "sizes": {}}
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, _dot, key = row["name"].partition(".")
            (texts[name] if key else texts)[key or name] = row[language]
    return Words(**texts)


ZH, EN = _read("zh"), _read("en")


def words(language: Language) -> Words:
    """The words of a language."""
    return EN if language == "en" else ZH


def written(day: dt.date, language: Language) -> str:
    """A date as a reader writes it."""
    return words(language).day.format(d=day)
