"""The words of ledgers for the closed vocabularies. The first name of each is the template's."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from db.importing.convert import term
from db.importing.converted import Converter, Noted, plain
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
    Stage.SIGNED: "未启动 未动工 未建 未实施 尚未开工 尚未实施 待开工 即将开工 准备开工 拟建 谋划 "
    "谋划中 规划 规划中 储备 洽谈中 在谈 招标中 正在招标 招投标 已招标 已中标 招标阶段 前期阶段 "
    "前期手续 正在办理前期手续 设计阶段 可研阶段 施工准备 planned not_started",
    Stage.REGISTERED: "已入库 入库 已批复 批复 已核准 核准 已下达 已落地 落地",
    Stage.STARTED: "施工 动工 已动工 已启动 启动 已开工建设 开工在建 正在施工 实施中 正在实施 "
    "已实施 推进中 正在推进 正常推进 进行中 开展中 未完成 未完工 续建 建设 主体完工 主体封顶 "
    "土建完成 设备安装 收尾 收尾阶段 under_construction in_progress ongoing",
    Stage.FUNDED: "竣工验收 已竣工验收 完工验收 已完工验收 全部完工 已全部完工 基本完工 基本建成 "
    "已建 待验收 正在验收 完工未验收 竣工未验收 完工待验收 验收完成 完成验收 验收合格 已通过验收 "
    "已建成未投产 已移交 移交 办结 已办结 结项 已结项 completed finished",
    Stage.PRODUCING: "建成投产 已建成投产 投产达效 达产 已达产 投运 已投运 已投入使用 交付使用 "
    "已交付使用 运营中 正常运营 正常运行 正常经营 开业 已开业 部分投产 试运营 试运行 试生产 "
    "in_operation operating",
    Stage.STALLED: "停产 停止建设 suspended",
    Stage.CANCELLED: "撤销 已撤销",
}
"""Further words of ledgers, each taken with a note."""

MORE_INDUSTRIES = {
    Industry.TEA: "茶叶产业 茶业 茶叶种植 白茶 绿茶 红茶 黄茶 茶园",
    Industry.HERBS: "中药材产业 中药材种植 中药 药材 中药产业 天麻 附子 黄连 枸杞",
    Industry.TEXTILES: "纺织业 纺织服装业 服装业 服装加工 服装纺织 服装制造 制衣 鞋服",
    Industry.ECOMMERCE: "电商产业 电子商务产业 农产品电商 直播电商 网络销售",
    Industry.CROPS: "特色种植 特色种植业 种植产业 林果 林果业 果业 林业 林草 竹 林下经济 设施农业 "
    "蔬菜 水果 果蔬 食用菌 食用菌产业 菌类 香菇 木耳 黑木耳 粮食 粮油 水稻 玉米 小麦 油菜 青稞 "
    "马铃薯 土豆 魔芋 辣椒 花椒 核桃 油茶 油橄榄 猕猴桃 柑橘 柑桔 苹果 葡萄 草莓 樱桃 芒果 李子 "
    "脆李 蚕桑 桑蚕 花卉 苗木 甘蔗 烟叶",
    Industry.LIVESTOCK: "养殖产业 特色养殖 畜牧 畜牧养殖 畜禽养殖 畜禽 家禽 水产 水产养殖 渔业 "
    "生猪 肉牛 牦牛 肉羊 山羊 奶牛 肉鸡 蛋鸡 蜜蜂 中蜂 养蜂 养猪 养牛 养羊 养鸡",
    Industry.PROCESSING: "加工 农产品加工业 农产品精深加工 精深加工 食品 食品加工",
    Industry.TOURISM: "旅游业 旅游产业 文旅产业 文化旅游业 文化旅游产业 乡村旅游业 农旅 农旅融合 "
    "休闲农业 民宿 康养",
    Industry.PARKS: "产业园 农业园区 现代农业园区 农业产业园 现代农业产业园 工业园区 飞地园区",
    Industry.WORKSHOPS: "就业帮扶车间 就业车间",
    Industry.LIVELIHOOD: "民生工程 社会事业 公共服务 教育 医疗 卫生 教育医疗 医疗卫生 卫生健康 "
    "教育卫生 基础设施 基础设施建设 道路 道路建设 交通 水利 饮水 饮水安全 安全饮水 住房 人居环境 "
    "人居环境整治 乡村建设 乡村治理",
    Industry.OTHER: "农业 现代农业 农林牧渔 一产 第一产业 工业 制造业 装备制造 电子信息 数字经济 "
    "大数据 二产 第二产业 建材 化工 轻工 矿产 新材料 能源 新能源 清洁能源 光伏 服务业 三产 "
    "第三产业 物流 冷链物流 仓储物流 商贸 商贸物流 劳务 劳务协作 就业 就业帮扶 培训 人才培训 "
    "消费帮扶 消费协作 手工业 刺绣 苗绣 产业帮扶 产业合作 产业发展 种养 种养殖 种养业 种养结合 "
    "综合",
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
    What is said behind it (在建，已完成60%; 完工（待验收）) is left out, or is the later rung.

    A bare 1 may be one per cent, or the whole as a spreadsheet stores it: it is neither.
    """
    text = plain(raw)
    share = _percent(text)
    if share is None or not 0 <= share <= 100:
        behind = _STAGE_TOLD.fullmatch(text)
        if behind is None:
            return _stage(raw)
        more = behind["more"] if behind["more"] in _stages else behind["stage"]
        return _noted(_stage, more, STAGES)
    found = Stage.FUNDED if share == 100 else Stage.STARTED if share else Stage.SIGNED
    return Noted(found, (Invalid(TERM_TAKEN, term=STAGES[found][0]),))


