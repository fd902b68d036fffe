"""Whose people a heading above them names: 四川, 杭州市, 东部, 受援方."""

from collections.abc import Callable

from db.terms import Side

WORDS = {
    "东部": Side.HELPER,
    "东部省份": Side.HELPER,
    "帮扶": Side.HELPER,
    "援助": Side.HELPER,
    "支援": Side.HELPER,
    "西部": Side.RECEIVER,
    "西部省份": Side.RECEIVER,
    "受援": Side.RECEIVER,
    "受帮扶": Side.RECEIVER,
    "国家": Side.CENTRAL,
    "中央": Side.CENTRAL,
    "国家部委": Side.CENTRAL,
    "helper": Side.HELPER,
    "receiver": Side.RECEIVER,
}
ENDS = ("方", "省", "地区")

Place = Callable[[str], str | None]
"""The adcode of a place by its name."""


def is_delegation(text: str, place: Place) -> bool:
    """Whether a text names a place or a side."""
    return _word(text) is not None or place(text) is not None


def side_of(text: str, helper: str, receiver: str, place: Place) -> Side | None:
    """That side of a meeting whose province a place lies in, or that is named; another's is
    `other`. None where the sides are of one province and the place is that province.
    """
    if word := _word(text):
        return word
    adcode = place(text)
    if adcode is None:
        return None
    for digits in (2, 4, 6):
        of_helper = adcode[:digits] == helper[:digits]
        of_receiver = adcode[:digits] == receiver[:digits]
        if of_helper is not of_receiver:
            return Side.HELPER if of_helper else Side.RECEIVER
        if not of_helper:
            return Side.OTHER if digits == 2 else None
    return None


def _word(text: str) -> Side | None:
    bare = text.casefold()
    for end in ENDS:
        bare = bare.removesuffix(end) if bare not in WORDS else bare
    return WORDS.get(bare)
