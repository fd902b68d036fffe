"""A sheet as one HTML file that opens offline and stays alive: plotly.js is inside."""

import base64
import hashlib
import json
from functools import lru_cache

from markupsafe import Markup
from plotly.utils import PlotlyJSONEncoder

from export import plotly_js
from export.cells import Cell, headings, rows
from export.framing import bare
from export.sheet import Sheet

MOST_ROWS = 2_000
"""Rows of the table below the chart; a browser slows down beyond."""

STYLE = Markup("""
body{font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#22262A;
background:#fff;max-width:1100px;margin:0 auto;padding:32px 24px 48px}
h1{font-size:24px;line-height:1.35;margin:0 0 8px}p{margin:2px 0;color:#5F656B;font-size:14px}
#chart{margin:20px 0 12px}footer{border-top:1px solid #E3E5E7;padding-top:10px}
details{margin-top:24px}summary{cursor:pointer;color:#2A6F97}
table{border-collapse:collapse;margin-top:12px;font-size:14px}
th,td{padding:5px 14px 5px 0;border-bottom:1px solid #E3E5E7;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
@media print{details{display:none}body{padding:0}}
""")

PAGE = Markup("""<!DOCTYPE html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><p>{filters}</p><p>{definition}</p></header>
<main><div id="chart" role="img" aria-label="{alt}"></div></main>
<footer><p>{source}</p></footer>
<details><summary>{data}</summary>{table}</details>
<script>{plotly}</script>
<script>{draw}</script>
</body>
</html>
""")

DRAW = (
    "const figure={figure};Plotly.newPlot('chart',figure.data,figure.layout,"
    "{{responsive:true,displaylogo:false,modeBarButtons:[['toImage']]}})"
)


def html(sheet: Sheet) -> bytes:
    """The chart with its words around it and its table below, in UTF-8.

    All text is escaped; a policy in the page lets nothing run but its own two scripts, and lets
    them ask nobody for anything.
    """
    spec = bare(sheet, width=None)
    draw = DRAW.format(figure=_for_script(json.dumps(spec, cls=PlotlyJSONEncoder)))
    plotly, known = _library()
    policy = (
        f"default-src 'none'; script-src {known} {_hash(draw)}; "
        "style-src 'unsafe-inline'; img-src data: blob:"
    )
    page = PAGE.format(
        tag=sheet.words.tag,
        policy=policy,
        title=sheet.title,
        style=STYLE,
        filters=sheet.filters_line,
        definition=sheet.definition_line,
        alt=sheet.alt or sheet.title,
        source=sheet.source_line,
        data=sheet.words.sheet,
        table=_table(sheet),
        plotly=Markup(plotly),  # noqa: S704 - the package's own
        draw=Markup(draw),  # noqa: S704 - escaped by _for_script
    )
    return str(page).encode(errors="replace")


@lru_cache(maxsize=1)
def _library() -> tuple[str, str]:
    """plotly.js of the package, and its hash."""
    text = plotly_js.text()
    return text, _hash(text)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _for_script(written: str) -> str:
    """JSON that no reader of HTML takes for the end of a script."""
    escapes = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}
    for letter, escape in {**escapes, "\u2029": "\\u2029"}.items():
        written = written.replace(letter, escape)
    return written


def _table(sheet: Sheet) -> Markup:
    shown = list(rows(sheet.table.head(MOST_ROWS)))
    names = headings(sheet.table)
    numeric = [all(_is_number(row[place]) for row in shown) for place in range(len(names))]
    head = Markup("").join(
        Markup('<th class="{}">{}</th>').format("n" if right else "", name)
        for name, right in zip(names, numeric, strict=True)
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>\n").format(
            Markup("").join(
                Markup('<td class="{}">{}</td>').format("n" if right else "", _written(value))
                for value, right in zip(row, numeric, strict=True)
            )
        )
        for row in shown
    )
    cut = sheet.words.rows_left_out.format(shown=f"{len(shown):,}", rows=f"{len(sheet.table):,}")
    note = Markup("<p>{}</p>").format(cut) if len(sheet.table) > len(shown) else ""
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(
        head, body, note
    )


def _is_number(value: Cell) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _written(value: Cell) -> str:
    """Whole numbers without separators: a year is one too."""
    return "" if value is None else str(value)
