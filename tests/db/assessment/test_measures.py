"""Measures of assessment: whose holds, who may change one, what is refused, and the way back."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select

from db.accounts import Account, Forbidden
from db.assessment import revising
from db.assessment.measures import Head, Indicator, Measure, Version, history, in_force
from db.assessment.refused import Refused
from db.engine import locked, reading
from db.migrate import migrate
from db.models import Audit
from db.reference import load_reference
from db.settings import REFERENCE
from db.terms import AccountRole, Event
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.assessment.made import INDUSTRY, MEASURE, measured


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return measured(stores)


@pytest.fixture
def admin(engine: Engine) -> Account:
    return make(engine, AccountRole.ADMIN, "lin")


def versions(engine: Engine, key: str = "m") -> list[Version]:
    with reading(engine) as connection:
        return history(connection, key)[key]


def revise(
    engine: Engine, by: Account, said: Measure, after: int = 1, reason: str = "新办法"
) -> int:
    with locked(engine) as connection:
        return revising.revise(connection, by, "m", after, said, reason)


def known(**other: Any) -> Measure:
    """The measure without the indicator that the dictionary does not have."""
    heads = tuple(h if h is not INDUSTRY else replace(h, indicators=()) for h in MEASURE.heads)
    return replace(MEASURE, heads=heads, **other)


def test_a_new_version_is_whole_and_the_old_one_stays(engine: Engine, admin: Account) -> None:
    one = Head("", " 新 项\n", "New", 12_50, (Indicator("ent", 5_00), Indicator("fund")))
    said = replace(MEASURE, heads=(MEASURE.heads[0], one), year_to=2020)
    assert revise(engine, admin, said) == 2
    first, second = versions(engine)
    assert first.said == MEASURE
    assert second.said == replace(
        said, heads=(said.heads[0], replace(one, key="own1", name_zh="新 项"))
    )
    assert (second.author, second.reason, second.edited) == ("lin", "新办法", True)
    with reading(engine) as connection:
        noted = connection.scalars(select(Audit.details).where(Audit.event == Event.EDITED)).all()
    assert noted == [{"table": "assessment_measure", "measure": "m", "version": 2}]


def test_what_the_dictionary_has_no_more_may_stay(engine: Engine, admin: Account) -> None:
    assert revise(engine, admin, replace(MEASURE, year_to=2020)) == 2
    assert versions(engine)[-1].said.heads == MEASURE.heads


def test_taking_back_says_again_what_stood_before(engine: Engine, admin: Account) -> None:
    revise(engine, admin, known(year_to=2020))
    with locked(engine) as connection:
        assert revising.take_back(connection, admin, "m", 2, "录错了") == 3
    assert versions(engine)[-1].said == MEASURE


def test_a_head_s_key_is_never_used_twice(engine: Engine, admin: Account) -> None:
    new = Head("", "甲", "A")
    revise(engine, admin, replace(known(), heads=(new,)))
    revise(engine, admin, replace(known(), heads=(replace(new, name_zh="乙"),)), after=2)
    assert [one.said.heads[0].key for one in versions(engine)[1:]] == ["own1", "own2"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (MEASURE, "Nothing differs"),
        (known(name_zh=" \n"), "The Chinese name of the measure is missing"),
        (known(source="x" * 1001), "has 1001 characters; at most 1000"),
        (known(year_from=2023, year_to=2022), "the last is not before the first"),
        (known(year_from=1066), "between 1990 and 2100"),
        (known(province="330100"), "“330100” is no code of a province"),
        (replace(MEASURE, heads=()), "Keep one head"),
        (replace(known(), heads=(Head("a", "甲", "A"), Head("b", "甲", "B"))), "“甲” is there"),
        (replace(known(), heads=(Head("a", "甲", ""),)), "English name of head 1 is missing"),
        (replace(known(), heads=(Head("a", "甲", "A", 100_01),)), "from 0 to 100 points"),
        (replace(known(), heads=(Head("a", "甲", "A", -1),)), "from 0 to 100 points"),
        (
            replace(known(), heads=(Head("a", "甲", "A", None, (Indicator("fund"),) * 2),)),
            "“fund” is there twice",
        ),
        (
            replace(known(), heads=(Head("a", "甲", "A", None, (Indicator("none"),)),)),
            "no indicator “none”",
        ),
        (replace(known(), heads=(Head("a", "甲", "A"),) * 41), "at most 40 heads"),
    ],
)  # fmt: skip
def test_what_is_no_measure_is_refused(
    engine: Engine, admin: Account, said: Measure, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        revise(engine, admin, said)
    assert words in refusal.value.words.en
    assert refusal.value.words.zh != refusal.value.words.en
    assert [one.number for one in versions(engine)] == [1]


def test_nobody_changes_what_somebody_else_has_changed(engine: Engine, admin: Account) -> None:
    revise(engine, admin, known())
    with pytest.raises(Refused, match="it is at version 2 now"):
        revise(engine, admin, known(year_to=2020))
    with pytest.raises(Refused, match="Say why"):
        revise(engine, admin, known(year_to=2020), after=2, reason="  ")


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF])
def test_administrators_alone_change_one(engine: Engine, role: AccountRole) -> None:
    person = make(engine, role, pairings=[1] if role is AccountRole.STAFF else [])
    with pytest.raises(Forbidden):
        revise(engine, person, known())
    with pytest.raises(Forbidden), locked(engine) as connection:
        revising.take_back(connection, person, "m", 1, "x")
    with pytest.raises(Forbidden), locked(engine) as connection:
        revising.begin(connection, person, known(), "x")


def test_a_province_s_measure_comes_before_that_of_all_and_a_later_before_an_earlier(
    engine: Engine, admin: Account
) -> None:
    for province, year in (("510000", 2021), ("330000", 2022), (None, 2022)):
        with locked(engine) as connection:
            revising.begin(connection, admin, known(province=province, year_from=year), "本省办法")
    with reading(engine) as connection:
        every = [of[-1] for of in history(connection).values()]
    both = ["510000", "330000"]

    def holds(year: int, provinces: list[str]) -> str | None:
        found = in_force(every, year, provinces)
        return found.key if found else None

    assert [holds(year, both) for year in (2016, 2020, 2021, 2022)] == [None, "m", "own1", "own1"]
    assert (holds(2022, ["640000", "330000"]), holds(2022, ["640000", "350000"])) == (
        "own2",
        "own3",
    )


def test_the_six_heads_ship_with_the_dictionary_s_indicators_and_an_edit_stays(
    stores: Stores,
) -> None:
    engine = states.reference(stores)
    (shipped,) = versions(engine, "2017")
    assert [head.name_zh for head in shipped.said.heads] == [
        "组织领导", "人才交流", "资金使用", "产业合作", "劳务协作", "携手奔小康",
    ]  # fmt: skip
    funds = shipped.said.heads[2]
    assert [one.metric for one in funds.indicators] == [
        "fund",
        "aid",
        "percap",
        "ledger_fiscal_aid",
    ]
    admin = make(engine, AccountRole.ADMIN)
    edited = replace(shipped.said, heads=shipped.said.heads[:5])
    with locked(engine) as connection:
        revising.revise(connection, admin, "2017", 1, edited, "本省五项")
    assert load_reference(engine, REFERENCE) is None
    assert versions(engine, "2017")[-1].said == edited


def test_the_migration_goes_down_and_up_with_what_is_kept(engine: Engine, admin: Account) -> None:
    revise(engine, admin, known())
    pairings = states.table(engine, "pairing")
    migrate(engine, "0022")
    with engine.connect() as connection:
        assert not {"assessment_measure", "narrative"} & set(inspect(connection).get_table_names())
    migrate(engine)
    assert (states.table(engine, "assessment_measure"), states.table(engine, "pairing")) == (
        [],
        pairings,
    )
