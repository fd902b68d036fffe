"""The brief as files: Word by the office's own template, PDF and PPTX."""

from collections.abc import Callable

from db.word_templates import Kept
from export import ExportError, Renderer
from export.papers import Paper, printed, talk, word

NAME = "brief"
"""The paper, among those that an office may have a template for."""
SUFFIXES = ("docx", "pdf", "pptx")


def made(
    paper: Paper,
    suffix: str,
    template: Kept | None,
    renderer: Renderer,
    say: Callable[[ExportError], None],
) -> bytes:
    """The file of a suffix. An office's template that cannot be filled is told to `say`, and ours
    takes its place.

    Raises:
        ExportError: it cannot be made.
    """
    match suffix:
        case "docx" if template is not None:
            try:
                return word.word(paper, template.content)
            except ExportError as error:
                say(error)
                return word.word(paper)
        case "docx":
            return word.word(paper)
        case "pdf":
            return printed.printed(paper, renderer)
        case "pptx":
            return talk.slides(paper)
    raise ValueError(f"no brief ends with .{suffix}")
