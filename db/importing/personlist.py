"""A list of people, parted by 、 ， / | or white space, as persons with their posts.

A title may hold a 、 (省委常委、常务副省长冯飞) and a name a space (尹　力). So a part that is
only a post waits for the name after it, and where a part is neither, nothing is cut. What is likely
but not certain is said.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from db.importing.issue import Invalid
from db.importing.personnames import (
    HAN,
    after_body,
    after_post,
    before_title,
    end_of_first,
    is_name,
    is_post,
    likes_a_body,
    may_be_name,
    may_be_two,
)
from db.importing.problems.people import (
    PEOPLE_BRACKET,
    PEOPLE_POST,
    PEOPLE_TAKEN,
    PEOPLE_UNNAMED,
    PEOPLE_WHOLE,
)

IsPlace = Callable[[str], bool]
"""Whether a text names a place."""

LONGEST = 60
"""Characters of the longest part that is looked at as a person."""

LONGEST_NAME = 4
"""Of a person whose name has no dot, in Chinese."""

LONGEST_PLACE = 12
STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")
"""What stands for a person who is not to be named."""

CHAIR = re.compile(r"(?:会议)?主持人?|chair(?:man|person|ed by)?", re.IGNORECASE)

_PARTED = re.compile(r"\s*(?:[、，/|／｜\\＼&＆+＋､]|,(?![0-9]))\s*| +")
_AND = re.compile(r"以及|[和与及暨]")
_CLOSING = tuple("）)]】〕")
_IN_BRACKETS = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?")
_BRACKETS = re.compile(r"[（(\[【〔]([^（(\[【〔）)\]】〕]*)[）)\]】〕]\s*$")
_AND_OTHERS = re.compile(r"(?P<who>.*?)(?P<rest>(?:等|一行)[^、，/|（(]*)")
_COUNTED = re.compile("共?计?[0-9０-９]{1,3}[人位名]")
_CAME = re.compile(
    r"(?P<who>.+?)(?:分别)?(?:出席|参加|参会|列席|陪同)(?:会议|座谈会|座谈|活动|考察|调研)?"
)
_CAME_ENDS = tuple("席加会列同谈动察研议")
_GROUP = re.compile("有关|相关|其他|等|负责人|负责同志|单位|部门|(?:代表|人员|嘉宾|领导|企业)$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’-]*")
_LATIN_WORDS = re.compile(rf"{_LATIN.pattern}(?: {_LATIN.pattern})*")
_ONE_OR_TWO = re.compile(rf"[{HAN}]{{1,2}}")
_LATIN_TITLE = re.compile(
    r"(?:vice|deputy|executive|former|party|general)?-?(?:governor|secretary|mayor|director|minister"
    r"|chair(?:man|person)?|president|head|chief|manager|ceo|commissioner|vice|deputy|party|general)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Name and post; the place whose he is (四川：…), and whether he was in the chair."""

    name: str
    post: str = ""
    place: str = ""
    chairs: bool = False


People = tuple[list[Person], list[Invalid]]
"""The people of a text, and what of it is not certain."""


