#!/usr/bin/env bash
# ECMA-376 part 1, 22.9.2.19: in the text of a cell _xHHHH_ stands for the character of that code, and
# a text that holds such a sequence itself is written with _x005F_ before it.
# openpyxl 3.1.5 writes the text as it is and reads it as it is; python-calamine 0.9.1 reads a line
# break from the very same file: which of the two texts a ledger holds depends on the reader.
# Seen: openpyxl 'one_x000A_two', python-calamine 'one\ntwo'.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet openpyxl==3.1.5 python-calamine==0.9.1
"$folder/venv/bin/python" - <<'PY'
from io import BytesIO

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

book, file = Workbook(), BytesIO()
book.active["A1"] = "one_x000A_two"
book.save(file)
by_openpyxl = load_workbook(BytesIO(file.getvalue())).active["A1"].value
(row,) = CalamineWorkbook.from_filelike(BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
print(repr(by_openpyxl), repr(row[0]))
assert by_openpyxl == "one_x000A_two"
assert row[0] == "one\ntwo"
PY
