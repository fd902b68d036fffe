"""Thirty people read while two import, signed in and behind nginx: everybody is answered, soon, and
memory stays flat.
"""

import pytest

from bench import soaked
from bench.loaded import MEETINGS
from bench.numbers import p95
from bench.soaked import FLAT, SOON, growth
from bench.soaking import Crowd, Met, meet
from tests.conftest import StoreFactory
from tests.stores import build_demo


def waits(met: Met) -> float:
    """Seconds that 95 in 100 changes of the years took less than."""
    return p95([one.seconds for one in met.reruns])


def outcomes(met: Met) -> set[tuple[int, int]]:
    """How many meetings came and went, of all imports."""
    return {(one.came, one.went) for one in met.imports}


@pytest.mark.parametrize("backend", ["sqlite"])
def test_readers_are_answered_while_others_import(
    store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    crowd = Crowd(readers=4, importers=2, seconds=5, looking=1, preparing=1)
    met = meet(url, crowd)
    assert met.errors == []
    assert len(met.reruns) >= 4
    assert waits(met) < 3 * SOON  # the first seconds, and what else the tests do meanwhile
    assert len(met.imports) >= 2
    assert outcomes(met) == {(MEETINGS, MEETINGS)}
    told = {row.what: row for row in soaked.rows(met, crowd)}
    assert told["errors"].met
    assert told[f"imports of {MEETINGS} meetings, taken back"].met


@pytest.mark.soak
@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_thirty_readers_and_two_importers_for_ten_minutes(
    store_factory: StoreFactory, backend: str
) -> None:
    url = store_factory.copy("demo", build_demo, backend)
    met = meet(url, Crowd(readers=30, importers=2, seconds=600))
    assert met.errors == []
    assert waits(met) < SOON
    assert outcomes(met) == {(MEETINGS, MEETINGS)}
    assert growth(met.looks) < FLAT
