"""Rows that share an amount with another are found as they are by comparing each with each."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from db.importing.block import Block
from db.importing.rows import Fate, RowPlan, Values
from db.importing.shares import Shares, Window
from db.models.projects import AMOUNTS

COUPLES = [("330000", "510000"), ("330100", "510800"), ("440000", "450000")]
CEILING = 2**63 - 1
amounts = st.none() | st.sampled_from([0, 1, 2, 10**10, CEILING - 1, CEILING])


@st.composite
def projects(draw: st.DrawFn) -> Values:
    helper, receiver = draw(st.sampled_from(COUPLES))
    values: Values = {"helper_adcode": helper, "receiver_adcode": receiver, "title": "甲"}
    values["year"] = draw(st.integers(2021, 2022))
    return values | {name: draw(amounts) for name in AMOUNTS[:2]}


def provinces(couple: tuple[str, str]) -> tuple[str, str]:
    helper, receiver = couple
    return helper[:2], receiver[:2]


def window(values: Values) -> Window:
    return provinces((values["helper_adcode"], values["receiver_adcode"])), values["year"]


def share(one: Values, other: Values) -> bool:
    same = (one[name] and one[name] == other[name] for name in AMOUNTS[:2])
    return window(one) == window(other) and any(same)


def block(rows: list[tuple[int, Values]]) -> Block:
    names = rows[0][1]
    columns = {name: [values[name] for _, values in rows] for name in names}
    numbers = [number for number, _ in rows]
    return Block(numbers, numbers, columns)


@given(st.lists(projects(), max_size=8), st.lists(projects(), max_size=3), st.sets(st.just(2)))
def test_rows_that_share_are_those_of_every_pair(
    rows: list[Values], held: list[Values], settled: set[int]
) -> None:
    numbered = [(n, values) for n, values in enumerate(rows, 1) if n not in settled]
    expected = {n for (n, one), (_, other) in permutations(numbered, 2) if share(one, other)}
    expected |= {n for n, one in numbered for other in held if share(one, other)}
    stored = {window(one): [v for v in held if window(v) == window(one)] for one in held}
    every = list(enumerate(rows, 1))
    for quick in (True, False):
        shares = Shares(provinces, settled)
        for part in (every[:3], every[3:]):
            plans = [RowPlan(n, n, Fate.NEW, values=values) for n, values in part]
            shares.add(block(part) if quick and part else plans)
        known = {w: values for w, values in stored.items() if w in shares.windows}
        assert shares.numbers(known) == expected


@given(st.lists(projects(), min_size=1))
def test_what_is_looked_for_in_the_store_is_what_the_rows_of_a_window_have(
    rows: list[Values],
) -> None:
    shares = Shares(provinces)
    shares.add(block(list(enumerate(rows, 1))))
    for place in shares.windows:
        of = [values for values in rows if window(values) == place]
        expected = {(name, v[name]) for v in of for name in AMOUNTS[:2] if v[name]}
        assert set(shares.wanted(place)) == expected


def test_what_is_not_new_shares_nothing() -> None:
    values = {"helper_adcode": "330000", "receiver_adcode": "510000", "year": 2022, "in_place": 7}
    shares = Shares(provinces)
    shares.add([RowPlan(1, 1, Fate.CHANGED, values=values), RowPlan(2, 2, Fate.ERROR)])
    shares.add([RowPlan(3, 3, Fate.NEW, values=values)])
    assert shares.numbers({}) == set()
