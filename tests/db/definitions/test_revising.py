"""A new version of a definition: who may make it, what is refused, what it leaves behind."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account, Author, Forbidden
from db.definitions import Change, New, Refused, introduce, revise, take_back
from db.definitions.keeping import Definition, Version, history
from db.definitions.refused import LONGEST
from db.engine import locked, reading, revision
from db.models import Audit, Metric
from db.reference import load_reference
from db.terms import AccountRole, Better, Event, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db.ledgers import batch, bring, target
from tests.db.states import reference

TODAY = date(2026, 11, 30)
NEW_YEAR = date(2024, 1, 1)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return reference(stores)


@pytest.fixture
def admin(engine: Engine) -> Account:
    return make(engine, AccountRole.ADMIN, "lin")


def versions(engine: Engine, key: str = "fund") -> list[Version]:
    with reading(engine) as connection:
        return history(connection, [key])[key]


def said(engine: Engine, key: str = "fund", **other: Any) -> Definition:
    return replace(versions(engine, key)[-1].said, **other)


def change(engine: Engine, key: str = "fund", **parts: Any) -> Change:
    """Another wording from 2024 on, or whatever else is given."""
    usual: dict[str, Any] = {
        "after": len(versions(engine, key)),
        "said": said(engine, key, definition_zh="不含物资"),
        "reason": "新办法",
        "valid_from": NEW_YEAR,
    }
    return Change(key, **usual | parts)


def make_it(engine: Engine, by: Author | None, wanted: Change, today: date = TODAY) -> int:
    with locked(engine) as connection:
        return revise(connection, by, wanted, today)


def refusals(engine: Engine, by: Author | None, wanted: Change) -> list[str]:
    before = versions(engine, wanted.key)
    with pytest.raises(Refused) as refusal:
        make_it(engine, by, wanted)
    assert versions(engine, wanted.key) == before
    assert all(words.zh != words.en for words in refusal.value.problems)
    return [words.en for words in refusal.value.problems]


def test_a_new_version_says_who_when_why_and_from_which_day(engine: Engine, admin: Account) -> None:
    before = versions(engine)
    assert [(one.number, one.valid_from, one.author) for one in before] == [(1, None, "xieshou")]
    with reading(engine) as connection:
        at = revision(connection)
    assert (
        make_it(engine, admin, change(engine, said=said(engine, definition_zh=" 不含\n物资 "))) == 2
    )
    first, second = versions(engine)
    assert first == before[0]
    assert (second.number, second.valid_from, second.reason) == (2, NEW_YEAR, "新办法")
    assert (second.account_id, second.author) == (admin.id, "lin")
    assert second.said == replace(first.said, definition_zh="不含 物资")
    with reading(engine) as connection:
        row = connection.execute(select(Metric.definition_zh).where(Metric.key == "fund"))
        assert row.scalar_one() == "不含 物资"
        assert revision(connection) > at
        noted = connection.execute(
            select(Audit.actor, Audit.details).where(Audit.event == Event.EDITED)
        )
        assert [tuple(each) for each in noted] == [
            ("lin", {"table": "metric_version", "metric": "fund", "version": 2})
        ]


def test_a_correction_of_the_wording_stands_for_the_day_of_the_version_it_corrects(
    engine: Engine, admin: Account
) -> None:
    make_it(engine, admin, change(engine, valid_from=None))
    make_it(engine, admin, change(engine, said=said(engine, definition_zh="三")))
    make_it(engine, admin, change(engine, said=said(engine, definition_zh="四"), valid_from=None))
    assert [one.valid_from for one in versions(engine)] == [None, None, NEW_YEAR, NEW_YEAR]


def test_taking_back_is_a_further_version_and_can_be_taken_back(
    engine: Engine, admin: Account
) -> None:
    first = versions(engine)[0].said
    make_it(engine, admin, change(engine))
    with locked(engine) as connection:
        assert take_back(connection, admin, "fund", 2, "录错了") == 3
    second, third = versions(engine)[1:]
    assert (third.said, third.valid_from, third.reason) == (first, NEW_YEAR, "录错了")
    with locked(engine) as connection:
        take_back(connection, admin, "fund", 3, "没录错")
    assert versions(engine)[3].said == second.said


def test_version_1_cannot_be_taken_back_nor_any_without_a_reason(
    engine: Engine, admin: Account
) -> None:
    with pytest.raises(Refused, match="version 1"), locked(engine) as connection:
        take_back(connection, admin, "fund", 1, "误")
    make_it(engine, admin, change(engine))
    with pytest.raises(Refused, match="Say why"), locked(engine) as connection:
        take_back(connection, admin, "fund", 2, " \t")
    with pytest.raises(Refused, match="version 2 now"), locked(engine) as connection:
        take_back(connection, admin, "fund", 1, "误")


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF])
def test_only_administrators_define(engine: Engine, admin: Account, role: AccountRole) -> None:
    make_it(engine, admin, change(engine))
    stranger = make(engine, role, "bert", pairings=[1] if role is AccountRole.STAFF else [])
    for by in (None, stranger):
        with pytest.raises(Forbidden):
            make_it(engine, by, change(engine, said=said(engine, definition_zh="改")))
        with pytest.raises(Forbidden), locked(engine) as connection:
            take_back(connection, by, "fund", 2, "改")
    assert len(versions(engine)) == 2


def test_who_saw_an_older_version_is_told_and_writes_nothing(
    engine: Engine, admin: Account
) -> None:
    seen = change(engine)
    make_it(engine, admin, seen)
    [words] = refusals(engine, admin, replace(seen, said=said(engine, definition_zh="另一种")))
    assert "it is at version 2 now" in words


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"unit": ""}, "No unit"),
        ({"unit": " \t\n"}, "No unit"),
        ({"unit": "光年"}, "is no unit of the dictionary"),
        ({"unit": "persons"}, "another unit would be another indicator"),
        ({"definition_en": "  "}, "The English definition is missing"),
        ({"name_zh": ""}, "The Chinese name is missing"),
        ({"source": "\u200b"}, "The source is missing"),
        ({"name_en": "x" * (LONGEST["name_en"] + 1)}, "has 121 characters; at most 120"),
        ({"head": "weather"}, "is no head"),
    ],
)
def test_what_is_no_definition_is_refused_in_words(
    engine: Engine, admin: Account, other: dict[str, str], told: str
) -> None:
    [words] = refusals(engine, admin, change(engine, said=said(engine, **other)))
    assert told in words


@pytest.mark.parametrize("key", ["cadre_ew", "ledger_jobs"])
def test_targets_and_the_programs_own_sums_keep_their_unit(
    engine: Engine, admin: Account, key: str
) -> None:
    [words] = refusals(engine, admin, change(engine, key, said=said(engine, key, unit="pairs")))
    assert words.startswith("Numbers are kept in the unit that it has")


def test_all_that_is_wrong_is_said_at_once(engine: Engine, admin: Account) -> None:
    wanted = change(
        engine, said=said(engine, unit="", name_zh=""), reason="", valid_from=date(2027, 1, 1)
    )
    assert len(refusals(engine, admin, wanted)) == 4


@pytest.mark.parametrize("reason", ["", "  ", "\n", "\u200b"])
def test_a_version_without_a_reason_is_refused(engine: Engine, admin: Account, reason: str) -> None:
    [words] = refusals(engine, admin, change(engine, reason=reason))
    assert words.startswith("Say why")


def test_a_day_before_the_last_versions_or_after_today_is_refused(
    engine: Engine, admin: Account
) -> None:
    make_it(engine, admin, change(engine))
    again = said(engine, definition_zh="又一种")
    [words] = refusals(engine, admin, change(engine, said=again, valid_from=date(2023, 12, 31)))
    assert "before the version it follows (version 2, from 2024-01-01)" in words
    [words] = refusals(engine, admin, change(engine, said=again, valid_from=date(2026, 12, 1)))
    assert "after today (2026-11-30)" in words
    assert make_it(engine, admin, change(engine, said=again, valid_from=TODAY)) == 3


def test_the_same_again_is_no_version(engine: Engine, admin: Account) -> None:
    [words] = refusals(engine, admin, change(engine, said=said(engine)))
    assert words.startswith("Nothing differs")


def test_an_unknown_metric_is_refused(engine: Engine, admin: Account) -> None:
    wanted = replace(change(engine), key="rain")
    with pytest.raises(Refused, match="no such indicator"):
        make_it(engine, admin, wanted)


def new(engine: Engine, key: str = "orchards", **parts: Any) -> New:
    usual = {"name_zh": "共建果园", "name_en": "Orchards", "unit": "projects", "head": None}
    given = {"origin": "agreement", "reason": "2026年协议新增"} | parts
    text = given.pop("said", {})
    return New(key, said=said(engine, **usual | text), **given)


def test_a_metric_is_added_as_version_1_and_can_be_promised(engine: Engine, admin: Account) -> None:
    with locked(engine) as connection:
        introduce(connection, admin, new(engine, said={"better": Better.LOWER}))
    (first,) = versions(engine, "orchards")
    assert (first.number, first.valid_from, first.author) == (1, None, "lin")
    assert (first.said.name_zh, first.said.better) == ("共建果园", Better.LOWER)
    batch(bring(engine, Kind.AGREEMENTS, target(metric="共建果园", target="5", unit="个")))
    load_reference(engine)
    assert len(versions(engine, "orchards")) == 1


@pytest.mark.parametrize(
    ("parts", "said_so"),
    [
        ({"key": "fund"}, "has “fund” already"),
        ({"key": "果园"}, "is no key"),
        ({"key": "1a"}, "is no key"),
        ({"origin": "ledger"}, "where its numbers come from"),
        ({"reason": " "}, "Say why"),
        ({"said": {"name_zh": "财政援助资金"}}, "already"),
        ({"said": {"name_en": ""}}, "English name is missing"),
        ({"said": {"unit": ""}}, "No unit"),
        ({"said": {"unit": "furlongs"}}, "no unit of the dictionary"),
        ({"said": {"head": "rain"}}, "no head"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(
    engine: Engine, admin: Account, parts: dict[str, Any], said_so: str
) -> None:
    with pytest.raises(Refused) as refusal, locked(engine) as connection:
        introduce(connection, admin, new(engine, **parts))
    assert any(said_so in words.en for words in refusal.value.problems)
    assert all(words.zh != words.en for words in refusal.value.problems)


def test_nobody_but_an_administrator_adds_one(engine: Engine) -> None:
    staff = make(engine, AccountRole.STAFF, "sven", provinces=["330000"])
    for by in (None, staff):
        with pytest.raises(Forbidden), locked(engine) as connection:
            introduce(connection, by, new(engine))


def test_what_speaks_for_a_clause_is_part_of_the_definition(engine: Engine, admin: Account) -> None:
    lower = said(engine, better=Better.LOWER)
    assert make_it(engine, admin, change(engine, said=lower, valid_from=None)) == 2
    with reading(engine) as connection:
        assert connection.scalar(select(Metric.better).where(Metric.key == "fund")) == "lower"
    with locked(engine) as connection:
        take_back(connection, admin, "fund", 2, "旧办法")
    assert versions(engine)[-1].said.better is Better.HIGHER
