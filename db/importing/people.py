"""People in one cell: separated by ； or line breaks, and by 、 where that parts people.

A title may hold a 、 itself (省委常委、常务副省长冯飞), so a part that ends with a title waits for
the name after it. Where it is not certain that a name ends a part, nothing is cut.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from db.importing.rows import Values
from db.terms import Role

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
    "向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴"
    "伯赏墨哈谯笪年爱阳佟言福朴覃肖付代仝尧褚呼䶮"
)
DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
)
TITLES = [
    "书记",
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "主席",
    "主任",
    "厅长",
    "局长",
    "处长",
    "部长",
    "司长",
    "会长",
    "院长",
    "校长",
    "秘书长",
    "委员",
    "常委",
    "成员",
    "专员",
    "组长",
    "队长",
    "团长",
    "代表",
    "经理",
    "董事长",
    "总裁",
    "理事长",
    "盟长",
    "旗长",
    "镇长",
    "乡长",
    "科长",
    "行长",
    "馆长",
    "站长",
    "所长",
    "参事",
    "顾问",
    "巡视员",
    "调研员",
    "负责人",
    "领导",
    "同志",
    "总工程师",
    "教授",
    "助理",
    "干部",
]
OFFICES = tuple("省市州县区厅局委部办会司处组院团室府协")

_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_PADDED = re.compile(
    rf"(?P<before>(?:.*[ \u3000]|.*(?:{'|'.join(TITLES)}))?)"
    rf"(?P<family>[{_HAN}])[ \u3000]+(?P<given>[{_HAN}])"
)
_LONG = re.compile(rf"[{_HAN}]+(?:[·•.][{_HAN}]+)+")
_AFTER_TITLE = re.compile(rf"(?P<post>.*(?:{'|'.join(TITLES)}))(?P<name>[{_HAN}·]{{2,}})")


def people(attendees: str, chair: str) -> list[Values]:
    """Persons in the order of the cell, each "post name" or a bare name. Who is in the chair and
    not among them comes first.
    """
    named = [person(part, Role.ATTENDEE) for part in split(attendees)]
    for presiding in reversed([person(part, Role.CHAIR) for part in split(chair)]):
        present = next((p for p in named if p["name"] == presiding["name"]), None)
        if present is None:
            named.insert(0, presiding)
        else:
            present["role"] = Role.CHAIR
            present["post"] = present["post"] or presiding["post"]
    return [{"position": position} | p for position, p in enumerate(named, start=1)]


@lru_cache(maxsize=10_000)
def split(text: str) -> tuple[str, ...]:
    """One text a person."""
    return tuple(_each(text))


def _each(text: str) -> Iterator[str]:
    for part in re.split(r"[；;\n]", text):
        if part.strip():
            yield from _by_comma(part.strip())


def person(text: str, role: Role) -> Values:
    """A post may hold 、 and is cut from the name at the last white space, or after a title."""
    text = text.strip()
    post, name = _parts(text)
    return {"name": name, "post": post or None, "role": role}


def is_name(text: str) -> bool:
    """Whether a text is certainly the name of a person."""
    if _LONG.fullmatch(text):
        return True
    if not re.fullmatch(rf"[{_HAN}]{{2,4}}", text):
        return False
    if text.startswith(DOUBLE):
        return len(text) > 2
    ends = (*TITLES, *OFFICES)
    return len(text) < 4 and text[0] in SURNAMES and not text.endswith(ends)


def _by_comma(text: str) -> Iterator[str]:
    """Cut at 、 where every part so made ends with a name; otherwise do not cut at all."""
    found: list[str] = []
    waiting = ""
    for part in re.split(r"[、，]|,(?![0-9])", text):
        waiting += ("、" if waiting else "") + part.strip()
        if is_name(_parts(waiting)[1]):
            found.append(waiting)
            waiting = ""
    if waiting or len(found) < 2:
        yield text
    else:
        yield from found


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[str, str]:
    """(post, name); no post where none can be told from the name."""
    if text.isascii() and not re.search(r"[,:]", text):
        return "", text
    text = _unpadded(text)
    post, _, name = text.rpartition(" ")
    if post:
        return post.strip(), name
    post, _, name = text.rpartition("\u3000")
    if post:
        return post.strip(), name
    after = _AFTER_TITLE.fullmatch(text)
    if after and is_name(after["name"]):
        return after["post"], after["name"]
    return "", text


def _unpadded(text: str) -> str:
    """A name of two characters set apart (王 毅) is one word; a post before it stays apart."""
    padded = _PADDED.fullmatch(text)
    if padded and is_name(padded["family"] + padded["given"]):
        return f"{padded['before']}{padded['family']}{padded['given']}"
    return text
