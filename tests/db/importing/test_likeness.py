"""What is much like another record is shown beside it before it counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from db.importing.alike import One, alike, is_like, roughly, same_to_rounding
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, codes, look, meeting, project, visit

MEETINGS, PROJECTS, VISITS, *_ = Kind
CITIES = {"helper": "杭州市", "receiver": "广元市"}


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青川县白茶加工建设项目", "青川白茶加工"),
        ("2022年度白茶基地", "白茶基地"),
        ("浙川协作苍溪红心猕猴桃冷链仓储中心", "苍溪县红心猕猴桃冷链仓储中心"),
        ("利州区电商产业园（一期）", "利州电商产业园一期"),
    ],
)
def test_titles_that_are_nearly_the_same(one: str, other: str) -> None:
    assert alike(one, other, 0.6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("白茶基地一期", "白茶基地二期"),
        ("白茶基地1号", "白茶基地2号"),
        ("茶园", "茶园道路硬化与排水沟渠"),
        ("青川茶园", "沐川茶园"),
        ("纺织车间甲", "纺织车间乙"),
    ],
)
def test_titles_that_are_not(one: str, other: str) -> None:
    assert not alike(one, other, 0.8)


HELD = project(code="Q-1", title="青川县白茶加工建设项目", in_place="1200")


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "青川县白茶加工建设项目"},
        {"title": "青川县白茶加工项目（2022年）"},
        {"title": "青川县白茶加工"},
    ],
)
def test_a_project_like_one_of_the_same_couple_is_noted(
    engine: Engine, cells: dict[str, str]
) -> None:
    batch(bring(engine, PROJECTS, HELD))
    found = look(engine, PROJECTS, HELD | {"code": "P-9"} | cells)
    assert codes(found) == ["similar-record"]
    assert found.counts["new"] == 1
    for told in ("Q-1", "青川县白茶加工建设项目", "2022"):
        assert told in found.issues[0].message.zh


@pytest.mark.parametrize(
    ("held", "given"),
    [
        ("1234.56", "1235"),
        ("1234.56", "1200"),
        ("1235", "1234.56"),
        ("996", "1000"),
        ("0.604", "0.6"),
    ],
)
def test_an_amount_that_is_the_same_to_rounding_is_the_same(
    engine: Engine, held: str, given: str
) -> None:
    batch(bring(engine, PROJECTS, HELD | {"in_place": held}))
    found = look(engine, PROJECTS, HELD | {"code": "P-9", "in_place": given})
    assert [code for code in codes(found) if code != "number"] == ["similar-record"]
    rows = [
        HELD | {"code": f"P-{amount}", "title": "苍溪茶", "in_place": amount}
        for amount in (held, given)
    ]
    assert "similar-record" in codes(look(engine, PROJECTS, *rows))


@given(st.integers(1, 10**12), st.integers(0, 10))
def test_rounded_amounts_are_the_same_and_share_a_span(amount: int, places: int) -> None:
    step = 10 ** min(places, max(len(str(amount)) - 2, 0))
    rounded = (amount + step // 2) // step * step
    assert same_to_rounding(amount, rounded)
    assert set(roughly(amount)) & set(roughly(rounded))


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_amounts_that_are_the_same_to_rounding_differ_by_a_twentieth_at_most(
    one: int, other: int
) -> None:
    assert not same_to_rounding(one, other) or 20 * abs(one - other) <= max(one, other)


def test_a_province_s_ledger_that_repeats_a_prefecture_s_is_noted(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, HELD | CITIES))
    found = look(engine, PROJECTS, HELD | {"code": "S-1", "title": "青川白茶加工"})
    assert codes(found) == ["similar-record"]


@pytest.mark.parametrize(
    "cells",
    [
        {"in_place": "1300"},
        {"year": "2023"},
        {"title": "青川县白茶加工建设项目二期"},
    ],
)
def test_a_project_of_another_amount_year_or_phase_is_not(
    engine: Engine, cells: dict[str, str]
) -> None:
    batch(bring(engine, PROJECTS, HELD))
    assert codes(look(engine, PROJECTS, HELD | {"code": "P-9"} | cells)) == []


def test_rows_of_one_file_are_compared_as_well(engine: Engine) -> None:
    found = look(engine, PROJECTS, HELD, HELD | {"code": "Q-2"})
    (note,) = found.issues
    assert (note.code, note.record_no, note.details["other"]) == ("similar-record", 2, 1)


def test_a_meeting_in_the_same_place_on_the_same_day_is_noted(engine: Engine) -> None:
    batch(bring(engine, MEETINGS, meeting(title="浙川茶叶座谈会", place="杭州市")))
    same = look(engine, MEETINGS, meeting(title="两省第三次对接会", place="杭州"))
    other = look(engine, MEETINGS, meeting(title="两省对接会", place="广元"))
    assert (codes(same), codes(other)) == (["similar-record"], [])


def test_a_visit_of_the_same_day_and_stops_is_noted(engine: Engine) -> None:
    batch(bring(engine, VISITS, visit(head="张三", sites="黄杜村；安吉")))
    same = look(engine, VISITS, visit(head="省长", sites="黄杜村"))
    other = look(engine, VISITS, visit(head="李四", sites="云栖小镇"))
    assert (codes(same), codes(other)) == (["similar-record"], [])


def test_a_row_may_be_said_to_be_the_record_that_it_is_like(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, HELD))
    held = states.one(engine, "project")
    renumbered = HELD | {"code": "Q-1A", "stage": "已投产"}
    done = bring(engine, PROJECTS, renumbered, same={1: held["id"]})
    assert (codes(done), done.counts["changed"]) == ([], 1)
    assert states.one(engine, "project", id=held["id"])["code"] == "Q-1A"


def test_the_province_s_row_changes_the_prefecture_s_record_and_leaves_it_where_it_is(
    engine: Engine,
) -> None:
    batch(bring(engine, PROJECTS, HELD | CITIES))
    held = states.one(engine, "project")
    row = HELD | {"code": "S-1", "in_place": "1200", "jobs": "40"}
    batch(bring(engine, PROJECTS, row, same={1: held["id"]}))
    found = states.one(engine, "project")
    assert found["jobs"] == 40
    for name in ("id", "code", "helper_adcode", "receiver_adcode", "pairing_id"):
        assert found[name] == held[name]


def test_a_row_said_to_be_one_of_its_own_is_not_asked_about_again(engine: Engine) -> None:
    batch(bring(engine, PROJECTS, HELD))
    done = bring(engine, PROJECTS, HELD | {"code": "P-9"}, same={1: 0})
    assert (codes(done), done.counts["new"]) == ([], 1)


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        (("330000", "510000"), ("330100", "510800"), True),
        (("330100", "510800"), ("330102", "510822"), True),
        (("330100", "510800"), ("330200", "510800"), False),
        (("330100", "510000"), ("330000", "510800"), False),
    ],
)
def test_a_couple_lies_within_another_with_both_its_sides(
    one: tuple[str, str], other: tuple[str, str], within: bool
) -> None:
    titled = {"title": "青川县白茶加工", "in_place": 1}
    records = [
        One({"helper_adcode": helper, "receiver_adcode": receiver, **titled})
        for helper, receiver in (one, other)
    ]
    assert is_like(*records) is within
    assert is_like(*reversed(records)) is within
