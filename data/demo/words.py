"""The words that demo records are made of; no person or site can be taken for a real one."""

import re
from collections.abc import Mapping
from random import Random
from typing import Final

from data.demo.tables import PROVINCES, rows

MARK: Final = "（演示）"
SOURCE: Final = "演示数据（随机生成，非真实记录）"
NOTE: Final = "演示记录"

EASTWARD: Final = "西部赴东部"
WESTWARD: Final = "东部赴西部"

PROVINCE_LEVEL: Final = "省级"
LEVELS: Final = {PROVINCE_LEVEL: 3, "市级": 4, "县级": 3}  # level → weight among visits

_TO_2020: Final = {
    "cooperation": "扶贫协作",
    "people": "贫困人口",
    "workshop": "扶贫车间",
    "sales": "消费扶贫",
    "goal": "脱贫攻坚",
    "firms_and_villages": "万企帮万村",
}
_FROM_2021: Final = {
    "cooperation": "东西部协作",
    "people": "脱贫人口",
    "workshop": "帮扶车间",
    "sales": "消费帮扶",
    "goal": "乡村振兴",
    "firms_and_villages": "万企兴万村",
}

HELPER_SITES: Final = (
    "演示农产品批发市场",
    "演示产业园区",
    "演示数字乡村中心",
    "演示职业技术学校",
    "演示纺织企业",
    "演示美丽乡村",
    "演示电商直播基地",
)

PURPOSES: Final = {
    WESTWARD: (
        "考察{industry}项目进展，对接{cooperation}资金使用",
        "走访{people}，商定下一步{goal}帮扶事项",
        "推动{firms_and_villages}结对，洽谈{industry}合作",
        "看望挂职干部和专业技术人才，调研{workshop}运行",
    ),
    EASTWARD: (
        "推介{industry}项目，邀请企业赴西部投资",
        "学习乡村建设经验，对接人才交流和劳务协作",
        "对接{sales}渠道，推动特色农产品进入东部市场",
        "通报{cooperation}进展，商定年度{goal}重点事项",
    ),
}

AT_MEETING: Final = "考察{industry}项目，落实{cooperation}事项"

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"


def of_period(year: int) -> Mapping[str, str]:
    """The vocabulary of a year: 扶贫协作 to 2020, 东西部协作 from 2021."""
    return _FROM_2021 if year >= 2021 else _TO_2020


def capital(adcode: str, province_zh: str) -> str:
    """The capital of a province, or the province itself where none is listed."""
    known = {row["adcode"]: row["capital_zh"] for row in rows(PROVINCES)}
    return known.get(adcode, province_zh)


def persons(chance: Random, count: int) -> list[str]:
    """Different placeholders for persons, such as 演示负责人甲; at most ten."""
    return [f"演示负责人{stem}" for stem in chance.sample(_STEMS, count)]


def county(place: str) -> str:
    """The last part of a full name: 凉山彝族自治州昭觉县 → 昭觉县."""
    return re.sub(r"^.+?(自治州|地区|盟|市)(?=.{2})", "", place)
