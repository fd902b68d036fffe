"""A new version of a definition: by an administrator, for a reason, from a day on.

Nothing is ever written over: whoever was wrong makes a further version, or takes the last one back,
which is a further version too.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import Connection, exists, insert, select

from db import kept
from db.accounts import Action, Author, audit, require
from db.definitions import refused
from db.definitions.keeping import METRIC, Definition, Version, add, history
from db.definitions.refused import Refused
from db.engine import raise_revision
from db.importing.words import Words
from db.models import AgreementTarget, PublishedFigure
from db.results import RATE
from db.terms import Better, Event, Head

LEDGER = "ledger"
"""The origin of what is summed over a ledger."""


ORIGINS = ("agreement", "published")
"""What yields a metric that an office adds: agreements and reports, or published figures."""

KEY = re.compile("[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True)
class New:
    """A metric that somebody adds to the dictionary: its key, what yields it, what it says."""

    key: str
    origin: str
    said: Definition
    reason: str


@dataclass(frozen=True)
class Change:
    """What somebody wants a metric's definition to say. `after` is the number of the version that
    they saw; `valid_from` the day from which figures are counted so, none where it only puts the
    last version better.
    """

    key: str
    after: int
    said: Definition
    reason: str
    valid_from: date | None = None


def revise(connection: Connection, by: Author | None, change: Change, today: date) -> int:
    """Make it so; the new version's number.

    Raises:
        Forbidden: no administrator.
        Refused: no such metric, changed meanwhile, or not a definition; with all that is wrong.
    """
    by = require(connection, by, Action.ADMINISTER)
    last = _last(connection, change.key, change.after)
    change = replace(change, said=_tidy(change.said), reason=_plain(change.reason))
    if change.said == last.said:
        raise Refused([refused.UNCHANGED])
    if problems := [*_wrong(connection, change, last), *_wrong_when(change, last, today)]:
        raise Refused(problems)
    start = last.valid_from if change.valid_from is None else change.valid_from
    return _added(connection, by, change.key, change.said, last.number + 1, start, change.reason)


def take_back(connection: Connection, by: Author | None, key: str, after: int, reason: str) -> int:
    """Say again what stood before the last version, from the day on from which that one was to be
    valid; the new version's number.

    Raises:
        Forbidden: no administrator.
        Refused: no such metric, changed meanwhile, nothing before, or no reason.
    """
    by = require(connection, by, Action.ADMINISTER)
    last = _last(connection, key, after)
    if last.number == 1:
        raise Refused([refused.NOTHING_BEFORE])
    reason = _plain(reason)
    if problems := list(_wrong_reason(reason)):
        raise Refused(problems)
    before = history(connection, [key])[key][-2]
    return _added(connection, by, key, before.said, after + 1, last.valid_from, reason)


def _last(connection: Connection, key: str, seen: int) -> Version:
    """The newest version, if it is the one that was seen."""
    versions = history(connection, [key]).get(key)
    if not versions:
        raise Refused([refused.UNKNOWN])
    if versions[-1].number != seen:
        raise Refused([refused.STALE.format(number=versions[-1].number)])
    return versions[-1]


def _added(
    connection: Connection,
    by: Author,
    key: str,
    said: Definition,
    number: int,
    valid_from: date | None,
    reason: str,
) -> int:
    add(
        connection, key, said, number=number, valid_from=valid_from, author=by.display_name,
        reason=reason, account_id=by.id,
    )  # fmt: skip
    kept.of_metric(connection, key)
    audit.note(connection, Event.EDITED, by, table="metric_version", metric=key, version=number)
    raise_revision(connection)
    return number


def _wrong(connection: Connection, change: Change, last: Version) -> Iterator[Words]:
    said = change.said
    yield from _wrong_texts(said)
    yield from (wrong := [*_wrong_unit(connection, said)])
    if not wrong and said.unit != last.said.unit and _has_numbers(connection, change.key):
        yield refused.UNIT_USED
    yield from _wrong_reason(change.reason)


def _wrong_texts(said: Definition) -> Iterator[Words]:
    for name, most in refused.LONGEST.items():
        text = getattr(said, name)
        told = {"name": refused.NAMES[name], "found": len(text), "most": most}
        if not text and not name.startswith("summed_from"):
            yield refused.MISSING.format(**told)
        if len(text) > most:
            yield refused.TOO_LONG.format(**told)
    if said.head is not None and said.head not in set(Head):
        yield refused.HEAD_UNKNOWN.format(found=said.head)
    if said.better not in set(Better):
        yield refused.BETTER_UNKNOWN


def _wrong_unit(connection: Connection, said: Definition) -> Iterator[Words]:
    if not said.unit:
        yield refused.UNIT_MISSING
    elif said.unit not in {*connection.scalars(select(METRIC.c.unit).distinct()), RATE}:
        yield refused.UNIT_UNKNOWN.format(found=said.unit)


def introduce(connection: Connection, by: Author | None, wanted: New) -> str:
    """A metric that the dictionary has not, as version 1 of it; its key.

    Raises:
        Forbidden: no administrator.
        Refused: the key is none or taken, or it is no definition; with all that is wrong.
    """
    by = require(connection, by, Action.ADMINISTER)
    said, reason = _tidy(wanted.said), _plain(wanted.reason)
    key, unit = _wrong_key(connection, wanted), _wrong_unit(connection, said)
    if problems := [*key, *_wrong_texts(said), *unit, *_wrong_reason(reason)]:
        raise Refused(problems)
    values = asdict(said) | {"key": wanted.key, "origin": wanted.origin}
    connection.execute(insert(METRIC).values(values))
    _added(connection, by, wanted.key, said, 1, None, reason)
    return wanted.key


def _wrong_key(connection: Connection, wanted: New) -> Iterator[Words]:
    if not KEY.fullmatch(wanted.key):
        yield refused.KEY_NONE.format(found=wanted.key[:40])
    names = {METRIC.c.key: wanted.key, METRIC.c.name_zh: wanted.said.name_zh.strip()}
    for column, name in names.items():
        if connection.scalar(select(METRIC.c.key).where(column == name).limit(1)) is not None:
            yield refused.KEY_TAKEN.format(found=name[:60])
    if wanted.origin not in ORIGINS:
        yield refused.ORIGIN_UNKNOWN


def _wrong_reason(reason: str) -> Iterator[Words]:
    if not 1 <= len(reason) <= refused.LONGEST_REASON:
        yield refused.REASON_MISSING.format(most=refused.LONGEST_REASON)


def _wrong_when(change: Change, last: Version, today: date) -> Iterator[Words]:
    start = change.valid_from
    if start is None:
        return
    if start > today:
        yield refused.FUTURE.format(found=start, today=today)
    if last.valid_from is not None and start < last.valid_from:
        yield refused.OUT_OF_ORDER.format(found=start, number=last.number, last=last.valid_from)


def _has_numbers(connection: Connection, key: str) -> bool:
    """Whether anything is counted in its unit: the program's own sums always are."""
    rows = [exists().where(of.metric_key == key) for of in (PublishedFigure, AgreementTarget)]
    summed = exists().where(METRIC.c.key == key, METRIC.c.origin == LEDGER)
    return any(connection.scalar(select(each)) for each in (*rows, summed))


def _tidy(said: Definition) -> Definition:
    """Its texts as they are kept, on one line each."""
    texts = {
        name: " ".join(_plain(value).split())
        for name, value in asdict(said).items()
        if isinstance(value, str)
    }
    own = {"head": texts.get("head") or None, "better": said.better}
    return replace(said, **texts | own)  # type: ignore[arg-type]


def _plain(text: str) -> str:
    """A text with its line breaks, without what no database holds."""
    return "".join(c for c in text.strip() if c == "\n" or c.isprintable())
