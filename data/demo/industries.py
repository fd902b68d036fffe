"""The twelve industries: how often they occur, how large their projects are, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True)
class Work:
    """What a project builds: its title, a sentence on it, and the `{n}` of a typical one."""

    title: str
    content: str
    n: int


@dataclass(frozen=True)
class Industry:
    """`investment` is the median in 万元; `jobs` and `people` are persons at that investment.

    `fiscal` is the usual share of fiscal aid in the money in place. `item` is what a meeting
    agrees on. Words in braces are those of the period.
    """

    name: str
    weight: float
    investment: int
    fiscal: float
    jobs: int
    people: int
    firms: tuple[str, ...]
    site: str
    item: str
    works: tuple[Work, ...]

    @property
    def spoken(self) -> str:
        """The name in a sentence, with the period's word for a workshop."""
        return {"帮扶车间": "{workshop}", "其他": "劳务协作"}.get(self.name, self.name)


TEA: Final = Industry(
    "茶叶", 9, 6000, 0.2, 90, 700,
    ("演示茶业有限公司", "演示茶叶专业合作社"), "演示茶园",
    "茶叶：共建生态茶园和加工基地，打通东部销售渠道",
    (
        Work("生态茶园", "新建生态茶园{n}亩，配套灌溉、道路和初制加工设施。", 2000),
        Work("茶叶精深加工", "建设茶叶精制生产线，年加工干茶{n}吨。", 300),
        Work("茶苗繁育基地", "建设良种茶苗繁育圃{n}亩，向{people}供苗并包技术指导。", 260),
        Work("茶旅融合", "改造茶园步道和茶文化展示点，带动{n}户参与经营。", 180),
    ),
)  # fmt: skip
HERBS: Final = Industry(
    "中药材", 9, 7000, 0.2, 80, 650,
    ("演示药业有限公司", "演示中药材专业合作社"), "演示中药材基地",
    "中药材：推广订单种植，建设产地初加工和仓储设施",
    (
        Work("中药材种植基地", "建设道地中药材标准化种植基地{n}亩。", 2500),
        Work("中药饮片加工", "建设中药饮片生产线，年加工鲜药材{n}吨。", 900),
        Work("中药材仓储物流", "新建中药材气调仓库，一次可储存药材{n}吨。", 1500),
    ),
)  # fmt: skip
TEXTILES: Final = Industry(
    "纺织服装", 7, 12000, 0.08, 240, 500,
    ("演示纺织有限公司", "演示服装有限公司"), "演示服装车间",
    "纺织服装：引导东部企业转移产能，优先吸纳{people}就业",
    (
        Work("服装加工", "租用标准厂房，安装缝制流水线，年产服装{n}万件。", 120),
        Work("针织面料", "购置针织和后整理设备，年产面料{n}吨。", 1800),
        Work("家纺生产", "建设家纺生产和包装车间，年产家纺{n}万套。", 60),
    ),
)  # fmt: skip
E_COMMERCE: Final = Industry(
    "农村电商", 9, 4000, 0.25, 60, 800,
    ("演示电子商务有限公司", "演示供应链有限公司"), "演示电商服务中心",
    "农村电商：建设电商基地和直播团队，扩大{sales}",
    (
        Work("电商产业园", "建设电商孵化、直播和分拣场地，入驻网店{n}家。", 60),
        Work("县乡村物流体系", "改造村级电商服务点{n}个，统一收寄农产品。", 70),
        Work("农产品直播基地", "建设直播间和选品中心，培训主播{n}人。", 120),
    ),
)  # fmt: skip
PLANTING: Final = Industry(
    "种植业", 13, 5500, 0.35, 100, 900,
    ("演示农业开发有限公司", "演示果蔬专业合作社"), "演示种植基地",
    "种植业：引进东部良种和技术，建设标准化种植基地",
    (
        Work("设施蔬菜基地", "新建蔬菜大棚{n}亩，配套水肥一体化设施。", 400),
        Work("高效果园", "改造低产果园{n}亩，统一品种和技术服务。", 1800),
        Work("食用菌种植", "建设食用菌菌棚和菌包厂，年产菌包{n}万袋。", 300),
        Work("供应东部蔬菜基地", "按东部市场标准建设蔬菜基地{n}亩，配套预冷设施。", 1200),
    ),
)  # fmt: skip
BREEDING: Final = Industry(
    "养殖业", 11, 10000, 0.3, 80, 700,
    ("演示牧业有限公司", "演示养殖专业合作社"), "演示养殖场",
    "养殖业：支持标准化养殖场建设，完善良种和防疫服务",
    (
        Work("肉牛养殖", "新建标准化牛舍和饲草库，存栏肉牛{n}头。", 1500),
        Work("肉羊养殖", "建设肉羊繁育场，年出栏肉羊{n}只。", 8000),
        Work("生态家禽养殖", "建设林下养殖小区，年出栏家禽{n}万羽。", 40),
        Work("冷水鱼养殖", "建设流水养殖池，年产冷水鱼{n}吨。", 200),
    ),
)  # fmt: skip
PROCESSING: Final = Industry(
    "农产品加工", 11, 14000, 0.12, 150, 900,
    ("演示食品有限公司", "演示粮油有限公司"), "演示农产品加工厂",
    "农产品加工：引进加工企业，延长产业链并订单收购",
    (
        Work("农产品加工", "建设清洗、分级、包装生产线，年加工农产品{n}吨。", 9000),
        Work("冷链仓储", "建设冷链仓库和预冷车间，库容{n}吨。", 6000),
        Work("肉制品加工", "建设屠宰分割和熟食车间，年加工肉品{n}吨。", 4000),
    ),
)  # fmt: skip
TOURISM: Final = Industry(
    "文化旅游", 8, 18000, 0.12, 130, 600,
    ("演示文化旅游有限公司", "演示旅游开发有限公司"), "演示旅游村寨",
    "文化旅游：共推旅游线路，组织东部游客赴西部旅游疗养",
    (
        Work("乡村旅游示范村", "改造民宿和停车、步道等设施，可接待床位{n}张。", 240),
        Work("非遗工坊", "建设非遗技艺展示和生产工坊，培训手工艺人{n}人。", 300),
        Work("景区提升", "完善游客中心和标识系统，年接待游客{n}万人次。", 30),
    ),
)  # fmt: skip
PARKS: Final = Industry(
    "产业园区", 6, 45000, 0.1, 420, 900,
    ("演示园区开发有限公司", "演示产业投资有限公司"), "演示协作产业园",
    "产业园区：共建园区，完善标准厂房和招商机制",
    (
        Work("协作产业园", "建设标准厂房{n}平方米及配套道路管网。", 60000),
        Work("农业产业园", "建设加工、仓储和科技服务区，入园企业{n}家。", 15),
    ),
)  # fmt: skip
WORKSHOPS: Final = Industry(
    "帮扶车间", 8, 800, 0.5, 55, 160,
    ("演示劳务服务有限公司", "演示手工制品有限公司"), "演示{workshop}",
    "{workshop}：支持车间进村进社区，稳定{people}就近就业",
    (
        Work("村级{workshop}", "改建闲置村舍为{workshop}，设工位{n}个。", 50),
        Work("安置区{workshop}", "在安置区建设{workshop}，设工位{n}个，承接来料加工。", 90),
    ),
)  # fmt: skip
LIVELIHOOD: Final = Industry(
    "民生项目", 7, 3000, 0.8, 25, 1800,
    ("演示乡村建设服务中心", "演示教育卫生服务中心"), "演示乡村学校",
    "民生项目：援建学校、医院和饮水设施，实施组团帮扶",
    (
        Work("农村饮水安全", "铺设供水管网{n}公里，改善村民饮水条件。", 25),
        Work("乡镇卫生院改造", "改造业务用房{n}平方米，添置诊疗设备。", 2600),
        Work("学校宿舍楼", "新建学生宿舍{n}平方米，配备热水和供暖设施。", 3500),
        Work("通村道路", "硬化通村通组道路{n}公里。", 12),
    ),
)  # fmt: skip
OTHER: Final = Industry(
    "其他", 3, 5000, 0.2, 50, 300,
    ("演示综合服务有限公司", "演示新能源有限公司"), "演示项目现场",
    "其他：推动劳务协作、技能培训和清洁能源合作",
    (
        Work("光伏发电", "建设村级光伏电站{n}千瓦，收益归村集体。", 3000),
        Work("技能实训基地", "建设实训场地，每年培训务工人员{n}人次。", 900),
    ),
)  # fmt: skip

