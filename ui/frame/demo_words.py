"""Texts of demo records that the store has in Chinese alone, in the reader's language."""

from db.demo_english import places, translated
from ui.frame.query_cache import load
from ui.frame.text import language


def told(text: str | None, demo: object) -> str:
    """A text of a record; of a demo record in English, for who reads English."""
    if not text or not demo or language() == "zh":
        return text or ""
    return translated(text, load(places)) or text
