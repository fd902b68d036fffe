"""Which way people went, in a ledger that has no column for it.

2024年杭州市选派赴广元市挂职干部名单         the title says it for all
派出单位 杭州市某局, 接收单位 广元市某局    the units of each row do, if those of all rows do

What these do not tell is asked, once for the file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

from sqlalchemy import Connection

from db.importing.cells import Column
from db.importing.converted import bare, plain
from db.importing.couples import couples_in
from db.importing.csvtext import Line
from db.importing.delegations import side_of
from db.importing.directory import Directory, Namesakes, read_directory
from db.importing.implied import cell_of, widened
from db.importing.issue import Invalid, Issue
from db.importing.labels import DIRECTIONS, REPORTERS, by_label
from db.importing.names import Names, plain_header
from db.importing.placetext import match
from db.importing.problems.table import (
    COMING_ASKED,
    COMING_TAKEN,
    DIRECTION_ASKED,
    DIRECTION_TAKEN,
    REPORTER_ASKED,
    REPORTER_TAKEN,
)
from db.importing.shape import Shaped
from db.importing.words import same
from db.terms import Direction, Side

WAY = "全表方向"
"""Stands for a column where the direction of a whole file is asked about."""
WAY_NAMES = (WAY, "ways")
"""What it may be answered by."""
REPORTER = "全表填报方"
REPORTER_NAMES = (REPORTER, "reporters")
"""The same for who reports."""
FROM = ("sent_by", "post", "head")
TO = ("received_by", "sites")
"""Fields that name where people came from, and where they went; the post of those who are received
is one there.
"""
LONGEST = 60
_TO = re.compile("(?:赴|来|到|驻|派往|派至|派到)(?P<end>[\u4e00-\u9fff]{1,12})")
_EAST_WEST = re.compile(
    "(?P<start>东|西)部?[^东西]{0,6}?(?:派|赴|到|至|来|→)[^东西]{0,4}?(?P<end>东|西)"
)
_WAYS: dict[Side | None, Direction] = {
    Side.RECEIVER: Direction.EAST_TO_WEST,
    Side.HELPER: Direction.WEST_TO_EAST,
}
_LABELS = by_label(DIRECTIONS)
_COMING = frozenset(["来访", "来", "来考察", "来访考察", "请进来", "到访", "接待", "来访交流"])
_GOING = frozenset(["出访", "往", "去", "外出考察", "走出去", "赴外", "回访", "出访交流", "外访"])
"""What is told from where a ledger is kept."""
_BACK = dict(zip(Direction, reversed(Direction), strict=True))
_OTHER = {Side.HELPER: Side.RECEIVER, Side.RECEIVER: Side.HELPER}


@dataclass(frozen=True)
class Directed:
    """The table with a column for the direction, where it lacks one that it needs."""

    shaped: Shaped
    notes: Sequence[Issue] = ()
    questions: Sequence[Issue] = ()


def is_reporter(header: str) -> bool:
    """Whether an answer under this header says who reports the whole file."""
    return plain_header(header) in REPORTER_NAMES


def is_way(header: str) -> bool:
    """Whether an answer under this header is one about the direction of the file."""
    return plain_header(header) in WAY_NAMES


def with_direction(
    connection: Connection, shaped: Shaped, names: Names, given: Mapping[str, str], file_name: str
) -> Directed:
    """The table as it is, where it has a column for the direction, or lacks others as well."""
    needed, found, answered = _fields(shaped, names, given)
    answer = next((text for header, text in given.items() if is_way(header)), "")
    if "direction" in needed.keys() & found and "direction" not in answered:
        return _from_home(_Directing(connection, shaped, names), answer, file_name)
    if needed.keys() - found - answered != {"direction"} or not shaped.records:
        return Directed(shaped)
    directing = _Directing(connection, shaped, names)
    ways = directing.of_file([answer]) or directing.of_texts(file_name) or directing.of_rows()
    place = {"line_no": shaped.header_line}
    questions: list[Issue] = []
    if ways is None:
        options = {words[0]: same(words[0]) for words in DIRECTIONS.values()}
        questions.append(Invalid(DIRECTION_ASKED, options=options).issue(column=WAY, **place))
        ways = [Direction.EAST_TO_WEST] * len(shaped.records)
    texts = [DIRECTIONS[way][0] for way in ways]
    told = "、".join(dict.fromkeys(texts))
    notes = [Invalid(DIRECTION_TAKEN, direction=same(told)).issue(**place)]
    table = widened(shaped, {needed["direction"].zh: texts})
    return Directed(table, [] if questions or answer else notes, questions)


def with_reporter(
    connection: Connection, shaped: Shaped, names: Names, given: Mapping[str, str], file_name: str
) -> Directed:
    """The table with a column for who reports, where it lacks that alone: the side whose ledger it
    is by its title, or the one that is answered.
    """
    needed, found, answered = _fields(shaped, names, given)
    if needed.keys() - found - answered != {"reported_by"} or not shaped.records:
        return Directed(shaped)
    answer = next((text for header, text in given.items() if is_reporter(header)), "")
    side = by_label(REPORTERS).get(answer.strip().casefold())
    side = side or _Directing(connection, shaped, names).home(file_name)
    place = {"line_no": shaped.header_line}
    title, word = needed["reported_by"].zh, REPORTERS[Side(side or Side.HELPER)][0]
    table = widened(shaped, {title: [word] * len(shaped.records)})
    if side is None:
        options = {words[0]: same(words[0]) for words in REPORTERS.values()}
        asked = Invalid(REPORTER_ASKED, options=options).issue(column=REPORTER, **place)
        return Directed(table, [], [asked])
    note = Invalid(REPORTER_TAKEN, side=same(word)).issue(**place)
    return Directed(table, [] if answer else [note])


def _fields(
    shaped: Shaped, names: Names, given: Mapping[str, str]
) -> tuple[dict[str, Column], set[str], set[str]]:
    """What a ledger must have, what columns are or may be, and what answers say that they are."""
    needed = {column.field: column for column in names.columns if column.required}
    found = {c.field for h in shaped.header if (n := names.find(h)) for c in n.columns}
    return needed, found, {answer.partition(":")[0] for answer in given.values()}


def _from_home(directing: "_Directing", answer: str, file_name: str) -> Directed:
    """The table with 来访 and 出访 as the directions that they are where the ledger is kept."""
    shaped = directing.shaped
    index = directing.at("direction")
    cells = [] if index is None else [cell_of(record, index) for record in shaped.records]
    if index is None or {*cells}.isdisjoint(_COMING | _GOING):
        return Directed(shaped)
    place = {"line_no": shaped.header_line}
    coming = directing.coming(cells, answer, file_name)
    if coming is None:
        options = {words[0]: same(f"来访是{words[0]}") for words in DIRECTIONS.values()}
        asked = Invalid(COMING_ASKED, options=options).issue(column=WAY, **place)
        return Directed(shaped, [], [asked])
    words = {way: DIRECTIONS[way][0] for way in DIRECTIONS}
    going = next(way for way in DIRECTIONS if way is not coming)
    ways = {**dict.fromkeys(_COMING, words[coming]), **dict.fromkeys(_GOING, words[going])}
    records = tuple(
        Line(r.number, (*r.cells[:index], ways.get(cell, r.cells[index]), *r.cells[index + 1 :]))
        if index < len(r.cells)
        else r
        for r, cell in zip(shaped.records, cells, strict=True)
    )
    note = Invalid(COMING_TAKEN, direction=same(words[coming])).issue(**place)
    return Directed(replace(shaped, records=records), [note])


@dataclass
class _Directing:
    connection: Connection
    shaped: Shaped
    names: Names
    known: dict[tuple[str, str, str], Side | None] = field(default_factory=dict)

    @cached_property
    def directory(self) -> Directory:
        return read_directory(self.connection, meetings=False)

    def of_texts(self, file_name: str) -> list[Direction] | None:
        """The one way that all titles, sheets and the file's name tell that tell any."""
        return self.of_file(self._titles(file_name))

    def of_file(self, texts: Sequence[str]) -> list[Direction] | None:
        helper, receiver = self._couple(self.shaped.records[0])
        ways = {way for text in texts if (way := self._of_text(text, helper, receiver))}
        return [*ways] * len(self.shaped.records) if len(ways) == 1 else None

    def _of_text(self, text: str, helper: str, receiver: str) -> Direction | None:
        if way := _LABELS.get(text.strip().casefold()):
            return Direction(way)
        bare_text = plain(text)[:LONGEST]
        if found := _EAST_WEST.search(bare_text):
            end = Side.RECEIVER if found["end"] == "西" else Side.HELPER
            return _WAYS[end] if found["start"] != found["end"] else None
        ends = {self._side(found["end"], helper, receiver) for found in _TO.finditer(bare_text)}
        ends -= {None}
        return _WAYS.get(ends.pop()) if len(ends) == 1 else None

    def of_rows(self) -> list[Direction] | None:
        """Each row's own, if units of all of them tell it and none speaks against another."""
        ways = [self._of_row(record) for record in self.shaped.records]
        return None if None in ways else [way for way in ways if way]

    def coming(self, cells: Sequence[str], answer: str, file_name: str) -> Direction | None:
        """Which way those came who are said to have come: as is answered, or as the places of all
        rows say that name any, or else the title.
        """
        told: set[Direction] = set()
        for record, cell in zip(self.shaped.records, cells, strict=True):
            way = self._of_row(record)
            if way and cell in _COMING | _GOING:
                told.add(way if cell in _COMING else _BACK[way])
        if not told and self.shaped.records:
            home = self.home(file_name)
            told = {_WAYS[home]} if home else set()
        if answered := _LABELS.get(answer.strip().casefold()):
            return Direction(answered)
        return told.pop() if len(told) == 1 else None

    def home(self, file_name: str) -> Side | None:
        """The one side whose ledger it is, by titles and names that do not name both."""
        couple = self._couple(self.shaped.records[0])
        texts = [text for text in self._titles(file_name) if text.strip()]
        alone = [text for text in texts if not couples_in(text, self.directory)]
        found = {self._side(text[:LONGEST], *couple) for text in alone} & _WAYS.keys()
        return found.pop() if len(found) == 1 else None

    def _titles(self, file_name: str) -> list[str]:
        about = self.shaped.about
        titles = [text for name, texts in about.items() for text in (name, *texts)]
        return [*titles, PurePath(file_name).stem]

    def _of_row(self, record: Line) -> Direction | None:
        couple = self._couple(record)
        hosted = "received_by" in {column.field for column in self.names.columns}
        at, of = ((*TO, "post"), FROM[:1]) if hosted else (TO, FROM)
        ends = {self._side(self._cell(record, name), *couple) for name in at}
        starts = {self._side(self._cell(record, name), *couple) for name in of}
        ends |= {_OTHER.get(side) if side else None for side in starts}
        told = {way for side in ends if (way := _WAYS.get(side))}
        return told.pop() if len(told) == 1 else None

    def at(self, field_name: str) -> int | None:
        """The column of a field."""
        return self._at.get(field_name)

    def _cell(self, record: Line, field_name: str) -> str:
        index = self.at(field_name)
        return "" if index is None else cell_of(record, index)

    @cached_property
    def _at(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for index, header in enumerate(self.shaped.header):
            if name := self.names.find(header):
                found.setdefault(name.column.field, index)
        return found

    def _couple(self, record: Line) -> tuple[str, str]:
        """The codes of both sides of a row; "" of one that is not clear."""
        codes = []
        for field_name in ("helper", "receiver"):
            try:
                found = bare(self.directory.side, self._cell(record, field_name))
            except Invalid:
                found = ""
            codes.append("" if isinstance(found, Namesakes) or not found else str(found))
        return codes[0], codes[1]

    def _side(self, text: str, helper: str, receiver: str) -> Side | None:
        """Whose a unit or a place is, by the place that it is named after."""
        key = (text, helper, receiver)
        if text and key not in self.known:
            self.known[key] = side_of(text, helper, receiver, self._place) if helper else None
        return self.known.get(key)

    def _place(self, text: str) -> str | None:
        found = match(self.directory.known, plain(text), (None,))
        if found is None:  # 赴川挂职
            return self.directory.named(text[0])
        same_province = len({code[:2] for code in found.adcodes}) == 1
        return found.adcodes[0] if same_province else None
