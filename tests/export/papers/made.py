"""Templates and papers made for a test."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

from docx import Document

from export.papers import Paper, Part
from export.papers.placeholders import COLUMNS

DAY = dt.date(2026, 5, 1)


def paper(*rows: dict[str, str]) -> Paper:
    """Every part, those with a table having these rows."""
    parts = tuple(
        Part(
            key,
            f"{place}.",
            f"Part {key}",
            (f"Line of {key}",),
            {name: name.upper() for name in columns},
            tuple({name: row.get(name, f"{name} {n}") for name in columns}
                  for n, row in enumerate(rows)),
        )
        if columns
        else Part(key, f"{place}.", f"Part {key}", (f"Line of {key}",))
        for place, (key, columns) in enumerate(COLUMNS.items(), 1)
    )  # fmt: skip
    names = {name: f"the {name}" for name in ("helper", "receiver", "day", "loaded")}
    return Paper(
        title="A & B <brief>",
        about="(for a meeting)",
        language="en",
        as_of=DAY,
        parts=parts,
        notes=("As of 1 May. Source: one.", "As of 2 May. Source: two."),
        marked=("[1]", "[2]"),
        notes_title="Notes",
        names=names,
    )


def template(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A template with these paragraphs, and below them a table."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), max(map(len, table)))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(archive: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """An archive with each of its parts changed, and more of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def text(document: bytes) -> str:
    """All text of a document's body, a line a paragraph."""
    opened = Document(io.BytesIO(document))
    return "\n".join(p.text for p in opened.element.body.iter() if p.tag.endswith("}p"))
