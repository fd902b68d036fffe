#!/usr/bin/env bash
# opencc-python-reimplemented 0.1.7, t2s: the old forms 靑 淸 郞 硏 (as printed in Taiwan, Korea and in
# older Chinese books) are not simplified, while 戶 and 敎 beside them are.
# Seen: 靑海 → 靑海, 淸水 → 淸水, 戶口 → 户口, 敎育 → 教育. Expected by us: 青海, 清水.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet opencc-python-reimplemented==0.1.7
"$folder/venv/bin/python" - <<'PY'
import opencc

simplify = opencc.OpenCC("t2s").convert
seen = {text: simplify(text) for text in ("靑海", "淸水", "郞溪", "硏究", "戶口", "敎育")}
print(seen)
assert seen == {
    "靑海": "靑海", "淸水": "淸水", "郞溪": "郞溪", "硏究": "硏究", "戶口": "户口", "敎育": "教育",
}
PY
