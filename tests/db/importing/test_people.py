"""People as offices write them, whatever parts them; and what is said where that is not certain."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.engine import reading
from db.importing.delegations import is_delegation, side_of
from db.importing.people import Named, Reader, people
from db.models import Attendee, Meeting, table_of
from db.terms import Kind, Role, Side
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, meeting

TABLE = Path(__file__).parent / "tables" / "people.csv"
PLACES = {"浙江": "330000", "浙江省": "330000", "杭州": "330100", "四川": "510000"}
PLACES |= {"四川省": "510000", "凉山州": "513400", "安徽": "340000", "温州": "330300"}


def forms() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seen(attendees: str, chair: str = "") -> Named:
    """The people of a meeting of Zhejiang and Sichuan."""
    reader = Reader(lambda text: is_delegation(text, PLACES.get))
    return people(attendees, chair, reader, lambda p: side_of(p, "330000", "510000", PLACES.get))


def names(attendees: str) -> list[str]:
    return [person["name"] for person in seen(attendees).people]


def posts(attendees: str) -> list[tuple[str, str | None]]:
    return [(person["name"], person["post"]) for person in seen(attendees).people]


def said(attendees: str) -> list[str]:
    return [doubt.issue().message.zh for doubt in seen(attendees).attendees]


def test_every_form_of_the_table_is_read_by_the_importer(stores: Stores) -> None:
    engine = states.reference(stores)
    rows = [
        meeting(title=f"第{number}次", attendees=form["attendees"])
        for number, form in enumerate(forms())
    ]
    bring(engine, Kind.MEETINGS, *rows)
    listed = select(table_of(Meeting).c.title, table_of(Attendee).c.name).join_from(
        table_of(Attendee), table_of(Meeting)
    )
    found: dict[str, list[str]] = {}
    with reading(engine) as connection:
        for title, name in connection.execute(listed.order_by(table_of(Attendee).c.position)):
            found.setdefault(title, []).append(name)
    wrong = {
        form["attendees"]: got
        for number, form in enumerate(forms())
        if (got := found.get(f"第{number}次", [])) != form["names"].split(";")
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("attendees", "expected"),
    [
        ("张建国（省委书记）、李卫东（省长）", [("张建国", "省委书记"), ("李卫东", "省长")]),
        ("浙江省委常委、常务副省长冯飞", [("冯飞", "浙江省委常委、常务副省长")]),
        ("董事长/总经理 张三", [("张三", "董事长/总经理")]),
        ("张建国书记、李卫东副省长", [("张建国", "书记"), ("李卫东", "副省长")]),
        ("省长：李卫东；王晓明", [("李卫东", "省长"), ("王晓明", None)]),
        ("张建国 省委书记 李卫东 省长", [("张建国", "省委书记"), ("李卫东", "省长")]),
        ("某某集团 张三", [("张三", "某某集团")]),
        ("安徽省长李卫东", [("李卫东", "安徽省长")]),
        ("国务院扶贫办：张建国", [("张建国", "国务院扶贫办")]),
        ("Yin Li, Governor of Sichuan", [("Yin Li", "Governor of Sichuan")]),
        ("省委书记张建国省长李卫东", [("张建国", "省委书记"), ("李卫东", "省长")]),
    ],
)
def test_a_post_goes_with_its_person(
    attendees: str, expected: list[tuple[str, str | None]]
) -> None:
    assert posts(attendees) == expected


@pytest.mark.parametrize(
    ("attendees", "expected"),
    [
        ("四川：张建国、李卫东；浙江：王晓明", [Side.RECEIVER, Side.RECEIVER, Side.HELPER]),
        ("浙江省领导：张建国\n李卫东\n四川省：王晓明", [Side.HELPER, Side.HELPER, Side.RECEIVER]),
        ("张建国（四川）、李卫东（杭州）", [Side.RECEIVER, Side.HELPER]),
        ("东部：张建国；受援方：李卫东", [Side.HELPER, Side.RECEIVER]),
        ("凉山州：张建国；安徽：李卫东", [Side.RECEIVER, Side.OTHER]),
        ("四川（张建国）、浙江（李卫东）", [Side.RECEIVER, Side.HELPER]),
        ("王晓明；四川：张建国", [None, Side.RECEIVER]),
        ("【浙江】张建国、李卫东【四川】王晓明", [Side.HELPER, Side.HELPER, Side.RECEIVER]),
        ("（浙江）张建国、李卫东（四川）王晓明", [Side.HELPER, Side.HELPER, Side.RECEIVER]),
        ("［浙江省］张建国 ［四川省］王晓明", [Side.HELPER, Side.RECEIVER]),
        ("【浙江】张建国（温州）【四川】王晓明（凉山州）", [Side.HELPER, Side.RECEIVER]),
        ("浙江－张建国、李卫东；四川－王晓明", [Side.HELPER, Side.HELPER, Side.RECEIVER]),
        ("东部（浙江）：张建国；西部（四川）：王晓明", [Side.HELPER, Side.RECEIVER]),
        ("浙江 张建国 李卫东 四川 王晓明", [Side.HELPER, Side.HELPER, Side.RECEIVER]),
        ("张建国 （浙江） 王晓明 （四川）", [Side.HELPER, Side.RECEIVER]),
        ("浙江省张建国、四川省王晓明", [Side.HELPER, Side.RECEIVER]),
    ],
)  # fmt: skip
def test_a_heading_says_whose_people_are(attendees: str, expected: list[Side | None]) -> None:
    assert [person["side"] for person in seen(attendees).people] == expected


def test_without_a_heading_nothing_is_said_of_sides() -> None:
    assert all("side" not in person for person in seen("张建国、李卫东", "王晓明").people)


def test_a_place_of_both_sides_is_neither_s() -> None:
    assert side_of("四川", "510100", "513400", PLACES.get) is None
    assert side_of("凉山州", "510100", "513400", PLACES.get) is Side.RECEIVER


@pytest.mark.parametrize("attendees", ["张建国（主持）、李卫东", "主持人：张建国；李卫东"])
def test_who_is_said_to_be_in_the_chair_is(attendees: str) -> None:
    roles = [(person["name"], person["role"]) for person in seen(attendees).people]
    assert roles == [("张建国", Role.CHAIR), ("李卫东", Role.ATTENDEE)]


@pytest.mark.parametrize(
    ("attendees", "words"),
    [
        ("教育厅、民政厅", "分不清“教育厅、民政厅”里有哪几个人"),
        ("张建国李卫东王晓明", "分不清“张建国李卫东王晓明”里有哪几个人"),
        ("张建国、尼玛次仁", "“尼玛次仁”按人名导入"),
        ("浙江省扶贫办张建国", "“张建国”按人名导入"),
        ("张建国、省长、李卫东", "分不清“省长”是前一人还是“李卫东”的职务"),
        ("张建国、李卫东等12人", "“等12人”没有姓名，未导入"),
        ("张建国、李卫东及有关部门负责人", "“有关部门负责人”没有姓名，未导入"),
        ("浙江省委书记张建国一行12人", "“一行12人”没有姓名，未导入"),
        ("张建国（请假）、李卫东", "“张建国”后面括号里的“请假”未导入"),
    ],
)
def test_what_is_not_certain_is_said(attendees: str, words: str) -> None:
    assert [message for message in said(attendees) if words in message]


SURE = st.lists(
    st.sampled_from(["张建国", "李卫东", "王晓明", "赵敏", "欧阳明", "阿不都·热合曼"]),
    min_size=2,
    max_size=5,
    unique=True,
)
SIGNS = [
    "、",
    "，",
    ",",
    "；",
    ";",
    "/",
    "|",
    "｜",
    " ",
    "\u3000",
    "\t",
    "\n",
    "\r\n",
    "\u00a0",
    "&",
]


@given(SURE, st.sampled_from(SIGNS), st.sampled_from(["", " ", "\u3000", "\u200b"]))
def test_the_same_people_whatever_parts_them(people: list[str], sign: str, space: str) -> None:
    text = f"{space}{sign}{space}".join(people)
    assert (names(text), said(text)) == (people, [])


@given(SURE, st.sampled_from(["{}.{} ", "{}、{}\n", "（{}）{}", "{}）{}；", "{} {} "]))
def test_the_same_people_however_numbered(people: list[str], form: str) -> None:
    text = "".join(form.format(number, name) for number, name in enumerate(people, 1))
    assert (names(text), said(text)) == (people, [])


ODD = "张王李建国伟省长书记委、，,；;/|（）()【】：: \u3000\n\t.．·12一二①等和及主持四川AaBb●"


@given(st.text(ODD, max_size=40) | st.text(max_size=40))
def test_any_text_is_people_with_names(text: str) -> None:
    found = seen(text, text)
    assert all(person["name"].strip() for person in found.people)
    assert all(doubt.issue().message.en for doubt in found.attendees)


def test_a_long_cell_takes_no_time() -> None:
    for part in ("张、", "书记", "A ", "（", "四川（", "等", "和", "1."):
        seen(part * (5000 // len(part)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张建国:省委书记;李卫东:省长", [("张建国", "省委书记"), ("李卫东", "省长")]),
        ("张建国：省委书记、省长", [("张建国", "省委书记、省长")]),
        ("张建国－省委书记；李卫东 — 省长", [("张建国", "省委书记"), ("李卫东", "省长")]),
        ("张建国 （省委书记）\u3000李卫东 （省长）", [("张建国", "省委书记"), ("李卫东", "省长")]),
        ("张建国+李卫东＋王晓明", [("张建国", None), ("李卫东", None), ("王晓明", None)]),
        ("无", []),
        ("暂无", []),
        ("略", []),
        ("N/A", []),
    ],
)
def test_a_post_after_the_name_and_nobody(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert posts(text) == expected
