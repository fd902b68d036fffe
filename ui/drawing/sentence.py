"""A sentence of text and numbers, where each number is a link to the rows behind it: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from urllib.parse import urlencode

from markupsafe import Markup

from ui.frame.markup import join


@dataclass(frozen=True)
class Number:
    """A number in words, and the page and parameters that list what it counts."""

    text: str
    page: str
    parameters: Mapping[str, str]

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        link = Markup('<a href="{}?{}">{}</a>')
        return str(link.format(self.page, urlencode(self.parameters), self.text))


Sentence = tuple[str | Number, ...]


def parts(template: str, **values: str | Number) -> Sentence:
    """A template with its `{places}` filled."""
    found: list[str | Number] = []
    for before, name, _spec, _conversion in Formatter().parse(template):
        found += [before] if before else []
        found += [values[name]] if name else []
    return tuple(found)


def plain(sentence: Sentence) -> str:
    """The sentence as text, to be copied."""
    return "".join(map(str, sentence))


def linked(sentence: Sentence) -> Markup:
    """The sentence as it stands on a page."""
    return join(sentence)
