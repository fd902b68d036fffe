"""The summaries, narrowed and added up in memory, against the small store and the store itself."""

from collections.abc import Mapping

import pandas as pd
import pytest
from sqlalchemy import insert, update

from db import summaries
from db.engine import reading, writing
from db.filters import EVERYTHING, Filter
from db.models import Area, AreaSuccessor, Project
from db.summary import Array, Summary, group, narrow, sums
from db.terms import Industry, Level, Stage
from tests.conftest import Stores
from tests.db import states
from tests.totals import of_ledgers

M = 1_000_000

CHOSEN = {
    "everything": EVERYTHING,
    "a year": Filter(years=(2022, 2022)),
    "a province": Filter(province="330000"),
    "both sides": Filter(helper="330000", receiver="510000"),
    "a scheme": Filter(scheme="2021_city_level"),
    "a level": Filter(level=Level.PREFECTURE),
    "an industry": Filter(industry=Industry.TEA),
    "a stage": Filter(stage=Stage.PRODUCING),
    "pairings": Filter(pairings=(1, 2)),
    "nothing": Filter(helper="360000"),
}


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize("build", [states.small, states.demo], ids=["small", "demo"])
def test_totals_are_those_of_the_store(stores: Stores, build: object, chosen: Filter) -> None:
    with reading(build(stores)) as connection:  # type: ignore[operator]
        expected = of_ledgers(connection, chosen).set_index("key")
        found = summaries.totals(
            {
                name: narrow(getattr(summaries, name)(connection), chosen)
                for name in ("projects", "meetings", "visits")
            }
        )
    assert {key: found[key].value for key in expected.index} == expected["value"].to_dict()
    demo = expected["demo"].drop("ledger_commitments_linked")  # no page shows that one
    assert {key: found[key].demo for key in demo.index} == demo.to_dict()


