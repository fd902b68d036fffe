"""What the texts of demo records say in English, by the table english.csv.

A row is a text in both languages, or one with parts in braces. Parts are texts of the table too,
names of places, or numbers; a `word` is one of a period (words.of_period), a `work` is what a
project builds, a `site` what a delegation sees.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from data.demo.tables import HERE, rows
from data.demo.words import county

NUMBERS = {"n": 1, "m": 1, "k": 1, "tens_of_thousands": 10_000, "year": 0}
"""Parts that are numbers, each with what one of it is; a year is none."""
WORDS = {"cooperation", "people", "workshop", "sales", "goal", "way", "firms_and_villages"}


class Row(NamedTuple):
    """A row of the table."""

    kind: str
    zh: str
    en: str


def translated(text: str, places: Mapping[str, str]) -> str | None:
    """A text of a demo record in English; None where it is none of the generator's. `places` are
    the English names of places, and of provinces by their one-character names.
    """
    if "；" in text and (each := _each(text.split("；"), places)):
        return "; ".join(each)
    if found := _fixed().get(text) or _place(text, places):
        return found
    for pattern, template in _templates():
        if match := pattern.fullmatch(text):
            parts = {name: _part(name, part, places) for name, part in match.groupdict().items()}
            if None not in parts.values():
                said = template.format_map(parts)
                return said[0].upper() + said[1:] if template[0] == "{" else said
    return None


def _part(name: str, text: str, places: Mapping[str, str]) -> str | None:
    if one := NUMBERS.get(name):
        return f"{int(text) * one:,}"
    return text if name in NUMBERS else translated(text, places)


def _each(texts: Iterable[str], places: Mapping[str, str]) -> list[str]:
    """All of them in English, or none."""
    found = [translated(text, places) for text in texts]
    return [] if None in found else [text for text in found if text is not None]


def _place(text: str, places: Mapping[str, str]) -> str | None:
    """A unit, one in its prefecture (without that), or two provinces by their signs."""
    signs = [places[sign] for sign in text if sign in places]
    if text not in places and len(text) == len(signs) == 2:
        return "–".join(signs)
    return places.get(text) or places.get(county(text))


@lru_cache
def _rows() -> list[Row]:
    return [Row(**row) for row in rows(HERE / "english.csv")]


@lru_cache
def _fixed() -> dict[str, str]:
    """Texts without parts; what is a work and an industry is said as the industry is."""
    return {row.zh: row.en for row in sorted(_rows(), key=_rank) if "{" not in row.zh}


def _rank(row: Row) -> bool:
    return row.kind != "work"


@lru_cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Texts with parts."""
    return [(re.compile(_pattern(row.zh)), row.en) for row in _rows() if "{" in row.zh]


def _pattern(template: str, *, named: bool = True) -> str:
    """A template as a pattern: each of its parts is what its name says, or any text."""
    whole = ""
    for part in re.split(r"(\{\w+\})", template):
        name = part[1:-1]
        if not part.startswith("{"):
            whole += re.escape(part)
        elif name in NUMBERS:
            whole += f"(?P<{name}>[0-9]+)"
        else:
            kind = "word" if name in WORDS else name
            whole += f"(?P<{name}>{_any(kind)})" if named else f"(?:{_any(kind)})"
    return whole


@lru_cache
def _any(kind: str) -> str:
    """A pattern of all texts of a kind; of any text where there is no such kind."""
    texts = sorted((row.zh for row in _rows() if row.kind == kind), key=len, reverse=True)
    return "|".join(_pattern(text, named=False) for text in texts) or ".+?"
