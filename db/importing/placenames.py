"""The other names of places: short ones (凉山, 昭觉), and those of units renamed since.

Renamings follow the notices of the State Council on changes of administrative divisions.
"""

import re
from collections.abc import Iterator

from db.models import Area
from db.terms import Level

RENAMED = {
    "吐鲁番地区": "吐鲁番市",
    "哈密地区": "哈密市",
    "日喀则地区": "日喀则市",
    "昌都地区": "昌都市",
    "林芝地区": "林芝市",
    "山南地区": "山南市",
    "那曲地区": "那曲市",
    "毕节地区": "毕节市",
    "铜仁地区": "铜仁市",
    "海东地区": "海东市",
    "陇南地区": "陇南市",
    "定西地区": "定西市",
    "达川地区": "达州市",
    "巴中地区": "巴中市",
    "广安地区": "广安市",
    "昭通地区": "昭通市",
    "曲靖地区": "曲靖市",
    "思茅地区": "普洱市",
    "思茅市": "普洱市",
    "临沧地区": "临沧市",
    "丽江地区": "丽江市",
    "保山地区": "保山市",
    "百色地区": "百色市",
    "河池地区": "河池市",
    "遵义地区": "遵义市",
    "安顺地区": "安顺市",
    "固原地区": "固原市",
    "中甸县": "香格里拉市",
    "香格里拉县": "香格里拉市",
    "马尔康县": "马尔康市",
    "康定县": "康定市",
    "会理县": "会理市",
    "射洪县": "射洪市",
    "奉化市": "奉化区",
    "富阳市": "富阳区",
    "临安市": "临安区",
    "萧山市": "萧山区",
    "余杭市": "余杭区",
    "鄞县": "鄞州区",
    "绍兴县": "柯桥区",
    "上虞市": "上虞区",
    "洞头县": "洞头区",
    "达县": "达川区",
    "玉环县": "玉环市",
    "兴仁县": "兴仁市",
    "黔西县": "黔西市",
    "盘县": "盘州市",
    "水城县": "水城区",
}

ALSO = {"内蒙": "内蒙古自治区"}

_PEOPLES = [
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "阿昌族",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "各族",
]
_PEOPLE = re.compile(f"(?:{'|'.join(sorted(_PEOPLES, key=len, reverse=True))})+$")


def short_names(area: Area) -> Iterator[str]:
    """凉山彝族自治州 → 凉山, 凉山州; 广元市 → 广元; 昭觉县 → 昭觉. No name of one character."""
    name = area.name_zh
    for end, short in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "")):
        if name.endswith(end):
            stem = _PEOPLE.sub("", name.removesuffix(end))
            if len(stem) > 1 and area.level is not Level.PROVINCE:
                yield stem
                yield stem + short
            return
    for end in ("地区", "市", "县", "区", "盟", "旗"):
        if name.endswith(end) and len(name) - len(end) > 1:
            yield name.removesuffix(end)
            return
