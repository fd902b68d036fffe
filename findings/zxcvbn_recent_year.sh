#!/usr/bin/env bash
# zxcvbn 4.5.0: its pattern of recent years ends with 2019. 2019 counts as a year (21 guesses); 2020 is
# taken for a repeat, and 2026 for a date that takes 7,301 guesses.
# Seen: 2019 regex 21, 2020 repeat 203, 2026 date 7301.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet zxcvbn==4.5.0
"$folder/venv/bin/python" - <<'PY'
from zxcvbn import zxcvbn

seen = {}
for year in ("2019", "2020", "2026"):
    found = zxcvbn(year)
    seen[year] = ([match["pattern"] for match in found["sequence"]], int(found["guesses"]))
print(seen)
assert {year: patterns for year, (patterns, _) in seen.items()} == {
    "2019": ["regex"], "2020": ["repeat"], "2026": ["date"],
}
assert seen["2019"][1] * 100 < seen["2026"][1]
PY
