#!/usr/bin/env bash
# docxtpl 0.20.2 (python-docx 1.2.0, Jinja2 3.1.6): a table cell that holds nothing but paragraphs
# repeated by {%p for %} is left without any paragraph where there is nothing to repeat. A cell must
# end with one (ECMA-376 part 1, 17.4.65: w:tc holds at least one block-level element), and
# python-docx gives no text for such a cell.
# Seen: two names → 2 paragraphs in the cell; none → 0. Expected by us: an empty paragraph stays.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet docxtpl==0.20.2 python-docx==1.2.0 jinja2==3.1.6
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import docx
from docxtpl import DocxTemplate

template = docx.Document()
cell = template.add_table(rows=1, cols=1).cell(0, 0)
cell.text = "{%p for name in names %}"
cell.add_paragraph("{{ name }}")
cell.add_paragraph("{%p endfor %}")
template.save("template.docx")

seen = []
for names in (["杭州市", "广元市"], []):
    filled = DocxTemplate("template.docx")
    filled.render({"names": names})
    filled.save("filled.docx")
    (table,) = docx.Document("filled.docx").tables
    seen.append(len(table._tbl.findall(".//" + docx.oxml.ns.qn("w:tc") + "/" + docx.oxml.ns.qn("w:p"))))
print(seen)
assert seen == [2, 0]
PY
