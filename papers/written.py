"""The paper of a pack: what is not right, then each head in words and figures, and the lists."""

from collections.abc import Iterator, Mapping
from datetime import date

from db import clock
from db.assessment.dossier import Dossier, Told
from db.assessment.figures import amount, day, unit
from db.assessment.gaps import NAMES
from db.assessment.standing import Dated, Standing
from db.importing.words import Language, Words
from db.results import RATE
from export.packs.paper import Block, Heading, Note, Paper, Table, Text
from papers import words
from papers.book import points, share

LISTED = 200
"""So many pieces of evidence are listed in the paper; the workbook has all."""
DIGITS = "零一二三四五六七八九"
NONE = "—"


def title(of: Dossier) -> Words:
    """浙江省—四川省东西部协作考核材料"""
    couple = of.of.couple
    helper = Words(couple.helper_zh, couple.helper_en)
    receiver = Words(couple.receiver_zh, couple.receiver_en)
    return words.TITLE.format(helper=helper, receiver=receiver)


def paper(of: Dossier, files: Mapping[str, str]) -> Paper:
    """The paper; `files` says where the evidence of a number stands in the pack."""
    below = [line[of.language] for line in _below(of)]
    return Paper(title(of)[of.language], below, list(_blocks(of, files)), of.language, of.as_of)


def _below(of: Dossier) -> Iterator[Words]:
    yield words.YEAR.format(year=of.of.year)
    yield words.AS_OF.format(day=day(of.as_of))
    if of.of.measure is not None:
        said = of.of.measure.said
        name = Words(said.name_zh, said.name_en)
        yield words.BY_MEASURE.format(
            name=name, number=of.of.measure.number, source=both(said.source)
        )
    if of.names:
        yield words.PRIVATE
    if any(annex.demo for annex in of.annexes):
        yield words.DEMO


def both(source: str) -> Words:
    """A source in both languages, where it is written so: 办法 / measure."""
    zh, _, en = source.partition(" / ")
    return Words(zh, en or zh)


def _blocks(of: Dossier, files: Mapping[str, str]) -> Iterator[Block]:
    numbers = iter(range(1, 1_000))

    def heading(text: str) -> Heading:
        number = next(numbers)
        return Heading(f"{chinese(number)}、{text}" if of.language == "zh" else f"{number}. {text}")

    yield heading(words.CHECK[of.language])
    yield from _check(of)
    if not of.heads:
        yield Text(words.NO_HEADS[of.language])
    for told in of.heads:
        yield heading(_head(told)[of.language])
        yield from _told(told, of)
    if any(told.under.standings for told in of.heads):
        yield Note(words.IN_SHORT[of.language])
    yield heading(words.ANNEXES[of.language])
    yield from _annexes(of)
    yield heading(words.PROOFS[of.language])
    yield from _proofs(of, files)


def _check(of: Dossier) -> Iterator[Block]:
    told = of.language
    if not of.gaps:
        yield Text(words.COMPLETE[told])
        return
    rows = [(NAMES[gap.lack][told], gap.words[told]) for gap in of.gaps]
    yield Table((words.LACK[told], words.WHAT[told]), rows, (2.6, 13))


def _head(told: Told) -> Words:
    head = told.under.head
    name = Words(head.name_zh, head.name_en)
    weight = points(head.weight)
    return name if weight is None else words.POINTS.format(name=name, weight=f"{weight:g}")


def _told(told: Told, of: Dossier) -> Iterator[Block]:
    language = of.language
    for paragraph in told.text.split("\n"):
        yield Text(paragraph)
    if told.edited:
        at = {"author": told.edited.author, "at": clock.minute(told.edited.at)}
        outdated = words.OUTDATED[language] if told.outdated else ""
        yield Note(words.EDITED.format(outdated=outdated, **at)[language])
    if not told.under.standings:
        yield Note(words.EMPTY_HEAD[language])
        return
    header = (
        *(words.INDICATOR, words.TARGET, words.HELPER, words.RECEIVER, words.COUNTS),
        *(words.SHARE, words.LAST, words.LEDGER),
    )
    rows = [_row(one, of) for one in told.under.standings]
    widths = (3.2, 1.8, 1.8, 1.8, 2, 1.6, 2, 1.8)
    right = frozenset(range(1, len(header)))
    yield Table([one[language] for one in header], rows, widths, right)


def _row(one: Standing, of: Dossier) -> list[str]:
    """An indicator. In English its unit stands with its name: the words are long."""
    language, year = of.language, of.of.year
    of_target = share(one)
    return [
        one.name_zh if language == "zh" else f"{one.name_en} ({unit(one.unit).en})",
        _amount(one.target, one, language),
        *(_amount(it.value if it else None, one, language) for it in (one.helper, one.receiver)),
        _with_day(one.counts, one, language, year),
        f"{of_target}%" if of_target else NONE,
        _with_day(one.last, one, language, year - 1),
        _amount(one.ledger, one, language),
    ]


def _amount(value: int | None, one: Standing, language: Language) -> str:
    if value is None:
        return NONE
    told = amount(value, one.unit)
    if language == "zh" or one.unit == RATE:
        return told[language]
    return told.en.removesuffix(" yuan") if one.unit == "yuan" else f"{value:,}"


def _with_day(of: Dated | None, one: Standing, language: Language, year: int) -> str:
    """A value, with the day that it is counted to where that is not the year's last."""
    if of is None or of.day == date(year, 12, 31):
        return _amount(of.value if of else None, one, language)
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    return f"{_amount(of.value, one, language)}{left}{of.day:%m-%d}{right}"


def _annexes(of: Dossier) -> Iterator[Block]:
    told = of.language
    rows = [(annex.title[told], f"{annex.records:,}") for annex in of.annexes]
    if not rows:
        rows = [(NONE, "0")]
    header = (words.ANNEX[told], words.RECORDS[told])
    yield Table(header, rows, (12, 3.6), frozenset([1]))
    yield Note(words.IN_WORKBOOK.format(file=words.BOOK_FILE)[told])


def _proofs(of: Dossier, files: Mapping[str, str]) -> Iterator[Block]:
    told = of.language
    if not of.proofs:
        yield Text(words.NO_PROOFS[told])
        return
    rows = [
        (
            one.number,
            (files.get(one.number) or one.address or one.name),
            words.LOST[told] if one.lost else one.note,
        )
        for one in of.proofs[:LISTED]
    ]
    header = (words.NUMBER[told], words.FILE[told], words.NOTE[told])
    yield Table(header, rows, (2.6, 9, 4))
    if len(of.proofs) > LISTED:
        many = {"many": f"{len(of.proofs) - LISTED:,}", "sheet": words.PROOFS}
        yield Note(words.MORE_PROOFS.format(file=words.BOOK_FILE, **many)[told])


def chinese(number: int) -> str:
    """A number up to 99 as headings have it: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
