"""How many guesses a password takes of somebody who knows where it is used, and by whom.

zxcvbn finds its parts: words of its lists and of ours, keyboard walks, dates, repeats, leet. It
then counts how the parts could be ordered, and takes a sign between two of them for as good as
chance: by that zhejiang@2026 would take 10^9. Guessers have the patterns of such passwords (word,
sign, year), so here the guesses of the parts are multiplied and nothing is added.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zxcvbn import matching, scoring

from db.accounts import guessed

SIGNS = frozenset(" .,-_@!#*+?$%&/~'")
SIGN_GUESSES = 5
CHARACTER_GUESSES = 10
LEAST = 10
"""Guesses of one sign, of another character that is no part of anything (zxcvbn counts as many),
and of a whole word at the least."""


class Judged(NamedTuple):
    """`guesses` as a power of ten; `kinds` are the lists and patterns that the password is made of,
    those that cover most of it first.
    """

    guesses: float
    kinds: tuple[str, ...]


def judge(password: str, person: Iterable[str]) -> Judged:
    """The fewest guesses with which a password can be made up of parts; `person` is what anybody
    can tell of its owner. Takes time that grows fast with the password's length.
    """
    lists = {**matching.RANKED_DICTIONARIES, **guessed.lists(), "person": _ranked(person)}
    lists.pop("user_inputs", None)  # zxcvbn keeps the last caller's there
    ending: dict[int, list[Mapping[str, Any]]] = {}
    for match in matching.omnimatch(password, lists):
        ending.setdefault(match["j"] + 1, []).append(match)
    best: list[tuple[float, tuple[Mapping[str, Any], ...]]] = [(0.0, ())]
    for end, character in enumerate(password, 1):
        alone = SIGN_GUESSES if character in SIGNS else CHARACTER_GUESSES
        ways = [(best[end - 1][0] + math.log10(alone), best[end - 1][1])]
        for match in ending.get(end, []):
            before, parts = best[match["i"]]
            ways.append((before + math.log10(_guesses(match, password)), (*parts, match)))
        best.append(min(ways, key=lambda way: way[0]))
    guesses, parts = best[-1]
    return Judged(guesses, _kinds(parts))


def _guesses(match: Mapping[str, Any], password: str) -> float:
    if match["pattern"] != "dictionary":
        return max(LEAST, float(scoring.estimate_guesses(dict(match), password)))
    varied = float(scoring.uppercase_variations(match) * scoring.l33t_variations(match))
    rank: int = match["rank"]
    return max(LEAST, rank) * varied * (2 if match.get("reversed") else 1)


def _kinds(parts: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    covered: dict[str, int] = {}
    for part in parts:
        kind = part.get("dictionary_name") or part["pattern"]
        covered[kind] = covered.get(kind, 0) + len(part["token"])
    return tuple(sorted(covered, key=lambda kind: -covered[kind]))


def _ranked(person: Iterable[str]) -> dict[str, int]:
    """The names of a person and the words in them, in lower case."""
    words: dict[str, int] = {}
    for name in person:
        for word in (name, *guessed.words_in(name)):
            if len(word) > 1:
                words.setdefault(word.casefold(), len(words) + 1)
    return words
