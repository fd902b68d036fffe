"""The upload page: what was understood, what would happen, what did, and whose it is."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from db.accounts import Account
from db.importing import plans
from db.models import Meeting
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db.importing.workbook import books
from tests.db.ledgers import bring, ledger, meeting, project, target
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.pages.staff import Desk, downloads, labels, verdict
from tests.stores import build_paired

KEPT_TO = ("台账截至", "Kept to")


@pytest.fixture
def desk(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str) -> Desk:
    return Desk(stores.copy("paired", build_paired), open_page, monkeypatch, locale)


@pytest.fixture
def anna(desk: Desk) -> Account:
    """Staff in charge of Zhejiang, signed in."""
    anna = make(desk.engine, AccountRole.STAFF, "anna", provinces=["330000"])
    desk.sign_in(anna)
    return anna


def test_a_file_is_previewed_imported_once_and_answered_with_its_records(
    desk: Desk, anna: Account
) -> None:
    screen = desk.bring(ledger(meeting(title="浙川新会")).decode().encode("gbk"))
    assert verdict(screen) == (
        "导入后将新增 1 条记录。" if desk.chinese else "This will add 1 record."
    )
    assert [figure.text for figure in screen.main.all(name="x-value")] == list("10000")
    assert screen.rows("changes")[0][1].startswith("浙川新会")
    assert any("GB18030" in facts.values() for facts in screen.facts)
    desk.press(screen, "import")
    assert "浙川新会" in screen.links()
    with desk.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from meeting").scalar() == 1
        assert not plans.open_plans(connection, anna)
    again = desk.open("upload", plan=screen.address["plan"])
    assert desk.words["import"] not in labels(again)
    assert "浙川新会" in again.links()


def test_the_day_it_was_kept_to_is_proposed_and_the_officials_to_change(
    desk: Desk, anna: Account
) -> None:
    data = "截至2024年6月底,,,,\n".encode() + ledger(meeting(date="2024-05-14"))
    screen = desk.bring(data)
    (asked,) = screen.at.date_input
    assert asked.value == date(2024, 6, 30)
    assert any("截至2024年6月底" in remark for remark in screen.remarks)
    asked.set_value(date(2024, 5, 13))
    screen.run()
    assert desk.words["import"] not in labels(screen)
    assert ("台账截至日不能早于" if desk.chinese else "cannot have been kept") in screen.main.text
    (asked,) = screen.at.date_input
    asked.set_value(date(2024, 7, 5))
    screen.run()
    desk.press(screen, "import")
    (kept,) = {facts[name] for facts in screen.facts for name in facts if name in KEPT_TO}
    assert kept == (
        "2024年7月5日 · 上传时选定" if desk.chinese else "5 Jul 2024 · chosen at upload"
    )
    with desk.engine.connect() as connection:
        found = connection.execute(select(Meeting.as_of)).scalars().all()
    assert found == [date(2024, 7, 5)]


def test_the_headers_tell_the_ledger(desk: Desk, anna: Account) -> None:
    screen = desk.bring(ledger(project()))
    assert screen.lead == ("项目" if desk.chinese else "Projects")


def test_money_without_a_unit_is_asked_for_and_the_answer_counts(desk: Desk, anna: Account) -> None:
    row = meeting() | {"协议金额": "12"}
    screen = desk.bring(ledger(row))
    assert desk.words["import"] not in labels(screen)
    assert screen.rows("columns")[-1][1] == ("待选择" if desk.chinese else "to be chosen")
    assert screen.main.one(name="x-question").text == "协议金额"
    (unit,) = [box for box in screen.at.selectbox if "unit" in str(box.key)]
    unit.set_value("亿元" if desk.chinese else "100 million yuan")
    desk.press(screen, "answer")
    told = screen.rows("changes")[0][2]
    assert ("12亿元" in told or "120,000万元" in told) if desk.chinese else "1,200,000,000" in told
    desk.press(screen, "import")
    with desk.engine.connect() as connection:
        found = connection.exec_driver_sql("select agreed_amount from meeting").scalar()
    assert found == 1_200_000_000


def workbook(**sheets: dict[str, str]) -> bytes:
    """A workbook of a sheet a meeting."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, row in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(row))
        sheet.append(list(row.values()))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_of_several_sheets_some_are_chosen_in_sight_of_what_they_would_do(
    desk: Desk, anna: Account
) -> None:
    book = workbook(甲=meeting(title="甲会"), 乙=meeting(title="乙会"))
    screen = desk.bring(book, "台账.xlsx")
    (sheets,) = [box for box in screen.at.main.multiselect if "sheet" in str(box.key)]
    assert sheets.label == (
        "合为一份台账导入的工作表（共 2 张）"
        if desk.chinese
        else "Sheets to import as one ledger, of 2"
    )
    assert (sheets.options, sheets.value) == (["甲", "乙"], ["甲", "乙"])
    assert desk.words["import"] not in labels(screen)
    assert "甲、乙" in screen.main.text
    desk.press(screen, "sheets")
    assert [row[1][:2] for row in screen.rows("changes")] == ["甲会", "乙会"]
    (sheets,) = [box for box in screen.at.main.multiselect if "sheet" in str(box.key)]
    sheets.set_value(["乙"])
    desk.press(screen, "sheets")
    assert [row[1][:2] for row in screen.rows("changes")] == ["乙会"]


