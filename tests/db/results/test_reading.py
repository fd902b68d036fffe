"""Reports read packed are the reports that were written."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.results.course import Reported, Way, course
from db.results.reading import running, unpacked
from db.terms import Basis

ends = {1: list(range(1, 13)), 3: [3, 6, 9, 12], 6: [6, 12], 12: [12]}


@st.composite
def reports(draw: st.DrawFn) -> Reported:
    months = draw(st.sampled_from(list(ends)))
    return Reported(
        months,
        draw(st.sampled_from(ends[months])),
        draw(st.sampled_from([Basis.CUMULATIVE, Basis.CUMULATIVE, Basis.ACTUAL])),
        draw(st.integers(0, 2**62)),
        draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        draw(st.booleans()),
    )


def packed(some: Sequence[Reported]) -> str:
    """As the store packs them."""
    return ",".join(
        f"{one.months}:{one.until:02}:{'c' if one.basis is Basis.CUMULATIVE else 'a'}"
        f":{one.value}:{one.as_of or ''}:{int(one.demo)}"
        for one in some
    )


lists = st.lists(reports(), min_size=1, max_size=20)


@given(lists)
def test_what_is_packed_is_unpacked(some: list[Reported]) -> None:
    assert list(unpacked(packed(some))) == some


@given(lists, st.sampled_from(Way))
def test_the_short_way_gives_the_same_course_or_none(some: list[Reported], how: Way) -> None:
    short = running(packed(some))
    assert short in (None, course(some, how))


def test_the_short_way_is_taken_where_all_is_cumulative() -> None:
    some = [Reported(1, month, Basis.CUMULATIVE, month) for month in range(1, 13)]
    assert running(packed(some)) is not None
    assert running(packed([*some, some[0]])) is None
