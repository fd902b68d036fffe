"""A new version of a measure of assessment: by an administrator, for a reason.

Nothing is ever written over: whoever was wrong makes a further version, or takes the last one back,
which is a further version too.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from db.accounts import Action, Author, audit, require
from db.assessment import refused
from db.assessment.measures import MEASURE, Head, Measure, Version, add, history
from db.assessment.refused import Refused
from db.engine import raise_revision
from db.importing.words import Words
from db.models import Area, Metric
from db.terms import Event, Level

OWN = "own"
"""What the keys of measures and heads that an office made begin with."""


def revise(
    connection: Connection, by: Author | None, key: str, after: int, said: Measure, reason: str
) -> int:
    """Let a measure say so; its new version's number. `after` is the version that somebody saw. A
    head without a key is a new one.

    Raises:
        Forbidden: no administrator.
        Refused: no such measure, changed meanwhile, or not a measure; with all that is wrong.
    """
    by = require(connection, by, Action.ADMINISTER)
    versions = _versions(connection, key, after)
    said, reason = _tidy(said, versions), reason.strip()
    if said == versions[-1].said:
        raise Refused(refused.UNCHANGED)
    _refuse(connection, said, reason, versions[-1].said.heads)
    return _added(connection, by, key, said, after + 1, reason)


def begin(connection: Connection, by: Author | None, said: Measure, reason: str) -> str:
    """A measure of the office's own; its key.

    Raises:
        Forbidden: no administrator.
        Refused: not a measure; with all that is wrong.
    """
    by = require(connection, by, Action.ADMINISTER)
    said, reason = _tidy(said, []), reason.strip()
    _refuse(connection, said, reason)
    known = history(connection)
    key = next(name for n in range(1, len(known) + 2) if (name := f"{OWN}{n}") not in known)
    _added(connection, by, key, said, 1, reason)
    return key


def take_back(connection: Connection, by: Author | None, key: str, after: int, reason: str) -> int:
    """Say again what stood before the last version; the new version's number.

    Raises:
        Forbidden: no administrator.
        Refused: no such measure, changed meanwhile, nothing before, or no reason.
    """
    by = require(connection, by, Action.ADMINISTER)
    versions, reason = _versions(connection, key, after), reason.strip()
    if after == 1:
        raise Refused(refused.NOTHING_BEFORE)
    if problems := list(_wrong_reason(reason)):
        raise Refused(*problems)
    return _added(connection, by, key, versions[-2].said, after + 1, reason)


def _versions(connection: Connection, key: str, seen: int) -> list[Version]:
    """All versions, if the newest is the one that was seen."""
    versions = history(connection, key).get(key)
    if not versions:
        raise Refused(refused.UNKNOWN)
    if versions[-1].number != seen:
        raise Refused(refused.STALE.format(number=versions[-1].number))
    return versions


def _added(
    connection: Connection, by: Author, key: str, said: Measure, number: int, reason: str
) -> int:
    add(
        connection, key, said, number=number, author=by.display_name, reason=reason,
        account_id=by.id,
    )  # fmt: skip
    audit.note(connection, Event.EDITED, by, table=MEASURE.name, measure=key, version=number)
    raise_revision(connection)
    return number


def _tidy(said: Measure, versions: list[Version]) -> Measure:
    """Its texts on one line each; new heads with keys that no version has used."""
    used = {head.key for version in versions for head in version.said.heads}
    free = (name for n in range(1, 10_000) if (name := f"{OWN}{n}") not in used)
    heads = tuple(
        replace(
            head,
            key=head.key or next(free),
            name_zh=_line(head.name_zh),
            name_en=_line(head.name_en),
        )
        for head in said.heads
    )
    return replace(
        said,
        name_zh=_line(said.name_zh),
        name_en=_line(said.name_en),
        source=_line(said.source),
        province=said.province or None,
        heads=heads,
    )


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _refuse(
    connection: Connection, said: Measure, reason: str, before: tuple[Head, ...] = ()
) -> None:
    """`before`: heads that may keep what the dictionary has no more."""
    problems = [
        *_wrong_texts(said, refused.LONGEST, refused.OF_MEASURE),
        *_wrong_years(said),
        *_wrong_province(connection, said),
        *_wrong_heads(connection, said.heads, before),
        *_wrong_reason(reason),
    ]
    if problems:
        raise Refused(*problems)


def _wrong_texts(of: Measure | Head, longest: dict[str, int], whose: Words) -> Iterator[Words]:
    for name, most in longest.items():
        told = {"of": whose, "name": refused.NAMES[name], "most": most}
        found = len(getattr(of, name))
        if not found:
            yield refused.MISSING.format(**told)
        elif found > most:
            yield refused.TOO_LONG.format(found=found, **told)


def _wrong_years(said: Measure) -> Iterator[Words]:
    years = [year for year in (said.year_from, said.year_to) if year is not None]
    if any(year not in refused.YEARS for year in years) or years != sorted(years):
        yield refused.NOT_A_YEAR


def _wrong_province(connection: Connection, said: Measure) -> Iterator[Words]:
    if said.province is None:
        return
    level = select(Area.level).where(Area.adcode == said.province)
    if connection.scalar(level) is not Level.PROVINCE:
        yield refused.NOT_A_PROVINCE.format(found=said.province)


def _wrong_heads(
    connection: Connection, heads: tuple[Head, ...], before: tuple[Head, ...]
) -> Iterator[Words]:
    if not heads:
        yield refused.NO_HEAD
    under = max((len(head.indicators) for head in heads), default=0)
    if len(heads) > refused.MOST_HEADS or under > refused.MOST_INDICATORS:
        most = {"heads": refused.MOST_HEADS, "indicators": refused.MOST_INDICATORS}
        yield refused.TOO_MANY.format(**most)
        return
    known = set(connection.scalars(select(Metric.key)))
    known |= {one.metric for head in before for one in head.indicators}
    for name in _twice(head.name_zh for head in heads if head.name_zh):
        yield refused.TWICE.format(name=name)
    for number, head in enumerate(heads, start=1):
        whose = refused.OF_HEAD.format(number=number)
        yield from _wrong_texts(head, refused.LONGEST_HEAD, whose)
        metrics = [one.metric for one in head.indicators]
        for metric in dict.fromkeys(metrics):
            if metric not in known:
                yield refused.UNKNOWN_METRIC.format(found=metric)
        for metric in _twice(metrics):
            yield refused.TWICE.format(name=metric)
        weights = [head.weight, *(one.weight for one in head.indicators)]
        if any(weight is not None and not 0 <= weight <= refused.HEAVIEST for weight in weights):
            yield refused.NOT_A_WEIGHT


def _twice(names: Iterator[str] | list[str]) -> list[str]:
    return [name for name, many in Counter(names).items() if many > 1]


def _wrong_reason(reason: str) -> Iterator[Words]:
    if not 1 <= len(reason) <= refused.LONGEST_REASON:
        yield refused.REASON_MISSING.format(most=refused.LONGEST_REASON)
