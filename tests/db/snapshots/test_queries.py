"""Taking snapshots, and finding them again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from db import clock
from db.accounts import Forbidden, Operator
from db.engine import locked, reading, revision, utc_now
from db.models import Audit, Snapshot, table_of
from db.snapshots import Refused, Search, queries, tables
from db.terms import AccountRole, Event
from tests.accounts import make
from tests.conftest import Stores
from tests.db.snapshots.made import TABLE, content, take
from tests.db.states import small

ROOT = Operator("root")
ZHEJIANG, SICHUAN, FUJIAN = "330000", "510000", "350000"


def find(engine: Engine, public_id: str) -> Any:
    with reading(engine) as connection:
        return queries.find(connection, public_id)


def names(engine: Engine, **search: Any) -> list[str]:
    with reading(engine) as connection:
        listed = queries.listed(connection, Search(**search))
        assert len(listed) == queries.count(connection, Search(**search))
    return list(listed["name"])


def test_what_was_taken_is_found_whole_by_its_permalink(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.VIEWER, "anna")
    taken = take(engine, anna, [ZHEJIANG])
    assert find(engine, taken.public_id) == taken
    assert taken.content == content()
    assert taken.whole
    assert (taken.number, taken.author, taken.name) == ("S-000001", "anna", content().title)
    assert len(taken.public_id) == 12


def test_taking_one_is_in_the_audit_and_leaves_what_was_read_valid(stores: Stores) -> None:
    engine = small(stores)
    with reading(engine) as connection:
        before = revision(connection)
    taken = take(engine, ROOT)
    with reading(engine) as connection:
        assert revision(connection) == before
        noted = connection.execute(
            select(Audit.actor, Audit.details).where(Audit.event == Event.SNAPSHOT_TAKEN)
        ).one()
    assert noted.actor == "root"
    assert noted.details == {
        "snapshot": "S-000001",
        "chart": "in-place-by-year",
        "sha256": taken.sha256,
    }


def test_nobody_takes_one_without_signing_in(stores: Stores) -> None:
    engine = small(stores)
    with pytest.raises(Forbidden):
        take(engine, None)
    assert names(engine) == []


def test_an_unknown_permalink_finds_nothing(stores: Stores) -> None:
    assert find(small(stores), "no-such-thing") is None


@pytest.mark.parametrize(
    "altered",
    [
        {"title": "别的标题"},
        {"figure": '{"data":[1],"layout":{}}'},
        {"data": tables.written(TABLE.assign(**{"到位资金（元）": [300, 1_201]}), ["年份"])},
        {"as_of": date(2026, 11, 24)},
        {"parameters": {"helper": "350000", "years": "2021-2022"}},
        {"conditions": [["帮扶方", "福建"], ["年份", "2021–2022"]]},
        {"demo": False},
        {"author": "somebody else"},
    ],
    ids=lambda altered: next(iter(altered)),
)
def test_content_altered_behind_our_back_is_seen(stores: Stores, altered: dict[str, Any]) -> None:
    engine = small(stores)
    taken = take(engine, ROOT)
    table = table_of(Snapshot)
    with locked(engine) as connection:
        connection.execute(update(table).where(table.c.id == taken.id).values(**altered))
    assert not find(engine, taken.public_id).whole


def test_what_may_be_changed_does_not_break_the_seal(stores: Stores) -> None:
    taken = take(small(stores), ROOT)
    assert replace(taken, name="别的名称", description="说明", withdrawn_at=utc_now()).whole


def test_search_by_text_number_author_chart_province_and_day(stores: Stores) -> None:
    engine = small(stores)
    anna, bert = (make(engine, AccountRole.VIEWER, name) for name in ("anna", "bert"))
    take(engine, anna, [ZHEJIANG, SICHUAN], title="到位资金 100%")
    take(engine, bert, [FUJIAN], title="项目 A_B", chart="stages")
    take(engine, bert, title="会议")
    today = clock.today()
    assert names(engine) == ["会议", "项目 A_B", "到位资金 100%"]
    assert names(engine, text="资金") == ["到位资金 100%"]
    assert names(engine, text="%") == ["到位资金 100%"]
    assert names(engine, text="a_b") == ["项目 A_B"]
    assert names(engine, text="S-000002") == names(engine, text="2") == ["项目 A_B"]
    assert names(engine, author=bert.id) == ["会议", "项目 A_B"]
    assert names(engine, chart="stages") == ["项目 A_B"]
    assert names(engine, province=SICHUAN) == ["到位资金 100%"]
    assert names(engine, province=FUJIAN, author=anna.id) == []
    assert len(names(engine, first=today - timedelta(days=1), last=today + timedelta(days=1))) == 3
    assert names(engine, first=today + timedelta(days=1)) == []
    assert names(engine, last=today - timedelta(days=2)) == []


def test_the_list_comes_in_pages(stores: Stores) -> None:
    engine = small(stores)
    for title in ("一", "二", "三"):
        take(engine, ROOT, title=title)
    with reading(engine) as connection:
        pages = [queries.listed(connection, Search(), limit=2, offset=o)["name"] for o in (0, 2)]
    assert [list(page) for page in pages] == [["三", "二"], ["一"]]


def test_authors_and_charts_to_choose_from(stores: Stores) -> None:
    engine = small(stores)
    anna = make(engine, AccountRole.VIEWER, "anna")
    take(engine, anna)
    take(engine, ROOT, chart="stages")
    with reading(engine) as connection:
        assert queries.authors(connection) == {anna.id: "anna"}
        assert queries.charts(connection) == ["in-place-by-year", "stages"]


def test_a_chart_too_large_is_refused_and_says_what_to_do(stores: Stores) -> None:
    engine = small(stores)
    with pytest.raises(Refused) as refusal:
        take(engine, ROOT, figure=" " * 8_000_001)
    assert "8,000,000" in refusal.value.words.zh
    assert "筛选条件" in refusal.value.words.zh
    assert names(engine) == []
