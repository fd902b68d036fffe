"""The two sides of a ledger that has no columns for them.

They stand in one column (结对关系: 浙江—四川), or the sheet, the title or the file is named after
them (浙川协作项目台账); else they are asked, once for the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Connection

from db.importing.couples import couples_in, couples_of
from db.importing.csvtext import Line
from db.importing.directory import Couple, Directory, read_directory
from db.importing.headers.grammar import fold, read_table, spelled
from db.importing.implied import widened
from db.importing.issue import Invalid, Issue
from db.importing.mapping import parse_answer
from db.importing.names import Name, Names, plain_header
from db.importing.problems.table import SIDES_ASKED, SIDES_TAKEN
from db.importing.shape import Shaped
from db.importing.words import NOTHING, Words, same

SIDES = "双方"
"""Stands for a column where the two sides of a file are asked about."""
SIDES_NAMES = (SIDES, "sides")
"""What it may be answered by."""
BOTH = ("helper", "receiver")
PLACE = "place"


@dataclass(frozen=True)
class Sided:
    """The table with a column for each side. `answers` leave out the one column of both."""

    shaped: Shaped
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[Issue] = ()
    questions: Sequence[Issue] = ()


def with_sides(
    connection: Connection, shaped: Shaped, names: Names, given: Mapping[str, str], file_name: str
) -> Sided:
    """The table as it is, where it has columns for both sides, or for neither and lacks others."""
    missing = _missing(shaped, names, given)
    if not missing and not _may_be_placed(shaped, names):
        return Sided(shaped)
    directory = read_directory(connection, meetings=False)
    if _may_be_placed(shaped, names):
        shaped = _placed(shaped, names, directory)
    if not missing:
        return Sided(shaped)
    siding = _Siding(shaped, names, missing, directory)
    if in_cells := siding.of_cells(given):
        return in_cells
    found = siding.of_names(given, file_name)
    vague = [name for h in shaped.header if (name := _vague_side(h, names, missing))]
    sure = _sure(shaped, names)
    if any({column.field for column in name.columns} - sure <= {*BOTH} for name in vague):
        return Sided(shaped)  # which of the two it is, is asked
    return Sided(shaped) if vague and found.questions else found


def _may_be_placed(shaped: Shaped, names: Names) -> bool:
    """Whether records of several sheets or files stand somewhere, and no column says where."""
    fields = {column.field for column in names.columns if column.merged}
    found = [names.find(header) for header in shaped.header]
    said = any(name and PLACE in {column.field for column in name.columns} for name in found)
    return PLACE in fields and not said and len(shaped.about) > 1


def _placed(shaped: Shaped, names: Names, directory: Directory) -> Shaped:
    """The table with a column for the place of each record: that which its sheet is named after;
    as it is where none is named so.
    """
    known = {source: directory.named(source) for source in shaped.about}
    places = [s if known.get(s := _source(record)) else "" for record in shaped.records]
    title = next(column.zh for column in names.columns if column.field == PLACE)
    return widened(shaped, {title: places}) if any(places) else shaped


def is_sides(header: str) -> bool:
    """Whether an answer under this header is one about the sides of the file."""
    return plain_header(header) in SIDES_NAMES


def _missing(shaped: Shaped, names: Names, given: Mapping[str, str]) -> list[str]:
    """The sides that no column is, nor may be, where the file has all else that it needs."""
    fields = {parse_answer(answer)[0] for answer in given.values()}
    sure = _sure(shaped, names)
    for header in shaped.header:
        name = names.find(header)
        may = {column.field for column in name.columns} if name else set()
        if _vague_side(header, names) and (_names_couples(header) or may - {*BOTH} - sure):
            may -= {*BOTH}
        fields |= may
    others = {c.field for c in names.columns if c.required} - {*BOTH, "direction", "reported_by"}
    return [] if others - fields else [side for side in BOTH if side not in fields]


def _sure(shaped: Shaped, names: Names) -> set[str]:
    """The fields that columns surely are."""
    found = map(names.find, shaped.header)
    return {name.column.field for name in found if name and not name.vague}


def _vague_side(header: str, names: Names, sides: Sequence[str] = BOTH) -> Name | None:
    """What a header says, where it may be one of these sides, and may be something else."""
    name = names.find(header)
    may = name and name.vague and any(column.field in sides for column in name.columns)
    return name if may else None


def _names_couples(header: str) -> bool:
    """Whether a column of this name may have both sides in one cell."""
    return fold(plain_header(header)) in _headers()


@dataclass
class _Siding:
    shaped: Shaped
    names: Names
    missing: Sequence[str]
    directory: Directory
    known: dict[str, list[Couple]] = field(default_factory=dict)

    def of_cells(self, given: Mapping[str, str]) -> Sided | None:
        """The sides that one column names in every row."""
        for index, header in enumerate(self.shaped.header):
            if not _names_couples(header) or header in given:
                continue
            couples: list[Couple | None] = []
            above: Couple | None = None
            for record in self.shaped.records:
                text = record.cells[index] if index < len(record.cells) else ""
                if text.strip():
                    found = self._couples(text)
                    above = found[0] if len(found) == 1 else None
                couples.append(above)
            if any(couples):
                return Sided(self._table(couples), {header: ""})
        return None

    def of_names(self, given: Mapping[str, str], file_name: str) -> Sided:
        """The sides that a sheet, a title or the file is named after, or that were answered: of
        several sheets or files an answer is for those that do not tell.
        """
        answer = next((text for header, text in given.items() if is_sides(header)), "")
        answered = self._couples(answer)
        sources = dict.fromkeys(map(_source, self.shaped.records))
        told: dict[str, tuple[Couple, str] | None] = {}
        likely: dict[Couple, None] = {}
        for source in sources:
            texts = [source, *self.shaped.about.get(source, ()), file_name]
            found = [(text, couples) for text in texts if (couples := self._couples(text))]
            likely |= dict.fromkeys(couple for _, couples in found for couple in couples)
            told[source] = next(((c[0], text) for text, c in found if len(c) == 1), None)
            if len(answered) == 1 and (told[source] is None or len(sources) == 1):
                told[source] = answered[0], ""
        if len(self.missing) == 1 and None in told.values():
            return Sided(self.shaped)
        by_source = {source: one[0] if one else None for source, one in told.items()}
        table = self._table([by_source[_source(record)] for record in self.shaped.records])
        questions = [self._question(likely)] if None in told.values() else []
        return Sided(table, {}, list(self._notes(told.values())), questions)

    def _couples(self, text: str) -> list[Couple]:
        if text not in self.known:
            found = couples_in(text, self.directory)
            self.known[text] = found or couples_of(text, self.directory, self.shaped.year)
        return self.known[text]

    def _table(self, couples: Sequence[Couple | None]) -> Shaped:
        """The table with a column for each side that it lacks, behind its others."""
        titles = {column.field: column.zh for column in self.names.columns}
        full = {c: [self.directory.full_name(code) for code in c] for c in couples if c}
        columns = {
            titles[side]: [full[couple][BOTH.index(side)] if couple else "" for couple in couples]
            for side in self.missing
        }
        return widened(self.shaped, columns)

    def _notes(self, told: Iterable[tuple[Couple, str] | None]) -> Iterator[Issue]:
        for couple, text in dict.fromkeys(one for one in told if one):
            helper, receiver = map(self.directory.full_name, couple)
            if text:
                details = {"text": text, "helper": helper, "receiver": receiver}
                yield Invalid(SIDES_TAKEN, **details).issue(line_no=self.shaped.header_line)

    def _question(self, likely: Mapping[Couple, None]) -> Issue:
        """Which couple it is: one of those that may be meant, or else any of two provinces."""
        provinces = [c for c in self.directory.pairings if all(a.endswith("0000") for a in c)]
        options = {
            "-".join(names): same(" → ".join(names))
            for couple in (likely or sorted(provinces))
            if (names := tuple(map(self.directory.full_name, couple)))
        }
        example = next(iter(options), "浙江省-四川省")
        few = "、".join(words.zh for words in options.values())
        hint = Words(f"，或许是 {few}", f"; perhaps {few}") if likely else NOTHING
        asked = Invalid(SIDES_ASKED, example=same(example), hint=hint, options=options)
        return asked.issue(column=SIDES)


def _source(record: Line) -> str:
    """The sheet or file that a record stands in, where there are several."""
    return getattr(record.number, "source", "")


@lru_cache
def _headers() -> frozenset[str]:
    return frozenset(spelled(read_table("aside")["couple"]))
