"""What places a text names: 四川省凉山州昭觉县城北乡, 凉山昭觉, 昭觉县、布拖县, 青川经济开发区.

A text is read from its beginning, a name at a time, each within the one before; what is left over
is a town, a village, a park or a street, of which the store keeps no list.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.importing.convert import is_invisible
from db.importing.gazetteer import Gazetteer
from db.importing.traditional import simplified
from db.terms import Level

_PLAIN = re.compile("[\u4e00-\u9fff0-9]+")
_ASIDE = re.compile(r"\((?:原|今|现|曾|即|含|包括)[^)]*\)")
_WITHIN = re.compile(
    r"(?P<place>[^()]+[^()省市州盟])\((?P<wider>[^()、,;]*[市州盟]|[^()、,;]*地区)\)"
    r"|(?P<unit>[^()]*)\((?P<province>[^()、,;]*(?:省|自治区))\)"
)
"""青川县（广元市）: what a place lies in, behind it."""
_BETWEEN = re.compile(r"[、,;\n&+]")
_SOFT = re.compile(r"[()\[\]{}<>《》〈〉【】〔〕“”\"'‘’·•.:—–\-_~→/|\\]+")
_AND = re.compile("^(?:以及|[和与及暨])")
_AND_OTHERS = re.compile(
    r"(?<!天)等(?:地|县|区|市|州|[0-9一二三四五六七八九十两]+个?(?:县|区|市|地|州).*)?$"
)
"""天等县 is the one unit with this character in its name."""
_BEFORE = re.compile("^(?:位于|地处|在|中国|我国)")

_NOT_AFTER_SHORT = frozenset("省市县区州盟旗镇乡村路街巷桥河江湖山寺庙站港湾岛海关门口川")
"""A short name followed by one of these is part of another name: 城关镇, 大通路."""
_TOWN = re.compile("[镇乡村]|街道|社区|苏木|嘎查")
_LOCAL = re.compile(
    f"{_TOWN.pattern}|[区园厂场站组路号库校院坝]|基地|中心|境内|县城|周边|全境|本级|一带|各地|范围"
)
_UNIT = re.compile("^.{1,9}?(?:自治[州县旗]|地区|[县市区旗盟州])")
_NO_UNIT = re.compile("[镇乡村街道园厂场0-9各多]")
_NOT_AFTER_UNIT = tuple("镇乡村街路场民委级长城")
_COMMON = re.compile(
    "^(?:各|全|多个|部分|相关|本|主|老|新|旧|周边)|(?:市场|超市|城市|集市|夜市|菜市|社区|小区|片区|园区|景区"
    "|库区|林区|牧区|厂区|校区|范区|发区|新区|业区|税区|作区|验区|能区|游区|置区|中区|聚区|集区|街区|山区"
    "|辖区|城区|郊区|市区|假区|护区|务区|行区|农区|灌区|矿区|港区|湖区|坝区|贸区|理区|态区|胜区|心区|术区"
    "|经开区|高新区|特区|地区|县城|州府|市郊|东区|西区|南区|北区)$"
)
_ABBREVIATION = 1
"""Characters of a province's abbreviation: it counts only before a name of that province."""


@dataclass(frozen=True)
class Match:
    """Places that a text may name, and what follows the name.

    `name`: the last one in the text, `short` for another or not. `stated`: the text says what they
    lie in, or gives the code.
    """

    adcodes: tuple[str, ...]
    name: str
    rest: str
    short: bool
    stated: bool


def parts(text: str) -> list[str]:
    """The names in a text one by one, without what stands between them, simplified."""
    if _PLAIN.fullmatch(text):
        return [_BEFORE.sub("", simplified(text))]
    folded = _ASIDE.sub("", simplified(unicodedata.normalize("NFKC", text)).casefold())
    pieces = map(_from_wide, _BETWEEN.split(folded))
    return [part for piece in pieces if (part := _bare(piece))]


def _from_wide(piece: str) -> str:
    """青川县（广元市） as 广元市青川县."""
    found = _WITHIN.fullmatch(piece.strip())
    if found is None:
        return piece
    return (found["wider"] or found["province"]) + (found["place"] or found["unit"] or "")


def _bare(piece: str) -> str:
    bare = "".join(c for c in _SOFT.sub("", piece) if not c.isspace() and not is_invisible(c))
    return _BEFORE.sub("", bare)


def and_others(part: str) -> str | None:
    """昭觉县等3个县 → 昭觉县; None where the text names no others."""
    found = _AND_OTHERS.search(part)
    return part[: found.start()] if found and found.start() > 1 else None


def and_another(rest: str) -> str | None:
    """和布拖县 → 布拖县; None where the rest begins otherwise."""
    found = _AND.match(rest)
    return rest[found.end() :] if found else None


