"""Which record of the store a row is, and which rows of a file are one.

A record is known by its key as it is compared (db.folding): written otherwise, it is the same one,
and stays as it was written first. A meeting's code, where it has one, is its identity: its day and
title may be corrected. A project's code may restart each year: this is asked once a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from typing import Any

from sqlalchemy import ARRAY, JSON, ColumnElement, Connection, any_, bindparam, func, select

from db.folding import all_folded, folded
from db.importing.block import Block
from db.importing.issue import Invalid, Issue, Severity
from db.importing.problems.records import (
    CODE_RESTARTS,
    DUPLICATE_KEY,
    DUPLICATE_ROW,
    KEY_TAKEN,
    NO_RECORD,
    SIMILAR,
)
from db.importing.rows import ParsedRow, RecordSpec, RowPlan, Values, chunks
from db.importing.words import Words

Key = tuple[Any, ...]
SIDES = ("helper_adcode", "receiver_adcode")
OF_COUPLE = (*SIDES, "pairing_id", "code", "code_year")
"""What a record keeps that a row of another couple, of the province above say, repeats."""


class Codes(StrEnum):
    """How long a project's code lasts: for good, or till the ledger of the next year."""

    SAME = "same"
    RESTART = "restart"


@dataclass(frozen=True)
class Answers:
    """What was answered: whether codes restart, and (record number → id of the record that the row
    is, 0: of none) which rows are what is much like them.
    """

    codes: Codes | None = None
    same: Mapping[int, int] = field(default_factory=dict)


UNASKED = Answers()


@dataclass
class First:
    """What the rows of a file so far are known by, for those of its next parts.

    Marks and keys are held as their hashes, which take a third of the room, and so is what a row
    says: it is packed away by then. `rows`: mark → the number of the first row that has it, and its
    contents. `new`: key → number, year and title of the first project of a code that the store has
    not; None where the code counts for its year alone. `held`: whether the store has anything of a
    couple. `doubts` are the rows about which it must be asked whether codes restart, `_asked` what
    is told of the first.
    """

    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    new: dict[int, tuple[int, int, str] | None] = field(default_factory=dict)
    held: dict[Key, bool] = field(default_factory=dict)
    doubts: int = 0
    _asked: tuple[tuple[int, int], dict[str, Any]] | None = None

    def doubt(self, row: ParsedRow, year: int, title: str, group: int = 0) -> None:
        """A row has the code of something of another year and title: of the store, or of the row
        whose number is that of its `group`.
        """
        self.doubts += 1
        place = (group, row.record_no)
        if self._asked is None or place < self._asked[0]:
            told = {name: row.values[name] for name in ("code", "year", "title")}
            self._asked = (
                place,
                told | {"other_year": year, "other_title": title, "line": row.line_no},
            )

    def settle(self, answers: Answers) -> None:
        """Once all rows were seen.

        Raises:
            Invalid: CODE_RESTARTS, where nobody has said.
        """
        if self._asked is not None and answers.codes is None:
            raise Invalid(CODE_RESTARTS, **self._asked[1], count=self.doubts)


def identify(
    connection: Connection,
    spec: RecordSpec,
    rows: Sequence[ParsedRow],
    noun: Words,
    answers: Answers = UNASKED,
    first: First | None = None,
) -> list[Values | None]:
    """The stored record that each row is; None where it is a new one, or fails.

    A row that is the same record as an earlier one, or would take another record's key, is given an
    issue. One whose code counts for its year alone is given its `code_year`. `first` is for the
    rows of a file that come in parts: whoever gives it settles it after the last.

    Raises:
        Invalid: it must be asked whether codes restart each year.
    """
    known = First() if first is None else first
    good = [row for row in rows if not row.failed or row.unpaired]
    held = _held(connection, spec, good, answers)
    found = {row.record_no: held.record_of(row) for row in good}
    for row in good:
        _forgive_unpaired(row, found[row.record_no])
    if spec.yearly:
        _Years(spec, held, answers, known).settle(good, found)
        if first is None:
            known.settle(answers)
    _refuse_repeats(spec, good, found, held, noun, known)
    for row in good:
        _keep_as_written(spec, row, found[row.record_no])
    return [None if row.failed else found[row.record_no] for row in rows]


