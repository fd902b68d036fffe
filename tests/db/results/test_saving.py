"""A report saved from its grid: in one batch, or refused in words with nothing written."""

import time
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from db.accounts import Account, Forbidden
from db.closings import close
from db.editing import UNCHANGED
from db.engine import reading, writing
from db.importing.issue import Invalid
from db.importing.problems.closings import HANDED_IN
from db.importing.problems.results import FALLS
from db.importing.undo import undo
from db.models import Metric
from db.periods import Period
from db.results import grid, reports
from db.results.cells import Cell, Key
from db.results.reports import Of, Unready, submit
from db.results.saving import Doubtful, Overtaken, Saved, Unfit, doubt_of, save_report
from db.terms import AccountRole, Basis, Kind, PeriodKind, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, measured, result, target

JUNE = Period(2022, PeriodKind.MONTH, 6)
OF = Of(1, JUNE, Side.HELPER)
FUND: Key = ("fund", Basis.CUMULATIVE)
ENT: Key = ("ent", Basis.CUMULATIVE)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return states.paired(stores)


@pytest.fixture
def anna(engine: Engine) -> Account:
    return make(engine, AccountRole.STAFF, "anna", provinces=["330000"])


def fund(value: str, unit: str = "万元", **more: str) -> Cell:
    return Cell("fund", Basis.CUMULATIVE, value, unit, **more)


def ent(value: str) -> Cell:
    return Cell("ent", Basis.CUMULATIVE, value, "家")


def seen(engine: Engine, of: Of = OF) -> dict[Key, int]:
    with reading(engine) as connection:
        found = grid.look(connection, of).rows
    return {row.key: row.mine.version for row in found if row.mine}


def save(engine: Engine, by: Account | None, *cells: Cell, of: Of = OF, **more: Any) -> Saved:
    return save_report(engine, of, cells, more.pop("versions", seen(engine, of)), by, **more)


def values(engine: Engine) -> dict[str, int]:
    return {row["metric_key"]: row["value"] for row in states.table(engine, "result")}


def test_new_changed_and_removed_rows_are_one_batch_that_undo_takes_back(
    engine: Engine, anna: Account
) -> None:
    first = save(engine, anna, fund("201000", note="6月调度", as_of="2022-06-28"), ent("12"))
    assert (first.new, first.changed, first.removed) == (2, 0, 0)
    row = states.one(engine, "result", metric_key="fund")
    assert (row["value"], row["pairing_id"], row["note"]) == (2_010_000_000, 1, "6月调度")
    assert (row["reported_by"], row["source"], str(row["as_of"])) == (
        Side.HELPER,
        "在线填报",
        "2022-06-28",
    )
    before = states.records(engine)
    cadre = Cell("cadre_ew", Basis.CUMULATIVE, "3", "人")
    second = save(engine, anna, fund("20.2", "亿元"), ent(" "), cadre)
    assert (second.new, second.changed, second.removed) == (1, 1, 1)
    assert values(engine) == {"fund": 2_020_000_000, "cadre_ew": 3}
    row = states.one(engine, "result", metric_key="fund")
    assert (row["note"], row["as_of"]) == ("", None)
    undo(engine, second.batch, OPERATOR)
    after = states.records(engine)
    for one in (before, after):
        for row in one["result"]:
            del row["version"]
    assert after == before


def test_what_cannot_be_taken_is_told_row_by_row_and_nothing_is_written(
    engine: Engine, anna: Account
) -> None:
    with pytest.raises(Unfit) as refusal:
        save(engine, anna, fund("很多"), ent("5"), Cell("nothing", Basis.ACTUAL, "1", "个"))
    told = {key[0]: [issue.field for issue in some] for key, some in refusal.value.issues.items()}
    assert told == {"fund": ["value"], "nothing": ["metric"]}
    with pytest.raises(Unfit) as refusal:
        save(engine, anna, fund("5", "人"), Cell("ent", Basis.CUMULATIVE, "5", "万元"))
    assert [i.code for some in refusal.value.issues.values() for i in some] == ["unit", "unit"]
    with pytest.raises(Unfit) as refusal:
        save(engine, anna, fund("5", as_of="2022-05-31"))
    assert [issue.code for issue in refusal.value.issues[FUND]] == ["as-of"]
    assert states.table(engine, "result") == []


def test_a_period_that_has_not_begun_is_refused(engine: Engine, anna: Account) -> None:
    later = Of(1, Period(2099, PeriodKind.MONTH, 1), Side.HELPER)
    with pytest.raises(Unfit) as refusal:
        save(engine, anna, fund("5"), of=later)
    assert [issue.field for issue in refusal.value.issues[FUND]] == ["period"]


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_written_over(
    engine: Engine, anna: Account
) -> None:
    save(engine, anna, fund("5"), ent("1"))
    as_seen = seen(engine)
    save(engine, anna, fund("6"))
    with pytest.raises(Overtaken) as refusal:
        save(engine, anna, fund("7"), ent("2"), versions=as_seen)
    assert {key: row and row["value"] for key, row in refusal.value.now.items()} == {FUND: 60_000}
    assert values(engine) == {"fund": 60_000, "ent": 1}
    with pytest.raises(Overtaken) as refusal:
        save(engine, anna, fund(""), versions=as_seen)
    save(engine, anna, fund(""))
    with pytest.raises(Overtaken) as refusal:
        save(engine, anna, fund("7"), versions=as_seen)
    assert refusal.value.now == {FUND: None}
    with pytest.raises(Overtaken) as refusal:
        save(engine, anna, ent("3"), versions={})
    assert values(engine) == {"ent": 1}


