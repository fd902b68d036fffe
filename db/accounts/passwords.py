"""Passwords: how they are kept, compared and judged."""

import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from db.accounts.guessing import judge
from db.importing.words import NOTHING, Words

HASHER = PasswordHasher()
"""argon2id as RFC 9106 has it for servers with little memory: 64 MiB and three passes."""

SHORTEST = 10
LONGEST = 128
JUDGED = 72
"""How much of a password is judged: judging takes time that grows fast with its length."""

ENOUGH = 9
"""Powers of ten of guesses. Back-off lets through some forty in eight hours (docs/sign-in.md); this
much is for somebody who has got hold of the hashes, at a tenth of a second and 64 MiB a guess.
"""

AT_ONCE = 2
"""Passwords hashed at one time: each takes a core and 64 MiB."""

PATIENCE_SECONDS = 10
SLOTS = BoundedSemaphore(AT_ONCE)

LENGTH = Words(
    "密码须为 {shortest} 至 {longest} 个字符。",
    "A password has {shortest} to {longest} characters.",
).format(shortest=SHORTEST, longest=LONGEST)
GUESSABLE = Words(
    "这个密码太容易猜到{made_of}。几个不相干的词连在一起即可。",
    "This password is too easy to guess{made_of}. A few unrelated words in a row will do.",
)
MADE_OF = Words("：它主要由{kinds}组成", ": it is made of {kinds}")
SHORT_OF = Words("：它太短", ": it is too short for what it is made of")

KINDS = {
    "places": Words("地名", "names of places"),
    "product": Words("本系统或本行业的用词", "words of this system and its field"),
    "person": Words("您的登录名或姓名", "your own name"),
    "years": Words("年份", "a year"),
    "recent_year": Words("年份", "a year"),
    "regex": Words("年份", "a year"),
    "date": Words("日期", "a date"),
    "numbers": Words("常用数字", "common numbers"),
    "pinyin": Words("拼音", "pinyin"),
    "pinyin_phrases": Words("拼音常用语", "common phrases in pinyin"),
    "walks": Words("键盘上相邻的键", "keys in a row"),
    "spatial": Words("键盘上相邻的键", "keys in a row"),
    "sequence": Words("连续的字符", "characters in their order"),
    "repeat": Words("重复的字符", "repeated characters"),
    "again": Words("重复的字符", "repeated characters"),
    "number": Words("手机号码或身份证号", "the number of a telephone or an identity card"),
    "surnames": Words("人名", "names of people"),
    "male_names": Words("人名", "names of people"),
    "female_names": Words("人名", "names of people"),
}
"""What a password may be made of; what is not named is a common word or password."""

COMMON = Words("常用词或常用密码", "common words or passwords")


class Busy(Exception):
    """Too many people are signing in at once."""


def hashed(password: str) -> str:
    """What the store keeps of a password.

    Raises:
        Busy: no turn within PATIENCE_SECONDS.
    """
    with _turn():
        return HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether it is the password of a hash. Takes as long where there is none to compare with.

    Raises:
        Busy: no turn within PATIENCE_SECONDS.
    """
    with _turn():
        nobodys = _nobodys()
        try:
            HASHER.verify(stored or nobodys, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


def outdated(stored: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return HASHER.check_needs_rehash(stored)


def weakness(password: str, *known: str) -> Words | None:
    """Why a password will not do, if so; `known` is what anybody can tell of its owner."""
    if not SHORTEST <= len(password) <= LONGEST:
        return LENGTH
    judged = judge(unicodedata.normalize("NFKC", password[:JUDGED]), known)
    return None if judged.guesses >= ENOUGH else _why(judged.kinds)


def _why(kinds: Iterable[str]) -> Words:
    told = list(dict.fromkeys(KINDS.get(kind, COMMON) for kind in kinds))
    listed = NOTHING
    for number, kind in enumerate(told):
        listed += (Words("、", ", ") if number else NOTHING) + kind
    made_of = MADE_OF.format(kinds=listed) if told else SHORT_OF
    return GUESSABLE.format(made_of=made_of)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """The hash of a password that nobody has."""
    return HASHER.hash(secrets.token_urlsafe())


@contextmanager
def _turn() -> Iterator[None]:
    if not SLOTS.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        SLOTS.release()
