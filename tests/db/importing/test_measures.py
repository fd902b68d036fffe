"""Measures of projects: columns known by header and unit, amounts, one cell for all, and undo."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db import kept
from db.editing import Correction, Merge, correct, look, merge_records, remove
from db.engine import reading
from db.importing.converted import Noted, bare
from db.importing.export import export
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.measureheads import MeasureNames
from db.importing.measures import Told
from db.importing.pipeline import Outcome, Preview, import_file
from db.importing.undo import undo
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, codes, project, upload
from tests.db.ledgers import look as seen
from tests.db.measures import measured, shipped

PROJECTS = Kind.PROJECTS

KNOWN = {
    "种植面积（亩）": "planted_area.actual",
    "3.种植面积(亩)": "planted_area.actual",
    "种植面积【亩】": "planted_area.actual",
    "种植面积_亩": "planted_area.actual",
    "茶园面积（亩）": "planted_area.actual",
    "茶叶种植面积（亩）": "planted_area.actual",
    "计划种植面积（亩）": "planted_area.planned",
    "种植面积（计划）（亩）": "planted_area.planned",
    "种植面积（亩）计划数": "planted_area.planned",
    "规划面积（亩）": "planted_area.planned",
    "实际完成种植面积（万亩）": "planted_area.actual.万亩",
    "种植面积（公顷）": "planted_area.actual.公顷",
    "面积（平方米）": "floor_area.actual",
    "标准厂房面积（㎡）": "floor_area.actual.m2",
    "年产量（吨）": "yield.actual",
    "茶叶产量（吨）": "yield.actual",
    "产量（万斤）": "yield.actual.万斤",
    "产量（件）": "pieces.actual",
    "年产值（万元）": "output_value.actual.万元",
    "预计年产值(亿元)": "output_value.planned.亿元",
    "网络销售额/万元": "sales.actual.万元",
    "销售额万元": "sales.actual.万元",
    "订单量（万单）": "orders.actual.万单",
    "茶苗数量（万株）": "seedlings.actual.万株",
    "存栏（头）": "livestock.actual",
    "客房数（间）": "rooms.actual",
    "缝纫机数量（台套）": "machines.actual.台套",
    "Planted area (mu)": "planted_area.actual.mu",
    "planned yield (tonnes)": "yield.planned.tonnes",
    "总投资（万元）": "total_investment",
    "吸纳就业（人）": "jobs",
}

ASKED = [
    *(
        "流转土地面积（亩）",
        "受灾面积（亩）",
        "上年产值（万元）",
        "亩均产值（元）",
        "楠竹面积（亩）",
    ),
    *("种植面积（吨）", "种植面积", "产值", "建设规模（亩）"),
]


@pytest.mark.parametrize("header", KNOWN)
def test_header_and_unit_say_what_a_column_is(header: str) -> None:
    names = MeasureNames(LEDGERS[PROJECTS].names, shipped(), [header], "")
    found = names.find(header)
    assert found is not None
    assert (found.column.field, found.vague) == (KNOWN[header], False)


@pytest.mark.parametrize("header", ASKED)
def test_what_may_be_another_thing_is_asked_and_a_unit_names_what_it_may_be(header: str) -> None:
    names = MeasureNames(LEDGERS[PROJECTS].names, shipped(), [header], "")
    found = names.find(header)
    assert found is None or found.vague
    assert not names.sets_aside(header)
    assert {column.of for column in names.like(header)} == {"measures"}


def test_what_was_never_kept_is_asked_about_by_nobody() -> None:
    names = MeasureNames(LEDGERS[PROJECTS].names, shipped(), [], "")
    for header in ("占地面积（亩）", "用地面积（亩）", "土地面积（亩）"):
        assert names.find(header) is None
        assert names.sets_aside(header)


@pytest.mark.parametrize(
    ("unit", "cell", "told"),
    [
        ("亩", "2000", (2_000_000, "亩")),
        ("亩", "1,500.5", (1_500_500, "亩")),
        ("亩", "100公顷", (1_500_000, "公顷")),
        ("公顷", "20", (300_000, "公顷")),
        ("亩", "1.2万亩", (12_000_000, "万亩")),
        ("亩", "1.2万", (12_000_000, "亩")),
        ("亩", "约300余亩", (300_000, "亩")),
        ("亩", "二百亩", (200_000, "亩")),
        ("平方米", "1000", (1_500, "平方米")),
        ("亩", "０", (0, "亩")),
    ],
)
def test_an_amount_is_kept_exactly_in_the_unit_of_its_measure(
    unit: str, cell: str, told: tuple[int, str]
) -> None:
    assert bare(shipped()["planted_area"].amount(unit), cell) == Told(*told)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("200吨", "unit"), ("30株", "unit"), ("-5", "number"), ("若干", "number"), ("1-5", "number")],
)
def test_what_is_no_amount_of_the_measure_is_refused(cell: str, code: str) -> None:
    with pytest.raises(Invalid) as raised:
        shipped()["planted_area"].amount("亩")(cell)
    assert raised.value.problem.code == code


def test_a_third_of_a_unit_is_rounded_with_a_note() -> None:
    found = shipped()["yield"].amount("克")("1234")
    assert isinstance(found, Noted)
    assert (found.value.value, [note.problem.code for note in found.notes]) == (1, ["number"])


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return measured(states.paired(stores))


def file(header: str, *rows: str) -> bytes:
    shared = "项目编号,年度,项目名称,东部省份,西部省份,产业类型,项目状态"
    lines = (f"{r.split(',')[0]},2022,茶园,浙江,四川,茶叶,在建,{r.partition(',')[2]}" for r in rows)
    return "\n".join([f"{shared},{header}", *lines, ""]).encode()


def told(engine: Engine, code: str = "A") -> dict[str, tuple[Any, Any]]:
    """Measure → planned and actual of a project, in thousandths."""
    number = states.one(engine, "project", code=code)["id"]
    rows = [r for r in states.table(engine, "project_measure") if r["project_id"] == number]
    return {row["measure_key"]: (row["planned"], row["actual"]) for row in rows}


def given(engine: Engine, header: str, *rows: str, **choices: Any) -> Preview:
    return import_file(engine, upload(PROJECTS, data=file(header, *rows), **choices))


def faultless(engine: Engine) -> bool:
    with reading(engine) as connection:
        return not [*kept.faults(connection)]


def test_columns_of_measures_are_parts_of_the_project(engine: Engine) -> None:
    header = "种植面积（亩）,计划种植面积（公顷）,年产量（吨）,年产值（万元）"
    made = batch(given(engine, header, "A,1500,200,30.5,800", "B,,,,"))
    assert told(engine) == {
        "planted_area": (3_000_000, 1_500_000),
        "yield": (None, 30_500),
        "output_value": (None, 8_000_000_000),
    }
    assert told(engine, "B") == {}
    assert faultless(engine)
    assert undo(engine, made, STAFF).reversed == 2
    assert states.table(engine, "project_measure") == []
    assert states.table(engine, "measure_rollup") == []


def test_a_file_says_nothing_of_measures_that_it_has_no_column_of(engine: Engine) -> None:
    batch(given(engine, "计划种植面积（亩）,种植面积（亩）,产量（吨）", "A,2000,1500,30"))
    changed = given(engine, "种植面积（公顷）", "A,120")
    assert (changed.counts["changed"], changed.counts["new"]) == (1, 0)
    assert told(engine) == {"planted_area": (2_000_000, 1_800_000), "yield": (None, 30_000)}
    batch(given(engine, "产量（吨）", "A,"))
    assert told(engine) == {"planted_area": (2_000_000, 1_800_000)}
    assert undo(engine, changed.batch or 0, STAFF).kept  # changed since


def test_the_same_area_in_another_unit_is_no_change(engine: Engine) -> None:
    batch(given(engine, "种植面积（亩）", "A,1500"))
    assert given(engine, "种植面积（公顷）", "A,100").counts["unchanged"] == 1


def test_what_was_exported_changes_nothing(engine: Engine) -> None:
    batch(
        given(
            engine, "计划种植面积（公顷）,种植面积（亩）,产值（万元）", "A,100,1.5,0.00012", "B,,2,"
        )
    )
    for language in ("zh", "en"):
        with reading(engine) as connection:
            data = export(connection, PROJECTS, language)
        again = seen(engine, PROJECTS, data=data)
        assert (again.counts["unchanged"], again.counts["changed"]) == (2, 0)


def test_an_unknown_column_with_a_unit_is_asked_about_once(engine: Engine) -> None:
    asked = given(engine, "楠竹面积（公顷）", "A,100")
    assert asked.outcome is Outcome.NEED_CHOICE
    answer = {"楠竹面积（公顷）": "planted_area.actual.公顷"}
    batch(given(engine, "楠竹面积（公顷）", "A,100", mapping=answer))
    assert told(engine) == {"planted_area": (None, 1_500_000)}
    batch(given(engine, "楠竹面积（公顷）", "A,200"))  # remembered
    assert told(engine) == {"planted_area": (None, 3_000_000)}


def test_an_answer_that_names_no_measure_is_asked_again(engine: Engine) -> None:
    answer = {"楠竹面积（公顷）": "bamboo.actual"}
    assert given(engine, "楠竹面积（公顷）", "A,1", mapping=answer).outcome is Outcome.NEED_CHOICE


def test_money_is_in_the_unit_above_the_table(engine: Engine) -> None:
    data = "单位：万元\n".encode() + file("产值,种植面积（亩）", "A,3,4")
    batch(import_file(engine, upload(PROJECTS, data=data)))
    assert told(engine) == {"output_value": (None, 30_000_000), "planted_area": (None, 4_000)}


def test_units_that_are_not_alike_are_never_mixed(engine: Engine) -> None:
    refused = given(engine, "产量（吨）", "A,300亩")
    assert (refused.outcome, codes(refused)) == (Outcome.REJECT_ROWS, ["unit", "measure"])
    twice = given(engine, "种植面积（亩）,种植面积（公顷）", "A,1500,200")
    assert (twice.outcome, "measure" in codes(twice)) == (Outcome.REJECT_ROWS, True)
    assert given(engine, "种植面积（亩）,种植面积（公顷）", "A,1500,100").outcome.accepted


def test_one_cell_says_all_measures(engine: Engine) -> None:
    cell = "种植面积：计划 2000 亩，实际 1500 亩；产值：1.2 亿元；产量（吨）：实际 1,000.5"
    batch(given(engine, "建设规模与产出", f'A,"{cell}"'))
    assert told(engine) == {
        "planted_area": (2_000_000, 1_500_000),
        "output_value": (None, 120_000_000_000),
        "yield": (None, 1_000_500),
    }
    assert given(engine, "建设规模与产出", "A,").counts["unchanged"] == 1
    batch(given(engine, "建设规模与产出", "A,产量：实际 3 吨"))
    assert told(engine) == {"yield": (None, 3_000)}
    for wrong in ("茶园很大", "幸福：3 亩", "种植面积：3 吨"):
        assert given(engine, "建设规模与产出", f"A,{wrong}").outcome is Outcome.REJECT_ROWS


def test_measures_are_corrected_in_the_form_and_taken_back(engine: Engine) -> None:
    batch(given(engine, "种植面积（亩）,产量（吨）", "A,1500,30"))
    row = states.one(engine, "project", code="A")
    with reading(engine) as connection:
        form = look(connection, PROJECTS, row["id"])
    assert form is not None
    assert form.texts["measures"] == "种植面积：实际 1500 亩\n产量：实际 30 吨"
    typed = {"measures": "种植面积：计划 9 亩，实际 1500 亩"}
    saved = correct(engine, Correction(PROJECTS, row["id"], row["version"], typed), STAFF)
    assert told(engine) == {"planted_area": (9_000, 1_500_000)}
    assert faultless(engine)
    row = states.one(engine, "project", code="A")
    less = {"measures": "种植面积：计划 9 亩"}
    correct(engine, Correction(PROJECTS, row["id"], row["version"], less), STAFF)
    assert told(engine) == {"planted_area": (9_000, None)}
    undo(engine, states.table(engine, "import_batch")[-1]["id"], STAFF)
    undo(engine, saved.batch, STAFF)
    assert told(engine) == {"planted_area": (None, 1_500_000), "yield": (None, 30_000)}
    row = states.one(engine, "project", code="A")
    none = Correction(PROJECTS, row["id"], row["version"], {"measures": ""})
    correct(engine, none, STAFF)
    assert told(engine) == {}
    assert faultless(engine)


def test_measures_go_with_their_project_and_move_with_a_merger(engine: Engine) -> None:
    batch(given(engine, "计划种植面积（亩）,种植面积（亩）,产量（吨）", "A,2000,,", "B,7,1500,30"))
    a, b = (states.one(engine, "project", code=code)["id"] for code in "AB")
    before = states.records(engine, without=("version",))
    merged = merge_records(engine, Merge(PROJECTS, a, b), STAFF)
    assert told(engine) == {"planted_area": (2_000_000, 1_500_000), "yield": (None, 30_000)}
    assert faultless(engine)
    undo(engine, merged, STAFF)
    assert states.records(engine, without=("version",)) == before
    gone = remove(engine, PROJECTS, b, STAFF)
    assert faultless(engine)
    undo(engine, gone, STAFF)
    assert states.records(engine, without=("version",)) == before


def test_a_project_moves_its_measures_with_it(engine: Engine) -> None:
    batch(given(engine, "种植面积（亩）", "A,1500"))
    bring(engine, PROJECTS, project(code="A", industry="中药材", year="2023"))
    (row,) = states.table(engine, "measure_rollup")
    assert (row["year"], row["industry"], row["actual"]) == (2023, "herbs", 1_500_000)
    assert faultless(engine)
