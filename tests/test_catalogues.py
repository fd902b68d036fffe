"""The interface is whole in both languages: catalogues hold just the messages of the code."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "ui" / "locale"
FOLDERS = ("charts", "ui", "pages")
TERMS = "db/terms.py"
BY_NAME = {
    *("python -m db migrate", "CSV", "Excel", ".csv", ".xlsx", ".xls", ".ods", "MB", "Xieshou"),
    *("PDF", "PNG", "JPEG", "WebP", "Office", "Word", ".docx"),
}
"""What stays as it is in Chinese."""

Key = tuple[str, ...]


def key(message: Message) -> Key:
    """The message, and its plural where it has one."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> Key:
    """The translation, one text a plural form."""
    given = message.string
    return (given or "",) if given is None or isinstance(given, str) else tuple(given)


@cache
def extracted() -> frozenset[Key]:
    """What `make catalogues` would find in the code."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(re.findall(r"--keyword=(\S+)", recipe))}
    folders = (extract_from_dir(ROOT / folder, keywords=keywords) for folder in FOLDERS)
    found = [one[2] for folder in folders for one in folder]
    found += [one[1] for one in extract_from_file("python", ROOT / TERMS, keywords=keywords)]
    return frozenset(one if isinstance(one, tuple) else (one,) for one in found)


@cache
def catalogue(locale: str) -> Catalog:
    path = LOCALE / locale / "LC_MESSAGES" / "messages.po" if locale else LOCALE / "messages.pot"
    with path.open("rb") as file:
        return read_po(file, locale=locale or None)


def messages(locale: str) -> list[Message]:
    return [message for message in catalogue(locale) if message.id]


def places(text: str) -> set[str]:
    """The {places} of a text."""
    return {name for _before, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("locale", ["", "zh_CN"])
def test_a_catalogue_has_just_the_messages_of_the_code(locale: str) -> None:
    known = {key(message) for message in messages(locale)}
    assert (sorted(extracted() - known), sorted(known - extracted())) == ([], [])


def test_the_code_has_messages() -> None:
    assert len(extracted()) > 100


def test_nothing_obsolete_is_kept() -> None:
    assert list(catalogue("zh_CN").obsolete) == []


def test_no_translation_is_in_doubt() -> None:
    assert [key(message)[0] for message in messages("zh_CN") if message.fuzzy] == []


def test_every_message_has_its_chinese() -> None:
    assert [key(message)[0] for message in messages("zh_CN") if not all(texts(message))] == []


def test_the_chinese_has_the_places_of_the_message() -> None:
    wrong = []
    for message in messages("zh_CN"):
        expected = set().union(*map(places, key(message)))
        if any(places(text) != expected for text in texts(message)):
            wrong.append((key(message), texts(message)))
    assert wrong == []


def test_the_chinese_has_no_english_words() -> None:
    said = [text for message in messages("zh_CN") for text in texts(message)]
    assert [text for text in said if re.search(r"[A-Za-z]{2,}", without_names(text))] == []


def without_names(text: str) -> str:
    """A text without its {places} and what stays as it is in Chinese."""
    bare = re.sub(r"\{\w*\}", "", text)
    for name in sorted(BY_NAME, key=len, reverse=True):
        bare = bare.replace(name, "")
    return bare