def are_new(
    connection: Connection, spec: RecordSpec, block: Block, answers: Answers, first: First
) -> bool:
    """Whether nothing that the store has, and no earlier row, is known by what these rows are known
    by. Then they are noted in `first`, and `identify` would say of them only that they are new.
    """
    answered = answers.codes is Codes.RESTART or any(
        map(answers.same.__contains__, block.record_nos)
    )
    if answered or spec.by_code or spec.key[:2] != SIDES:
        return False
    texts = {name: block.columns[name] for name in spec.key}
    texts |= {name: all_folded(texts[name]) for name in spec.folds}
    keys = list(map(hash, zip(*(texts[name] for name in spec.key), strict=True)))
    if len({*keys}) != len(keys) or not first.rows.keys().isdisjoint(keys):
        return False
    couples = list(zip(*(texts[name] for name in SIDES), strict=True))
    for couple in {*couples} - first.held.keys():
        first.held[couple] = _has_any(connection, spec, couple)
    wanted: defaultdict[Key, set[Any]] = defaultdict(set)
    if any(map(first.held.__getitem__, {*couples})):
        for couple, narrow in zip(couples, texts[spec.narrow], strict=True):
            if first.held[couple]:
                wanted[couple].add(narrow)
    if _is_any(connection, spec, spec.stored(spec.narrow), wanted):
        return False
    contents = map(hash, zip(*block.columns.values(), repeat(None)))
    first.rows.update(zip(keys, zip(block.record_nos, contents, strict=False), strict=True))
    if spec.yearly:
        told = zip(block.record_nos, block.columns["year"], block.columns["title"], strict=True)
        first.new.update(zip(keys, told, strict=True))
    return True


def holder(
    connection: Connection, spec: RecordSpec, values: Values, other_than: int | None = None
) -> int | None:
    """The id of the record that is known by what these values are known by; None where no (other)
    one is.
    """
    columns = spec.table.c
    same = [columns[spec.stored(name)] == spec.comparable(name, values[name]) for name in spec.key]
    if spec.yearly:
        same.append(columns.code_year == values.get("code_year", 0))
    ids = set(connection.scalars(select(columns.id).where(*same)))
    if spec.by_code and values.get("code"):
        couple = [columns[name] == values[name] for name in SIDES]
        coded = select(columns.id).where(*couple, columns.code_key == folded(values["code"]))
        ids |= set(connection.scalars(coded))
    ids -= {other_than}
    return min(ids, default=None)


@dataclass
class _Held:
    """What the store has of the rows' couples: by key, by code, and those that answers name."""

    spec: RecordSpec
    answers: Answers
    by_key: dict[Key, tuple[Values, ...]] = field(default_factory=dict)
    by_code: dict[Key, tuple[Values, ...]] = field(default_factory=dict)
    by_id: dict[int, Values] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)

    def key(self, row: ParsedRow) -> Key:
        """A row's own key, worked out once."""
        known = self.keys.get(row.record_no)
        if known is None:
            known = self.keys[row.record_no] = self.spec.key_of(row.values)
        return known

    def record_of(self, row: ParsedRow) -> Values | None:
        """The record that a row is by an answer, by its code, or by its key."""
        if named := self.answers.same.get(row.record_no):
            return self._named(row, named)
        if self.spec.by_code and (code := row.values.get("code")):
            couple = (row.values["helper_adcode"], row.values["receiver_adcode"])
            coded = self.by_code.get((*couple, folded(code)), ())
            if len(coded) == 1:
                return coded[0]
        return as_written(self.spec, row.values, self.by_key.get(self.key(row), ()))

    def _named(self, row: ParsedRow, named: int) -> Values | None:
        base = self.by_id.get(named)
        if base is None:
            place = {"record_no": row.record_no, "line_no": row.line_no}
            row.issues.append(Invalid(NO_RECORD, id=named).issue(**place))
        elif any(base[name] != row.values[name] for name in SIDES):
            for name in OF_COUPLE:
                row.values.pop(name, None)
        return base


def as_written(spec: RecordSpec, values: Values, alike: Iterable[Values]) -> Values | None:
    """Of records whose keys are compared as one, the one that is written just so, or the first."""
    first: Values | None = None
    for record in alike:
        if all(record[name] == values.get(name) for name in spec.folds):
            return record
        if first is None or record["id"] < first["id"]:
            first = record
    return first