def unknown_unit(rest: str) -> str | None:
    """What looks like a county in the rest of a text, and is none that is known: 青州县."""
    found = _UNIT.match(rest)
    if not found or _COMMON.search(found[0]) or _NO_UNIT.search(found[0]):
        return None
    return None if rest[found.end() :].startswith(_NOT_AFTER_UNIT) else found[0]


def in_town(rest: str) -> bool:
    """Whether the rest of a text names a town or a village."""
    return _TOWN.search(rest) is not None


def is_local(rest: str) -> bool:
    """Whether the rest of a text is of the kind that lies in a county: 沙州镇, 经济开发区."""
    return _LOCAL.search(rest) is not None


def inside(known: Gazetteer, text: str, province: str) -> Match | None:
    """The place of a province that is named in full within a text, if it is one alone."""
    found: dict[tuple[str, ...], Match] = {}
    start = 1
    while start < len(text):
        each = match(known, text[start:], (province,))
        if each and not each.short and len(each.name) > _ABBREVIATION + 1:
            found[each.adcodes] = each
            start = len(text) - len(each.rest)
        else:
            start += 1
    return next(iter(found.values())) if len(found) == 1 else None


def match(known: Gazetteer, text: str, scopes: tuple[str | None, ...]) -> Match | None:
    """What a text names, in the first of those places (None: anywhere) that explains most of it,
    or in which it begins with a name in full.
    """
    best: Match | None = None
    beginnings = _beginnings(known, text)
    for scope in scopes if beginnings else ():
        found = _within(known, text, scope, beginnings, scopes[0])
        if scope is None and found and found.short and found.rest and not found.stated:
            continue
        if found and (best is None or len(found.rest) < len(best.rest)):
            best = found
        if best and (not best.rest or not best.short):
            break
    return best


Beginning = tuple[str, tuple[str, ...], bool]
"""A name that a text begins with, the places of that name, and whether it is short for another."""


def _within(
    known: Gazetteer,
    text: str,
    scope: str | None,
    beginnings: Iterable[Beginning],
    nearest: str | None,
) -> Match | None:
    """The reading of a text that leaves the least over, of places within another one. 高新区 alone
    is the zone of the `nearest` place, and of no other.
    """
    best: Match | None = None
    for name, adcodes, short in beginnings:
        inside = adcodes
        if scope is not None:
            inside = tuple(code for code in adcodes if known.lies_in(code, scope))
        if known.bare:
            inside = tuple(code for code in inside if _is_near(known, name, code, scope, nearest))
        if not inside:
            continue
        for found in _readings(known, name, text[len(name) :], inside, short):
            if best is None or len(found.rest) < len(best.rest):
                best = found
    return best


def _is_near(
    known: Gazetteer, name: str, adcode: str, scope: str | None, nearest: str | None
) -> bool:
    if (name, adcode) not in known.bare:
        return True
    return scope is not None and scope == nearest == known.areas[adcode].parent_adcode


def _beginnings(known: Gazetteer, text: str) -> list[Beginning]:
    """Those of a text, long ones first."""
    found: list[Beginning] = []
    for length in known.lengths.get(text[:1], ()):
        name = text[:length]
        if len(name) < length:
            continue
        if adcodes := known.full.get(name):
            found.append((name, adcodes, False))
        if adcodes := known.short.get(name):
            found.append((name, adcodes, True))
    return found


def _readings(
    known: Gazetteer, name: str, rest: str, adcodes: tuple[str, ...], short: bool
) -> Iterator[Match]:
    """A name by itself, and with names of what lies in it after it."""
    deeper = [found for code in adcodes if rest and (found := _below(known, rest, code))]
    if deeper:
        least = min(len(found.rest) for found in deeper)
        nearest = [found for found in deeper if len(found.rest) == least]
        codes = dict.fromkeys(code for found in nearest for code in found.adcodes)
        first = nearest[0]
        yield Match(tuple(codes), first.name, first.rest, first.short, True)
        return
    code = name.isascii() and name.isdigit()
    if len(name) == _ABBREVIATION and rest:
        return
    if rest and not code and (_joined(name, rest) or (short and not _may_follow(rest))):
        return
    yield Match(adcodes, name, rest.lstrip("0123456789") if code else rest, short, code)


def _below(known: Gazetteer, rest: str, adcode: str) -> Match | None:
    if known.areas[adcode].level is Level.COUNTY and adcode not in known.zoned:
        return None
    below = [
        (name, tuple(code for code in codes if code != adcode) if adcode in codes else codes, short)
        for name, codes, short in _beginnings(known, rest)
    ]
    return _within(known, rest, adcode, below, adcode) if below else None


def _joined(name: str, rest: str) -> bool:
    """Whether a word of Latin letters or a number goes on after the name."""
    return name.isascii() and rest[0].isascii() and rest[0].isalnum()


def _may_follow(rest: str) -> bool:
    return len(rest) > 1 and rest[0] not in _NOT_AFTER_SHORT
