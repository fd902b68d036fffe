"""The names of a unit: those in full, and the short ones of everyday (凉山, 昭觉, 前旗, 高新区);
those of a development zone, with and without the place that it is of (乐山市高新区, 高新区).
"""

import re
from collections.abc import Iterator

from db.models import Area
from db.terms import Level

_PEOPLE = re.compile(
    "(?:蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族"
    "|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜"
    "|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克"
    "|怒族|鄂温克族|鄂伦春族|德昂族|保安族|裕固族|独龙族|各族)+$"
)

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_AUTONOMOUS = (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", ""))
_ENDS = ("地区", "林区", "特区", "新区", "市", "县", "区", "盟", "旗")
_BANNER = re.compile("[前中后左右]旗$")
_ZONES = (
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
)
_KINDS = (
    ("经济技术开发区", "经济开发区", "经开区"),
    ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区", "高新区"),
    ("新区",),
)
_RANK = re.compile("(?:国家级|省级|国家)$")
_GENERIC = re.compile(
    "(?:(?:国家级|省级|国家)?(?:产业|工业|示范|开发|保税|合作|园|新城|[东南西北中])*[区园城])$"
)
_NO_ZONE = re.compile("(?:开发区|园区|管理区|保税区)$")
_NO_PLACE = re.compile("^(?:市辖区|县)$|直辖县级行政区划$")


def is_place(area: Area) -> bool:
    """Whether a row is a place: 市辖区 and its like are headings of the official table."""
    return not _NO_PLACE.search(area.name_zh)


def full_names(area: Area) -> Iterator[str]:
    """The official name, the code, the English name, of a province also its letters: ZJ; and what
    is as plain as the official name: 凉山州 for 凉山彝族自治州, 东乡县 for 东乡族自治县.
    """
    yield area.name_zh
    yield area.adcode
    if area.name_en:
        yield area.name_en
    if area.iso_3166_2:
        yield area.iso_3166_2.removeprefix("CN-")
    for end, short in _AUTONOMOUS:
        if area.name_zh.endswith(end) and area.level is not Level.PROVINCE:
            stem = area.name_zh.removesuffix(end)
            bare = _bare(stem)
            yield from (stem + short, bare + short, bare + end)


def short_names(area: Area) -> Iterator[str]:
    """凉山彝族自治州 → 凉山; 广元市 → 广元; 科尔沁右翼前旗 → 前旗; 浙江省 → 浙江, 浙. None of one
    character but a province's.
    """
    name = area.name_zh
    if area.level is Level.PROVINCE:
        named = (area.short_zh, area.abbreviation, area.other_abbreviation)
        yield from (name for name in named if name)
        return
    for end, _short in _AUTONOMOUS:
        if name.endswith(end):
            if (bare := _bare(name.removesuffix(end)))[1:]:
                yield bare
            return
    for end, short in _ZONES:
        if name.endswith(end):
            yield name.removesuffix(end) + short
    if _NO_ZONE.search(name):
        return
    if _BANNER.search(name):
        yield name[-2:]
    for end in _ENDS:
        if name.endswith(end) and len(name) - len(end) > 1:
            stem = name.removesuffix(end)
            yield stem
            if end in ("区", "县", "新区") and (bare := _PEOPLE.sub("", stem)) != stem and bare[1:]:
                yield from (bare, bare + "区")
            return


def _bare(stem: str) -> str:
    """凉山彝族 → 凉山; 东乡族 → 东乡."""
    return _PEOPLE.sub("", stem) or stem.removesuffix("族")


def is_generic(name: str) -> bool:
    """Whether many zones are called so: 高新区, 国家级经开区, 工业园区."""
    stem, _forms = _stem(name)
    return not stem or _GENERIC.fullmatch(name) is not None


def zone_names(zone: Area, parent: Area) -> tuple[set[str], set[str]]:
    """The names of a zone by which it is found anywhere, and those by which it is found only within
    its parent: for 乐山国家高新技术产业开发区 among others 乐山市高新区 and 高新区.
    """
    stem, forms = _stem(zone.name_zh)
    of = {name for name in (*full_names(parent), *short_names(parent)) if _HAN.fullmatch(name)}
    written = next(
        (name for name in sorted(of, key=len, reverse=True) if stem.startswith(name)), ""
    )
    own = stem.removeprefix(written)
    bare = {own + form for form in forms}
    everywhere = {zone.name_zh, zone.adcode, *([zone.name_en] if zone.name_en else [])}
    everywhere |= {name + rest for name in of for rest in bare}
    return (everywhere, bare) if written else (everywhere | bare, set())


def _stem(name: str) -> tuple[str, tuple[str, ...]]:
    """A zone's name without the word for its kind, and all words for that kind."""
    for forms in _KINDS:
        for form in forms:
            if name.endswith(form):
                return _RANK.sub("", name.removesuffix(form)), forms
    return name, ("",)
