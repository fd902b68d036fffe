"""Words in both languages of the interface."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Words:
    """One text in Chinese and English. `{name}` places are filled by `format`, from Words too."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> "Words":
        return Words(_fill(self.zh, values, "zh"), _fill(self.en, values, "en"))

    def __add__(self, other: "Words") -> "Words":
        return Words(self.zh + other.zh, self.en + other.en)


class Refusal(Exception):
    """Something cannot be done so. `words` says why, and what to do instead, to who tried."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def same(text: str) -> Words:
    """A text that needs no translation, such as a number or a name."""
    return Words(text, text)


NOTHING = same("")


def _fill(template: str, values: dict[str, object], language: Language) -> str:
    chosen = {k: v[language] if isinstance(v, Words) else v for k, v in values.items()}
    return template.format(**chosen)
