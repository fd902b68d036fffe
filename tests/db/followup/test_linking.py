"""What may belong together, and linking it: by whom, what is written, and taking it back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from db import closings, demo, summaries
from db.accounts import Forbidden
from db.editing.problems import GONE, STALE
from db.engine import make_engine, reading
from db.filters import EVERYTHING
from db.followup import likely, linking, unlinked
from db.followup.linking import CannotLink, Link, link
from db.importing.issue import Invalid
from db.importing.problems.closings import CLOSED_PERIOD
from db.importing.undo import undo
from db.periods import Period
from db.terms import AccountRole, Kind, PeriodKind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.followup.test_items import NOW
from tests.db.ledgers import STAFF, batch, bring, meeting, project
from tests.stores import Upon, build_paired

ITEMS = "1.在旺苍县建设茶叶基地\n2.种植中药材\n3.互派干部"
COUNTY = "广元市旺苍县"


def _linkable(url: str) -> None:
    engine = make_engine(url)
    batch(bring(engine, Kind.MEETINGS, meeting(code="H-1", commitments=ITEMS)))
    tea = {"industry": "茶叶", "title": "高山茶叶基地"}
    batch(
        bring(
            engine,
            Kind.PROJECTS,
            project(code="T22", **tea),
            project(code="T23", year="2023", industry="茶叶", title="茶厂"),
            project(code="T25", year="2025", **tea),
            project(code="T21", year="2021", **tea),
            project(code="H22", industry="中药材", title="药材仓储"),
            project(code="W22", industry="纺织服装", title="服装厂"),
            project(code="G22", helper="杭州市", receiver="广元市", **tea),
        )
    )


build = Upon("paired", build_paired, _linkable)
"""A meeting of June 2022 with three items, and projects of the two before, then and after."""


@pytest.fixture
def store(stores: Stores) -> Engine:
    return make_engine(stores.copy("linkable", build))


def of(engine: Engine, code: str) -> dict[str, Any]:
    return states.one(engine, "project", code=code)


def item(engine: Engine, number: int = 1) -> dict[str, Any]:
    held = states.one(engine, "meeting", code="H-1")["id"]
    return states.one(engine, "commitment", meeting_id=held, number=number)


def pair(engine: Engine, code: str, number: int = 1) -> Link:
    found = of(engine, code)
    return Link(found["id"], found["version"], item(engine, number)["id"])


def test_projects_for_an_item_are_of_its_couple_years_and_industry(store: Engine) -> None:
    with reading(store) as connection:
        found, likeliest = likely.of_items(connection, EVERYTHING, NOW, "", 10, 0)
    told = {
        number: [one.row["title"] for one in likeliest[identity]]
        for identity, number in zip(found["id"], found["number"], strict=True)
    }
    assert told == {1: ["高山茶叶基地", "茶厂"], 2: ["药材仓储"], 3: []}
    (first, second) = likeliest[int(item(store)["id"])]
    assert (first.like.industry, first.like.words, first.strong) == ("tea", ("茶叶基地",), True)
    assert (second.like.words, second.strong) == ((), False)


def test_items_for_a_project_likewise(store: Engine) -> None:
    with reading(store) as connection:
        at = unlinked.place(summaries.projects(connection), 10, 0)
        found, likeliest = likely.of_projects(connection, at, 10)
    told = {
        code: [one.row["number"] for one in likeliest[identity]]
        for identity, code in zip(found["id"], found["code"], strict=True)
    }
    none: list[int] = []
    assert told == {
        "T22": [1],
        "T23": [1],
        "H22": [2],
        "T25": none,
        "T21": none,
        "W22": none,
        "G22": none,
    }


def test_words_that_tell_something_are_shared() -> None:
    assert likely.shared("共建生态茶园和加工基地", "九龙坡区生态茶园项目，建设加工车间") == (
        "生态茶园",
        "加工",
    )
    assert likely.shared("加快建设产业项目", "产业项目建设") == ()
    assert likely.shared("在旺苍县种茶", COUNTY) == ("旺苍县",)
    assert likely.shared("Tea gardens", "new tea GARDENS") == ("gardens",)


def test_several_are_linked_at_once_as_one_edit(store: Engine) -> None:
    before = states.records(store, without=["version", "as_of"])
    links = [pair(store, "T22"), pair(store, "T23"), pair(store, "H22", 2)]
    (made,) = link(store, links, OPERATOR)
    held = states.one(store, "meeting", code="H-1")["id"]
    assert [
        (of(store, c)["meeting_id"], of(store, c)["commitment_id"]) for c in ("T22", "H22")
    ] == [
        (held, item(store)["id"]),
        (held, item(store, 2)["id"]),
    ]
    assert of(store, "T22")["version"] == links[0].version + 1
    noted = [h for h in states.table(store, "row_history") if h["batch_id"] == made]
    assert [h["table_name"] for h in noted] == ["project"] * 3
    assert states.one(store, "import_batch", id=made)["kind"] == "edit"
    assert states.one(store, "audit", event="edited")["details"] == {"batch": made}
    receipt = undo(store, made, STAFF)
    assert (receipt.reversed, receipt.kept) == (3, [])
    assert states.records(store, without=["version", "as_of"]) == before


def test_demo_records_are_linked_in_a_batch_that_goes_with_the_demo(store: Engine) -> None:
    batch(
        bring(
            store, Kind.MEETINGS, meeting(code="D-1", title="演示", commitments="种茶"), demo=True
        )
    )
    batch(bring(store, Kind.PROJECTS, project(code="D22"), demo=True))
    played = states.one(store, "meeting", code="D-1")["id"]
    shown = states.one(store, "commitment", meeting_id=played)["id"]
    found = of(store, "D22")
    both = [Link(found["id"], found["version"], shown), pair(store, "T22")]
    facts, played_batch = link(store, both, OPERATOR)
    assert states.one(store, "import_batch", id=played_batch)["demo"]
    assert not states.one(store, "import_batch", id=facts)["demo"]
    assert all(receipt.kept == [] for receipt in demo.remove_demo(store, OPERATOR))
    assert of(store, "T22")["commitment_id"] == item(store)["id"]


def test_only_those_in_charge_of_every_project_may_link(store: Engine) -> None:
    links = [pair(store, "T22"), pair(store, "H22", 2)]
    refused = [
        None,
        make(store, AccountRole.VIEWER, "viewer", provinces=["330000"]),
        make(store, AccountRole.STAFF, "elsewhere", pairings=[2]),
        make(store, AccountRole.AUDITOR, "auditor"),
    ]
    before = states.checksum(store)
    for by in refused:
        with pytest.raises(Forbidden):
            link(store, links, by)
    assert states.checksum(store) == before
    link(store, links[:1], make(store, AccountRole.STAFF, "incharge", pairings=[1]))
    link(store, links[1:], make(store, AccountRole.ADMIN, "admin"))
    assert {of(store, code)["commitment_id"] is None for code in ("T22", "H22")} == {False}


REFUSALS: dict[str, tuple[Callable[[Engine], list[Link]], object]] = {
    "nothing": (lambda e: [], linking.NOTHING),
    "too many": (lambda e: [pair(e, "T22")] * 501, linking.TOO_MANY.format(most=500)),
    "gone": (lambda e: [Link(999, 1, item(e)["id"])], GONE),
    "stale": (lambda e: [Link(of(e, "T22")["id"], 7, item(e)["id"])], STALE),
    "no such item": (lambda e: [Link(of(e, "T22")["id"], 1, 999)], linking.NO_ITEM),
    "twice": (
        lambda e: [pair(e, "T22"), pair(e, "T22", 2)],
        linking.TWICE.format(title="高山茶叶基地"),
    ),
    "other couple": (
        lambda e: [pair(e, "H22", 2), pair(e, "G22")],
        linking.OTHER_COUPLE.format(title="高山茶叶基地"),
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_does_not_go_together_is_refused_and_nothing_is_written(
    store: Engine, name: str
) -> None:
    links, why = REFUSALS[name]
    before = states.checksum(store)
    with pytest.raises((CannotLink, Invalid)) as refusal:
        link(store, links(store), OPERATOR)
    told: CannotLink | Invalid = refusal.value  # type: ignore[assignment]
    assert (told.words if isinstance(told, CannotLink) else told.problem) == why
    assert states.checksum(store) == before


def test_what_is_linked_or_of_another_meeting_or_a_demo_is_refused(store: Engine) -> None:
    second = pair(store, "T22", 2)
    link(store, [pair(store, "T22")], OPERATOR)
    told = {"title": "高山茶叶基地"}
    batch(bring(store, Kind.MEETINGS, meeting(code="H-2", title="另一次会议", commitments="种茶")))
    batch(bring(store, Kind.PROJECTS, project(code="M22", meeting="H-2")))
    batch(bring(store, Kind.PROJECTS, project(code="D22"), demo=True))
    cases = [
        (Link(second.project_id, second.version + 1, second.commitment_id), linking.LINKED, told),
        (pair(store, "M22"), linking.OTHER_MEETING, {"title": "茶园"}),
        (pair(store, "D22"), linking.OF_DEMO, {"title": "茶园"}),
    ]
    for one, words, of_words in cases:
        with pytest.raises(CannotLink) as refusal:
            link(store, [one], OPERATOR)
        assert refusal.value.words == words.format(**of_words)


def test_a_project_of_a_closed_year_is_not_linked(store: Engine) -> None:
    closings.close(store, Period(2022, PeriodKind.YEAR), None, OPERATOR)
    before = states.checksum(store)
    with pytest.raises(Invalid) as refusal:
        link(store, [pair(store, "T23"), pair(store, "T22")], OPERATOR)
    assert refusal.value.problem is CLOSED_PERIOD
    assert states.checksum(store) == before
    link(store, [pair(store, "T23")], OPERATOR)
