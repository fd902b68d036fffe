"""HTML of our own around text that is not: every value is escaped on its way in.

`Markup("…").format(value)` of MarkupSafe escapes what is not Markup itself, so that text from a
ledger can never become an element.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup, escape

from ui.frame.text import _

_ADDRESS = re.compile(r"https?://[^\s<>\"'；;，,）)]+")


def draw(template: str, **values: object) -> None:
    """Draw a piece of HTML."""
    st.html(str(Markup(template).format(**values)))  # noqa: S704 - templates are our own literals


def join(parts: Iterable[object], separator: str = "") -> Markup:
    """Escaped parts as one piece."""
    return Markup(separator).join(parts)  # type: ignore[arg-type]  # noqa: S704 - separators are our own literals


def heading(title: str, lead: str = "") -> None:
    """A page's title, and a line below it where there is one."""
    draw('<h1 class="x-title">{title}</h1>', title=title)
    if lead:
        draw('<p class="x-lead">{lead}</p>', lead=lead)


def section(title: str, note: str = "") -> None:
    """The title of a part of a page."""
    draw('<h2 class="x-section">{title}</h2><p class="x-note">{note}</p>', title=title, note=note)


def note(text: object) -> None:
    """A quiet line."""
    draw('<p class="x-note">{text}</p>', text=text)


def notice(text: object, kind: str = "plain") -> None:
    """A line that must be seen: `demo`, `warning` or `plain`."""
    draw('<p class="x-notice x-{kind}" role="note">{text}</p>', kind=kind, text=text)


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    name: str,
    foot: Sequence[object] = (),
) -> Markup:
    """A table whose cells may wrap; on a narrow screen each row becomes a block with labels. `foot`
    are the cells of its last row, what all of it comes to.
    """
    head = join(Markup('<th scope="col">{}</th>').format(header) for header in headers)
    openings = [Markup('<td data-label="{}">').format(header) for header in headers]

    def row_of(cells: Sequence[object]) -> Markup:  # added up: to format takes five times as long
        told = (f"{opening}{escape(c)}</td>" for opening, c in zip(openings, cells, strict=True))
        return Markup(f"<tr>{''.join(told)}</tr>")  # noqa: S704 - both are escaped

    body = Markup("").join(map(row_of, rows))
    below = Markup("<tfoot>{}</tfoot>").format(row_of(foot)) if foot else ""
    return Markup(
        '<table class="x-table x-{}"><thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table>'
    ).format(name, head, body, below)


def tabulate(rows: Iterable[Mapping[str, object]], name: str) -> None:
    """Draw a table of rows that say of each cell under which header it stands, all rows alike."""
    every = list(rows)
    if every:
        st.html(str(table(list(every[0]), (list(row.values()) for row in every), name)))


def facts(pairs: Iterable[tuple[str, object]]) -> Markup:
    """Names and values of a record, those without a value left out."""
    shown = [(name, value) for name, value in pairs if value not in ("", None)]
    return Markup('<dl class="x-facts">{}</dl>').format(
        join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, value) for name, value in shown
        )
    )


_OPEN, _CLOSED = Markup('<span class="x-quiet">'), Markup("</span>")


def quiet(text: str) -> Markup:
    """A remark."""
    return _OPEN + escape(text) + _CLOSED  # added up, for it stands hundreds of times on a page


def chip(text: str) -> Markup:
    """A part of the selection."""
    return Markup('<span class="x-chip">{}</span>').format(text)


def marked(text: object, demo: bool) -> Markup:
    """A text, with a mark behind it where its record is a demo."""
    if not demo:
        return escape(text)
    return Markup('{}\u00a0<span class="x-mark">{}</span>').format(text, _("demo"))


def lines(text: str) -> Markup:
    """A text with its line breaks."""
    return join((escape(line) for line in text.split("\n")), "<br>")


def source(text: str) -> Markup:
    """A source, its addresses as links to the outside that a reader may choose to follow."""
    if not text:
        return escape(_("not stated"))
    parts: list[Markup] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')
        parts += [escape(text[end : found.start()]), link.format(found[0], found[0])]
        end = found.end()
    return join([*parts, escape(text[end:])])