class _Kind(Enum):
    NAME = "name"
    POST = "post"
    PERSON = "a name with its post"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a list, what parts it from the one before, and what it is; `inside` stood in
    brackets after it.
    """

    text: str
    parted: str = ""
    kind: _Kind = _Kind.OTHER
    person: Person | None = None
    inside: tuple[str, ...] = ()
    sure: bool = True

    @property
    def near(self) -> bool:
        """Whether only white space parts it from the one before."""
        return not self.parted.strip()


def people_of(text: str, is_place: IsPlace) -> People:
    """The people of a list. A text of which nothing can be told is one entry, as it is."""
    parts = [
        _classified(part, is_place) for part in _joined_names(list(_parts(text.rstrip(".。"))))
    ]
    parts = _posts_before_names(_without_others(parts))
    people, doubts = _arranged(parts, is_place)
    several = len(parts) > 1
    if several and (not people or any(part.kind is _Kind.OTHER for part in parts)):
        return [Person(text)], [Invalid(PEOPLE_WHOLE, text=text[:LONGEST])]
    if people:
        return people, doubts
    unclear = parts and len(text) > LONGEST_NAME
    return [Person(text)], [Invalid(PEOPLE_WHOLE, text=text[:LONGEST])] if unclear else []


def _parts(text: str) -> Iterator[_Part]:
    """The text cut at every sign outside brackets; 和 and the like cut where both sides are
    people.
    """
    start, parted = 0, ""
    for sign in [*_PARTED.finditer(masked(text)), None]:
        end = sign.start() if sign else len(text)
        if text[start:end].strip():
            yield from _at_and(text[start:end].strip(), parted)
            parted = ""
        if sign:
            parted += sign[0]
            start = sign.end()


def masked(text: str) -> str:
    """The text with what stands in brackets blacked out, in its place."""
    return _IN_BRACKETS.sub(lambda found: "●" * len(found[0]), text)


def _at_and(text: str, parted: str) -> Iterator[_Part]:
    if len(text) <= LONGEST_NAME or len(text) > LONGEST:
        yield _Part(text, parted)
        return
    if not is_name(text):
        for sign in _AND.finditer(masked(text)):
            before, after = text[: sign.start()], text[sign.end() :]
            left, right = _classified(_Part(before), _nowhere), _classified(_Part(after), _nowhere)
            if left.person and left.sure and (right.kind is not _Kind.OTHER):
                yield _Part(before, parted)
                yield from _at_and(after, sign[0])
                return
    if end := end_of_first(text):  # 省委书记张建国省长李卫东
        yield _Part(text[:end], parted)
        yield from _at_and(text[end:], "、")
        return
    yield _Part(text, parted)


def _nowhere(_: str) -> bool:
    return False


def _joined_names(parts: list[_Part]) -> list[_Part]:
    """张 伟, 王 小明 and 张 建 国 are a name each, and so is John Smith."""
    joined: list[_Part] = []
    for part in _spread_names(parts):
        last = joined[-1] if joined else None
        if last and part.near and (text := _one_name(last.text, part.text)):
            joined[-1] = replace(last, text=text)
        else:
            joined.append(part)
    return joined


def _spread_names(parts: list[_Part]) -> Iterator[_Part]:
    """Three characters, each apart, and no fourth, are a name."""
    if all(len(part.text) > 1 for part in parts):
        yield from parts
        return
    index = 0
    while index < len(parts):
        end = index + 1
        while end < len(parts) and parts[end].near and len(parts[end].text) == 1:
            end += 1
        text = "".join(part.text for part in parts[index:end])
        if end - index == 3 and len(text) == 3 and is_name(text):
            yield replace(parts[index], text=text)
        else:
            yield from parts[index:end]
        index = end


def _one_name(before: str, after: str) -> str | None:
    if len(before) > LONGEST:
        return None
    if _LATIN.fullmatch(after) and _LATIN_WORDS.fullmatch(before):
        return f"{before} {after}"
    core = _BRACKETS.sub("", after)
    if _ONE_OR_TWO.fullmatch(core):
        family = next((n for n in (1, 2) if len(before) == n and is_name(before + core)), None)
        if family and (len(before) == 1 or not is_name(before)):
            return before + after
        title, single = before[:-1], before[-1]
        if is_post(title) and len(title) > 1 and len(core) == 1 and is_name(single + core):
            return before + after
    return None


def _classified(part: _Part, is_place: IsPlace) -> _Part:
    """The part with what it is."""
    text = part.text
    inside: list[str] = []
    while text.endswith(_CLOSING) and (bracket := _BRACKETS.search(text)) and bracket.start():
        inside.insert(0, bracket[1].strip())
        text = text[: bracket.start()].strip()
    if text.endswith(_CAME_ENDS) and (came := _CAME.fullmatch(text)):
        text = came["who"]
    kind, person, sure = _told(text)
    if person and _is_of_place(text, person, is_place):
        kind, person = _Kind.POST, None
    if person is None and (person := _with_place(text, is_place)):
        kind = _Kind.PERSON
    if person is None:
        return replace(part, kind=kind)
    return replace(part, text=text, kind=kind, person=person, inside=tuple(inside), sure=sure)


def _is_of_place(text: str, person: Person, is_place: IsPlace) -> bool:
    """Whether what reads as 张建国省长 is rather 安徽省长 or 温州市长."""
    if not person.post or not text.startswith(person.name):
        return False
    return is_place(person.name) or is_place(person.name + person.post[0])


def _with_place(text: str, is_place: IsPlace) -> Person | None:
    """四川省王晓明: a name that stands right behind a place."""
    for length in (2, 3):
        name, place = text[-length:], text[:-length]
        if 2 <= len(place) <= LONGEST_PLACE and is_name(name) and is_place(place):
            return Person(name, place=place)
    return None


@lru_cache(maxsize=20_000)
def _told(text: str) -> tuple[_Kind, Person | None, bool]:
    """What a part is, the person if it has one, and whether that is certain."""
    if len(text) > LONGEST:
        return _Kind.OTHER, None, True
    if text in STEMS:
        return _Kind.NAME, Person(text), True
    if is_name(text) and len(text) <= LONGEST_NAME:
        return _Kind.NAME, Person(text), True
    if _LATIN_WORDS.fullmatch(text):
        return _told_latin(text)
    if titled := before_title(text):
        return _Kind.PERSON, Person(titled[1], titled[0]), True
    if placed := after_post(text):
        return _Kind.PERSON, Person(placed[1], placed[0]), is_name(placed[1])
    if is_name(text):
        parts = re.split(rf"[^{HAN}]", text)
        return _Kind.NAME, Person(text), not all(map(is_name, parts))
    if is_post(text) and not likes_a_body(text):
        return _Kind.POST, None, True
    if may_be_name(text):
        return _Kind.NAME, Person(text), False
    if likely := after_body(text):
        return _Kind.PERSON, Person(likely[1], likely[0]), False
    return _Kind.OTHER, None, True


def _told_latin(text: str) -> tuple[_Kind, Person | None, bool]:
    """Governor Yin Li, Yin Li, Governor of Sichuan."""
    words = text.split()
    titles = [n for n, word in enumerate(words) if _LATIN_TITLE.fullmatch(word)]
    name = words[titles[-1] + 1 :] if titles else words
    if titles and (not name or name[0] == "of"):
        return _Kind.POST, None, True
    if not all(word[0].isupper() for word in name) or not 2 <= len(name) <= 4:
        return _Kind.OTHER, None, True
    post = " ".join(words[: -len(name)])
    return (_Kind.PERSON if post else _Kind.NAME), Person(" ".join(name), post), True


def _without_others(parts: list[_Part]) -> list[_Part]:
    """李卫东等12人: the person, and a part that says of whom no name is given."""
    found: list[_Part] = []
    for part in parts:
        others = None
        if part.person is None and _COUNTED.fullmatch(part.text):
            found.append(replace(part, parted="、", kind=_Kind.POST))
            continue
        if part.person is None and ("等" in part.text or "一行" in part.text):
            others = _AND_OTHERS.fullmatch(part.text)
        if not others:
            found.append(part)
            continue
        if others["who"].strip():
            who = _classified(replace(part, text=others["who"].strip()), _nowhere)
            found.append(who)
        found.append(_Part(others["rest"], "、", _Kind.POST))
    return found


def _posts_before_names(parts: list[_Part]) -> list[_Part]:
    """What only white space parts from the name after it is his post, whatever it is: 某公司 张三,
    省长 甲.
    """
    found = list(parts)
    for index in range(len(found) - 1, 0, -1):
        part, before = found[index], found[index - 1]
        single = re.fullmatch(rf"[{HAN}]", part.text) and before.kind is _Kind.POST
        if part.near and single and part.kind is _Kind.OTHER:
            found[index] = part = replace(part, kind=_Kind.NAME, person=Person(part.text))
        if part.near and part.kind is _Kind.NAME and before.kind is _Kind.OTHER:
            found[index - 1] = replace(before, kind=_Kind.POST)
    return found


def _arranged(parts: Sequence[_Part], is_place: IsPlace) -> People:
    """Each name with its posts: those before it, or those after it where the list is so."""
    people: list[Person] = []
    doubts: list[Invalid] = []
    waiting: list[_Part] = []
    after = _names_come_first(parts)
    for index, part in enumerate(parts):
        if part.kind is _Kind.POST:
            following = parts[index + 1] if index + 1 < len(parts) else None
            own = people and not waiting and (after or (part.near and not _is_near(following)))
            if own and not _GROUP.search(part.text):
                people[-1] = replace(people[-1], post=f"{people[-1].post} {part.text}".strip())
            else:
                waiting.append(part)
        elif part.person:
            person, said = _with_brackets(part, is_place)
            if waiting and _of_either(parts, index - len(waiting), index):
                doubts.append(Invalid(PEOPLE_POST, post=waiting[0].text, name=person.name))
            people.append(replace(person, post=_in_full(waiting, part, person.post)))
            doubts += said
            doubtful = len(parts) > 1 or _is_guess(part) or may_be_two(part.text)
            if not part.sure and doubtful:
                doubts.append(Invalid(PEOPLE_TAKEN, name=person.name))
            waiting = []
    if people:
        doubts += [Invalid(PEOPLE_UNNAMED, text=part.text) for part in waiting]
    return people, doubts


def _is_guess(part: _Part) -> bool:
    """Whether a name was cut from a body's name, and not from a post."""
    return part.kind is _Kind.PERSON and after_post(part.text) is None


