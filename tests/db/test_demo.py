"""The demo records: marked, loaded once, and gone without a trace."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, update

from data.demo import HEADERS
from db import clock, kept
from db.accounts import Operator
from db.demo import load_demo, remove_demo
from db.demo_english import TEXTS, in_english, places, translated
from db.engine import reading, writing
from db.importing.problems.results import FALLS, OVERTAKES
from db.importing.undo import undo
from db.models import ImportBatch
from db.results import differences, scorecard
from db.results.explained import Cause
from db.terms import Kind
from tests.conftest import Stores
from tests.db import processes, states
from tests.db.ledgers import batch, bring, project, result, target

CHINESE = re.compile("[\u4e00-\u9fff]")

LEDGER_TABLES = ("agreement_target", "meeting", "project", "visit", "result")


def facts(engine: Engine) -> dict[str, int]:
    return {
        name: sum(not row["demo"] for row in states.table(engine, name)) for name in LEDGER_TABLES
    }


def test_every_record_that_is_no_fact_is_marked(stores: Stores) -> None:
    engine = states.demo(stores)
    reference = states.reference(stores)
    assert facts(engine) == {name: states.count(reference, name) for name in LEDGER_TABLES}
    demo = {name: states.count(engine, name) for name in LEDGER_TABLES}
    assert all(demo[name] > facts(engine)[name] for name in LEDGER_TABLES)


def test_nothing_is_promised_or_reported_beside_a_real_agreement(stores: Stores) -> None:
    engine = states.demo(stores)
    of = {"helper_adcode": "330000", "receiver_adcode": "510000", "year": 2022}
    for name in ("agreement_target", "result"):
        rows = [row for row in states.table(engine, name) if row.items() >= of.items()]
        assert [row for row in rows if row["demo"]] == []


def test_its_results_are_reconciled_and_assessed(stores: Stores) -> None:
    year = clock.today().year - 1
    with reading(states.demo(stores)) as connection:
        card = scorecard.of_year(connection, year)
        listed = differences.of_year(connection, year)
        assert list(kept.faults(connection)) == []
    assert card["demo"].all()
    assert {"met", "missed"} <= set(card["status"])
    assert card["demo_result"].sum() > 0.9 * len(card)
    assert listed["demo"].all()
    assert {cause.cause for causes in listed["causes"] for cause in causes} >= {
        Cause.AS_OF,
        Cause.PERIOD,
    }


@pytest.mark.parametrize(
    ("kind", "table", "row"),
    [(Kind.RESULTS, "result", result), (Kind.AGREEMENTS, "agreement_target", target)],
)
def test_a_real_figure_in_the_place_of_a_demo_one_is_a_fact(
    stores: Stores, kind: Kind, table: str, row: Callable[..., dict[str, str]]
) -> None:
    engine = states.paired(stores)
    value = "value" if table == "result" else "target"
    batch(bring(engine, kind, row(note="演示记录", source="随机生成"), demo=True))
    real = batch(bring(engine, kind, row(**{value: "20.2"})))
    kept = states.one(engine, table)
    assert (kept["demo"], kept[value], kept["note"], kept["source"]) == (
        False,
        2_020_000_000,
        "",
        "",
    )
    undo(engine, real, Operator("admin"))
    back = states.one(engine, table)
    assert (back["demo"], back["note"], back["source"]) == (True, "演示记录", "随机生成")


def test_its_batches_are_marked(stores: Stores) -> None:
    batches = states.table(states.demo(stores), "import_batch")
    found = [(row["kind"], row["author"], row["demo"]) for row in batches]
    assert found == [
        ("reference", "xieshou", False),
        *((kind, "demo", True) for kind in HEADERS),
    ]


def test_loading_again_does_nothing(stores: Stores) -> None:
    engine = states.demo(stores)
    before = states.checksum(engine)
    assert load_demo(engine) == []
    assert states.checksum(engine) == before


def test_removing_leaves_just_the_facts_for_good(stores: Stores) -> None:
    engine = states.demo(stores)
    receipts = remove_demo(engine, Operator("admin"))
    assert [kept for receipt in receipts for kept in receipt.kept] == []
    facts = states.records(states.reference(stores), without=["made_at"])
    assert states.records(engine, without=["made_at"]) == facts
    after = states.checksum(engine)
    assert load_demo(engine) == []
    assert remove_demo(engine, Operator("admin")) == []
    assert states.checksum(engine) == after


@states.SQLITE
def test_removing_keeps_and_names_what_somebody_edited(stores: Stores) -> None:
    engine = states.demo(stores)
    row = next(row for row in states.table(engine, "project") if row["demo"])
    sides = {"helper": row["helper_adcode"], "receiver": row["receiver_adcode"]}
    edit = project(
        **sides,
        code=row["code"],
        year=str(row["year"]),
        title="改名",
        industry=row["industry"],
        stage=row["stage"],
    )
    batch(bring(engine, Kind.PROJECTS, edit))
    kept = [kept for receipt in remove_demo(engine, Operator("admin")) for kept in receipt.kept]
    assert ("project", row["id"], "edited") in [(k.table, k.row_id, k.reason) for k in kept]
    assert states.one(engine, "project", id=row["id"])["title"] == "改名"


def test_it_reaches_to_today_and_says_so(stores: Stores) -> None:
    engine, today = states.demo(stores), clock.today()
    demo = {name: [r for r in states.table(engine, name) if r["demo"]] for name in LEDGER_TABLES}
    dated = [rows for name, rows in demo.items() if name != "result"]  # a result says its own day
    assert {row["as_of"] for rows in dated for row in rows} == {today}
    assert max(row["ends_on"] for row in demo["result"]) <= today
    assert max(row["year"] for row in demo["agreement_target"]) == today.year
    held = [row["date_start"] for name in ("meeting", "visit") for row in demo[name]]
    assert date(today.year - 1, 1, 1) <= max(held) <= today


@states.SQLITE
def test_in_a_new_year_it_follows_the_calendar_unless_it_was_removed(stores: Stores) -> None:
    engine = states.demo(stores)
    before = {name: states.count(engine, name) for name in LEDGER_TABLES}
    last = date(clock.today().year - 1, 12, 31)
    with writing(engine) as connection:
        connection.execute(update(ImportBatch).where(ImportBatch.demo).values(as_of=last))
    again = load_demo(engine)
    assert len(again) == len(HEADERS)
    assert {name: states.count(engine, name) for name in LEDGER_TABLES} == before
    remove_demo(engine, Operator("admin"))
    with writing(engine) as connection:
        connection.execute(update(ImportBatch).where(ImportBatch.demo).values(as_of=last))
    assert load_demo(engine) == []


@states.SQLITE
def test_a_load_that_was_cut_short_is_completed(stores: Stores) -> None:
    engine = states.reference(stores)
    url = engine.url.render_as_string(hide_password=False)
    assert processes.alone(processes.load_demo_until_ledger, url, 3) == -9
    completed = load_demo(engine)
    assert len(completed) == len(HEADERS) - 2  # the first two were there
    issues = [issue.problem for preview in completed for issue in preview.issues]
    assert set(issues) <= {FALLS, OVERTAKES}  # a quarter alone in place of the running total
    whole = states.demo(stores)
    assert {name: states.count(engine, name) for name in LEDGER_TABLES} == {
        name: states.count(whole, name) for name in LEDGER_TABLES
    }


@states.SQLITE
def test_it_is_told_in_both_languages(stores: Stores) -> None:
    """All that has a column for it, and by the same table what has none."""
    engine = states.demo(stores)
    with reading(engine) as connection:
        known = places(connection)
    for table, names in TEXTS.items():
        rows = [row for row in states.table(engine, table.name) if row.get("demo", True)]
        for name in names:
            told = {row[name]: row[f"{name}_en"] for row in rows if row[name]}
            demo = {zh: en for zh, en in told.items() if "演示" in zh}
            assert all(en and not CHINESE.search(en) for en in demo.values()), (table.name, name)
    projects = [row for row in states.table(engine, "project") if row["demo"]]
    for name in ("content", "implementer", "place", "source", "note"):
        texts = {row[name] for row in projects}
        assert texts
        assert all(not CHINESE.search(translated(text, known) or "无") for text in texts), name
    assert in_english(engine) == 0


def test_what_is_no_demo_text_is_left_as_it_is() -> None:
    for text in ("茶园", "张三", "浙江省委书记", "某县茶园项目"):
        assert translated(text, {}) is None