def _held(
    connection: Connection, spec: RecordSpec, rows: Iterable[ParsedRow], answers: Answers
) -> _Held:
    """One couple at a time: the index of a key begins with both sides, and without them a million
    records are looked through for every few hundred rows.
    """
    held = _Held(spec, answers)
    wanted: defaultdict[Key, set[Any]] = defaultdict(set)
    codes: defaultdict[Key, set[Any]] = defaultdict(set)
    for row in rows:
        couple = row.values.get("helper_adcode"), row.values.get("receiver_adcode")
        wanted[couple].add(spec.comparable(spec.narrow, row.values[spec.narrow]))
        if spec.by_code and (code := row.values.get("code")):
            codes[couple].add(folded(code))
    for record in _among(connection, spec, spec.stored(spec.narrow), wanted):
        key = spec.key_of(record)
        held.by_key[key] = (*held.by_key.get(key, ()), record)
    for record in _among(connection, spec, "code_key", codes) if codes else ():
        key = (record["helper_adcode"], record["receiver_adcode"], record["code_key"])
        held.by_code[key] = (*held.by_code.get(key, ()), record)
    for chunk in chunks(identity for identity in answers.same.values() if identity):
        named = select(spec.table).where(spec.table.c.id.in_(chunk))
        held.by_id |= {row["id"]: dict(row) for row in connection.execute(named).mappings()}
    return held


def _among(
    connection: Connection, spec: RecordSpec, name: str, wanted: Mapping[Key, set[Any]]
) -> Iterable[Values]:
    """The records of each couple that have one of the wanted values in a column."""
    for couple, values in wanted.items():
        theirs = select(spec.table).where(*_of_couple(connection, spec, couple, name))
        for chunk in chunks(values):
            for stored in connection.execute(theirs, {"among": chunk}).mappings():
                yield dict(stored)


def _is_any(
    connection: Connection, spec: RecordSpec, name: str, wanted: Mapping[Key, set[Any]]
) -> bool:
    """Whether there is any such record."""
    for couple, values in wanted.items():
        of_couple = _of_couple(connection, spec, couple, name)
        theirs = select(spec.table.c.id).where(*of_couple).limit(1)
        for chunk in chunks(values):
            if connection.scalar(theirs, {"among": chunk}) is not None:
                return True
    return False


def _has_any(connection: Connection, spec: RecordSpec, couple: Key) -> bool:
    """Whether there is any record of a couple."""
    columns = spec.table.c
    sides = (columns[side] == adcode for side, adcode in zip(SIDES, couple, strict=True))
    return connection.scalar(select(columns.id).where(*sides).limit(1)) is not None


def _of_couple(
    connection: Connection, spec: RecordSpec, couple: Key, name: str
) -> list[ColumnElement[bool]]:
    columns = spec.table.c
    sides = [columns[side] == adcode for side, adcode in zip(SIDES, couple, strict=True)]
    return [*sides, _is_among(connection, columns[name])]


