"""What a newer file of a ledger has no more is told, and stays."""

import pytest
from sqlalchemy import Engine

from db.importing.downloads import absent_list
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, batch, bring, codes, look, meeting, project

PROJECTS = Kind.PROJECTS
WHOLE = [project(code=f"R-{n}", title=f"{name}场") for n, name in enumerate("茶菌鱼羊", start=1)]


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = states.paired(stores)
    batch(bring(engine, PROJECTS, *WHOLE))
    return engine


def test_what_is_gone_is_named_and_stays(engine: Engine) -> None:
    other_header = [row | {"jobs": "3"} for row in WHOLE[:3]]
    assert codes(look(engine, PROJECTS, *other_header)) == []
    newer = bring(engine, PROJECTS, *WHOLE[:2], WHOLE[2] | {"title": "鱼场二期"})
    assert codes(newer) == ["not-in-file"]
    assert "R-4 羊场" in newer.issues[0].message.zh
    assert "R-4,羊场" in absent_list(newer, "zh").decode()
    assert states.count(engine, "project") == 4


@pytest.mark.parametrize(
    "rows",
    [
        [project(code="X-1", title="别的")],
        [WHOLE[0]],
        [row | {"year": "2023"} for row in WHOLE[:3]],
        [*WHOLE[:2], WHOLE[2] | {"industry": "无此产业"}],
    ],
    ids=["another office's", "few of it", "another year's", "with errors"],
)
def test_a_file_that_is_no_newer_one_of_the_ledger_lists_nothing(
    engine: Engine, rows: list[Cells]
) -> None:
    assert "not-in-file" not in codes(look(engine, PROJECTS, *rows))


def test_meetings_are_listed_by_their_year(stores: Stores) -> None:
    engine = states.paired(stores)
    rows = [meeting(code=f"M-{n}", title=f"第{n}次") for n in range(1, 4)]
    batch(bring(engine, Kind.MEETINGS, *rows))
    assert codes(look(engine, Kind.MEETINGS, *rows[:2])) == ["not-in-file"]


def test_a_ledger_of_pairings_may_be_brought_again(stores: Stores) -> None:
    sides = {"helper": "浙江省", "receiver": "四川省", "scheme": "新一轮", "source": "通知"}
    rows = [sides | {"from": "2027"}]
    engine = states.reference(stores)
    batch(bring(engine, Kind.PAIRINGS, *rows))
    again = bring(
        engine, Kind.PAIRINGS, *rows, rows[0] | {"receiver": "广元市", "helper": "杭州市"}
    )
    assert (again.counts["new"], again.counts["unchanged"]) == (1, 1)
