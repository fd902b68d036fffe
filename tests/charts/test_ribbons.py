"""Where nodes and ribbons lie, added up by hand."""

from charts.ribbons import GAP, Node, path, places, ribbons

A, B, C, D, X, Y = (
    Node(0, "A"),
    Node(0, "B"),
    Node(1, "C"),
    Node(1, "D"),
    Node(2, "X"),
    Node(2, "Y"),
)
AMOUNTS = {(A, C): 3.0, (A, D): 1.0, (B, D): 6.0, (C, X): 3.0, (D, X): 2.0, (D, Y): 5.0}
COLUMNS = [[A, B], [C, D], [X, Y]]


def test_nodes_are_as_high_as_what_runs_through_them() -> None:
    at = places(COLUMNS, AMOUNTS, 100)
    assert {node.key: at[node].height for node in at} == {
        "A": 4, "B": 6, "C": 3, "D": 7, "X": 5, "Y": 5,
    }  # fmt: skip


def test_columns_reach_from_top_to_bottom_with_a_gap_between() -> None:
    at = places(COLUMNS, AMOUNTS, 100)
    gap = 10 * GAP / (100 - GAP)
    for column in COLUMNS:
        assert at[column[0]].top == 0
        assert round(at[column[1]].top - at[column[0]].height, 9) == round(gap, 9)


def test_a_single_node_stands_in_the_middle() -> None:
    amounts = {(A, C): 4.0, (B, C): 6.0, (C, X): 10.0}
    at = places([[A, B], [C], [X]], amounts, 100)
    assert at[C].top == at[X].top == 10 * GAP / (100 - GAP) / 2


def test_ribbons_of_a_node_lie_one_below_the_other_in_the_order_of_their_ends() -> None:
    at = places(COLUMNS, AMOUNTS, 100)
    found = {(band.source.key, band.target.key): band for band in ribbons(AMOUNTS, at)}
    assert found["A", "C"].leaves == at[A].top
    assert found["A", "D"].leaves == at[A].top + 3
    assert found["A", "D"].arrives == at[D].top
    assert found["B", "D"].arrives == at[D].top + 1
    assert found["D", "X"].arrives == at[X].top + 3


def test_a_ribbon_is_a_closed_path_as_high_as_its_amount() -> None:
    at = places(COLUMNS, AMOUNTS, 100)
    (band, *_rest) = ribbons(AMOUNTS, at)
    assert path(band, 0, 1) == "M0,0C0.5,0 0.5,0 1,0L1,3C0.5,3 0.5,3 0,3Z"