def _is_among(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of the values that are given as `among`: one array, or one list in
    JSON, takes a third of the time that two thousand parameters take.
    """
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam("among", type_=ARRAY(column.type)))
    listed = func.json_each(bindparam("among", type_=JSON)).table_valued("value")
    return column.in_(select(listed.c.value))


def _forgive_unpaired(row: ParsedRow, base: Values | None) -> None:
    """A record that stands without a pairing may be brought again: what was exported fits."""
    if row.unpaired and base and base["pairing_id"] is None:
        row.issues[:] = [i for i in row.issues if i.severity is Severity.NOTE]


@dataclass
class _Years:
    """Projects of a ledger whose codes may restart each year: then the year is part of the key."""

    spec: RecordSpec
    held: _Held
    answers: Answers
    first: First

    def settle(self, rows: Iterable[ParsedRow], found: dict[int, Values | None]) -> None:
        """Put right which record each row is, and what year its code counts for."""
        for row in rows:
            if row.failed or self.answers.same.get(row.record_no):
                continue
            key = self.held.key(row)
            alike = self.held.by_key.get(key, ())
            if alike:
                found[row.record_no], other = self._of_year(row, alike)
                if other is not None:
                    self.first.doubt(row, other["year"], other["title"])
            if found[row.record_no] is None:
                self._among_new(key, row)

    def _of_year(
        self, row: ParsedRow, alike: Sequence[Values]
    ) -> tuple[Values | None, Values | None]:
        """The record that the row is; and the one of another year and title that it may be."""
        year, title = row.values["year"], folded(row.values["title"])
        of_year = as_written(self.spec, row.values, (r for r in alike if r["code_year"] == year))
        lasting = as_written(self.spec, row.values, (r for r in alike if not r["code_year"]))
        if of_year is not None:
            return of_year, None
        if lasting is not None and lasting["year"] == year:
            return lasting, None
        restart = self.answers.codes is Codes.RESTART
        if lasting is not None and not restart and all(not r["code_year"] for r in alike):
            other = lasting if folded(lasting["title"]) != title else None
            return lasting, other
        row.values["code_year"] = year
        for record in alike:
            if folded(record["title"]) == title and row.record_no not in self.answers.same:
                row.issues.append(similar(row, record))
                break
        return None, None

    def _among_new(self, key: Key, row: ParsedRow) -> None:
        """A row of a code that the store does not have: restarting, or to be asked about."""
        year, title = row.values["year"], row.values["title"]
        if self.answers.codes is Codes.RESTART:
            row.values["code_year"] = year
        lasting = (row.record_no, year, title) if "code_year" not in row.values else None
        one = self.first.new.setdefault(hash(key), lasting)
        if one is not None and year != one[1] and folded(title) != folded(one[2]):
            self.first.doubt(row, one[1], one[2], group=one[0])


def similar(row: ParsedRow | RowPlan, record: Values) -> Issue:
    """The note that a row is much like a record of the store."""
    return Invalid(SIMILAR, other=record["id"], **described(record)).issue(
        record_no=row.record_no, line_no=row.line_no
    )


def described(record: Values) -> dict[str, Any]:
    """What a person knows a record by: its code, its title, and its day or year."""
    when = record.get("date_start") or record.get("year") or ""
    title = record.get("title") or record.get("head") or record.get("purpose") or ""
    return {"code": record.get("code") or "", "title": title, "when": when}


def _refuse_repeats(
    spec: RecordSpec,
    rows: Iterable[ParsedRow],
    found: Mapping[int, Values | None],
    held: _Held,
    noun: Words,
    known: First,
) -> None:
    """An issue for each row that is the same record as an earlier one, and names it; and for one
    that would take the key of another record.
    """
    for row in rows:
        if row.failed:
            continue
        base, contents = found[row.record_no], _contents(row)
        place = {"record_no": row.record_no, "line_no": row.line_no}
        for mark in _marks(spec, row, base, held):
            earlier, theirs = known.rows.setdefault(hash(mark), (row.record_no, contents))
            if earlier != row.record_no:
                problem = DUPLICATE_ROW if contents == theirs else DUPLICATE_KEY
                row.issues.append(Invalid(problem, other=earlier, noun=noun).issue(**place))
                break
        if base is not None and (taken := _taken(spec, row, base, held)):
            details = described(taken) | {"id": taken["id"], "noun": noun}
            row.issues.append(Invalid(KEY_TAKEN, **details).issue(**place))


def _contents(row: ParsedRow) -> int:
    """The same for rows that say the same."""
    return hash(
        (*row.values.values(), repr((row.children, row.some)) if row.children or row.some else None)
    )


def _marks(spec: RecordSpec, row: ParsedRow, base: Values | None, held: _Held) -> Iterable[Key]:
    """By what a row is known in its file: its record, its key once it is written, its code."""
    values = row.values if base is None else base | row.values
    key = held.key(row) if base is None else spec.key_of(values)
    year = values.get("code_year") if spec.yearly else None
    yield (*key, year) if year else key
    if base is not None:
        yield ("", base["id"])
    if spec.by_code and (code := values.get("code")):
        yield ("", values["helper_adcode"], values["receiver_adcode"], folded(code))


def _taken(spec: RecordSpec, row: ParsedRow, base: Values, held: _Held) -> Values | None:
    """Another record that has the key which a row would give to its own."""
    key = spec.key_of(base | row.values)
    if key == spec.key_of(base):
        return None
    year = (base | row.values).get("code_year")
    others = (r for r in held.by_key.get(key, ()) if r.get("code_year") == year)
    return next((record for record in others if record["id"] != base["id"]), None)


def _keep_as_written(spec: RecordSpec, row: ParsedRow, base: Values | None) -> None:
    """What is only written otherwise in a key is no change."""
    if base is None:
        return
    for name in (*spec.folds, "code") if spec.by_code else spec.folds:
        text = row.values.get(name)
        if text and base[name] and text != base[name] and folded(text) == folded(base[name]):
            del row.values[name]
