"""Which sheets and files are read, as one ledger, and what is said of the others."""

from collections.abc import Mapping
from typing import Any

from db.importing.bundle import File, bundle, files_of
from db.importing.guess import kind_of
from db.importing.pipeline import Preview, check_file, import_file
from db.importing.plans import store_plan
from db.importing.preview import Outcome
from db.importing.resume import resume
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.workbook.books import rows, xlsx
from tests.db.ledgers import STAFF, batch, codes, ledger, meeting, upload

HEAD = ("东部省份", "西部省份", "会议日期", "会议名称", "协议金额（万元）")


def line(title: str, *more: Any) -> tuple[Any, ...]:
    return ("浙江省", "四川省", "2022-06-03", title, *more)


def book(sheets: Mapping[str, Any], hidden: Mapping[int, str] | None = None) -> bytes:
    made = [rows(*lines) for lines in sheets.values()]
    return xlsx(*made, names=list(sheets), states=hidden)


TWO = {"盐津县": (HEAD, line("甲"), line("乙")), "镇雄县": (HEAD, line("丙", 5))}


def given(data: bytes, **choices: Any) -> Any:
    return upload(Kind.MEETINGS, data=data, **{"file_name": "台账.xlsx"} | choices)


def titles(preview: Preview) -> list[Any]:
    return [plan.values.get("title") for plan in preview.plans]


@states.SQLITE
def test_a_hidden_sheet_is_never_chosen_unasked(stores: Stores) -> None:
    engine = states.paired(stores)
    for state in ("hidden", "veryHidden"):
        data = book({"旧稿": (HEAD, line("旧")), "台账": (HEAD, line("新"))}, {0: state})
        seen = check_file(engine, given(data))
        assert (titles(seen), codes(seen)) == (["新"], ["hidden-sheet"])
        assert "旧稿" in seen.issues[0].message.zh
        assert titles(check_file(engine, given(data, sheets=("旧稿",)))) == ["旧"]
    alone = check_file(engine, given(book({"旧稿": (HEAD, line("旧"))}, {0: "hidden"})))
    assert (alone.outcome, codes(alone)) == (Outcome.REJECT_FILE, ["hidden-sheet"])


@states.SQLITE
def test_the_sheet_that_is_a_ledger_is_read_and_the_others_are_named(stores: Stores) -> None:
    data = book({"封面": (("2022年台账",),), "台账": (HEAD, line("甲")), "字典": (("茶叶",),)})
    seen = check_file(states.paired(stores), given(data))
    assert (titles(seen), codes(seen), seen.outcome) == (["甲"], ["other-sheets"], Outcome.ACCEPT)
    assert "封面、字典" in seen.issues[0].message.zh
    assert seen.facts.sheets == ("封面", "台账", "字典")
    assert seen.facts.sheet == "台账"


@states.SQLITE
def test_several_ledgers_in_a_book_are_asked_and_read_as_one(stores: Stores) -> None:
    engine = states.paired(stores)
    asked = check_file(engine, given(book(TWO)))
    (question,) = asked.questions
    assert (asked.outcome, question.code) == (Outcome.NEED_CHOICE, "other-sheets")
    assert asked.facts.fitting == ("盐津县", "镇雄县")
    one = check_file(engine, given(book(TWO), sheets=("镇雄县",)))
    assert (titles(one), codes(one)) == (["丙"], ["other-sheets"])
    both = import_file(engine, given(book(TWO), sheets=("盐津县", "镇雄县")))
    assert batch(both)
    assert titles(both) == ["甲", "乙", "丙"]
    assert [plan.record_no for plan in both.plans] == [1, 2, 3]
    assert [int(plan.line_no) for plan in both.plans] == [2, 3, 2]


@states.SQLITE
def test_an_issue_of_a_joined_ledger_names_its_sheet(stores: Stores) -> None:
    data = book({**TWO, "彝良县": (HEAD, line(""))})
    seen = check_file(states.paired(stores), given(data, sheets=("盐津县", "彝良县")))
    (error,) = [issue for issue in seen.issues if issue.code == "missing-cell"]
    assert (error.record_no, error.line_no) == (3, 2)
    assert error.message.zh.startswith("第 3 条（“彝良县”第 2 行）")
    assert error.message.en.startswith("Record 3 (line 2 of “彝良县”)")


@states.SQLITE
def test_sheets_whose_columns_differ_go_together_by_their_fields(stores: Stores) -> None:
    other = (("会议名称", "地点", "东部省份", "西部省份", "会议时间"),
             ("丁", "杭州", "浙江省", "四川省", "2022-07-01"))  # fmt: skip
    data = book({"一": TWO["盐津县"], "二": other})
    seen = check_file(states.paired(stores), given(data, sheets=("一", "二")))
    assert titles(seen) == ["甲", "乙", "丁"]
    assert [str(plan.values["date_start"]) for plan in seen.plans][2] == "2022-07-01"
    assert [plan.values["place"] or None for plan in seen.plans] == [None, None, "杭州"]


@states.SQLITE
def test_sheets_whose_units_differ_do_not(stores: Stores) -> None:
    yuan = ((*HEAD[:4], "协议金额（元）"), line("丁", 50_000))
    data = book({"一": TWO["镇雄县"], "二": yuan})
    seen = check_file(states.paired(stores), given(data, sheets=("一", "二")))
    assert (seen.outcome, codes(seen)) == (Outcome.REJECT_FILE, ["other-sheets"])
    assert "协议金额（元）" in seen.issues[0].message.zh


@states.SQLITE
def test_several_files_are_one_batch_and_one_upload(stores: Stores) -> None:
    engine = states.paired(stores)
    files = [
        File("一月.csv", ledger(meeting(title="甲"), meeting(title="乙"))),
        File("二月.xlsx", book({"表": (HEAD, line("丙"), line("", 1))})),
    ]
    name, data = bundle(files)
    assert name == "一月.csv、二月.xlsx"
    assert files_of(name, data) == files
    assert bundle(files).data == data
    seen = check_file(engine, given(data, file_name=name))
    assert titles(seen)[:3] == ["甲", "乙", "丙"]
    (error,) = [issue for issue in seen.issues if issue.severity == "error"]
    assert error.message.zh.startswith("第 4 条（“二月.xlsx · 表”第 3 行）")
    plan, _ = store_plan(engine, given(data, file_name=name, only_good=True))
    again = resume(engine, plan, STAFF).upload
    assert (again.sha256, again.file_name) == (given(data).sha256, name)
    assert import_file(engine, again).counts["new"] == 3


@states.SQLITE
def test_a_plan_keeps_the_sheets_that_were_chosen(stores: Stores) -> None:
    engine = states.paired(stores)
    plan, _ = store_plan(engine, given(book(TWO), sheets=("盐津县", "镇雄县")))
    assert resume(engine, plan, STAFF).upload.sheets == ("盐津县", "镇雄县")


def test_the_kind_is_told_though_several_sheets_fit() -> None:
    assert kind_of(upload(Kind.PROJECTS, data=book(TWO), file_name="x.xlsx")) is Kind.MEETINGS