def _is_near(part: _Part | None) -> bool:
    return part is not None and part.near


def _of_either(parts: Sequence[_Part], first: int, name: int) -> bool:
    """Whether posts between two bare names may be of either: parted from both in the same way."""
    if parts[0].kind is _Kind.POST or parts[name].kind is not _Kind.NAME:
        return False
    if parts[first - 1].kind is not _Kind.NAME:
        return False
    return parts[first].near == parts[name].near


def _in_full(waiting: Sequence[_Part], part: _Part, own: str) -> str:
    """The posts that wait for a name, as they were written, and its own."""
    text = "".join(
        p.text if n == 0 else (p.parted.strip() or " ") + p.text for n, p in enumerate(waiting)
    )
    if not text or not own:
        return text or own
    return text + (part.parted.strip() or " ") + own


def _names_come_first(parts: Sequence[_Part]) -> bool:
    """张建国，省委书记，李卫东，省长: a name and what he is, and so on to the end."""
    kinds = [part.kind for part in parts]
    if len(kinds) < 2 or kinds[0] is not _Kind.NAME or kinds[-1] is not _Kind.POST:
        return False
    together = any(a is b is _Kind.NAME for a, b in pairwise(kinds))
    return not together and set(kinds) == {_Kind.NAME, _Kind.POST}


def _with_brackets(part: _Part, is_place: IsPlace) -> tuple[Person, list[Invalid]]:
    """张建国（省委书记）: his post, unless it is something else."""
    person, doubts = part.person or Person(part.text), []
    for text in part.inside:
        last = re.split(r"[、，,\s]", text)[-1]
        if CHAIR.fullmatch(text):
            person = replace(person, chairs=True)
        elif is_place(text):
            person = replace(person, place=text)
        elif is_post(last) or _LATIN_TITLE.match(text):
            person = replace(person, post=f"{person.post} {text}".strip())
        elif text:
            doubts.append(Invalid(PEOPLE_BRACKET, name=person.name, inside=text))
    return person, doubts
