"""What the dictionary says of an indicator, by which version, and where its series break."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict

import pandas as pd

from charts.words import Break
from db import clock
from db.definitions import breaks
from db.queries import definitions, store
from ui.frame import links
from ui.frame.query_cache import derived, load
from ui.frame.text import _, either, language

REPAIRED = 2021
"""Since this year provinces are paired anew, and series do not run on."""

STOPS = ("。", ".")


class Defined(TypedDict):
    """The part of a Chart that says what is counted: in words, which metrics where those do not say
    so, and by which versions.
    """

    definition: str
    counted: str
    versions: Mapping[str, int]


@derived
def dictionary() -> dict[str, dict[str, Any]]:
    """Key → the columns of store.metrics."""
    metrics = load(store.metrics)
    names = [str(column) for column in metrics]
    rows = zip(*(metrics[column] for column in names), strict=True)
    return {row["key"]: row for row in (dict(zip(names, row, strict=True)) for row in rows)}


def name(key: str) -> str:
    """What a metric is called; its key where the dictionary does not know it."""
    metric = dictionary().get(key)
    return either(metric["name_zh"], metric["name_en"]) if metric else key


def definition(key: str) -> str:
    """The definition of one metric and its version: … （第2版，2024-01-01 起）。"""
    metric = dictionary().get(key)
    if metric is None:
        return ""
    return with_version(either(metric["definition_zh"], metric["definition_en"]), metric)


def with_version(text: str, metric: Mapping[str, Any]) -> str:
    """A text with the version (its `number` and `valid_from`) before its stop."""
    if (told := version(metric["number"], metric["valid_from"])) == "":
        return text
    stop = text[-1:] if text.endswith(STOPS) else ""
    return _("{text} ({version})", text=text.removesuffix(stop), version=told) + stop


def version(number: int | None, valid_from: date | None = None) -> str:
    """Which version it is, and since when: 第2版，2024-01-01 起. Nothing where none is known."""
    if pd.isna(number):
        return ""
    if pd.isna(valid_from):
        return _("version {n}", n=int(number))
    return _("version {n}, from {day}", n=int(number), day=valid_from.strftime("%Y-%m-%d"))


def of(key: str, more: str = "") -> Defined:
    """What a chart of one metric says, and `more` behind it."""
    said = joined(definition(key), more)
    return {"definition": said, "counted": "", "versions": _versions((key,))}


def counting(text: str, *keys: str) -> Defined:
    """What a chart says in words of its own, with the metrics that it counts."""
    metrics = [dictionary()[key] for key in keys if key in dictionary()]
    names = [with_version(either(one["name_zh"], one["name_en"]), one) for one in metrics]
    counted = _("Counted: {names}.", names=_(", ").join(names)) if names else ""
    return {"definition": text, "counted": counted, "versions": _versions(keys)}


def series_breaks(*keys: str) -> tuple[Break, ...]:
    """Where series of these metrics do not run on: the re-pairing, and changes of definition."""
    changes = _changes()
    repaired = Break(REPAIRED, _("re-paired in 2021"))
    found = [(name(key), one) for key in keys for one in changes.get(key, ())]
    if len(keys) == 1:
        return (repaired, *(one for _name, one in found))
    return (repaired, *(Break(one.year, f"{of}: {one.caption}") for of, one in found))


def along_years(*keys: str) -> tuple[Break, ...]:
    """The marks of an axis of years: its breaks, and the year that is not over."""
    year = clock.today().year
    return (*series_breaks(*keys), Break(year, _("{year}: so far", year=year)))


def so_far(years: Iterable[int]) -> str:
    """That the last of some years is not over, where it is not."""
    now = clock.today().year
    if now not in set(years):
        return ""
    return _("{year} is not over: what stands for it is so far.", year=now)


def break_years(key: str) -> set[int]:
    """Years whose figures are not comparable with those of the year before."""
    return {one.year for one in series_breaks(key)}


def linked(versions: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Each metric with its version, and the address of its entry in the dictionary."""
    return tuple(
        (with_version(name(key), dictionary()[key]), links.to("dictionary", metric=key))
        for key in versions
    )


def joined(*texts: str) -> str:
    """Sentences one behind the other."""
    return ("" if language() == "zh" else " ").join(filter(None, texts))


def _versions(keys: tuple[str, ...]) -> dict[str, int]:
    known = dictionary()
    return {
        key: int(known[key]["number"])
        for key in keys
        if key in known and not pd.isna(known[key]["number"])
    }


@derived
def _changes() -> dict[str, list[Break]]:
    """Metric → the changes of its definition."""
    return {
        key: [
            Break(
                one.valid_from.year,
                _("defined anew from {day} (version {n})", day=one.valid_from, n=one.number),
            )
            for one in breaks(versions)
            if one.valid_from is not None
        ]
        for key, versions in load(definitions.versions).items()
    }
