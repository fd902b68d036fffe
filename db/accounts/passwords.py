"""Passwords: how they are kept, compared and judged."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from db.importing.words import Words

HASHER = PasswordHasher()
"""argon2id as RFC 9106 has it for servers with little memory: 64 MiB and three passes."""

SHORTEST = 10
LONGEST = 128
JUDGED = 72
"""How much of a password is judged: judging takes time that grows fast with its length."""

ENOUGH = 3
"""Of zxcvbn's scores 0 to 4: “safely unguessable”, over 10^8 guesses."""

AT_ONCE = 2
"""Passwords hashed at one time: each takes a core and 64 MiB."""

PATIENCE_SECONDS = 10
SLOTS = BoundedSemaphore(AT_ONCE)

LENGTH = Words(
    "密码须为 {shortest} 至 {longest} 个字符。",
    "A password has {shortest} to {longest} characters.",
).format(shortest=SHORTEST, longest=LONGEST)
GUESSABLE = Words(
    "这个密码太容易猜到：请勿使用常见密码、姓名、日期或键盘序列。几个不相干的词连在一起即可。",
    "This password is too easy to guess. Avoid common passwords, names, dates and rows of keys; "
    "a few unrelated words in a row will do.",
)


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
    judged = zxcvbn(password[:JUDGED], user_inputs=["xieshou", "携手", *known])
    return None if judged["score"] >= ENOUGH else GUESSABLE


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
