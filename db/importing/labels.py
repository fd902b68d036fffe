"""The words of ledgers for the closed vocabularies. The first name of each is the template's."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from db.importing.convert import term
from db.importing.converted import Noted, plain
from db.importing.issue import Invalid
from db.importing.numerals import number
from db.importing.problems.cells import TERM_TAKEN
from db.terms import Basis, Category, Direction, Industry, Level, Mechanism, Side, Stage

INDUSTRIES = {
    Industry.TEA: ("茶叶", "茶产业", "茶"),
    Industry.HERBS: ("中药材", "中草药", "中医药"),
    Industry.TEXTILES: ("纺织服装", "纺织", "服装"),
    Industry.ECOMMERCE: ("农村电商", "电商", "电子商务"),
    Industry.CROPS: ("种植业", "种植"),
    Industry.LIVESTOCK: ("养殖业", "养殖", "畜牧业"),
    Industry.PROCESSING: ("农产品加工", "加工业"),
    Industry.TOURISM: ("文化旅游", "文旅", "旅游", "乡村旅游"),
    Industry.PARKS: ("产业园区", "园区", "共建园区"),
    Industry.WORKSHOPS: ("帮扶车间", "扶贫车间"),
    Industry.LIVELIHOOD: ("民生项目", "民生"),
    Industry.OTHER: ("其他", "其它"),
}

STAGES = {
    Stage.SIGNED: ("已签约", "签约", "未开工", "前期", "前期准备", "前期工作", "筹备"),
    Stage.REGISTERED: ("已立项", "立项", "已备案", "备案", "已注册", "注册"),
    Stage.STARTED: ("已开工", "开工", "在建", "开工建设", "建设中", "施工中", "正在建设"),
    Stage.FUNDED: (
        "已到资",
        "资金到位",
        "完工",
        "已完工",
        "竣工",
        "已竣工",
        "已验收",
        "验收",
        "建成",
        "已建成",
        "完成",
        "已完成",
    ),
    Stage.PRODUCING: ("已投产", "投产", "已投用", "投入使用", "已运营", "运营"),
    Stage.STALLED: ("已停滞", "停滞", "停工", "已停工", "暂停", "停建", "缓建"),
    Stage.CANCELLED: ("已取消", "取消", "终止", "已终止"),
}

STAGES_NOTED = frozenset(STAGES[Stage.SIGNED][2:] + STAGES[Stage.FUNDED][2:])
"""Words that say less, or something else, than the rung of the ladder that they are put on."""

MORE_STAGES = {
    Stage.SIGNED: "未启动 未动工 拟建 谋划 储备 招标中 正在招标 planned not_started",
    Stage.STARTED: "施工 动工 已动工 已开工建设 开工在建 实施中 正在实施 推进中 正在推进 续建 "
    "主体完工 under_construction in_progress ongoing",
    Stage.FUNDED: "竣工验收 已竣工验收 完工验收 已完工验收 全部完工 已全部完工 completed finished",
    Stage.PRODUCING: "建成投产 已建成投产 投产达效 已投入使用 运营中 正常运营 部分投产 "
    "试运营 试运行 试生产 in_operation operating",
    Stage.STALLED: "停产 停止建设 suspended",
}
"""Further words of ledgers, each taken with a note."""

MORE_INDUSTRIES = {
    Industry.TEA: "茶叶产业 茶业 茶叶种植",
    Industry.HERBS: "中药材产业 中药材种植 中药 药材 中药产业",
    Industry.TEXTILES: "纺织业 纺织服装业 服装业 服装加工",
    Industry.ECOMMERCE: "电商产业 电子商务产业 农产品电商",
    Industry.CROPS: "特色种植 特色种植业 种植产业 林果 林果业 果业 蔬菜 水果 果蔬 "
    "食用菌 食用菌产业",
    Industry.LIVESTOCK: "养殖产业 特色养殖 畜牧 畜牧养殖 畜禽养殖 水产 水产养殖",
    Industry.PROCESSING: "加工 农产品加工业 农产品精深加工 精深加工 食品加工",
    Industry.TOURISM: "旅游业 旅游产业 文旅产业 文化旅游业 文化旅游产业 乡村旅游业 农旅融合",
    Industry.PARKS: "产业园 农业园区 现代农业园区 农业产业园 现代农业产业园 工业园区",
    Industry.WORKSHOPS: "就业帮扶车间 就业车间",
    Industry.LIVELIHOOD: "民生工程 社会事业 公共服务 教育 医疗 卫生 教育医疗 基础设施 "
    "人居环境 乡村建设",
}
"""Further words for industries, each taken with a note."""

MORE_LEVELS = {
    Level.PROVINCE: "省部级 省级层面 provincial",
    Level.PREFECTURE: "市州 州 州级 地市级 地级 盟市级 市级层面 municipal",
    Level.COUNTY: "区 区级 县区 县区级 县(区)级 县市区级 旗县级 县级层面",
}
"""Further words for levels; nothing need be said of them."""

_PERCENT = re.compile(
    r"(?:已|累计|约|完成|工程|工程量|总量|投资|建设|施工|形象|总?进度|比例|的|达到?|至|为|:)*"
    r"(?:(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)%|百分之(?P<spelled>[一二三四五六七八九十百零]{1,4})"
    r"|(?P<part>0?\.[0-9]+)|(?P<bare>[0-9]{1,3}(?:\.[0-9]+)?))(?:左右|以上)?"
)

DIRECTIONS = {
    Direction.EAST_TO_WEST: ("东部赴西部", "东赴西", "东部到西部", "东部→西部", "赴西部"),
    Direction.WEST_TO_EAST: ("西部赴东部", "西赴东", "西部到东部", "西部→东部", "赴东部"),
}

LEVELS = {
    Level.NATIONAL: ("国家级", "国家"),
    Level.PROVINCE: ("省级", "省"),
    Level.PREFECTURE: ("市级", "市州级", "市"),
    Level.COUNTY: ("县级", "区县级", "县"),
}

MECHANISMS = {
    Mechanism.POVERTY_ALLEVIATION: ("东西部扶贫协作", "扶贫协作"),
    Mechanism.COOPERATION: ("东西部协作", "协作"),
    Mechanism.COUNTERPART_SUPPORT: ("对口支援", "支援"),
}

BASES = {
    Basis.CUMULATIVE: ("累计", "累计数", "累计值", "年累计", "本年累计", "running total"),
    Basis.ACTUAL: ("当期", "本期", "当月", "当季", "本月", "本季", "期间", "of the period"),
}
"""How a result is counted: from January on, or in its period alone."""

REPORTERS = {
    Side.HELPER: ("东部", "帮扶方", "东部方", "支援方", "east", "eastern side"),
    Side.RECEIVER: ("西部", "受援方", "西部方", "受帮扶方", "west", "western side"),
}
"""Which side reports."""

CATEGORIES = (
    ("联席会", Category.JOINT_MEETING),
    ("座谈会", Category.SYMPOSIUM),
    ("对接会", Category.INVESTMENT_EVENT),
    ("洽谈会", Category.INVESTMENT_EVENT),
    ("推介会", Category.INVESTMENT_EVENT),
    ("考察", Category.VISIT),
)
"""Words in a title that tell what kind of meeting it was, the most telling first."""


def further(names: Mapping[Any, str]) -> dict[str, StrEnum]:
    """Word → term, of tables of words parted by blanks; _ stands for a blank in one."""
    found: dict[str, StrEnum] = {}
    for member, words in names.items():
        for word in words.split():
            found[word.replace("_", "")] = found[word.replace("_", " ")] = member
    return found


def by_label(names: Mapping[Any, tuple[str, ...]]) -> dict[str, StrEnum]:
    """Label → term, the English key included; the template's name of a term comes first."""
    labels: dict[str, StrEnum] = {}
    for member, words in names.items():
        for word in (*words, member.value):
            labels[word.casefold()] = member
    return labels


