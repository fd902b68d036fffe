"""A paper as PDF, in the form of official documents (GB/T 9704-2012): Chromium prints it."""

from markupsafe import Markup

from export.papers.paper import Paper, Part
from export.pictures import POLICY
from export.renderer import Renderer
from export.steady import undated
from export.words import words

PAGE = Markup("""<!DOCTYPE html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p class="about">{about}</p>
{warning}
{parts}
<h2>{notes_title}</h2>
<ol>{notes}</ol>
</body>
</html>
""")

STYLE = Markup("""
@page{size:A4;margin:37mm 26mm 35mm 28mm;
@bottom-right{content:"— " counter(page) " —";font:14pt SimSun,"Noto Serif CJK SC",serif}}
@page :left{@bottom-left{content:"— " counter(page) " —";
font:14pt SimSun,"Noto Serif CJK SC",serif}@bottom-right{content:""}}
body{margin:0;font:16pt/28.95pt "Times New Roman","仿宋_GB2312",FangSong,STFangsong,
"Noto Serif CJK SC",serif}
h1{font:22pt/36pt "Times New Roman","方正小标宋简体",FZXiaoBiaoSong-B05S,STZhongsong,
"Noto Serif CJK SC",serif;text-align:center;margin:0 0 14pt;text-wrap:balance}
h2{font:16pt/28.95pt "Times New Roman",SimHei,"黑体","Noto Sans CJK SC",sans-serif;
margin:0;text-indent:2em;break-after:avoid}
p{margin:0;text-indent:2em}
p.about,p.warning{font-family:"Times New Roman","楷体_GB2312",KaiTi,STKaiti,
"Noto Serif CJK SC",serif}
p.about{text-align:center;text-indent:0}
table{width:100%;border-collapse:collapse;font-size:10pt;line-height:15pt;margin:3pt 0 6pt}
th{font-family:"Times New Roman",SimHei,"黑体","Noto Sans CJK SC",sans-serif;font-weight:400}
th,td{border:.5pt solid #000;padding:1pt 3pt;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}tr{break-inside:avoid}thead{display:table-header-group}
td.note,td.status,td.day,td.until,td.year,td.level,td.basis{white-space:nowrap}
ol{list-style:none;margin:0;padding:0;font-size:10pt;line-height:15pt}
li{overflow-wrap:anywhere;break-inside:avoid}
""")


def printed(paper: Paper, renderer: Renderer) -> bytes:
    """The PDF: A4, page numbers on the outer side. The same paper gives the same bytes.

    Raises what `Renderer.paper` does.
    """
    return undated(renderer.paper(document(paper)))


def document(paper: Paper) -> str:
    """What is printed, as HTML that stands alone."""
    warning = Markup('<p class="warning">{}</p>').format(paper.warning) if paper.warning else ""
    notes = Markup("").join(
        Markup("<li>{}{}</li>").format(mark, text)
        for mark, text in zip(paper.marked, paper.notes, strict=True)
    )
    return str(
        PAGE.format(
            tag=words(paper.language).tag,
            policy=POLICY,
            title=paper.title,
            style=STYLE,
            about=paper.about,
            warning=warning,
            parts=Markup("").join(map(_part, paper.parts)),
            notes_title=paper.notes_title,
            notes=notes,
        )
    )


def _part(part: Part) -> Markup:
    lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in part.lines)
    head = Markup("<h2>{}{}</h2>").format(part.number, part.title)
    return head + lines + (_table(part) if part.rows else Markup(""))


def _table(part: Part) -> Markup:
    heads = Markup("").join(Markup("<th>{}</th>").format(head) for head in part.heads.values())
    kinds = {name: "n" if name in part.right else name for name in part.heads}
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td class="{}">{}</td>').format(kinds[name], row[name])
                for name in part.heads
            )
        )
        for row in part.rows
    )
    whole = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return whole.format(heads, rows)
