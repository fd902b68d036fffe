"""Eight imports of the same records at once: no duplicate, no lost update, no deadlock; and of
eight previews of the same change, the seven that came too late are refused.
"""

from collections import Counter

from sqlalchemy import Engine

from db.importing.pipeline import Upload
from db.importing.plans import store_plan
from db.terms import Kind
from tests.conftest import Stores
from tests.db import processes, states
from tests.db.ledgers import bring, project, upload

SHARED = [f"Z-{number}" for number in range(12)]
COLUMNS = {
    "place": "青川县",
    "content": "标准化茶园",
    "implementer": "某某公司",
    "source": "年度台账",
    "note": "备注",
    "jobs": 7,
    "beneficiaries": 9,
    "in_place": 120_000,
}
"""What each of the eight ledgers has besides the columns that all have; amounts are yuan."""


def its_ledger(number: int) -> Upload:
    """Twelve projects that all eight have, each beginning with another, and one that is its own."""
    column, value = list(COLUMNS.items())[number]
    cell = {"in_place": "12"} if column == "in_place" else {column: str(value)}
    codes = [*SHARED[number:], *SHARED[:number], f"own-{number}"]
    return upload(Kind.PROJECTS, *(project(code=code, **cell) for code in codes))


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_eight_overlapping_imports_lose_nothing(stores: Stores) -> None:
    engine = states.paired(stores)
    url = url_of(engine)
    work = [(url, its_ledger(number)) for number in range(8)]
    assert processes.side_by_side(processes.bring, work) == []
    projects = states.table(engine, "project")
    assert Counter(row["code"] for row in projects) == Counter(
        [*SHARED, *(f"own-{number}" for number in range(8))]
    )
    shared = {row["code"]: row for row in projects if row["code"] in SHARED}
    assert {tuple(row[name] for name in COLUMNS) for row in shared.values()} == {
        tuple(COLUMNS.values())
    }
    assert {row["version"] for row in shared.values()} == {8}
    history = states.table(engine, "row_history")
    for row in shared.values():
        versions = [entry["version"] for entry in history if entry["row_id"] == row["id"]]
        assert sorted(versions) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert states.count(engine, "import_batch") == 8


def test_of_eight_previews_of_one_change_one_is_written(stores: Stores) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.PROJECTS, *(project(code=code) for code in SHARED))
    changes = [
        upload(Kind.PROJECTS, *(project(code=code, note=f"第{number}人的") for code in SHARED))
        for number in range(8)
    ]
    work = [(url_of(engine), store_plan(engine, change)[0]) for change in changes]
    assert processes.side_by_side(processes.commit, work) == ["Invalid('conflict')"] * 7
    (notes,) = {(row["note"], row["version"]) for row in states.table(engine, "project")}
    (winner,) = (row for row in states.table(engine, "import_plan") if row["batch_id"])
    assert notes == (f"第{[plan for _url, plan in work].index(winner['id'])}人的", 2)
