"""Every term that a page shows has a word in both languages."""

import re
from enum import StrEnum

import pytest

from db.terms import (
    AccountRole,
    Attempt,
    Category,
    CommitmentStatus,
    Direction,
    Event,
    Industry,
    Level,
    Role,
    Side,
    Way,
)
from tests.pages import facts
from tests.ui.conftest import Speak
from ui.frame import terms

SHOWN: list[tuple[type[StrEnum], dict[StrEnum, str]]] = [
    (Level, terms.LEVELS),  # type: ignore[list-item]
    (Category, terms.CATEGORIES),  # type: ignore[list-item]
    (Industry, terms.INDUSTRIES),  # type: ignore[list-item]
    (CommitmentStatus, terms.STATUSES),  # type: ignore[list-item]
    (Direction, terms.DIRECTIONS),  # type: ignore[list-item]
    (Side, terms.SIDES),  # type: ignore[list-item]
    (AccountRole, terms.ACCOUNT_ROLES),  # type: ignore[list-item]
    (Attempt, terms.ATTEMPTS),  # type: ignore[list-item]
    (Event, terms.EVENTS),  # type: ignore[list-item]
    (Way, terms.WAYS),  # type: ignore[list-item]
]
MEMBERS = [
    pytest.param(names, term, id=f"{kind.__name__}.{term}")
    for kind, names in SHOWN
    for term in kind
]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
ENGLISH = re.compile(r"[A-Za-z', -]+")


@pytest.mark.parametrize(("names", "term"), MEMBERS)
def test_a_term_has_a_word_in_both_languages(
    speak: Speak, names: dict[StrEnum, str], term: StrEnum
) -> None:
    zh = terms.label(names, term)
    speak("en")
    assert CHINESE.fullmatch(zh)
    assert ENGLISH.fullmatch(terms.label(names, term))


@pytest.mark.parametrize("kind", [kind for kind, _names in SHOWN], ids=lambda k: str(k.__name__))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_terms_have_the_same_word(speak: Speak, kind: type[StrEnum], language: str) -> None:
    speak("en" if language == "en" else "zh")
    names = next(names for known, names in SHOWN if known is kind)
    words = [terms.label(names, term) for term in kind]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ATTENDEE])
def test_a_role_has_a_word_in_both_languages(speak: Speak, role: Role) -> None:
    zh = terms.label(terms.ROLES, role)
    speak("en")
    assert CHINESE.fullmatch(zh)
    assert ENGLISH.fullmatch(terms.label(terms.ROLES, role))


@pytest.mark.usefixtures("speak")
def test_to_attend_is_no_role_worth_a_word() -> None:
    assert terms.label(terms.ROLES, Role.ATTENDEE) == ""


@pytest.mark.parametrize("unit", sorted({row["unit"] for row in facts.rows("metrics")}))
def test_a_unit_of_the_dictionary_has_a_word_in_both_languages(speak: Speak, unit: str) -> None:
    zh = terms.label(terms.UNITS, unit)
    speak("en")
    assert CHINESE.fullmatch(zh)
    assert ENGLISH.fullmatch(terms.label(terms.UNITS, unit))


@pytest.mark.usefixtures("speak")
@pytest.mark.parametrize("nothing", [None, float("nan"), "", "no such term"])
def test_no_term_has_no_word(nothing: object) -> None:
    assert terms.label(terms.LEVELS, nothing) == ""


@pytest.mark.usefixtures("speak")
def test_a_chart_gets_the_words_by_the_terms_own_keys() -> None:
    assert terms.labels(terms.INDUSTRIES)["tea"] == "茶叶"
