"""What a name, a post and a body are, told by their form.

A name is certain where it begins with a surname and ends with no word of a post: 张建国, 欧阳明,
买买提·吐尔逊. 尼玛次仁 may be one; who reads it so says it.
"""

import re

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
    "伯赏墨哈谯笪年爱阳佟言福"
    "朴覃肖付代仝尧呼䶮兰候芦麦普苟隋丛占丘苑迟官南邝栗原谌粟楼盘位冼鹿"
)
"""The single ones of the Hundred Family Surnames (百家姓, tenth century), and below them those of
the 300 most frequent that it lacks (Bao, ChineseNames, 2021,
doi:10.32614/CRAN.package.ChineseNames) and of the reference facts.
"""

_DOUBLE_TEXT = """
万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政
濮阳 淳于 单于 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘
司徒 司空 亓官 端木 拓跋 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫
第五
"""
DOUBLE = tuple(_DOUBLE_TEXT.split())
"""The double surnames of the same book."""

_TITLES_TEXT = """
书记 省长 市长 州长 县长 区长 主席 主任 厅长 局长 处长 部长 司长 会长 院长
校长 秘书长 委员 常委 成员 专员 组长 队长 团长 代表 经理 董事长 总裁 理事长
盟长 旗长 镇长 乡长 村长 科长 行长 馆长 站长 所长 台长 社长 参事 顾问
巡视员 调研员 督学 督察 督导员 负责人 领导 同志 总工程师 工程师 总经济师
农艺师 医师 院士 教授 研究员 助理 干部 董事 监事 理事 政委 司令员 参赞
指挥长 首长 组员 队员 干事 秘书 先生 女士 老师 博士
"""
TITLES = _TITLES_TEXT.split()
OFFICES = tuple("省市州县区厅局委部办会司处组院团室府协")
_GROUPS_TEXT = """
单位 部门 企业 人员 嘉宾 来宾 媒体 群众 双方 各方 专家 学者 记者 村民 公司
集团 大学 银行 医院 中心 有关 相关 等 机关 全体 一行 代表团 考察团 班子
"""
GROUPS = tuple(_GROUPS_TEXT.split())
"""Ends of words for bodies and for people who are not named."""

_WORDS_TEXT = """
常务 党组 党委 党政 纪委 纪检 经济 农业 农村 农牧 农办 水利 水务 卫生 卫健
司法 公安 公务 安全 能源 林业 林草 金融 文化 文旅 文体 商务 国务 国资 国土
国家 国有 全体 全国 全省 高级 高层 时任 项目 党校 广电 海关 海洋 边防 干部
包村 时间 地点 单位 应急 相关 有关 和谐 别的 明天 安排 计划 计委 关于 双方
万名 万企 东部 东西 东方 西部 成员 成果 双向 双百 南方 国际 南北 福利 常委
车辆 边境 白茶 茶叶 高校 高新 宣传 统战 封面 暂无 从事 司机 双拥 温泉 苏木
乐园 商会 商协 广场 原任 位于 官方 农民 牧民 农户 和睦 水电 关工 能人
"""
WORDS = frozenset(_WORDS_TEXT.split())
"""Words of posts and bodies that begin as a name does."""

_TIBETAN_TEXT = """
扎西 洛桑 次仁 尼玛 格桑 丹增 索朗 达娃 罗布 边巴 贡布 仁青 白玛 次旺 德吉 普布 巴桑 阿旺
泽仁 泽旺 降央 仁真 益西 贡嘎 土登 强巴 丹巴 云丹 平措 旺堆 多吉 加央 嘎玛 拉巴 米玛 桑珠
坚赞 曲扎 央金 卓玛 拉姆
"""
TIBETAN = frozenset(_TIBETAN_TEXT.split())
"""What Tibetan names of four characters often begin with."""

HAN = r"\u3007\u3400-\u9fff\U00020000-\U0003ffff"
DOTS = "·•‧∙⋅・･．.●"
"""What stands between the parts of a name that is written in Chinese from another language."""

_ENDS = (*TITLES, *OFFICES, *GROUPS)
_SHORT = re.compile(rf"[{HAN}]{{2,4}}")
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_TITLES = re.compile(_TITLE)
_LONG = re.compile(rf"[{HAN}]+(?:[{re.escape(DOTS)}][{HAN}]+)+")
_AFTER_POST = re.compile(rf"(?P<post>.*(?:{_TITLE}))(?P<name>[{HAN}{re.escape(DOTS)}]{{2,}})")
_BEFORE_TITLE = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}}?)(?P<post>(?:原|时任)?(?:常务|专职)?副?(?:{_TITLE}))"
)
_BODY = re.compile(r"(?P<post>.*[厅局委部办处院会]|.*(?:公司|集团|大学|中心))(?P<name>.{2,4})")
_UNLIKE = re.compile(r"[省市县区厅局委办处院会公司集团银行协的和与及等第年月日项目领导队村镇乡]")


def is_name(text: str) -> bool:
    """Whether a text is certainly the name of a person."""
    if len(text) > 4 or not _SHORT.fullmatch(text):
        return _LONG.fullmatch(text) is not None
    if text.startswith(DOUBLE):
        return len(text) > 2
    surname = len(text) < 4 and text[0] in SURNAMES
    return surname and text not in WORDS and not text.endswith(_ENDS)


def may_be_name(text: str) -> bool:
    """Whether a text may be one: two to four characters, none of them of a body or a post."""
    if not _SHORT.fullmatch(text) or text in WORDS or text.endswith((*TITLES, *GROUPS)):
        return False
    if likes_a_body(text) or (len(text) == 4 and text[:2] in TIBETAN):
        return True
    return not _UNLIKE.search(text)


def likes_a_body(text: str) -> bool:
    """Whether a text ends as a body does, and is rather a name: 陈九州."""
    known = text[:2] in WORDS or text[0] not in SURNAMES
    return len(text) == 3 and text[-1] in "州团协会" and not known


def may_be_two(text: str) -> bool:
    """Whether four characters may be two people: 张伟李娜."""
    return len(text) == 4 and is_name(text[:2]) and is_name(text[2:])


def is_post(text: str) -> bool:
    """Whether a text is the name of a post, a body or a group, and holds no person's name."""
    return text in WORDS or text.endswith(_ENDS)


def after_post(text: str) -> tuple[str, str] | None:
    """省委书记张建国 → (省委书记, 张建国)."""
    found = _AFTER_POST.fullmatch(text)
    if not found or is_post(found["name"]):
        return None
    named = is_name(found["name"]) or may_be_name(found["name"])
    return (found["post"], found["name"]) if named else None


def before_title(text: str) -> tuple[str, str] | None:
    """张建国副省长 → (副省长, 张建国)."""
    found = _BEFORE_TITLE.fullmatch(text)
    if not found or not is_name(found["name"]) or found["name"] + found["post"][0] in WORDS:
        return None
    return found["post"], found["name"]


def after_body(text: str) -> tuple[str, str] | None:
    """浙江省扶贫办张建国 → (浙江省扶贫办, 张建国): likely, and no more."""
    found = _BODY.fullmatch(text)
    return (found["post"], found["name"]) if found and is_name(found["name"]) else None


def end_of_first(text: str) -> int | None:
    """Where the first of two people ends who stand together: 省委书记张建国省长李卫东."""
    for title in _TITLES.finditer(text):
        for end in (title.end() + 3, title.end() + 2):
            if is_name(text[title.end() : end]) and after_post(text[end:]):
                return end
    return None
