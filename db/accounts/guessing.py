"""How many guesses a password takes of somebody who knows where it is used, and by whom.

zxcvbn finds its parts: words of its lists and of ours, keyboard walks, dates, repeats, leet. It
then counts how the parts could be ordered, and takes a sign between two of them for as good as
chance: by that zhejiang@2026 would take 10^9. Guessers have the patterns of such passwords (word,
sign, year), so here the guesses of the parts are multiplied and nothing is added.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from zxcvbn import matching, scoring

from db.accounts import guessed

AGAIN, NUMBER, NAME = "again", "number", "surnames"
"""Patterns that zxcvbn does not know: what stood there before, a number of somebody's, a name."""
NUMBERS = re.compile(
    r"(?=((?:86)?1[3-9]\d{9}|\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{4}[\dx]))", re.IGNORECASE
)
"""Mobile telephones in China, and identity numbers (GB 11643): colleagues know them."""
NUMBER_GUESSES = 10**5
NAME_GUESSES = (3 * 10**4, 10**6)
"""Of a surname with one syllable, and with two: lists of as many hold most people's."""
LONGEST_SURNAME, LONGEST_SYLLABLE = 9, 6
REPEATED = 3
"""Characters at the least that are taken for a repetition."""
SHIFTED = str.maketrans("!@#$%^&*()_+", "1234567890-=")
"""What digits' keys write with the shift held."""

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
    judged = _judge(password, person)
    plain = password.translate(SHIFTED)
    if plain == password:
        return judged
    guesses, kinds = _judge(plain, person)
    return min(judged, Judged(guesses + math.log10(SIGN_GUESSES), kinds))


def _judge(password: str, person: Iterable[str]) -> Judged:
    lists = {**matching.RANKED_DICTIONARIES, **guessed.lists(), "person": _ranked(person)}
    lists.pop("user_inputs", None)  # zxcvbn keeps the last caller's there
    ending: dict[int, list[Mapping[str, Any]]] = {}
    for match in (*matching.omnimatch(password, lists), *_ours(password)):
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


def _ours(password: str) -> Iterator[dict[str, Any]]:
    """The parts that are of patterns of ours."""
    folded = password.casefold()
    found = [(AGAIN, LEAST, start, end) for start, end in _again(folded)]
    found += [(NUMBER, NUMBER_GUESSES, *each.span(1)) for each in NUMBERS.finditer(password)]
    found += [(NAME, *each) for each in _names(folded)]
    for pattern, guesses, start, end in found:
        token = password[start:end]
        yield {"pattern": pattern, "i": start, "j": end - 1, "token": token, "guesses": guesses}


def _again(text: str) -> Iterator[tuple[int, int]]:
    for start in range(REPEATED, len(text)):
        for end in range(start + REPEATED, len(text) + 1):
            if text[start:end] not in text[:start]:
                break
            yield start, end


def _names(text: str) -> Iterator[tuple[int, int, int]]:
    def ends(start: int, words: frozenset[str], longest: int) -> list[int]:
        reach = range(start + 1, min(start + longest, len(text)) + 1)
        return [end for end in reach if text[start:end] in words]

    one, two = NAME_GUESSES
    for start in range(len(text)):
        for surname in ends(start, guessed.surnames(), LONGEST_SURNAME):
            for first in ends(surname, guessed.syllables(), LONGEST_SYLLABLE):
                yield one, start, first
                for end in ends(first, guessed.syllables(), LONGEST_SYLLABLE):
                    yield two, start, end


def _guesses(match: Mapping[str, Any], password: str) -> float:
    if match["pattern"] in (AGAIN, NUMBER, NAME):
        return float(match["guesses"])
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
