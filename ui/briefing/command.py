"""The brief at the command line."""

from datetime import date
from pathlib import Path

from db import clock, word_templates
from db.importing.words import Language
from db.queries import brief
from db.reader import answer, check
from export import ExportError, Renderer
from ui.briefing import files
from ui.briefing.paper import paper
from ui.frame.text import _, either, language, speaking


class NotMade(Exception):
    """There is no such brief; the text says why."""


def make(helper: str, receiver: str, output: Path, day: date | None, lang: Language) -> str:
    """Write the brief of a couple, in the form that the file's ending asks for; what is to be said
    of it beside, in words.

    Raises:
        NotMade: the couple is not in the store, or stands for several; the file cannot be made.
        StoreError: the store cannot be used.
    """
    check()
    with speaking(lang):
        found = answer(brief.gather, _couple(helper, receiver, day), day or clock.today())
        assert found is not None  # noqa: S101 - the couple has just been found
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


def _couple(helper: str, receiver: str, day: date | None) -> int:
    couples = answer(brief.couples, helper, receiver, day or clock.today())
    if not couples:
        text = _("No pairing of “{helper}” and “{receiver}” is in the store. Name each by its full "
                 "name, its short name or its code.", helper=helper, receiver=receiver)  # fmt: skip
        raise NotMade(text)
    if len(couples) > 1:
        told = (
            f"{either(one['helper_zh'], one['helper_en'])} {one['helper_adcode']} → "
            f"{either(one['receiver_zh'], one['receiver_en'])} {one['receiver_adcode']}"
            for one in couples
        )
        raise NotMade(_("That may be: {couples}. Name them by code.", couples=_("; ").join(told)))
    return int(couples[0]["id"])
