"""Places by every name they go by, and the pairings in force."""

from collections.abc import Callable

import pytest

from db.engine import reading
from db.importing.directory import SUGGESTIONS, Directory, read_directory
from db.importing.issue import Invalid
from tests.conftest import Stores
from tests.db import states

pytestmark = states.SQLITE

NAMES = {
    "浙江省": "330000",
    "浙江": "330000",
    "浙": "330000",
    "330000": "330000",
    "Zhejiang": "330000",
    "zhejiang": "330000",
    "ZJ": "330000",
    "内蒙古自治区": "150000",
    "内蒙古": "150000",
    "蒙": "150000",
    "宁夏": "640000",
    "新疆": "650000",
    "川": "510000",
    "蜀": "510000",
    "杭州市": "330100",
    "浙江省杭州市": "330100",
    "浙江杭州市": "330100",
    "凉山彝族自治州": "513400",
    "昭觉县": "513431",
    "凉山彝族自治州昭觉县": "513431",
    "四川省凉山彝族自治州昭觉县": "513431",
    "浙江省普陀区": "330903",
    "舟山市普陀区": "330903",
    "上海普陀区": "310107",
}


def directory(stores: Stores) -> Directory:
    with reading(states.reference(stores)) as connection:
        return read_directory(connection)


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    """Code and Chinese message."""
    with pytest.raises(Invalid) as caught:
        call()
    return caught.value.problem.code, caught.value.issue().message.zh


def test_a_place_goes_by_many_names(stores: Stores) -> None:
    known = directory(stores)
    assert {name: known.area(name) for name in NAMES} == NAMES


def test_a_name_of_two_places_is_asked_with_both(stores: Stores) -> None:
    code, message = refusal(lambda: directory(stores).area("普陀区"))
    assert code == "province"
    assert "上海市普陀区、浙江省舟山市普陀区" in message


def test_a_choice_that_is_offered_is_taken(stores: Stores) -> None:
    known = directory(stores)
    for adcode in known.known.full["鼓楼区"]:  # two of them in one province
        assert known.area(known.full_name(adcode)) == adcode


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("淅江省", "浙江省"), ("四川剩", "四川"), ("Zhejang", "Zhejiang")],
)
def test_a_slip_of_the_pen_is_met_with_a_suggestion(stores: Stores, slip: str, meant: str) -> None:
    code, message = refusal(lambda: directory(stores).area(slip))
    assert code == "province"
    assert f"（是否为“{meant}”？）" in message


def test_what_is_like_nothing_gets_no_suggestion(stores: Stores) -> None:
    assert "是否为" not in refusal(lambda: directory(stores).area("🙂🙂🙂"))[1]


def test_suggestions_come_to_an_end(stores: Stores) -> None:
    known = directory(stores)
    known.suggested = {(str(number), None): [] for number in range(SUGGESTIONS)}
    assert "是否为" not in refusal(lambda: known.area("淅江省"))[1]


def test_a_place_in_free_text_must_be_the_only_one_of_its_name(stores: Stores) -> None:
    known = directory(stores)
    names = (" 杭州市 ", "普陀区", "杭州市西湖边", "")
    found = [known.place(name, None, None, 2023, either=True).adcode for name in names]
    assert found == ["330100", None, "330100", None]


def test_a_pairing_must_be_in_force_that_year(stores: Stores) -> None:
    known = directory(stores)
    couple = ("350000", "640000")  # Fujian and Ningxia, since 1996
    schemes = {year: known.pairing(couple, year).scheme for year in (1996, 2016, 2022)}
    assert schemes == {1996: "1996_initial", 2016: "2016_guideline", 2022: "2021_adjustment"}
    code, message = refusal(lambda: known.pairing(couple, 1995))
    assert code == "pairing"
    assert "1995 年没有“福建省 → 宁夏回族自治区”的结对关系，只有 1996–2016、" in message


def test_a_pairing_the_wrong_way_round_is_said_to_be(stores: Stores) -> None:
    code, message = refusal(lambda: directory(stores).pairing(("510000", "330000"), 2022))
    assert (code, "两列似乎填反了" in message) == ("pairing", True)


def test_a_couple_never_paired_gets_no_hint(stores: Stores) -> None:
    message = refusal(lambda: directory(stores).pairing(("330000", "620000"), 2022))[1]
    assert "2022 年没有“浙江省 → 甘肃省”的结对关系。" in message
