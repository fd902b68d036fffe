"""Snapshots that a test needs."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from db.accounts import Author
from db.engine import locked
from db.snapshots import Content, Snapshot, tables, taking

TABLE = pd.DataFrame(
    {"年份": [2021, 2022], "行业": ["茶叶", "纺织"], "到位资金（元）": [300, 1_200]}
)


def content(table: pd.DataFrame = TABLE, **parts: Any) -> Content:
    """A chart of two rows, with whatever is given instead."""
    usual: dict[str, Any] = {
        "chart": "in-place-by-year",
        "page": "overview",
        "language": "zh",
        "title": "到位资金，按年度与产业",
        "definition": "台账所载已到位的资金",
        "unit": "元",
        "source": "本库台账",
        "alt": "柱状图",
        "as_of": date(2026, 11, 23),
        "demo": True,
        "parameters": {"helper": "330000", "years": "2021-2022"},
        "conditions": (("帮扶方", "浙江"), ("年份", "2021–2022")),
        "scope": ("浙江", "2021-2022"),
        "figure": '{"data":[],"layout":{}}',
        "data": tables.written(table, years=["年份"]),
        "store_revision": 7,
    }
    return Content(**usual | parts)


def take(
    engine: Engine, by: Author | None, provinces: list[str] | None = None, **parts: Any
) -> Snapshot:
    with locked(engine) as connection:
        return taking.take(connection, by, content(**parts), provinces or [])
