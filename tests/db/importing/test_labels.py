"""The words of ledgers: complete, and each of one meaning."""

from collections import Counter
from enum import StrEnum

import pytest

from db.importing.labels import DIRECTIONS, INDUSTRIES, LEVELS, STAGES, by_label, category_of
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
