"""Tables of then and now: what is kept of their types, and what is told of their difference."""

import pandas as pd
import pytest

from db.snapshots import tables
from db.snapshots.comparing import Different, Total, compare

THEN = pd.DataFrame(
    {"年份": [2021, 2021, 2022], "行业": ["茶", "药", "茶"], "资金": [1, 2, 10**15 + 1]}
)


def test_a_table_comes_back_with_its_types() -> None:
    table = pd.DataFrame(
        {
            "年份": [2021, 2022],
            "元": pd.array([2**53 + 1, None], dtype="Int64"),
            "率": [0.5, None],
            "演示": [True, False],
            "日期": pd.to_datetime(pd.Series(["2026-11-23", None])),
            "名": ["“引号”<b>'\n", None],
        }
    )
    text = tables.written(table, years=["年份"])
    found = tables.read(text)
    assert tables.written(found, years=tables.years(text)) == text
    assert found["元"].tolist() == [2**53 + 1, pd.NA]
    assert found["日期"].tolist() == [pd.Timestamp("2026-11-23"), pd.NaT]
    assert found["名"].tolist() == ["“引号”<b>'\n", None]
    assert tables.years(text) == ["年份"]


def test_an_empty_table_comes_back_empty() -> None:
    found = tables.read(tables.written(pd.DataFrame({"年份": pd.Series(dtype="int64")})))
    assert list(found.columns) == ["年份"]
    assert len(found) == 0


def test_the_same_rows_in_another_order_are_unchanged() -> None:
    found = compare(THEN, tables.read(tables.written(THEN.iloc[::-1], ["年份"])), ["年份"])
    assert (found.rows, found.totals) == (0, ())


def test_rows_that_changed_went_or_came_are_counted_and_totals_told() -> None:
    now = pd.DataFrame(
        {"年份": [2021, 2022, 2022], "行业": ["茶", "茶", "布"], "资金": [1, 10**15, 7]}
    )
    found = compare(THEN, now, ["年份"])
    assert found.rows == 2
    assert found.gone.values.tolist() == [[2021, "药", 2], [2022, "茶", 10**15 + 1]]
    assert found.come.values.tolist() == [[2022, "茶", 10**15], [2022, "布", 7]]
    assert found.totals == (Total("资金", 10**15 + 4, 10**15 + 8),)


def test_a_row_that_stands_twice_is_two_rows() -> None:
    found = compare(THEN, pd.concat([THEN, THEN.head(1)]), ["年份"])
    assert (found.rows, found.rows_now, len(found.gone), len(found.come)) == (1, 4, 0, 1)


def test_other_columns_cannot_be_compared() -> None:
    with pytest.raises(Different):
        compare(THEN, THEN.rename(columns={"资金": "投资"}))
