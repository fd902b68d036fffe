"""The brief at the command line."""

from datetime import date
from pathlib import Path

from db import clock, word_templates
from db.errors import NotDone
from db.importing.words import Language
from db.queries import brief
from db.queries.called import pairing_called
from db.reader import answer, check
from export import ExportError, Renderer
from ui.briefing import files
from ui.briefing.paper import paper
from ui.frame.text import _, language, speaking


class NotMade(NotDone):
    """The file of a brief cannot be made; the text says why."""


def make(helper: str, receiver: str, output: Path, day: date | None, lang: Language) -> str:
    """Write the brief of a couple, in the form that the file's ending asks for; what is to be said
    of it beside, in words.

    Raises:
        NotFound: no pairing is called so, or more than one.
        NotMade: the file cannot be made.
        StoreError: the store cannot be used.
    """
    check()
    with speaking(lang):
        day = day or clock.today()
        found = answer(brief.gather, answer(pairing_called, helper, receiver, day.year), day)
        assert found is not None  # noqa: S101 - the pairing has just been found
        template = answer(word_templates.held, files.NAME, lang)
        renderer, said = Renderer(), list[ExportError]()
        suffix = output.suffix[1:].lower()
        if suffix == "pdf":
            renderer.start()
        try:
            data = files.made(paper(found), suffix, template, renderer, said.append)
        except ExportError as error:
            raise NotMade(error.told(lang)) from error
        finally:
            renderer.stop()
        output.write_bytes(data)
        return " ".join(map(ours_instead, said))


def ours_instead(error: ExportError) -> str:
    """That an office's template was not used."""
    return _(
        "The office's own template could not be filled, so ours took its place: {why}",
        why=error.told(language()),
    )
