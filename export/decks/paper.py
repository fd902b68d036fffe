"""A deck as PDF for printing: A4, page numbers, a cover, charts as vectors.

Chromium prints an HTML document; its style sheet makes the pages (CSS Paged Media, margin boxes
with page counters).
"""

from markupsafe import Markup

from charts.theme import FONT, HELPER, RECEIVER
from export.decks.drawn import Progress, each, finished
from export.framing import bare
from export.pictures import POLICY, vectors
from export.renderer import Renderer
from export.sheet import Deck, Sheet, sourced

WIDTH = 658
"""Pixels of the paper between its margins, so that 12 pixels of type are 9 points."""

PAGE = Markup("""<!DOCTYPE html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}{footers}</style>
</head>
<body>
<header>
<div class="band"><i></i><i></i></div>
<h1>{title}</h1>
<p class="subtitle">{subtitle}</p>
<dl>{facts}</dl>
<h3>{charts}</h3>
<ol>{contents}</ol>
</header>
{figures}
</body>
</html>
""")

CONTENT = Markup('<li><a href="#figure-{number}">{label}</a><p>{definition}</p></li>')

FIGURE = Markup("""<figure id="figure-{number}">
<h2>{label}</h2>
<p>{filters}</p>
<p>{definition}</p>
{picture}
<p class="source">{source}</p>
</figure>
""")

STYLE = Markup("""
*{box-sizing:border-box}
body{margin:0;font:9.5pt/1.55 %(font)s;color:#22262A}
header{break-after:page}
.band{display:flex;margin:16mm 0 9mm}.band i{height:1.6mm;width:24mm;background:%(helper)s}
.band i+i{background:%(receiver)s}
h1{font-size:25pt;line-height:1.3;margin:0 0 3mm;text-wrap:balance}
.subtitle{font-size:12.5pt;color:#5F656B;margin:0 0 8mm}.subtitle:empty{display:none}
dl{display:grid;grid-template-columns:max-content 1fr;gap:1.6mm 7mm;margin:8mm 0 12mm;
border-top:.25mm solid #C9CDD1;border-bottom:.25mm solid #C9CDD1;padding:4mm 0}
dt{color:#5F656B}dd{margin:0}
h3{font-size:12pt;margin:0 0 3mm}
ol{list-style:none;margin:0;padding:0}li{break-inside:avoid;margin:0 0 3mm}
li a{color:inherit;text-decoration:none;font-weight:600}
li p{color:#5F656B;font-size:8.5pt;margin:.3mm 0 0}
figure{break-inside:avoid;margin:0 0 12mm}
h2{font-size:13pt;line-height:1.35;margin:0 0 1.2mm}
figure p{font-size:8.5pt;color:#5F656B;margin:0 0 .6mm}
.main-svg{display:block;width:100%%;height:auto;max-height:205mm;margin:3.5mm 0 2.5mm}
figure .source{border-top:.2mm solid #E3E5E7;padding-top:1.6mm}
""") % {"font": FONT, "helper": HELPER, "receiver": RECEIVER}

FOOTERS = (
    "@page{{size:A4;margin:17mm 18mm 19mm;"
    "@bottom-left{{content:{title};{type}}}"
    "@bottom-right{{content:{page};{type}}}}}"
)
TYPE = "font-size:8pt;color:#5F656B"


def paper(deck: Deck, renderer: Renderer, progress: Progress | None = None) -> bytes:
    """The deck's PDF. Raises what `Renderer.picture` does, RenderTooLarge for too many charts."""
    figures = []
    for number, sheet in each(deck, progress):
        figures.append(_figure(number, sheet, vectors(bare(sheet, WIDTH), renderer)))
    printed = renderer.paper(_document(deck, figures))
    finished(deck, progress)
    return printed


def _document(deck: Deck, figures: list[Markup]) -> str:
    said = deck.words
    page = said.page.replace("{page}", '"counter(page)"').replace("{pages}", '"counter(pages)"')
    footers = FOOTERS.format(title=_css(deck.title), page=f'"{page}"', type=TYPE)
    return str(
        PAGE.format(
            tag=said.tag,
            policy=POLICY,
            title=deck.title,
            style=STYLE,
            footers=Markup(footers),  # noqa: S704 - the title is escaped by _css
            subtitle=deck.subtitle,
            facts=Markup("").join(
                Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts(deck)
            ),
            charts=said.charts,
            contents=Markup("").join(
                CONTENT.format(number=number, label=label(number, sheet), definition=sheet.defined)
                for number, sheet in enumerate(deck.sheets, start=1)
            ),
            figures=Markup("").join(figures),
        )
    )


def label(number: int, sheet: Sheet) -> str:
    """图 1　到位资金，按年度与产业"""
    gap = "\u3000" if sheet.language == "zh" else ". "
    return f"{sheet.words.figure} {number}{gap}{sheet.title}"


def facts(deck: Deck) -> list[tuple[str, str]]:
    """What holds of the whole deck: filters, date, sources."""
    said = deck.words
    sources = list(dict.fromkeys(sourced(sheet) for sheet in deck.sheets))
    return [
        *deck.conditions,
        *(() if deck.conditions else ((said.filters, said.no_filter),)),
        (said.as_of_name, deck.day),
        (said.source_name, said.between.join(sources)),
    ]


def _figure(number: int, sheet: Sheet, picture: Markup) -> Markup:
    return FIGURE.format(
        number=number,
        label=label(number, sheet),
        filters=sheet.filters_line,
        definition=sheet.definition_line,
        picture=picture,
        source=sheet.source_line,
    )


def _css(text: str) -> str:
    """A text as a string of a style sheet: whatever could end it is escaped."""
    safe = (one if one.isalnum() else f"\\{ord(one):x} " for one in " ".join(text.split()))
    return f'"{"".join(safe)}"'