def test_the_same_saved_twice_changes_nothing(engine: Engine, anna: Account) -> None:
    save(engine, anna, fund("5"))
    with pytest.raises(Invalid) as refusal:
        save(engine, anna, fund("5"), versions={})
    assert refusal.value.problem is UNCHANGED


def test_a_fall_is_written_once_it_was_looked_at(engine: Engine, anna: Account) -> None:
    may = Of(1, JUNE.before(), Side.HELPER)
    save(engine, anna, fund("8"), of=may)
    with pytest.raises(Doubtful) as refusal:
        save(engine, anna, fund("5"), ent("5"))
    (issue,) = refusal.value.issues[FUND]
    assert issue.problem is FALLS
    assert len(states.table(engine, "result")) == 1
    save(engine, anna, fund("5"), ent("5"), looked_at=[doubt_of(issue)])
    assert len(states.table(engine, "result")) == 3


def test_others_out_of_charge_and_the_other_side_are_refused(engine: Engine) -> None:
    sichuan = make(engine, AccountRole.STAFF, "sichuan", provinces=["510000"])
    fujian = make(engine, AccountRole.STAFF, "fujian", provinces=["350000"])
    viewer = make(engine, AccountRole.VIEWER)
    for person in (fujian, viewer, None):
        with pytest.raises(Forbidden):
            save(engine, person, fund("5"))
    with pytest.raises(Unready) as refusal:
        save(engine, sichuan, fund("5"))
    assert refusal.value.words is reports.NOT_THEIRS
    assert states.table(engine, "result") == []
    assert save(engine, sichuan, fund("5"), of=Of(1, JUNE, Side.RECEIVER)).new == 1


def test_what_was_handed_in_and_what_is_closed_stays(engine: Engine, anna: Account) -> None:
    save(engine, anna, fund("5"))
    submit(engine, OF, 0, anna)
    for cell in (fund("6"), fund(""), ent("1")):
        with pytest.raises(Invalid) as refusal:
            save(engine, anna, cell)
        assert refusal.value.problem is HANDED_IN
    july = Of(1, Period(2022, PeriodKind.MONTH, 7), Side.HELPER)
    close(engine, july.period, None, OPERATOR)
    with pytest.raises(Unready) as late:
        save(engine, anna, fund("6"), of=july)
    assert late.value.words is reports.CLOSED
    assert values(engine) == {"fund": 50_000}


def test_the_grid_shows_clauses_first_and_what_was_before(engine: Engine) -> None:
    bring(engine, Kind.AGREEMENTS, target(year="2022", metric="ent", target="100", unit="家"))
    rows = [
        result(year="2021", as_of="", value="10"),
        result(period="5月", as_of="", value="15"),
        result(period="6月", value="19", reported_by="西部"),
        result(metric="cadre_ew", period="5月", as_of="", value="4", unit="人", basis="当期"),
    ]
    bring(engine, Kind.RESULTS, *rows)
    with reading(engine) as connection:
        found = grid.look(connection, OF).rows
    told = [(r.indicator.key, r.basis, r.target, r.year_ago, r.before, r.other) for r in found]
    yi = 100_000_000
    assert told == [
        ("ent", Basis.CUMULATIVE, 100, None, None, None),
        ("cadre_ew", Basis.ACTUAL, None, None, 4, None),
        ("fund", Basis.CUMULATIVE, None, 10 * yi, 15 * yi, 19 * yi),
    ]
    with reading(engine) as connection:
        more = [("cadre_ew", Basis.CUMULATIVE), ("nothing", Basis.ACTUAL), ENT]
        added = grid.look(connection, OF, more).rows
    assert [row.key for row in added[3:]] == [("cadre_ew", Basis.CUMULATIVE)]


def many(engine: Engine) -> Sequence[Cell]:
    measured(engine)
    row = {"unit": "persons", "definition_zh": "", "definition_en": "", "summable": True}
    row |= {"origin": "agreements", "source": "a notice"}
    with writing(engine) as connection:
        for n in range(60):
            name = {"key": f"m{n}", "name_zh": f"指标{n}", "name_en": f"Metric {n}"}
            connection.execute(insert(Metric).values(**row, **name))
    return [Cell(f"m{n}", Basis.CUMULATIVE, str(n + 1), "人", note=f"第{n}") for n in range(60)]


def test_sixty_rows_are_saved_within_the_third_of_a_second(engine: Engine, anna: Account) -> None:
    cells = many(engine)
    save(engine, anna, fund("1"))
    started = time.process_time()
    assert save(engine, anna, *cells).new == 60
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize("pairing", [1, 3])
def test_a_year_in_which_they_were_not_paired_is_refused(engine: Engine, pairing: int) -> None:
    early = Of(pairing, Period(2019, PeriodKind.MONTH, 6), Side.HELPER)
    with pytest.raises(Unfit) as refusal:
        save(engine, make(engine, AccountRole.ADMIN), fund("5"), of=early)
    assert [issue.code for issue in refusal.value.issues[FUND]] == ["pairing"]


def test_a_couple_of_cities_reports_as_one_of_provinces_does(engine: Engine) -> None:
    city = Of(3, JUNE, Side.RECEIVER)
    person = make(engine, AccountRole.STAFF, "guangyuan", pairings=[3])
    assert save(engine, person, fund("5"), of=city).new == 1
    row = states.one(engine, "result", pairing_id=3)
    assert (row["helper_adcode"], row["receiver_adcode"]) == ("330100", "510800")
