"""What a click on a mark puts into the address."""

import pytest
import streamlit as st

from charts.ranked import OTHER
from ui.drawing import clicks


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The address of a session that is not there."""
    parameters = {"helper": "330000", "page": "3"}
    monkeypatch.setattr(st, "query_params", parameters)
    return parameters


def test_the_first_parts_of_a_mark_are_chosen_and_the_list_begins_anew(
    address: dict[str, str],
) -> None:
    clicks.Narrow(("years", "industry"))([2019, "tea", 0.25])
    assert address == {"helper": "330000", "years": "2019", "industry": "tea"}


@pytest.mark.parametrize("key", ["", OTHER])
def test_a_mark_that_stands_for_the_rest_of_others_changes_nothing(
    address: dict[str, str], key: str
) -> None:
    clicks.Narrow(("industry",))([key, "12 others"])
    assert address == {"helper": "330000", "page": "3"}


def test_a_click_that_leads_on_carries_the_filter(
    address: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    led = []
    monkeypatch.setattr(
        st, "switch_page", lambda page, query_params: led.append((page, query_params))
    )
    clicks.Lead("projects", ("stage",), (("receiver", "510000"),))(["funded", "text"])
    ((page, query),) = led
    assert page.name == "projects.py"
    assert query == {"helper": "330000", "receiver": "510000", "stage": "funded"}
