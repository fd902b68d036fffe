"""What passwords will do: not those that are made here of what everybody knows."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.accounts import guessed
from db.accounts.guessing import judge
from db.accounts.passwords import ENOUGH, LENGTH, weakness

PERSON = ("zhangsan", "张三")

BAD = {
    "Admin@123456": "common",
    "woaini1314520": "pinyin",
    "Zhejiang@2026": "names of places, a year",
    "xieshou2026xieshou": "words of this system",
    "Hangzhou2024!": "names of places",
    "zhangsan@2025": "your own name",
    "张三张三张三2026": "repeated",
    "Xieshou@123": "words of this system",
    "1qaz@WSX3edc": "keys in a row",
    "1qaz2wsx3edc4rfv": "keys in a row",
    "woaizhongguo888": "phrases in pinyin",
    "P@ssw0rd2026": "common",
    "nihaoshijie2026": "pinyin",
    "wangxiaoming1990": "names of people",
    "Zh3ji@ng2026": "names of places",
    "ZHEJIANG２０２６年": "names of places",
    "浙江省杭州市2026年": "names of places",
    "携手东西部协作2026": "words of this system",
    "qwertyuiop123": "common",
    "Sichuan#Zhejiang2025": "names of places",
    "minning2026minning": "words of this system",
    "iloveyou5201314": "common",
    "aaaaaaaaaaaa": "repeated",
    "Guangyuan@110": "names of places",
    "19900101zhang": "a date",
    "zhangsan19850612": "your own name",
    "gongzuo123456": "words of this system",
    "Fupin2020Fupin": "words of this system",
    "bangfu@zhejiang": "names of places",
    "abcd1234abcd1234": "repeated",
    "86zhejiang86571": "names of places",
    "gnaijehz@2026": "names of places",
    "root@xieshou2026": "words of this system",
    "laopowoaini1314": "phrases in pinyin",
    "Ningxia_Fujian_2026": "names of places",
    "shuju@2026shuju": "repeated",
    "taizhang!taizhang": "repeated",
    "xinxike88xinxike": "repeated",
    "1!2@3#4$5%6^": "common",
    "Zhejiang@)@^": "names of places",
    "!Q@W#E$R%T": "common",
    "Wulumuqi2026": "names of places",
    "huhehaote#2025": "names of places",
    "rikaze!rikaze": "names of places",
    "13957184632": "the number of a telephone",
    "wang13957184632": "the number of a telephone",
    "33010619850317253X": "identity card",
    "ouyangzhengxiong@2026": "names of people",
    "dengqiongying@1": "names of people",
    "sunlianying@2026": "names of people",
    "www.zj.gov.cn1": "common",
}
"""Password → what its refusal says it is made of."""

GOOD = (
    "seven villages of Anji, 2019",
    "correct horse battery staple",
    "茶园里七只白鹭飞过小石桥",
    "竹林小雨晚风稻田蛙声",
    "mG7#kq2Vx!pL",
    "Xk9vTqLz2mWp",
    "qingchenmuxueshanchuanhe",
    "luobo-yueliang-tiwen-zhuzi",
    "shuiniu guo qiao xia yu le",
    "lamp-otter-violin-42",
    "purple kettle on the ninth stair",
    "tea.mules.bridge.fog",
    "blaue Tasse am Fenster",
    "orchid37 ferry copper",
    "13957184632 otter moss",
    "Q!v9)Lw2#rT6",
)


@pytest.mark.parametrize(("password", "told"), BAD.items())
def test_what_everybody_would_guess_is_refused_with_the_reason(password: str, told: str) -> None:
    words = weakness(password, *PERSON)
    assert words is not None
    assert told in words.en
    assert words.zh.startswith("这个密码太容易猜到：它主要由")


@pytest.mark.parametrize("password", GOOD)
def test_what_is_hard_to_guess_will_do(password: str) -> None:
    assert weakness(password, *PERSON) is None


def test_a_refusal_reads_well_in_both_languages() -> None:
    words = weakness("Zhejiang@2026", *PERSON)
    assert words is not None
    assert words.zh == ("这个密码太容易猜到：它主要由地名、年份组成。几个不相干的词连在一起即可。")
    assert words.en == (
        "This password is too easy to guess: it is made of names of places, a year. "
        "A few unrelated words in a row will do."
    )
    assert "Zhejiang" not in words.zh + words.en  # somebody may look over the shoulder


def test_the_names_of_one_person_are_not_held_against_another() -> None:
    password = "kunigunde-87-q"
    assert weakness(password, "anna") is None
    assert weakness(password, "kunigunde") is not None


def test_people_who_choose_at_once_are_judged_by_their_own_names() -> None:
    names = [f"person{number}xy" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda name: weakness(f"{name}@2026", name), names)
    assert [name for name, words in zip(names, found, strict=True) if "own" not in str(words)] == []


@pytest.mark.parametrize("length", [0, 9, 129])
def test_length_is_said_first(length: int) -> None:
    assert weakness("x" * length) == LENGTH


def test_every_province_and_prefecture_with_a_year_is_refused() -> None:
    places = list(guessed.lists()["places"])[:900]
    latin = [name for name in places if name.isascii() and len(name) >= 5]
    assert len(latin) > 200
    assert [name for name in latin if weakness(f"{name.title()}@2026") is None] == []


@given(st.text(max_size=72))
def test_any_text_is_judged(password: str) -> None:
    assert judge(password, PERSON).guesses >= 0


def test_the_longest_is_judged_soon() -> None:
    start = time.monotonic()
    weakness("0o$5@4a1l!i7t" * 9, *PERSON)
    assert time.monotonic() - start < 5


def test_a_thousand_million_guesses_are_asked_for() -> None:
    assert ENOUGH == 9
    assert judge("hzqkfjwmx", ()).guesses >= ENOUGH  # nine letters by chance
