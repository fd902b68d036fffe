"""Stage 4: which column of the file is which field of the ledger.

Headers are compared after NFKC, without white space, zero-width characters and case.
"""

import unicodedata
from collections.abc import Mapping

from db.importing.cells import Column
from db.importing.issue import Invalid, Issue
from db.importing.problems import (
    BLANK_HEADER,
    DUPLICATE_HEADER,
    MAPPING,
    MISSING_COLUMN,
    NO_HEADER,
)
from db.importing.shape import Shaped
from db.importing.words import same

_INVISIBLE = {"Cf", "Zs", "Cc"}


def plain_header(header: str) -> str:
    """A header as it is compared: width, case, spaces and invisible characters do not count."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    return "".join(c for c in folded if unicodedata.category(c) not in _INVISIBLE)


def map_columns(
    shaped: Shaped, columns: tuple[Column, ...], chosen: Mapping[str, str]
) -> tuple[dict[int, Column], list[Issue]]:
    """Position → column, and a question for each header that is not known.

    `chosen` are the user's answers: header → field, or header → "" to leave it out.

    Raises:
        Invalid: no header row, a required column missing, or one column twice.
    """
    known = _known(columns)
    answers = {plain_header(header): field for header, field in chosen.items()}
    by_field = {column.field: column for column in columns}
    mapped: dict[int, Column] = {}
    questions: list[Issue] = []
    for index, header in enumerate(shaped.header):
        name = plain_header(header)
        if name in answers:
            if answers[name]:
                mapped[index] = by_field[answers[name]]
        elif name in known:
            mapped[index] = known[name]
        elif not name:
            _refuse_unnamed_values(shaped, index)
        else:
            question = Invalid(MAPPING).issue(line_no=shaped.header_line, column=header)
            questions.append(question)
    _check(mapped, columns, shaped, questions)
    return mapped, questions


def _known(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {
        plain_header(name): column
        for column in columns
        for name in (column.zh, column.field, *column.synonyms)
    }


def _check(
    mapped: dict[int, Column],
    columns: tuple[Column, ...],
    shaped: Shaped,
    questions: list[Issue],
) -> None:
    place = {"line": shaped.header_line}
    required = [column.zh for column in columns if column.required]
    if not mapped:
        raise Invalid(NO_HEADER, expected=same("、".join(required)), **place)
    first: dict[str, int] = {}
    for index, column in mapped.items():
        if column.field in first:
            pair = {"first": shaped.header[first[column.field]], "second": shaped.header[index]}
            raise Invalid(DUPLICATE_HEADER, **pair, **place)
        first[column.field] = index
    missing = [column.zh for column in columns if column.required and column.field not in first]
    if missing and not questions:
        raise Invalid(MISSING_COLUMN, missing=same("、".join(missing)), **place)


def _refuse_unnamed_values(shaped: Shaped, index: int) -> None:
    for record in shaped.records:
        if index < len(record.cells) and record.cells[index].strip():
            raise Invalid(BLANK_HEADER, number=index + 1, line=record.line_no)
