"""Judging a difference: it is explained, settled at a value, or open again; and the tolerances.

Whoever is in charge of the couple, on either side, may say what explains a difference. A settled
value binds both sides, so that neither settles alone: it takes an administrator, or somebody who is
in charge of the couple as such or of both its provinces; and so does taking it back.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from db import kept
from db.accounts import Action, Author, audit, matter_of, require
from db.closings.rules import in_force
from db.engine import locked, raise_revision, utc_now
from db.importing.words import Refusal, Words
from db.models import Metric, Pairing, Settlement, SettlementStep, Tolerance, table_of
from db.results.differences import At, of_couple, one
from db.results.reports import of_side
from db.terms import DifferenceState, Event, Side

SETTLEMENT, STEP = table_of(Settlement), table_of(SettlementStep)
PAIRING, TOLERANCE = table_of(Pairing), table_of(Tolerance)

LONGEST = 2_000
LARGEST = 10**15
"""Values from here on are no amounts of one couple."""

CLOSED = Words(
    "该期间已关账，其差异不能再作处理；如需处理，请管理员先重新打开该期间。",
    "The period is closed, and so are its differences: an administrator may reopen it first.",
)
CHANGED = Words(
    "该差异在您查看之后已有变动，请再次核对。",
    "The difference has changed since you looked at it; please look again.",
)
NO_DIFFERENCE = Words(
    "双方在该日没有超出容差的差异，无需处理。",
    "The two sides do not differ on that day by more than the tolerance; there is nothing to say.",
)
NO_NOTE = Words("请写明依据或原因。", "Say why, or on what grounds.")
TOO_LONG = Words("说明不超过 2,000 字。", "A note has at most 2,000 characters.")
NO_VALUE = Words("请填写核定值。", "Give the value that it is settled at.")
NOT_A_VALUE = Words(
    "核定值须为不小于 0、小于 1,000 万亿的整数（金额以元计，比率以万分之一计）。",
    "A settled value is a whole number from 0 to below 10^15 (yuan; of a rate hundredths of a "
    "per cent).",
)
NOT_ALONE = Words(
    "核定值对双方都有约束力，不能由一方单独核定或撤回：请由管理员，或同时负责双方的人员办理；"
    "您可以先写明原因。",
    "A settled value binds both sides, and neither settles or reopens it alone: an administrator "
    "does, or somebody in charge of both; you may say what explains the difference.",
)
UNKNOWN_COUPLE = Words("库中没有这组结对。", "There is no such pairing.")
UNKNOWN_UNIT = Words("指标字典中没有这个单位。", "No metric of the dictionary has this unit.")
NOT_A_TOLERANCE = Words(
    "容差须为不小于 0 的整数，千分比不超过 1,000。",
    "A tolerance is a whole number from 0 on, and at most 1,000 in a thousand.",
)


class Unjudged(Refusal):
    """A difference cannot be judged so, or a tolerance set. `words` says why."""


@dataclass(frozen=True)
class Judgement:
    """What is said of a difference; `value`, in the metric's unit, only where it is settled."""

    state: DifferenceState
    note: str
    value: int | None = None


def judge(engine: Engine, at: At, version: int, said: Judgement, by: Author | None) -> None:
    """Say what became of a difference that was read at `version` (0: nobody had said a word).

    Raises:
        Forbidden: by somebody who is not in charge of the couple.
        Unjudged: CLOSED; CHANGED since `version`; NO_DIFFERENCE; NOT_ALONE; NO_NOTE; TOO_LONG;
            NO_VALUE; NOT_A_VALUE; UNKNOWN_COUPLE.
    """
    note = said.note.strip()
    _refuse_text(note, said)
    with locked(engine) as connection:
        author, pairing = _in_charge(connection, at, by)
        stands = _standing(connection, at)
        settled = DifferenceState.SETTLED in (said.state, stands.state if stands else None)
        if settled and not all(of_side(author, pairing, side) for side in _BOTH):
            raise Unjudged(NOT_ALONE)
        if (stands.version if stands else 0) != version:
            raise Unjudged(CHANGED)
        if stands is None and not _differs(connection, at):
            raise Unjudged(NO_DIFFERENCE)
        _write(connection, at, stands, said, note, author)
        couple = (pairing.helper_adcode, pairing.receiver_adcode)
        kept.of_couples(connection, [couple], {"metric_key": {at.metric_key}, "year": {at.year}})
        told: dict[str, Any] = {
            "pairing": at.pairing_id,
            "metric": at.metric_key,
            "day": at.ends_on.isoformat(),
        }
        more: dict[str, Any] = {"state": said.state.value, "value": said.value, "note": note}
        audit.note(connection, Event.DIFFERENCE_JUDGED, author, **told, **more)
        raise_revision(connection)