def test_what_is_shown_and_held_otherwise_is_asked_and_the_answer_counts(
    desk: Desk, anna: Account
) -> None:
    head = ("东部省份", "西部省份", "会议日期", "会议名称", "协议金额（万元）")
    line = ("浙江省", "四川省", "2022-06-03", "座谈会", books.cell(12_000_000, 1))
    book = books.xlsx(books.rows(head, line), formats=["0!.0,"])
    screen = desk.bring(book, "台账.xlsx")
    assert desk.words["import"] not in labels(screen)
    assert screen.main.one(name="x-question").text == "协议金额（万元）"
    (way,) = [radio for radio in screen.at.radio if "way" in str(radio.key)]
    assert len(way.options) == 2
    way.set_value("shown")
    desk.press(screen, "answer")
    desk.press(screen, "import")
    with desk.engine.connect() as connection:
        found = connection.exec_driver_sql("select agreed_amount from meeting").scalar()
    assert found == 12_000_000


def test_several_files_are_one_import(desk: Desk, anna: Account) -> None:
    screen = desk.open("upload")
    for name in ("一月", "二月"):
        data = ledger(meeting(title=name))
        screen.at.file_uploader[0].upload(f"{name}.csv", data, "text/csv")
    screen.run()
    assert "一月.csv、二月.csv" in screen.main.text
    desk.press(screen, "import")
    with desk.engine.connect() as connection:
        found = connection.exec_driver_sql("select title from meeting order by id").scalars().all()
    assert found == ["一月", "二月"]


def test_errors_stop_the_file_until_only_the_good_rows_are_chosen(
    desk: Desk, anna: Account
) -> None:
    screen = desk.bring(ledger(meeting(), meeting(date="2022-02-30", title="错会")))
    assert desk.words["import"] not in labels(screen)
    (cause,) = screen.main.all(name="x-error")
    assert "2022-02-30" in cause.text
    assert ("请改正后重新上传" if desk.chinese else "Correct it") in cause.text
    assert len(downloads(screen)) == 2
    desk.press(screen, "good")
    desk.press(screen, "import")
    with desk.engine.connect() as connection:
        assert connection.exec_driver_sql("select title from meeting").scalars().all() == [
            "浙川茶叶座谈会"
        ]


def test_a_change_shows_old_and_new(desk: Desk, anna: Account) -> None:
    bring(desk.engine, Kind.MEETINGS, meeting(place="成都"), by=anna)
    screen = desk.bring(ledger(meeting(place="杭州")))
    assert ("修改 1 条记录" if desk.chinese else "change 1") in verdict(screen)
    (row,) = screen.rows("changes")
    assert "成都 → 杭州" in row[2]


