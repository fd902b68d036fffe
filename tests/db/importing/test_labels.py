"""The words of ledgers: complete, and each of one meaning."""

from collections import Counter
from enum import StrEnum

import pytest

from db.importing.converted import Converter, Noted
from db.importing.issue import Invalid
from db.importing.labels import (
    DIRECTIONS,
    INDUSTRIES,
    LEVELS,
    MORE_INDUSTRIES,
    MORE_LEVELS,
    MORE_STAGES,
    STAGES,
    by_label,
    category_of,
    industry,
    level,
    stage,
)
from db.terms import Category, Direction, Industry, Level, Stage

VOCABULARIES = [
    (Industry, INDUSTRIES),
    (Stage, STAGES),
    (Direction, DIRECTIONS),
    (Level, LEVELS),
]


@pytest.mark.parametrize(("terms", "labels"), VOCABULARIES)
def test_every_term_has_a_label(
    terms: type[StrEnum], labels: dict[StrEnum, tuple[str, ...]]
) -> None:
    assert set(labels) == set(terms)
    assert all(labels.values())


@pytest.mark.parametrize(("terms", "labels"), VOCABULARIES)
def test_no_label_means_two_things(
    terms: type[StrEnum], labels: dict[StrEnum, tuple[str, ...]]
) -> None:
    every = Counter(word for words in labels.values() for word in words)
    assert [word for word, count in every.items() if count > 1] == []
    assert by_label(labels)[next(iter(terms)).value] is next(iter(terms))


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("闽宁协作第二十六次联席会议", Category.JOINT_MEETING),
        ("苏陕协作座谈会", Category.SYMPOSIUM),
        ("产业对接会", Category.INVESTMENT_EVENT),
        ("茶叶推介会", Category.INVESTMENT_EVENT),
        ("党政代表团考察", Category.VISIT),
        ("座谈会暨联席会议", Category.JOINT_MEETING),
        ("工作会议", Category.WORK_MEETING),
        ("", Category.WORK_MEETING),
    ],
)
def test_a_title_tells_what_kind_of_meeting_it_was(title: str, category: Category) -> None:
    assert category_of(title) is category


@pytest.mark.parametrize(
    ("convert", "raw", "expected", "noted"),
    [
        (stage, "实施中", Stage.STARTED, True),
        (stage, "已竣工验收", Stage.FUNDED, True),
        (stage, "Under construction", Stage.STARTED, True),
        (stage, "试运营", Stage.PRODUCING, True),
        (stage, "在建", Stage.STARTED, False),
        (industry, "食用菌", Industry.CROPS, True),
        (industry, "旅游业", Industry.TOURISM, True),
        (industry, "基础设施", Industry.LIVELIHOOD, True),
        (industry, "茶叶", Industry.TEA, False),
        (industry, "优质茶叶基地", Industry.TEA, True),
        (industry, "茶叶加工", Industry.TEA, True),
        (industry, "辣木种植", Industry.CROPS, True),
        (industry, "生猪养殖基地", Industry.LIVESTOCK, True),
        (industry, "肉制品加工", Industry.PROCESSING, True),
        (industry, "其他产业", Industry.OTHER, True),
        (industry, "光伏", Industry.OTHER, True),
        (industry, "种养殖", Industry.OTHER, True),
        (stage, "在建，已完成60%", Stage.STARTED, True),
        (stage, "完工（待验收）", Stage.FUNDED, True),
        (stage, "已完工,已投产", Stage.PRODUCING, True),
        (stage, "停工（资金未到）", Stage.STALLED, True),
        (level, "县（区）级", Level.COUNTY, False),
        (level, "州级", Level.PREFECTURE, False),
        (level, "Provincial", Level.PROVINCE, False),
    ],
)
def test_further_words_are_taken_and_said(
    convert: Converter, raw: str, expected: StrEnum, noted: bool
) -> None:
    found = convert(raw)
    assert isinstance(found, Noted) is noted
    assert (found.value if isinstance(found, Noted) else found) is expected


@pytest.mark.parametrize(
    ("convert", "raw"),
    [
        (stage, "在建、停工"),
        (stage, "已开工，暂停"),
        (stage, "建设情况良好"),
        (stage, "新建"),
        (industry, "茶页"),
        (industry, "产业"),
        (industry, "茶叶、药材"),
    ],
)
def test_words_that_tell_nothing_or_two_things_are_refused(convert: Converter, raw: str) -> None:
    with pytest.raises(Invalid):
        convert(raw)


def test_no_further_word_is_one_that_is_known() -> None:
    tables = ((STAGES, MORE_STAGES), (INDUSTRIES, MORE_INDUSTRIES), (LEVELS, MORE_LEVELS))
    for first, more in tables:
        words = [word for text in more.values() for word in text.split()]
        assert len(words) == len(set(words))
        assert not {word.replace("_", " ") for word in words} & by_label(first).keys()
