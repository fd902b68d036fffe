"""A workbook that is handed back."""

import io
from types import SimpleNamespace
from typing import Any

from openpyxl import load_workbook

from db.importing.handed import handed


def test_sheets_that_were_read_together_are_one_of_a_name_that_fits() -> None:
    facts: Any = SimpleNamespace(sheet="、".join(f"第{n}县[甲]" for n in range(9)))
    (sheet,) = load_workbook(io.BytesIO(handed([["x"]], facts))).worksheets
    assert sheet.title == "第0县_甲_、第1县_甲_、第2县_甲_、第3县_甲_、第4县"