def test_a_preview_that_the_store_has_overtaken_is_made_anew(desk: Desk, anna: Account) -> None:
    screen = desk.bring(ledger(meeting(place="杭州")))
    bring(desk.engine, Kind.MEETINGS, meeting(place="成都"), by=anna)
    screen = desk.open("upload", plan=screen.address["plan"])
    assert len(screen.warnings) == 1
    assert desk.words["import"] not in labels(screen)
    desk.press(screen, "again")
    assert screen.warnings == []
    assert desk.words["import"] in labels(screen)


def test_an_unfinished_upload_is_listed_taken_up_and_discarded(desk: Desk, anna: Account) -> None:
    plan = desk.bring(ledger(meeting()), "六月.csv").address["plan"]
    (row,) = desk.open("upload").rows("plans")
    assert row[0] == "六月.csv"
    screen = desk.open("upload", plan=plan)
    assert desk.words["import"] in labels(screen)
    desk.press(screen, "discard")
    assert len(screen.notices) == 1
    assert not desk.open("upload").main.all("table")


def test_nobody_elses_upload_opens(desk: Desk, anna: Account) -> None:
    plan = desk.bring(ledger(meeting())).address["plan"]
    desk.sign_in(make(desk.engine, AccountRole.STAFF, "bert", provinces=["330000"]))
    screen = desk.open("upload", plan=plan)
    assert len(screen.warnings) == 1
    assert not screen.main.all("table")


def test_an_unknown_upload_says_so(desk: Desk, anna: Account) -> None:
    screen = desk.open("upload", plan="<b>no</b>")
    assert len(screen.warnings) == 1


def test_what_lies_outside_the_scope_is_an_error(desk: Desk, anna: Account) -> None:
    foreign = meeting(helper="福建省", receiver="宁夏回族自治区", date="2015-06-03")
    screen = desk.bring(ledger(foreign))
    assert desk.words["import"] not in labels(screen)
    assert len(screen.main.all(name="x-error")) == 1


def test_templates_in_both_languages_are_offered(desk: Desk, anna: Account) -> None:
    offered = downloads(desk.open("upload"))
    assert len(offered) == 2 * len(Kind)
    assert sum(label.endswith("中文") for label in offered) == len(Kind)


def test_others_are_told_that_it_is_not_theirs(desk: Desk) -> None:
    desk.sign_in(make(desk.engine, AccountRole.VIEWER))
    screen = desk.open("upload")
    assert screen.warnings == [desk.words["no right"]]
    assert not screen.at.file_uploader
    labels = {label for label, _query in screen.page_links()}
    assert not labels & {"上传", "导入记录", "Upload", "Imports", "账号管理", "Accounts"}
    desk.sign_in(None)
    assert not desk.open("upload").at.file_uploader


def test_the_likeliest_answer_is_chosen_already_and_a_unit_is_asked_of_money_only(
    desk: Desk, anna: Account
) -> None:
    screen = desk.bring(ledger(meeting() | {"与会单位及人员": "张建国", "心情": "好"}))
    asked = [heading.text for heading in screen.main.all(name="x-question")]
    assert asked == ["与会单位及人员", "心情"]
    boxes = [box for box in screen.at.selectbox if "answer_" in str(box.key)]
    likely = "参会领导" if desk.chinese else "Attendees"
    assert [box.value for box in boxes] == ["attendees", None]
    assert likely in boxes[0].options
    boxes[1].set_value("协议金额" if desk.chinese else "Agreed amount")
    screen.run()
    units = [box for box in screen.at.selectbox if str(box.key).endswith("unit")]
    assert len(units) == 1
    leave_out = "不导入此列" if desk.chinese else "Not imported: leave it out"
    next(box for box in screen.at.selectbox if "心情" in str(box.key)).set_value(leave_out)
    desk.press(screen, "answer")
    assert "张建国" in screen.rows("changes")[0][2]


def test_all_columns_that_are_not_known_are_left_out_with_one_press(
    desk: Desk, anna: Account
) -> None:
    screen = desk.bring(ledger(meeting() | {"心情": "好", "天气": "晴"}))
    desk.press(screen, "leave out")
    assert desk.words["import"] in labels(screen)
    desk.press(screen, "import")
    again = desk.bring(ledger(meeting(title="又一次会") | {"心情": "好", "天气": "晴"}))
    assert desk.words["import"] in labels(again)


