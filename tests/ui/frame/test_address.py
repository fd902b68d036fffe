"""What the address asks for, and what of it cannot be followed."""

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as strategy

from db.filters import EVERYTHING, Filter
from ui.frame import address
from ui.frame.address import Wrong

PROVINCES = {"330000", "510000"}
SCHEMES = ("2021_adjustment", "2016_guideline")
BOUNDS = (1996, 2026)


class Asked:
    """Put parameters into the address of a session that is not there."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, **parameters: str) -> dict[str, str]:
        self.patch.setattr(st, "query_params", parameters)
        return parameters


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def read() -> tuple[Filter, list[Wrong]]:
    return address.read_filter(PROVINCES, SCHEMES, BOUNDS)


@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({}, EVERYTHING),
        ({"helper": "330000"}, Filter(helper="330000")),
        ({"receiver": "510000"}, Filter(receiver="510000")),
        ({"province": "510000"}, Filter(province="510000")),
        ({"years": "2019"}, Filter(years=(2019, 2019))),
        ({"years": "1996-2026"}, Filter(years=(1996, 2026))),
        (
            {"helper": "330000", "receiver": "510000", "years": "2016-2020", "lang": "en"},
            Filter(helper="330000", receiver="510000", years=(2016, 2020)),
        ),
    ],
)
def test_a_good_address_is_followed(
    asked: Asked, parameters: dict[str, str], chosen: Filter
) -> None:
    asked(**parameters)
    assert read() == (chosen, [])


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("helper", "999999"),
        ("helper", ""),
        ("helper", "330000 "),
        ("receiver", "None"),
        ("province", "<script>"),
        ("years", "abc"),
        ("years", "2020-2010"),
        ("years", "1995"),
        ("years", "1995-2020"),
        ("years", "2020-2027"),
        ("years", "2019-2020-2021"),
        ("years", "2019 - 2020"),
        ("years", "2019\n"),
        ("years", ""),
    ],
)
def test_what_means_nothing_is_left_out_and_named(asked: Asked, parameter: str, value: str) -> None:
    asked(**{parameter: value})
    assert read() == (EVERYTHING, [Wrong(parameter, value)])


def test_one_wrong_value_leaves_the_others_in_force(asked: Asked) -> None:
    asked(helper="330000", years="abc")
    assert read() == (Filter(helper="330000"), [Wrong("years", "abc")])


@given(value=strategy.text())
def test_any_years_are_understood_or_named(value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        Asked(patch)(years=value)
        chosen, wrong = read()
    assert (chosen.years is None) == (wrong == [Wrong("years", value)])


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("23", 23), ("2147483647", 2_147_483_647)])
def test_a_whole_number_above_0_is_read(asked: Asked, value: str, number: int) -> None:
    asked(meeting=value)
    assert address.number("meeting") == number


@pytest.mark.parametrize(
    "value",
    ["", "0", "0023", "-1", "+1", "1.0", "1e3", "abc", "１", "²", "2147483648", "9" * 4_000],
)
def test_what_is_no_whole_number_above_0_is_none(asked: Asked, value: str) -> None:
    asked(meeting=value)
    assert address.number("meeting") is None


def test_a_number_of_very_many_digits_is_none(asked: Asked) -> None:
    asked(meeting="9" * 5_000)
    assert address.number("meeting") is None


def test_a_link_keeps_the_filter_and_the_language_and_nothing_else(asked: Asked) -> None:
    asked(helper="330000", years="2019", lang="en", page="3", q="茶", meeting="7")
    kept = address.kept(meeting="21")
    assert kept == {"helper": "330000", "years": "2019", "lang": "en", "meeting": "21"}


def test_clearing_leaves_all_that_is_no_filter(asked: Asked) -> None:
    parameters = asked(helper="330000", years="2019", province="x", lang="en", q="茶")
    address.clear()
    assert parameters == {"lang": "en", "q": "茶"}
