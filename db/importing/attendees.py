"""The people of one cell, in every form that offices write them in.

Lines, ； and numbers part them. What stands before a colon (四川：…, 省长：…) says whose or what
those after it are: a place until the next one, a post for its own list. `personlist` reads each.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from db.importing.issue import Invalid
from db.importing.numbers import NOTHING_WORDS
from db.importing.personlist import CHAIR, IsPlace, People, Person, masked, people_of
from db.importing.personnames import HAN, is_name, is_post
from db.importing.problems.cells import NOTHING_GIVEN

_SPACE = re.compile(r"[ \t\u00a0\u3000\u2000-\u200a\u202f]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_END = re.compile(r"[；;\n。]")
_DIGITS = "[0-9０-９]{1,2}"
_NUMBER = re.compile(
    rf"[（(] *{_DIGITS} *[)）]|{_DIGITS} *[.．、)）](?![0-9０-９])|(?<![^\s；;]){_DIGITS}(?= )"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"
    r"|(?<![^\s；;])(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])"
)
_BULLETS = "-•·●◆▪*— "
_BESIDE = "、，,/|：: "
"""What may be left at the edges of a list."""
_WORD = r"[^\s、，,/|；;：:（）()【】〔〕〖〗\[\]［］]{1,20}"
_HEADING = re.compile(
    rf"(?<![^\s、，,/|])(?P<text>{_WORD}|[A-Z][A-Za-z .'-]{{1,40}})\s*[：:](?![0-9])"
)
_GROUP = re.compile(rf"(?P<text>{_WORD})\s*[（(](?P<list>[^（）()]+)[)）]")
_MARK = re.compile(rf"(?P<open>[【\[［〔〖（(])\s*(?P<text>{_WORD})\s*[】\]］〕〗)）]")
_MARKS = frozenset("【[［〔〖（(")
_TWICE = re.compile(rf"{_WORD}[（(](?P<text>{_WORD})[）)]\s*(?=[：:])")
_BEFORE_DASH = re.compile(rf"(?:^|(?<=[\n；;]))\s*(?P<text>{_WORD}?)\s*[-－—–]{{1,2}}\s*")
_STANDING = re.compile(rf"(?:^|(?<=[\n；; ]))(?P<text>[{HAN}]{{2,12}}) (?=[^ ])")
_DASHED = re.compile(rf"(?P<name>[{HAN}·]{{2,12}}) ?[-－—–]{{1,2}} ?(?P<post>[{HAN}]{{2,20}})")
_POST_DASHED = re.compile(rf"(?P<post>[{HAN}]{{2,20}}) ?[-－—–]{{1,2}} ?(?P<name>[{HAN}·]{{2,12}})")
_QUOTED = re.compile(f'[“"‘]([{HAN}·]{{2,12}})[”"’]')
_NOBODY = NOTHING_WORDS | {"略", "不详", "未知", "待定", "无记录", "n/a", "N/A", "none", "None"}
_WHO = re.compile(
    r"(?:参会|出席|与会|参加|列席|陪同|主要|党政|会议)*(?:领导|人员|嘉宾|同志|代表|名单|单位)*"
    r"|attendees|participants|present",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"(?:方面|一?方|代表团|党政|一行|(?:省|市|州|县|区)?(?:参会|出席|与会|参加|主要)*"
    r"(?:领导|人员|嘉宾|代表|同志)|delegation|side)+$"
)


def read(text: str, is_place: IsPlace) -> People:
    """The people of a cell in its order, and what of it is not certain."""
    if text.strip() in _NOBODY:
        return [], [Invalid(NOTHING_GIVEN)]
    people: list[Person] = []
    doubts: list[Invalid] = []
    place = ""
    for piece in _pieces(text, is_place):
        for heading, chunk in _headed(piece):
            if heading and (named := _place(heading, is_place)):
                place, heading = named, ""
            if heading and is_name(heading) and is_post(chunk):  # 张建国：省委书记
                people.append(Person(heading, chunk, place))
            elif chunk:
                found, said = people_of(chunk, is_place)
                people += [_under(heading, place, person) for person in found]
                doubts += said
    return people, doubts


def _pieces(text: str, is_place: IsPlace) -> Iterator[str]:
    """Lists of people, with a heading or none; 四川（甲） and 【四川】甲 are 四川：甲."""
    text = _SPACE.sub(" ", _UNSEEN.sub("", text.replace("\r", "\n")))
    text = _headed_by_places(_NUMBER.sub("\n", text), is_place)
    text = _DASHED.sub(_in_brackets, _QUOTED.sub(r"\1", text))
    text = _POST_DASHED.sub(_in_brackets, text)
    start = 0
    for end in [*(found.start() for found in _END.finditer(masked(text))), len(text)]:
        if piece := text[start:end].strip().lstrip(_BULLETS):
            yield piece
        start = end + 1


def _headed_by_places(text: str, is_place: IsPlace) -> str:
    """The text with every place that heads a list before a colon: 四川（甲）, 【四川】甲, 四川－甲,
    西部（四川）：甲.
    """

    def group(found: re.Match[str]) -> str:
        place = _place(found["text"], is_place)
        return f"\n{place}：{found['list']}\n" if place else found[0]

    def heading(found: re.Match[str]) -> str:
        place = _place(found["text"], is_place)
        return f"\n{place}：" if place else found[0]

    def twice(found: re.Match[str]) -> str:
        return f"\n{found['text']}" if _place(found["text"], is_place) else found[0]

    if not _MARKS.isdisjoint(text):
        text = _GROUP.sub(group, _marked(_TWICE.sub(twice, text), is_place))
        text = re.sub(" +(?=[（(])", "", text)
    first = _STANDING.match(text.lstrip())
    if first and _place(first["text"], is_place) and not is_name(first["text"]):
        text = _STANDING.sub(heading, text)  # 浙江 甲 乙 四川 丙
    return _BEFORE_DASH.sub(heading, text)


def _marked(text: str, is_place: IsPlace) -> str:
    """【浙江】甲、乙【四川】丙: a place in brackets heads what follows where it stands first, or
    behind a sign; and once one does, so do the others in such brackets. 甲（浙江） does not.
    """
    marks = [found for found in _MARK.finditer(text) if _place(found["text"], is_place)]
    heads = {found["open"] for found in marks if not text[: found.start()].strip()}
    made, start = [], 0
    for found in marks:
        before = text[: found.start()]
        if found["open"] in heads or not before.strip() or before[-1] in "\n；;、，,":
            made.append(f"{text[start : found.start()]}\n{_place(found['text'], is_place)}：")
            start = found.end()
    return "".join(made) + text[start:]


def _in_brackets(found: re.Match[str]) -> str:
    """张建国－省委书记 and 省委书记——张建国 as 张建国（省委书记）."""
    name, post = found["name"], found["post"]
    return f"{name}（{post}）" if is_name(name) and is_post(post) else found[0]


def _headed(piece: str) -> Iterator[tuple[str, str]]:
    """(heading, list) for every heading in a piece; the first may be ""."""
    if "：" not in piece and ":" not in piece:
        yield "", piece.strip(_BESIDE)
        return
    heading, start = "", 0
    for found in _HEADING.finditer(masked(piece)):
        if found.start() > start or heading:
            yield heading, piece[start : found.start()].strip(_BESIDE)
        heading, start = found["text"].strip(), found.end()
    yield heading, piece[start:].strip(_BESIDE)


def _place(heading: str, is_place: IsPlace) -> str:
    """四川省领导 → 四川省; "" where a heading names no place."""
    for text in (heading, _OF_PLACE.sub("", heading).strip()):
        if text and is_place(text):
            return text
    return ""


def _under(heading: str, place: str, person: Person) -> Person:
    """The person with what his heading says of him."""
    if not heading:
        return replace(person, place=person.place or place) if place else person
    chairs = person.chairs or CHAIR.fullmatch(heading) is not None
    post = "" if CHAIR.fullmatch(heading) or _WHO.fullmatch(heading) else heading
    together = f"{post} {person.post}".strip()
    return replace(person, post=together, place=person.place or place, chairs=chairs)