def test_what_was_understood_is_one_table(desk: Desk, anna: Account) -> None:
    row = {"会议主题": "浙川新会", "签约总额（亿元）": "1.2", "联系电话": "1", "备注说明": "甲"}
    given = meeting()
    del given["title"]
    screen = desk.bring(ledger(given | row))
    read = {cells[0]: cells[1:] for cells in screen.rows("columns")}
    words = (
        ("会议名称", "协议金额", "亿元", "不导入", "备注")
        if desk.chinese
        else ("Title", "Agreed amount", "100 million yuan", "not imported", "Note")
    )
    assert read["会议主题"] == [words[0], "", "浙川新会"]
    assert read["签约总额（亿元）"] == [words[1], words[2], "1.2"]
    assert read["联系电话"] == [words[3], "", "1"]
    assert read["备注说明"] == [words[4], "", "甲"]


def test_a_column_that_is_not_kept_can_be_taken_after_all(desk: Desk, anna: Account) -> None:
    screen = desk.bring(ledger(meeting() | {"参会单位": "省农业农村厅"}))
    header, field = [box for box in screen.at.selectbox if str(box.key).endswith(_plan(screen))]
    header.set_value("参会单位")
    field.set_value("备注" if desk.chinese else "Note")
    desk.press(screen, "take")
    assert "省农业农村厅" in screen.rows("changes")[0][2]


def _plan(screen: Session) -> str:
    return screen.address["plan"]


def test_an_agreement_is_told_by_its_metric_value_and_unit(desk: Desk, anna: Account) -> None:
    screen = desk.bring(
        ledger(target(target="34"), target(metric="引导企业", target="100", unit="家"))
    )
    first, second = (cells[1] for cells in screen.rows("changes"))
    if desk.chinese:
        assert first.startswith("财政援助资金 34亿元")
        assert second.startswith("引导企业 100家")
    else:
        assert "3,400,000,000 yuan" in first
    shown = " ".join(" ".join(cells) for cells in screen.rows("changes"))
    assert not any(key in shown for key in ("metric_key", "fund", "330000", "510000"))


def test_a_project_names_the_meeting_and_the_item_that_it_carries_out(
    desk: Desk, anna: Account
) -> None:
    bring(desk.engine, Kind.MEETINGS, meeting(title="浙川会", commitments="1.共建茶园"), by=anna)
    screen = desk.bring(ledger(project(meeting="浙川会", commitment_no="1")))
    told = screen.rows("changes")[0][2]
    assert "浙川会" in told
    assert "共建茶园" in told


def test_the_same_upload_in_two_tabs_is_one_import_and_loses_nothing(
    desk: Desk, anna: Account
) -> None:
    one, other = desk.bring(ledger(meeting())), desk.bring(ledger(meeting()))
    assert one.address["plan"] != other.address["plan"]
    desk.press(one, "import")
    desk.press(other, "import")
    with desk.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from meeting").scalar() == 1
        assert connection.exec_driver_sql("select count(*) from import_batch").scalar() == 1
    again = desk.open("upload", plan=other.address["plan"])
    assert desk.words["again"] in labels(again)
    desk.press(again, "again")
    assert desk.words["import"] not in labels(again)


def test_an_upload_whose_session_ends_waits_for_the_next(desk: Desk, anna: Account) -> None:
    screen = desk.bring(ledger(meeting()))
    desk.sign_in(None)
    desk.press(screen, "import")
    with desk.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from meeting").scalar() == 0
    desk.sign_in(anna)
    (row,) = desk.open("upload").rows("plans")
    assert row[0] == "台账.csv"
    again = desk.open("upload", plan=screen.address["plan"])
    desk.press(again, "import")
    with desk.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from meeting").scalar() == 1


def test_a_workbook_gets_its_errors_back_as_a_workbook(desk: Desk, anna: Account) -> None:
    screen = desk.bring(workbook(甲=meeting(date="2022-02-30")), "台账.xlsx")
    assert downloads(screen) == (
        ["错误清单（Excel）", "待修正行（Excel）"]
        if desk.chinese
        else ["List of errors (Excel)", "Rows to mend (Excel)"]
    )
