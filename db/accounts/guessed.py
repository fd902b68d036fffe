"""What people here make passwords of, besides what zxcvbn knows: ranked lists, the likeliest first.

Places are those of data/reference/areas.csv. The syllables of pinyin stand in about the order in
which the commonest characters of modern Chinese are written, which is as exact as it needs to be:
a rank counts by its power of ten.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache

from db.settings import REFERENCE

PRODUCT = """
    xieshou 携手 dongxibu 东西部 xiezuo 协作 dongxi 东西 bangfu 帮扶 duikou 对口 zhiyuan 支援
    fupin 扶贫 tuopin 脱贫 zhenxing 振兴 xiangcun 乡村 xiangcunzhenxing minning 闽宁 jiedui 结对
    xiangmu 项目 hezuo 合作 lianxi 联席 huiyi 会议 gongzuo 工作 guanli 管理 xitong 系统 zhengfu
    政府 fagai 发改 fgw bangongshi 办公室 cooperation dashboard streamlit
"""
COMMON = """
    admin root user test guest password passwd pass mima 密码 login welcome hello system manager
    administrator superuser changeme default demo staff viewer auditor office secret letmein
    huanying abc qwe aaa iloveyou love china beijing zhongguo 中国 china123 gov cn com www gov.cn
    com.cn org.cn www. http:// https:// @qq.com @163.com @126.com
"""
PHRASES = """
    woaini woaizhongguo woaiwojia woaiwo nihao nihaoma aini aiwo woshi woaibeijing zhongguo
    zhonghua renmin gongheguo laopo laogong baobao baobei qinaide xiexie zaijian kuaile xinnian
    xingfu jiayou fendou pingan facai gongxi wangpai tianxia diyi wudi meimei gege didi jiejie
    mama baba laoshi xuesheng pengyou tongzhi gongchandang shehui zhuyi weirenminfuwu
"""
NUMBERS = """
    123456 123 1234 12345 1234567 12345678 123456789 1234567890 520 1314 5201314 1314520 521 666
    888 168 111 000 999 110 120 119 886 666666 888888 111111 000000 123123 112233 321 654321
    987654321 147258 147258369 159357 159753 258369 789456 456789 101010 010101 518 918 985 211
    007 00 01 11 88 66 99 12 123321 1q2w3e 1q2w3e4r a1b2c3
"""
WALKS = """
    qwerty qwer asdf zxcv qaz wsx edc rfv tgb yhn ujm 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik 9ol
    !qaz @wsx #edc $rfv %tgb zaq1 xsw2 cde3 vfr4 bgt5 zaq xsw cde vfr qweasd qweasdzxc asdfgh
    zxcvbn 1q2w 3e4r 5t6y 1qazxsw2 poiu lkjh mnbv !@# !@#$ !@#$% 1234qwer qwer1234
"""
SYLLABLES = """
    de yi shi bu le zai ren you wo ta zhe ge men zhong lai shang da wei he guo di dao shuo yao jiu
    chu hui ke ye ni dui sheng neng er zi na yu zhi xia nian fa hou zuo li yong xing suo ran jia
    cheng fang duo jing me qu xue ru du tong xian dang mei dong mian qi kan ding tian fen hai jin
    hao xiao xie zhu yang xin ben qian kai dan yin cong xiang ri jun wu chang ba ji min gong ming
    qing ti quan san guan wai jiang liang gao jian hen zui bing shou ying tou wen zheng bei chan
    huo shen si yue hua te dai nei lao ci jiao yuan jie shui zhen lun zou kou tiao ping xi geng
    bie nv bian dian shu an shao bao cai fan tai gan bi shan xu she kong jue zhan ma yan fei ze
    ting bai que guang qiang nan wang wan se lu pin lei qiu ju zhang gai gui la ling chuan qie
    rang yun feng can sha shun cao fu gu han hang hei heng hong hu huan huang hun ka kang kao ken
    ku kua kuai kuan kuang kui kun kuo lan lang leng lian liao lie lin liu long lou luan lue luo
    man mang mao meng mi miao mie mo mou mu nai nao nen niang niao nie nin ning niu nong nu nuan
    nuo ou pa pai pan pang pao pei pen peng pi pian piao pie po pou pu qia qin qiao qiong qun rao
    re rong rou ruan rui run ruo sa sai sang sao sen seng shai shei shua shuai shuan shuang song
    sou su suan sui sun tan tang tao teng tie tu tuan tui tun tuo wa weng xiong xiu xuan xun ya za
    zan zang zao zei zen zeng zha zhai zhao zhua zhuai zhuan zhuang zhui zhun zhuo zu zuan zun ai
    ao ban bang beng bin biao bo cang ce ceng cha chai chao chen chi chong chou chuai chuang chui
    chun cuo dia diu dou duan dun fo gang gei gen gou gua guai gun juan lv nang zhou
"""
SURNAMES = """
    wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song
    zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lv su lu jiang cai
    jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan sheng zou xiong jin
    hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan lei qian yin chang qiao lai
    gong wen ouyang shangguan sima zhuge situ huangfu dongfang murong
"""
READINGS = """
    neimenggu huhehaote eerduosi hulunbeier bayannaoer wulanchabu xinganmeng xilinguole alashan
    haerbin qiqihaer ezhou enshi aba ganzi lasa rikaze changdu linzhi naqu ali guoluo wulumuqi
    kelamayi tulufan hami boertala bayinguoleng bazhou akesu kezhou kezilesu kashi hetian yili
    aletai lvliang xizang xianggelila
"""
"""The pinyin of places whose English names are none."""
FIRST_YEAR, LAST_YEAR = 1940, 2045
YEAR_GUESSES = 50

SHORT = 2
ZH_END = re.compile(r"(省|市|自治区|特别行政区|地区|自治州|自治县|盟|县|区|旗)$")
WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def lists() -> dict[str, dict[str, int]]:
    """Name of a list → word in lower case → its rank."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return {
        "product": _ranked(PRODUCT.split()),
        "common": _ranked(COMMON.split()),
        "pinyin_phrases": _ranked(PHRASES.split()),
        "numbers": _ranked(NUMBERS.split()),
        "walks": _ranked(WALKS.split()),
        "pinyin": _ranked(SYLLABLES.split()),
        "places": _ranked(_places()),
        "years": {str(year): YEAR_GUESSES for year in years},
    }


@cache
def surnames() -> frozenset[str]:
    """The commonest, in pinyin: of nine in ten people."""
    return frozenset(SURNAMES.split())


@cache
def syllables() -> frozenset[str]:
    """Of pinyin, without tones."""
    return frozenset(SYLLABLES.split())


def words_in(text: str) -> list[str]:
    """Runs of letters and of digits."""
    return WORD.findall(text)


def _places() -> list[str]:
    """Names of provinces, then prefectures, then counties: 浙江省, 浙江, zhejiang."""
    with (REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    levels = ("province", "prefecture", "county")
    found = READINGS.split()
    for row in sorted(rows, key=lambda row: levels.index(row["level"])):
        latin = row["name_en"].replace("'", "").replace("’", "").split(" ")[0]
        found += [row["name_zh"], ZH_END.sub("", row["name_zh"]), latin]
    return [name for name in found if len(name) >= SHORT]


def _ranked(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found.setdefault(word.casefold(), len(found) + 1)
    return found
