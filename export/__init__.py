"""Charts as files: a sheet in, bytes out. No store, no screen, no server.

A `Sheet` is a chart with all that must be printed with it, in its reader's language:

    sheet = Sheet(
        title="到位资金，按年度与产业",
        figure=money.in_place_by_year(placed, words, "light"),   # always drawn light
        table=tables.in_place(placed),                           # columns named for the reader
        definition="台账所载截至统计日已到位的资金", unit="亿元",
        conditions=(("帮扶方", "浙江"), ("年份", "2018—2020")),
        source="本库台账", demo=True, as_of=date(2026, 11, 23), number="S-000042",
        scope=("浙江-四川", "2018-2020"), language="zh",
    )

It becomes a file of one chart:

    pictures.picture(sheet, "png" | "svg" | "pdf", renderer)     # needs Chromium
    document.html(sheet)                                         # opens offline, alive
    plain.table(sheet)                                           # CSV
    workbook.table(sheet)                                        # XLSX
    framing.captioned(sheet)         # a figure for the page: its own camera button prints all too

or, with others, a `Deck`:

    decks.paper(deck, renderer, progress)                        # PDF, A4
    decks.slides(deck, renderer, progress)                       # PPTX, 16:9
    decks.report(deck, renderer, progress)                       # DOCX, A4

and is called `file_name(sheet.title, *sheet.scope, day=sheet.as_of, suffix="png")`;
`MEDIA_TYPES[suffix]` says what it is.

`warm.renderer()` is the process's one `Renderer`: started and stopped by the server's lifespan, and
safe to call from any thread. `progress(done, of, title)` is called on the caller's own thread.
Whatever cannot be made raises an `ExportError`, whose `told(language)` is for the reader:
RendererUnavailable, RendererBusy, RenderTimeout, RenderTooLarge, RenderFailed.
"""

from export.errors import (
    ExportError,
    RendererBusy,
    RendererUnavailable,
    RenderFailed,
    RenderTimeout,
    RenderTooLarge,
)
from export.names import file_name
from export.renderer import Renderer
from export.sheet import Deck, Sheet

__all__ = [
    "MEDIA_TYPES",
    "Deck",
    "ExportError",
    "RenderFailed",
    "RenderTimeout",
    "RenderTooLarge",
    "Renderer",
    "RendererBusy",
    "RendererUnavailable",
    "Sheet",
    "file_name",
]

MEDIA_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Suffix → media type."""
