"""The pairing that the names of two places mean."""

import pytest

from db.engine import reading
from db.queries.called import NotFound, pairing_called
from tests.conftest import Stores
from tests.db import states


def test_a_couple_is_found_by_any_of_its_names(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        for helper, receiver in (("浙江省", "四川"), ("zhejiang", "510000"), (" 浙江 ", "Sichuan")):
            assert pairing_called(connection, helper, receiver, 2023) == 1
        for helper, receiver in (("四川", "浙江"), ("", ""), ("浙江", "四穿")):
            with pytest.raises(NotFound):
                pairing_called(connection, helper, receiver, 2023)


def test_of_namesakes_those_are_meant_that_are_paired(stores: Stores) -> None:
    with reading(states.reference(stores)) as connection:
        mine = pairing_called(connection, "上海", "云南", 2023)
        assert mine == pairing_called(connection, "310000", "530000", 2023)
        with pytest.raises(NotFound, match="several places"):
            pairing_called(connection, "鼓楼区", "四川", 2023)