def stage(raw: str) -> Any:
    """A rung of the ladder; a percentage (85%, 0.85 or 85) is one that was started, or completed.

    A bare 1 may be one per cent, or the whole as a spreadsheet stores it: it is neither.
    """
    share = _percent(plain(raw))
    if share is None or not 0 <= share <= 100:
        return _stage(raw)
    found = Stage.FUNDED if share == 100 else Stage.STARTED if share else Stage.SIGNED
    return Noted(found, (Invalid(TERM_TAKEN, term=STAGES[found][0]),))


def _percent(text: str) -> Decimal | None:
    found = _PERCENT.fullmatch(text)
    if not found:
        return None
    if found["spelled"]:
        return Decimal(spelled) if (spelled := number(found["spelled"])) is not None else None
    if found["part"]:
        return Decimal(found["part"]) * 100
    share = Decimal(found["share"] or found["bare"])
    return None if found["bare"] and share == 1 else share


def category_of(title: str) -> Category:
    """What kind of meeting a title speaks of; a working meeting where no word tells."""
    for word, category in CATEGORIES:
        if word in title:
            return category
    return Category.WORK_MEETING


_more_stages, _more_industries = further(MORE_STAGES), further(MORE_INDUSTRIES)
_stage = term(by_label(STAGES) | _more_stages, STAGES_NOTED | frozenset(_more_stages))
industry = term(by_label(INDUSTRIES) | _more_industries, frozenset(_more_industries))
level = term(by_label(LEVELS) | further(MORE_LEVELS))
basis = term(by_label(BASES))
reporter = term(by_label(REPORTERS))
