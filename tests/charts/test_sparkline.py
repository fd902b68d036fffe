"""The small lines beside figures."""

import re
from xml.etree import ElementTree as Xml

import pytest

from charts import sparkline

SVG = "{http://www.w3.org/2000/svg}"


def points(values: list[float]) -> list[tuple[float, float]]:
    (piece,) = pieces([values])
    return piece


def pieces(values: list[list[float]]) -> list[list[tuple[float, float]]]:
    picture = Xml.fromstring(sparkline.svg([values], "#123456"))  # noqa: S314
    written = [line.attrib["points"] for line in picture.iter(f"{SVG}polyline")]
    return [
        [(float(x), float(y)) for x, y in re.findall(r"([\d.]+),([\d.]+)", one)] for one in written
    ]


def test_a_larger_value_stands_higher_and_a_later_one_to_the_right() -> None:
    (x0, y0), (x1, y1), (x2, y2) = points([1, 3, 2])
    assert x0 < x1 < x2
    assert y1 < y2 < y0


def test_the_last_value_is_marked() -> None:
    mark = Xml.fromstring(sparkline.svg([[[5, 9]]], "red")).find(f"{SVG}circle")  # noqa: S314
    assert mark is not None
    assert (float(mark.attrib["cx"]), float(mark.attrib["cy"])) == points([5, 9])[-1]
    assert mark.attrib["fill"] == "red"


def test_lines_start_at_zero_so_that_a_small_change_looks_small() -> None:
    (_x0, y0), (_x1, y1) = points([100, 101])
    assert abs(y0 - y1) < 1


@pytest.mark.parametrize("values", [[0, 0, 0], [7, 7]])
def test_values_that_do_not_change_are_a_level_line(values: list[float]) -> None:
    assert len({y for _x, y in points(values)}) == 1


@pytest.mark.parametrize("values", [[], [4]])
def test_one_value_is_no_line(values: list[float]) -> None:
    assert len(Xml.fromstring(sparkline.svg([[values]], "red"))) == 0  # noqa: S314


def test_lines_stand_below_each_other_in_pieces_of_the_same_height() -> None:
    picture = Xml.fromstring(sparkline.svg([[[1, 2]], [[4]], [[2, 1]]], "red"))  # noqa: S314
    tops = [float(mark.attrib["cy"]) // sparkline.HEIGHT for mark in picture.iter(f"{SVG}circle")]
    assert tops == [0, 2]
    assert picture.attrib["height"] == str(3 * sparkline.HEIGHT)


def test_a_line_has_a_gap_where_its_series_breaks_and_stays_in_its_place() -> None:
    whole = points([1, 4, 2, 8, 3])
    assert pieces([[1, 4], [2, 8, 3]]) == [whole[:2], whole[2:]]


def test_a_single_value_between_breaks_is_a_dot() -> None:
    first, (x, y), last = points([1, 4, 2])
    assert pieces([[], [1], [4, 2]]) == [[first, first], [(x, y), last]]