def set_tolerance(
    engine: Engine, unit: str, absolute: int, per_mille: int, by: Author | None
) -> None:
    """Let two reports in a unit count as the same up to so much, or so many in a thousand of the
    larger one, whichever is more; 0 and 0: only what is equal.

    Raises:
        Forbidden: by somebody who is no administrator.
        Unjudged: UNKNOWN_UNIT; NOT_A_TOLERANCE.
    """
    with locked(engine) as connection:
        author = require(connection, by, Action.ADMINISTER)
        if connection.scalar(select(Metric.key).where(Metric.unit == unit).limit(1)) is None:
            raise Unjudged(UNKNOWN_UNIT)
        if not (0 <= absolute < LARGEST and 0 <= per_mille <= 1000):
            raise Unjudged(NOT_A_TOLERANCE)
        values: dict[str, Any] = {"absolute": absolute, "per_mille": per_mille}
        of_unit = TOLERANCE.c.unit == unit
        changed = update(TOLERANCE).where(of_unit).values(values).returning(TOLERANCE.c.unit)
        if connection.scalar(changed) is None:
            connection.execute(insert(TOLERANCE).values(values | {"unit": unit}))
        audit.note(connection, Event.TOLERANCE_SET, author, unit=unit, **values)
        raise_revision(connection)


def units(connection: Connection) -> list[str]:
    """The units of the dictionary, the most frequent first."""
    many = func.count().desc()
    return list(connection.scalars(select(Metric.unit).group_by(Metric.unit).order_by(many)))


_BOTH = (Side.HELPER, Side.RECEIVER)


def _refuse_text(note: str, said: Judgement) -> None:
    if not note:
        raise Unjudged(NO_NOTE)
    if len(note) > LONGEST:
        raise Unjudged(TOO_LONG)
    if said.state is DifferenceState.SETTLED and said.value is None:
        raise Unjudged(NO_VALUE)
    if said.value is not None and not 0 <= said.value < LARGEST:
        raise Unjudged(NOT_A_VALUE)


def _in_charge(connection: Connection, at: At, by: Author | None) -> tuple[Author, Row[Any]]:
    pairing = connection.execute(select(PAIRING).where(PAIRING.c.id == at.pairing_id)).one_or_none()
    if pairing is None:
        require(connection, by, Action.EDIT, over=[])
        raise Unjudged(UNKNOWN_COUPLE)
    two = {name: pairing._mapping[name] for name in ("helper_adcode", "receiver_adcode")}
    matter = matter_of(two | {"pairing_id": at.pairing_id})
    author = require(connection, by, Action.EDIT, over=[matter])
    record = {"ends_on": at.ends_on, "pairing_id": at.pairing_id}
    if any(closed.holds("ends_on", record) for closed in in_force(connection)):
        raise Unjudged(CLOSED)
    return author, pairing


def _standing(connection: Connection, at: At) -> Row[Any] | None:
    """What stands of it, be it said of an earlier pairing of the same two."""
    statement = (
        select(SETTLEMENT)
        .where(
            SETTLEMENT.c.pairing_id.in_(of_couple(connection, at.pairing_id)),
            SETTLEMENT.c.metric_key == at.metric_key,
            SETTLEMENT.c.ends_on == at.ends_on,
        )
        .order_by(SETTLEMENT.c.id.desc())
    )
    return connection.execute(statement.limit(1)).one_or_none()


def _differs(connection: Connection, at: At) -> bool:
    found = one(connection, at)
    return found is not None and bool(found.row["difference"])


def _write(
    connection: Connection,
    at: At,
    stands: Row[Any] | None,
    said: Judgement,
    note: str,
    author: Author,
) -> None:
    value = said.value if said.state is DifferenceState.SETTLED else None
    words = {"state": said.state, "value": value, "note": note}
    step = words | {"author": author.name, "account_id": author.id, "at": utc_now()}
    if stands is None:
        which = {"pairing_id": at.pairing_id, "metric_key": at.metric_key, "ends_on": at.ends_on}
        new = insert(SETTLEMENT).values(step | which | {"version": 1})
        settlement = connection.scalar(new.returning(SETTLEMENT.c.id))
    else:
        settlement, version = stands.id, stands.version + 1
        of_it = SETTLEMENT.c.id == settlement
        connection.execute(update(SETTLEMENT).where(of_it).values(step | {"version": version}))
    connection.execute(insert(STEP).values(step | {"settlement_id": settlement}))
