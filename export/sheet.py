"""A chart and all that must be printed with it, and several of them as one file."""

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from export.words import Language, Words, words, written

Spec = dict[str, Any]
"""A figure as Plotly's JSON has it: `data`, `layout`."""


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What is printed with a chart. All its words are in `language`, already translated.

    `definition` says what is counted; `unit` in what (may be empty); `source` where it comes from,
    without a stop; `demo` whether demo records are part of it; `as_of` is the last day of the data
    and stands in file names; `dated` says in full as of when they are, and when they were loaded:
    without it the day is said. `conditions` are the filters in force, in words: ("帮扶方", "浙江").
    `scope` is what a file name says of them: ("浙江-四川", "2018-2020"). `alt` says what the
    figure shows to who does not see it.
    """

    title: str
    definition: str
    source: str
    as_of: dt.date
    language: Language
    conditions: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    demo: bool = False
    scope: tuple[str, ...] = ()
    alt: str = ""
    dated: str = ""


def caption(told: object) -> dict[str, Any]:
    """What is printed with a chart, by its names, of whatever has all of it: a snapshot's content,
    another sheet.
    """
    return {part.name: getattr(told, part.name) for part in fields(Caption)}


@dataclass(frozen=True, kw_only=True)
class Sheet(Caption):
    """A chart as it is printed: `figure` is drawn light (`charts` mode "light"); `table` is what it
    was drawn from, its columns named for the reader. `number` is the snapshot's number, empty where
    there is none.
    """

    figure: Mapping[str, Any]
    table: pd.DataFrame
    number: str = ""

    @property
    def words(self) -> Words:
        """What is printed around it."""
        return words(self.language)

    @property
    def spec(self) -> Spec:
        """A copy of the figure, to be changed at will."""
        return copy.deepcopy(dict(self.figure))

    @property
    def filters_line(self) -> str:
        """筛选条件：帮扶方：浙江；年份：2018—2020"""
        said = self.words
        return said.condition.format(name=said.filters, value=in_force(self.conditions, said))

    @property
    def definition_line(self) -> str:
        """指标口径：… 计量单位：亿元。"""
        said, told = self.words, self.defined
        return said.condition.format(name=said.definition, value=told) if told else ""

    @property
    def defined(self) -> str:
        """The definition and the unit, each with its stop."""
        said = self.words
        unit = said.unit.format(unit=self.unit) if self.unit else ""
        parts = [sentence(self.definition, said)] if self.definition.strip() else []
        return said.space.join([*parts, unit]).strip()

    @property
    def source_line(self) -> str:
        """数据来源：…（含演示数据）。数据截至2026年11月23日。快照编号：S-7。"""
        said = self.words
        parts = [said.source.format(source=sourced(self)), said.as_of.format(day=self.day)]
        if self.number:
            parts.append(said.number.format(number=self.number))
        return said.space.join(sentence(part, said) for part in parts)

    @property
    def day(self) -> str:
        """As of when the data are, as a reader writes it."""
        return self.dated or written(self.as_of, self.language)


@dataclass(frozen=True)
class Deck:
    """Several charts as one file, with a cover; filters and date are those of the whole."""

    title: str
    sheets: tuple[Sheet, ...]
    as_of: dt.date
    language: Language
    conditions: tuple[tuple[str, str], ...] = ()
    subtitle: str = ""
    scope: tuple[str, ...] = ()
    dated: str = ""

    @property
    def words(self) -> Words:
        """What is printed around the charts."""
        return words(self.language)

    @property
    def day(self) -> str:
        """As of when the data are, as a reader writes it."""
        return self.dated or written(self.as_of, self.language)

    @property
    def demo(self) -> bool:
        """Whether any chart counts demo records."""
        return any(sheet.demo for sheet in self.sheets)

    @property
    def filters_line(self) -> str:
        """The filters in words, or that there is none."""
        return in_force(self.conditions, self.words)


def in_force(conditions: tuple[tuple[str, str], ...], said: Words) -> str:
    """帮扶方：浙江；年份：2018—2020"""
    told = [said.condition.format(name=name, value=value) for name, value in conditions]
    return said.between.join(told) or said.no_filter


def sourced(sheet: Sheet) -> str:
    """The source, and whether demo records are part of it."""
    said = sheet.words
    source = sheet.source.strip().rstrip("。.")
    if not sheet.demo:
        return source
    left, right = ("（", "）") if sheet.language == "zh" else (" (", ")")
    return f"{source}{left}{said.demo}{right}"


def sentence(text: str, said: Words) -> str:
    """A text with one stop at its end."""
    stripped = text.strip()
    return stripped if stripped.endswith(("。", ".", "！", "？", "!", "?")) else stripped + said.end