INDUSTRIES: Final = (
    TEA, HERBS, TEXTILES, E_COMMERCE, PLANTING, BREEDING,
    PROCESSING, TOURISM, PARKS, WORKSHOPS, LIVELIHOOD, OTHER,
)  # fmt: skip

# receiver_adcode → industry → how many times its usual weight
_LEANINGS: Final[Mapping[str, Mapping[str, float]]] = {
    "150000": {"茶叶": 0, "养殖业": 2.6, "种植业": 1.2, "农产品加工": 1.3},
    "450000": {"茶叶": 1.2, "种植业": 1.5, "纺织服装": 1.4},
    "500000": {"文化旅游": 1.5, "农产品加工": 1.2},
    "510000": {"茶叶": 2.2, "中药材": 1.6, "文化旅游": 1.2},
    "520000": {"茶叶": 2.5, "中药材": 1.4, "种植业": 1.2},
    "530000": {"茶叶": 1.9, "中药材": 1.6, "种植业": 1.3},
    "540000": {"茶叶": 0.2, "养殖业": 2.0, "民生项目": 2.0},
    "610000": {"茶叶": 1.2, "种植业": 1.5, "中药材": 1.2},
    "620000": {"茶叶": 0.3, "中药材": 2.2, "养殖业": 1.5},
    "630000": {"茶叶": 0, "养殖业": 2.2, "文化旅游": 1.5},
    "640000": {"茶叶": 0.2, "养殖业": 1.8, "种植业": 1.6, "帮扶车间": 1.3},
    "650000": {"茶叶": 0, "纺织服装": 2.5, "种植业": 1.5},
}


def draw(chance: Random, receiver_adcode: str, count: int) -> list[Industry]:
    """`count` industries, each as often as the receiver leans to it; they may repeat."""
    leanings = _LEANINGS.get(receiver_adcode, {})
    weights = [industry.weight * leanings.get(industry.name, 1) for industry in INDUSTRIES]
    return chance.choices(INDUSTRIES, weights, k=count)


def draw_different(chance: Random, receiver_adcode: str, count: int) -> list[Industry]:
    """`count` different industries (at most twelve), those the receiver leans to first."""
    found: dict[str, Industry] = {}
    while len(found) < count:
        (industry,) = draw(chance, receiver_adcode, 1)
        found.setdefault(industry.name, industry)
    return list(found.values())