def test_by_year_has_every_year_and_figure(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        names = ("projects", "meetings", "visits")
        found = summaries.by_year({n: getattr(summaries, n)(connection) for n in names})
    assert {tuple(values) for values in found.values()} == {(1996, 2016, 2020, 2021, 2022)}
    assert list(found["ledger_projects"].values()) == [0, 1, 0, 1, 4]
    assert list(found["ledger_in_place"].values()) == [0, 4 * M, 0, 8 * M, 8 * M]
    assert list(found["ledger_meetings"].values()) == [1, 0, 1, 1, 1]
    assert list(found["ledger_visits"].values()) == [0, 0, 0, 1, 2]


def test_places_of_work(stores: Stores) -> None:
    engine = states.small(stores)
    with writing(engine) as connection:
        for adcode, ids in (("510000", (1, 2, 5)), ("510800", (3,))):
            connection.execute(
                update(Project).where(Project.id.in_(ids)).values(place_adcode=adcode)
            )
    columns = {"projects": "projects", "in_place": "in_place"}
    with reading(engine) as connection:
        every, tea = (
            summaries.places(connection),
            summaries.places(connection, Industry.TEA, Stage.FUNDED),
        )
    assert added(every, ["adcode"], columns) == {
        "adcode": ["", "510000", "510800"],
        "projects": [2, 3, 1],  # J4 and J6 have no code
        "in_place": [4 * M, 16 * M, 0],
    }
    year = added(narrow(every, Filter(years=(2022, 2022))), ["adcode"], columns)
    assert year["projects"] == [1, 2, 1]
    assert list(added(tea, ["adcode"], columns).values()) == [["510000"], [1], [6 * M]]


def test_a_former_unit_counts_with_what_it_became(stores: Stores) -> None:
    engine = states.small(stores)
    with writing(engine) as connection:
        old = {"level": Level.COUNTY, "province_adcode": "510000", "source": "a notice"}
        for adcode in ("510898", "510899"):
            connection.execute(insert(Area).values(old | {"adcode": adcode, "name_zh": adcode}))
        for before, after, whole in (
            ("510898", "510899", True),  # changed twice
            ("510899", "510800", True),
            ("510000", "640000", False),  # gave up a part, and goes on
        ):
            both = {"predecessor_adcode": before, "successor_adcode": after}
            row = both | {"whole": whole, "source": "a notice"}
            connection.execute(insert(AreaSuccessor).values(row))
        for adcode, number in (("510898", 1), ("510899", 2), ("510800", 3), ("510000", 5)):
            connection.execute(
                update(Project).where(Project.id == number).values(place_adcode=adcode)
            )
    with reading(engine) as connection:
        found = added(summaries.places(connection), ["adcode"], {"projects": "projects"})
    assert found == {"adcode": ["", "510000", "510800"], "projects": [2, 1, 3]}
    assert states.one(engine, "project", id=1)["place_adcode"] == "510898"  # as it was kept


def added(
    summary: Summary, keys: list[str], columns: Mapping[str, str | Array]
) -> dict[str, list[object]]:
    return {name: column.tolist() for name, column in sums(summary, keys, columns).items()}


def test_sums_are_those_of_pandas(stores: Stores) -> None:
    with reading(states.demo(stores)) as connection:
        summary = summaries.projects(connection)
    keys = ["helper", "year", "demo"]
    rows = pd.DataFrame({name: summary[name] for name in (*keys, "in_place", "projects")})
    expected = rows.groupby(keys, as_index=False)[["in_place", "projects"]].sum()
    found = added(summary, keys, {"in_place": "in_place", "projects": "projects"})
    assert found == expected.to_dict("list")


def test_sums_leave_out_rows_without_a_key_and_of_nothing_are_nothing() -> None:
    rows = pd.DataFrame({"side": ["a", None, "a"], "year": [1, 2, 5_000], "n": [1, 2, 4]})
    summary = group(rows.astype({"year": "Int64", "side": "object"}), ["side", "year"])
    assert summary["side"].tolist() == ["a", None, "a"]
    assert added(summary, ["side"], {"n": "n"}) == {"side": ["a"], "n": [5]}
    assert added(summary, ["year"], {"n": "n"})["year"] == [1, 2, 5_000]
    nothing = summary.where(summary["n"] > 4)
    assert added(nothing, ["side", "year"], {"n": "n"}) == {"side": [], "year": [], "n": []}


def test_narrowing_twice_is_narrowing_by_both(stores: Stores) -> None:
    with reading(states.demo(stores)) as connection:
        summary = summaries.projects(connection)
    tea, zhejiang = Filter(industry=Industry.TEA), Filter(helper="330000")
    twice = narrow(narrow(summary, tea), zhejiang)
    once = narrow(summary, Filter(industry=Industry.TEA, helper="330000"))
    assert len(once)
    assert twice["last_id"].tolist() == once["last_id"].tolist()


def test_the_first_records_of_a_group(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        summary = summaries.projects(connection)
    days = ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in summary["last_start"].tolist()]
    first = (summary[name].tolist() for name in ("last_id", "largest", "start_id"))
    assert sorted(zip(*first, days, strict=True)) == [
        (1, 8 * M, 1, "2021-06-01"),
        (2, 2 * M, 2, "2022-03-01"),
        (3, 0, 0, ""),  # no money, no start
        (4, 4 * M, 4, "2016-04-01"),
        (5, 6 * M, 5, "2022-05-05"),
        (6, 0, 6, "2022-09-09"),
    ]


@pytest.mark.parametrize("pairings", [(1, 2), (3,), (999,), ()])
def test_some_pairings_read_alone_are_those_of_all(
    stores: Stores, pairings: tuple[int, ...]
) -> None:
    with reading(states.demo(stores)) as connection:
        alone = summaries.projects(connection, pairings)
        every = narrow(summaries.projects(connection), Filter(pairings=pairings))
    assert len(alone) == len(every)
    for by in ("year", "stage"):
        found, known = (sums(one, [by], {"many": "projects"}) for one in (alone, every))
        assert {name: column.tolist() for name, column in found.items()} == {
            name: column.tolist() for name, column in known.items()
        }
    orders = ("newest", "largest_first", "latest")
    assert [alone["last_id"][alone[name].argsort()].tolist() for name in orders] == [
        every["last_id"][every[name].argsort()].tolist() for name in orders
    ]


def test_projects_between_two_provinces_are_counted(stores: Stores) -> None:
    with reading(states.demo(stores)) as connection:
        every = summaries.projects(connection)
        for helper, receiver in (("330000", "510000"), ("440000", "450000"), ("360000", "510000")):
            chosen = narrow(every, Filter(helper=helper, receiver=receiver))
            found = summaries.projects_between(connection, helper, receiver)
            assert found == chosen["projects"].sum()