def industry(raw: str) -> Any:
    """An industry: by a name of it, or composed of one (优质茶叶基地, 辣木种植, 肉制品加工)."""
    text = plain(raw)
    if text in _industries:
        return _industry(raw)
    bare = _COMMON_WORDS.sub("", text)
    for made in (_MADE.fullmatch(bare), _MADE.fullmatch(text)):
        if made and (known := _industries.get(made["of"])) in _PRODUCE:
            return Noted(known, (Invalid(TERM_TAKEN, term=INDUSTRIES[known][0]),))  # type: ignore[index]
        if made:
            return _noted(_industry, made["how"], INDUSTRIES)
    return _noted(_industry, bare, INDUSTRIES) if bare in _industries else _industry(raw)


def _noted(convert: Converter, text: str, names: Mapping[Any, tuple[str, ...]]) -> Noted:
    """What a part of a cell says, with a note that it is taken for that."""
    found = convert(text)
    return (
        found
        if isinstance(found, Noted)
        else Noted(found, (Invalid(TERM_TAKEN, term=names[found][0]),))
    )


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
_stages, _industries = by_label(STAGES) | _more_stages, by_label(INDUSTRIES) | _more_industries
_stage = term(_stages, STAGES_NOTED | frozenset(_more_stages))
_industry = term(_industries, frozenset(_more_industries))
_STAGE_TOLD = re.compile(
    f"(?P<stage>{'|'.join(sorted(_stages, key=len, reverse=True))})"
    r"(?:[(,;:。、](?P<more>(?!(?:未|停|暂|取消|终止)).*?)\)?|[0-9.]+%.*)"
)
"""A word of the ladder, and more behind it that takes nothing back."""
_COMMON_WORDS = re.compile(
    "^(?:特色|优势|优质|现代|生态|绿色|有机|富硒|高山|高原|标准化|传统|新型|发展)+"
    "|(?:产业|基地|项目|产品|类|建设|发展|生产|业)+$"
)
_MADE = re.compile(
    "(?P<of>.{1,6}?)(?:精深|深|初)?(?P<how>种植|养殖|加工|旅游|产业园)(?:业|基地|产业)?"
)
_PRODUCE = frozenset({Industry.TEA, Industry.HERBS, Industry.TEXTILES})
"""What is made of these is of their industry; else growing, keeping and processing are one."""
level = term(by_label(LEVELS) | further(MORE_LEVELS))
basis = term(by_label(BASES))
reporter = term(by_label(REPORTERS))
