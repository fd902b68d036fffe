"""A filter says once what it asks of a record; that memory and store obey it alike is tried in
test_summaries.
"""

from dataclasses import fields
from typing import Any

import pytest

from db.filters import EVERYTHING, Criterion, Filter
from db.terms import Industry, Level

PARTS = [part.name for part in fields(Filter)]
EVERY = ("scheme", "helper", "receiver", "year", "industry", "stage", "level", "pairing_id", "demo")


@pytest.mark.parametrize("name", PARTS)
def test_each_part_asks_one_thing_of_a_record_that_has_all_dimensions(name: str) -> None:
    part: dict[str, Any] = {name: (2020, 2021)}
    (criterion,) = Filter(**part).criteria(EVERY)
    assert set(criterion.dimensions) <= set(EVERY)
    assert (criterion.span or criterion.values) == (2020, 2021)


def test_a_province_may_stand_on_either_side_and_a_helper_on_one() -> None:
    chosen = Filter(province="330000", helper="110000", level=Level.COUNTY)
    assert list(chosen.criteria(EVERY)) == [
        Criterion(("helper", "receiver"), ("330000",)),
        Criterion(("helper",), ("110000",)),
        Criterion(("level",), (Level.COUNTY,)),
    ]


def test_nothing_is_asked_of_what_a_record_does_not_have() -> None:
    chosen = Filter(industry=Industry.TEA, pairings=(1, 2), years=(2020, 2020))
    assert list(chosen.criteria(("year", "level"))) == [Criterion(("year",), span=(2020, 2020))]
    assert list(EVERYTHING.criteria(EVERY)) == []
