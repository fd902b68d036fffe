"""Who may say what of a difference, and what that does to the scorecard."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from db.accounts import Account, Forbidden
from db.closings import close
from db.engine import reading, revision, writing
from db.models import Metric
from db.periods import Period
from db.results import differences, judging, scorecard
from db.results.differences import At
from db.results.judging import Judgement, Unjudged, judge, set_tolerance
from db.terms import AccountRole, DifferenceState, Event, PeriodKind, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.results.reports import promise, report
from tests.stores import ZHEJIANG_SICHUAN

OPEN, EXPLAINED, SETTLED = DifferenceState
JUNE = At(1, "fund", 2025, 6)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """Of 100 promised one side has 60 by the end of June, the other 40."""
    engine = states.paired(stores)
    both: dict[str, Any] = {"pairing_id": 1}
    with writing(engine) as connection:
        promise(connection, ZHEJIANG_SICHUAN, 2025, "fund", 100, **both)
        for side, value in ((Side.HELPER, 60), (Side.RECEIVER, 40)):
            report(connection, ZHEJIANG_SICHUAN, side, "fund", {"2025-06": value}, **both)
    return engine


@pytest.fixture
def both(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "both", pairings=[1])


@pytest.fixture
def zhejiang(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "zhejiang", provinces=["330000"])


def explained(note: str = "8 projects are counted twice") -> Judgement:
    return Judgement(EXPLAINED, note)


def settled(value: int | None = 50) -> Judgement:
    return Judgement(SETTLED, "both agreed by telephone", value)


def card(engine: Engine) -> dict[str, Any]:
    with reading(engine) as connection:
        (row,) = scorecard.of_year(connection, 2025).to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_a_difference_is_explained_settled_and_opened_again(engine: Engine, both: Account) -> None:
    with reading(engine) as connection:
        before = revision(connection)
    judge(engine, JUNE, 0, explained(), both)
    judge(engine, JUNE, 1, settled(), both)
    judge(engine, JUNE, 2, Judgement(OPEN, "a letter came"), both)
    with reading(engine) as connection:
        assert revision(connection) == before + 3
        shown = differences.one(connection, JUNE)
    assert shown is not None
    assert (shown.row["state"], shown.row["version"]) == ("open", 3)
    assert shown.row["value"] is None
    steps = shown.steps[["state", "note", "author"]].to_numpy().tolist()
    assert steps == [
        ["open", "a letter came", "both"],
        ["settled", "both agreed by telephone", "both"],
        ["explained", "8 projects are counted twice", "both"],
    ]
    assert shown.steps["value"].tolist()[1] == 50
    told = states.table(engine, "audit")[-3:]
    assert {row["event"] for row in told} == {Event.DIFFERENCE_JUDGED}


def test_a_settled_value_is_what_the_scorecard_counts_and_says_so(
    engine: Engine, both: Account
) -> None:
    assert (card(engine)["value"], card(engine)["whose"]) == (40, "receiver")
    judge(engine, JUNE, 0, explained(), both)
    assert (card(engine)["value"], card(engine)["whose"]) == (40, "receiver")
    judge(engine, JUNE, 1, settled(), both)
    row = card(engine)
    assert (row["value"], row["whose"], row["share"]) == (50, "settled", 0.5)
    judge(engine, JUNE, 2, Judgement(OPEN, "taken back"), both)
    assert (card(engine)["value"], card(engine)["whose"]) == (40, "receiver")


def test_each_side_explains_and_neither_settles_alone(engine: Engine, zhejiang: Account) -> None:
    judge(engine, JUNE, 0, explained(), zhejiang)
    with pytest.raises(Unjudged) as alone:
        judge(engine, JUNE, 1, settled(), zhejiang)
    assert alone.value.words is judging.NOT_ALONE
    of_both = make(engine, AccountRole.STAFF, "two", provinces=["330000", "510000"])
    judge(engine, JUNE, 1, settled(), of_both)
    with pytest.raises(Unjudged) as back:
        judge(engine, JUNE, 2, Judgement(OPEN, "not so"), zhejiang)
    assert back.value.words is judging.NOT_ALONE
    judge(engine, JUNE, 2, Judgement(OPEN, "taken back"), make(engine, AccountRole.ADMIN))


@pytest.mark.parametrize("role", [*AccountRole, None])
def test_who_is_not_in_charge_says_nothing(engine: Engine, role: AccountRole | None) -> None:
    if role is AccountRole.ADMIN:
        judge(engine, JUNE, 0, settled(), make(engine, role))
        return
    elsewhere = ["350000"] if role is AccountRole.STAFF else []
    person = make(engine, role, provinces=elsewhere) if role else None
    for said in (explained(), settled(), Judgement(OPEN, "x")):
        with pytest.raises(Forbidden):
            judge(engine, JUNE, 0, said, person)
    assert states.table(engine, "settlement") == []


@pytest.mark.parametrize(
    ("at", "version", "said", "words"),
    [
        (JUNE, 0, Judgement(EXPLAINED, "  "), judging.NO_NOTE),
        (JUNE, 0, Judgement(EXPLAINED, "x" * 2_001), judging.TOO_LONG),
        (JUNE, 0, settled(None), judging.NO_VALUE),
        (JUNE, 0, settled(-1), judging.NOT_A_VALUE),
        (JUNE, 0, settled(10**15), judging.NOT_A_VALUE),
        (JUNE, 1, explained(), judging.CHANGED),
        (At(1, "fund", 2025, 5), 0, explained(), judging.NO_DIFFERENCE),
        (At(1, "ent", 2025, 6), 0, explained(), judging.NO_DIFFERENCE),
        (At(99, "fund", 2025, 6), 0, explained(), judging.UNKNOWN_COUPLE),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(
    engine: Engine, at: At, version: int, said: Judgement, words: object
) -> None:
    with pytest.raises(Unjudged) as refusal:
        judge(engine, at, version, said, OPERATOR)
    assert refusal.value.words is words
    assert states.table(engine, "settlement") == states.table(engine, "settlement_step") == []


@pytest.mark.parametrize("couple", [1, None])
def test_a_closed_period_s_difference_stays_as_it_is(engine: Engine, couple: int | None) -> None:
    close(engine, Period(2025, PeriodKind.MONTH, 6), couple, OPERATOR)
    with pytest.raises(Unjudged) as closed:
        judge(engine, JUNE, 0, explained(), OPERATOR)
    assert closed.value.words is judging.CLOSED


def test_of_two_at_once_one_is_told_to_look_again(engine: Engine, both: Account) -> None:
    def say(value: int) -> object:
        try:
            judge(engine, JUNE, 0, settled(value), both)
        except Unjudged as refusal:
            return refusal.words
        return "done"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(say, (45, 50, 55, 58)))
    assert told.count("done") == 1
    assert told.count(judging.CHANGED) == 3
    assert len(states.table(engine, "settlement_step")) == 1


def test_a_tolerance_is_set_by_administrators_and_counts_at_once(engine: Engine) -> None:
    admin = make(engine, AccountRole.ADMIN)
    set_tolerance(engine, "yuan", 20, 0, admin)
    with reading(engine) as connection:
        assert differences.of_year(connection, 2025).empty
    set_tolerance(engine, "yuan", 0, 100, admin)
    with reading(engine) as connection:
        assert len(differences.of_year(connection, 2025)) == 1
        assert scorecard.tolerances(connection) == {"yuan": (0, 100)}
    events = [row["event"] for row in states.table(engine, "audit")]
    assert events.count(Event.TOLERANCE_SET) == 2


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.ADMIN])
def test_nobody_else_sets_a_tolerance(engine: Engine, role: AccountRole) -> None:
    scope = [1] if role is AccountRole.STAFF else []
    for person in (make(engine, role, pairings=scope), None):
        with pytest.raises(Forbidden):
            set_tolerance(engine, "yuan", 1, 1, person)
    assert states.table(engine, "tolerance") == []


@pytest.mark.parametrize(
    ("unit", "absolute", "per_mille", "words"),
    [
        ("acres", 1, 1, judging.UNKNOWN_UNIT),
        ("yuan", -1, 0, judging.NOT_A_TOLERANCE),
        ("yuan", 0, 1001, judging.NOT_A_TOLERANCE),
        ("yuan", 10**15, 0, judging.NOT_A_TOLERANCE),
    ],
)
def test_a_tolerance_that_is_none_is_refused(
    engine: Engine, unit: str, absolute: int, per_mille: int, words: object
) -> None:
    with pytest.raises(Unjudged) as refusal:
        set_tolerance(engine, unit, absolute, per_mille, OPERATOR)
    assert refusal.value.words is words


def test_units_are_those_of_the_dictionary(engine: Engine) -> None:
    with reading(engine) as connection:
        known = {metric.unit for metric in connection.execute(Metric.__table__.select())}
        assert set(judging.units(connection)) == known
