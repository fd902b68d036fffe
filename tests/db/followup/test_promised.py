"""What an item says of its results, in forms that offices use, against what is linked to it."""

from typing import Any

import pytest

from db.followup.promised import Measure, Promise, promises

M = Measure


def said(text: str, value: int | None = None, unit: str | None = None) -> list[Any]:
    """Measure, value, and whether it is the least, of each number that an item says."""
    item = {"text": text, "target_value": value, "target_unit": unit}
    return [(one.measure, one.value, one.least) for one in promises(item)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("茶叶：共建生态茶园，落地项目6个", [(M.PROJECTS, 6, False)]),
        ("推进会上签约的6个企业项目", [(M.PROJECTS, 6, False)]),
        ("实施帮扶项目２０个", [(M.PROJECTS, 20, False)]),
        ("新签约项目十二个", [(M.PROJECTS, 12, False)]),
        ("落地项目六个以上", [(M.PROJECTS, 6, True)]),
        ("不少于10个项目", [(M.PROJECTS, 10, True)]),
        ("carry out 6 projects", [(M.PROJECTS, 6, False)]),
        ("Launch 1,200 cooperation projects this year", [(M.PROJECTS, 1_200, False)]),
        (
            "签约34个项目（协议金额138亿元）",
            [(M.PROJECTS, 34, False), (M.AGREED, 138 * 10**8, False)],
        ),
        (
            "到位资金2亿元，签约项目 12 个",
            [(M.PROJECTS, 12, False), (M.IN_PLACE, 2 * 10**8, False)],
        ),
        ("拨付帮扶资金3000万元", [(M.IN_PLACE, 30_000_000, False)]),
        ("投入财政援助资金2.3亿元以上", [(M.IN_PLACE, 230_000_000, True)]),
        ("带动就业500人", [(M.JOBS, 500, False)]),
        ("吸纳脱贫人口200人就业", [(M.JOBS, 200, False)]),
        ("新增就业岗位1,200个", [(M.JOBS, 1_200, False)]),
        ("惠及群众3.2万人", [(M.BENEFICIARIES, 32_000, False)]),
        ("1500余人受益", [(M.BENEFICIARIES, 1_500, True)]),
    ],
)
def test_a_number_of_results_is_read(text: str, expected: list[Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "每年实施项目6个",
        "各县1个项目",
        "第6个项目",
        "3至6个项目",
        "实施项目3-6个",
        "6个县的产业项目",
        "完成13项重点工作、40项具体事项",
        "落地项目12.5个",
        "落地项目若干个",
        "培训500人次",
        "不是到位资金",
        "",
    ],
)
def test_what_is_no_number_of_results_is_not(text: str) -> None:
    assert said(text) == []


def test_a_target_is_counted_in_what_its_text_or_unit_says() -> None:
    assert said("签约的37个项目", 37, "projects") == [(M.PROJECTS, 37, False)]
    assert said("资金增至29.75亿元", 2_975_000_000, "yuan") == [(M.IN_PLACE, 2_975_000_000, False)]
    assert said("带动就业500人", 500, "persons") == [(M.JOBS, 500, False)]
    assert said("选派人才", 330, "persons") == [(None, 330, False)]  # nothing linked is of that
    assert said("共建园区", 11, "parks") == [(None, 11, False)]
    assert said("落地项目6个", 500, "persons") == [(None, 500, False), (M.PROJECTS, 6, False)]


def test_a_difference_is_named_both_ways_unless_more_is_as_good() -> None:
    linked = {"projects": 4, "in_place": None, "jobs": float("nan")}
    assert Promise(M.PROJECTS, 6, "projects").missing(linked) == 2
    assert Promise(M.PROJECTS, 4, "projects").missing(linked) == 0
    assert Promise(M.PROJECTS, 3, "projects").missing(linked) == -1
    assert Promise(M.PROJECTS, 3, "projects", least=True).missing(linked) == 0
    assert Promise(M.PROJECTS, 3, "projects", target=True).missing(linked) == 0
    assert Promise(M.IN_PLACE, 5, "yuan").missing(linked) == 5
    assert Promise(M.JOBS, 7, "persons").missing(linked) == 7
    assert Promise(None, 7, "parks").missing(linked) == 0
