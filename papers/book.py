"""The workbook of a pack: indicators, what is not right, evidence, and each annex on a sheet."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from db.assessment import annexes, figures
from db.assessment.dossier import Dossier
from db.assessment.gaps import NAMES
from db.assessment.measures import Head
from db.assessment.standing import Dated, Standing
from db.importing.words import Language, Words
from db.results import RATE
from export.cells import Cell
from export.packs.workbook import Sheet
from papers import words


def sheets(connection: Connection, of: Dossier, files: Mapping[str, str]) -> Iterator[Sheet]:
    """All of them; `files` says where the evidence of a number stands in the pack."""
    told = of.language
    dated = (words.HELPER, words.RECEIVER, words.SETTLED, words.COUNTS)
    header = (
        *(words.HEAD, words.INDICATOR, words.METRIC, words.WEIGHT, words.UNIT, words.TARGET),
        *(name for one in dated for name in (one, words.DAY.format(name=one))),
        *(words.WHOSE, words.SHARE, words.DIFFERENCE),
        *(words.LAST, words.DAY.format(name=words.LAST), words.LEDGER),
    )
    yield Sheet(words.INDICATORS[told], _in(header, told), _indicators(of))
    lacking = ((NAMES[gap.lack][told], gap.words[told]) for gap in of.gaps)
    yield Sheet(words.CHECK[told], _in((words.LACK, words.WHAT), told), lacking)
    proofs = (words.NUMBER, words.FILE, words.NAME, words.NOTE, words.SIZE, words.SHA256)
    yield Sheet(words.PROOFS[told], _in((*proofs, words.STATE), told), _proofs(of, files))
    for annex in of.annexes:
        yield Sheet(
            annex.title[told],
            annexes.header(annex, told, names=of.names),
            annexes.rows(connection, annex, of.of, told, names=of.names),
        )


def _in(header: tuple[Words, ...], language: Language) -> list[str]:
    return [one[language] for one in header]


def _indicators(of: Dossier) -> Iterator[list[Cell]]:
    for told in of.heads:
        for one in told.under.standings:
            yield _row(told.under.head, one, of.language)


def _row(head: Head, one: Standing, language: Language) -> list[Cell]:
    name = {"zh": one.name_zh, "en": one.name_en}[language]
    row: list[Cell] = [{"zh": head.name_zh, "en": head.name_en}[language], name]
    row += [one.indicator.metric, points(one.indicator.weight)]
    row += [figures.unit(one.unit)[language], _value(one.target, one.unit)]
    for dated in (one.helper, one.receiver, one.settled, one.counts):
        row += _dated(dated, one.unit)
    row += [words.WHOSES[one.whose][language] if one.whose else None]
    row += [float(of_target) if (of_target := share(one)) else None]
    row += [difference(one)[language]]
    return [*row, *_dated(one.last, one.unit), _value(one.ledger, one.unit)]


def _dated(of: Dated | None, unit: str) -> list[Cell]:
    return [None, None] if of is None else [_value(of.value, unit), of.day]


def _value(value: int | None, unit: str) -> Cell:
    """A value in its unit; a rate in per cent."""
    return value / 100 if value is not None and unit == RATE else value


def points(weight: int | None) -> float | None:
    """A weight in points."""
    return None if weight is None else weight / 100


def share(one: Standing) -> str:
    """What per cent of its target counts; nothing where that says nothing."""
    if one.counts is None or one.target is None or not one.of_target:
        return ""
    return figures.share(one.counts.value, one.target)


def difference(one: Standing) -> Words:
    """What became of the difference between both sides, where there is one."""
    if not one.differs:
        return Words("", "")
    state = words.UNEXPLAINED if one.unexplained else words.EXPLAINED
    return state + Words(f"：{one.note}", f": {one.note}") if one.note else state


def _proofs(of: Dossier, files: Mapping[str, str]) -> Iterator[list[Cell]]:
    for one in of.proofs:
        place = files.get(one.number) or one.address
        state = words.LOST[of.language] if one.lost else None
        yield [one.number, place, one.name, one.note, one.size or None, one.sha256, state]
