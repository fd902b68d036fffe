"""Units that an office enters itself: by whom, what is refused, and what comes of it."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from db.accounts import Forbidden, Operator
from db.cli import main
from db.reference import load_reference
from db.terms import AccountRole, Kind, Level
from db.units import NotAUnit, Succession, Unit, add_succession, add_unit
from tests import accounts
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, project

OPERATOR = Operator("operator")
NEW = Unit("511199", "新峨县", Level.COUNTY, "511100", "2026-11-01", "a notice")
INTO_NEW = Succession("511181", "511199", True, "2026-11-01", "a notice")


def test_a_new_unit_is_found_by_ledgers_and_its_forerunner_in_its_time(stores: Stores) -> None:
    engine = states.reference(stores)
    admin = accounts.make(engine, AccountRole.ADMIN)
    add_unit(engine, admin, NEW)
    add_succession(engine, admin, INTO_NEW)
    assert states.one(engine, "area", adcode="511181")["valid_to"] == "2026-11-01"
    rows = [("A", "2026", "新峨县"), ("B", "2025", "峨眉山市"), ("C", "2025", "新峨")]
    bring(engine, Kind.PROJECTS, *(project(code=c, year=y, place=p) for c, y, p in rows))
    found = {row["code"]: row["place_adcode"] for row in states.table(engine, "project")}
    assert found == {"A": "511199", "B": "511181", "C": "511181"}


def test_an_offices_own_units_outlast_a_load(stores: Stores) -> None:
    engine = states.migrated(stores)
    load_reference(engine)
    add_unit(engine, OPERATOR, NEW)
    add_succession(engine, OPERATOR, INTO_NEW)
    load_reference(engine)
    assert states.one(engine, "area", adcode="511199")["source"] == "a notice"
    assert states.one(engine, "area_successor", predecessor_adcode="511181")["whole"]


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.STAFF])
def test_only_administrators_enter_units(stores: Stores, role: AccountRole) -> None:
    engine = states.reference(stores)
    somebody = accounts.make(engine, role, provinces=["510000"] * (role is AccountRole.STAFF))
    before = states.checksum(engine)
    with pytest.raises(Forbidden):
        add_unit(engine, somebody, NEW)
    with pytest.raises(Forbidden):
        add_succession(engine, somebody, INTO_NEW)
    assert states.checksum(engine) == before


def unit(**changed: str | Level) -> Callable[[Engine], None]:
    given = vars(NEW) | changed
    return lambda engine: add_unit(engine, OPERATOR, Unit(**given))


def became(old: str, new: str, since: str = "2026") -> Callable[[Engine], None]:
    succession = Succession(old, new, True, since, "a notice")
    return lambda engine: add_succession(engine, OPERATOR, succession)


@pytest.mark.parametrize(
    ("enter", "why"),
    [
        (unit(adcode="5111"), "六位"),
        (unit(adcode="511181"), "已有单位"),
        (unit(parent_adcode="511198"), "上级"),
        (unit(parent_adcode="511181"), "上级"),
        (unit(parent_adcode="620100"), "前两位"),
        (unit(name_zh=" "), "名称"),
        (unit(level=Level.PROVINCE), "级别"),
        (unit(since="明年"), "日期"),
        (unit(source=""), "来源"),
        (became("511181", "999999"), "没有代码"),
        (became("513402", "513425"), "成了圈"),  # 会理县 became 会理市
        (became("540581", "542232"), "成了圈"),  # 错那县 twice
        (became("511181", "511181"), "成了圈"),
        (became("513425", "511181"), "整体并入 513402"),
        (became("513425", "513402"), "已经登记"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    stores: Stores, enter: Callable[[Engine], None], why: str
) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    with pytest.raises(NotAUnit) as caught:
        enter(engine)
    assert why in caught.value.words.zh
    assert states.checksum(engine) == before


@states.SQLITE
def test_the_command_line_enters_units(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = states.reference(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    facts = ["--since", "2026-11-01", "--source", "a notice"]
    run = CliRunner().invoke
    added = run(main, ["add-area", "511199", "新峨县", "--parent", "511100", *facts])
    assert (added.exit_code, added.output) == (0, "511199 新峨县 is entered.\n")
    assert run(main, ["area-became", "511181", "511199", *facts]).exit_code == 0
    circle = run(main, ["area-became", "511199", "511181", *facts, "--lang", "zh"])
    assert circle.exit_code == 1
    assert "成了圈" in circle.output
