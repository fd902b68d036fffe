"""Amounts and counts as offices write them: exact, or refused in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing import numbers
from db.importing.converted import Noted, bare
from db.importing.issue import Invalid
from db.importing.labels import stage
from db.importing.numerals import number
from db.importing.scaled import read
from db.terms import Stage

wan_yuan = numbers.money("万元")


def refused(raw: str) -> str:
    with pytest.raises(Invalid) as caught:
        wan_yuan(raw)
    return caught.value.issue(raw=raw).message.zh


def notes(raw: str) -> list[str]:
    found = wan_yuan(raw)
    return [note.problem.code for note in found.notes] if isinstance(found, Noted) else []


@pytest.mark.parametrize(
    ("raw", "yuan", "said"),
    [
        ("五十万", 500_000, ["number"]),
        ("三百万元", 3_000_000, ["number"]),
        ("1亿2000万元", 120_000_000, ["unit"]),
        ("一亿二", 120_000_000, ["unit"]),
        ("三万五", 35_000, ["number"]),
        ("10亿零500万元", 1_005_000_000, ["unit"]),
        ("1万2千元", 12_000, ["number"]),
        ("1.5千万", 15_000_000, ["unit"]),
        ("3千元", 3_000, ["unit"]),
        ("3百", 3_000_000, ["number"]),
        ("十二点五万元", 125_000, ["number"]),
        ("壹佰贰拾万元整", 1_200_000, ["number"]),
        ("2000萬圓", 20_000_000, []),
        ("3万亿元", 3 * 10**12, ["unit", "unit"]),
        ("￥1,200", 12_000_000, []),
        ("RMB1200万", 12_000_000, []),
        ("人民币1200万元整", 12_000_000, []),
        ("1200万元（人民币）", 12_000_000, []),
        ("1200（万元）", 12_000_000, []),
        ("1200（元）", 1_200, ["unit"]),
        ("1200（亿元）", 120_000_000_000, ["unit"]),
        ("共1200万元。", 12_000_000, []),
        ("1 200", 12_000_000, []),
        ("1’200", 12_000_000, []),
        ("1'200.5", 12_005_000, []),
        ("1\u202f200\u00a0万元", 12_000_000, []),
        ("1200\u200b万元", 12_000_000, []),
        ("1200余万元", 12_000_000, ["number"]),
        ("三百多万", 3_000_000, ["number", "number"]),
        ("近百万元", 1_000_000, ["number", "number"]),
        ("1200+", 12_000_000, ["number"]),
        ("≥1200", 12_000_000, ["number"]),
        ("1200万元左右", 12_000_000, ["number"]),
        ("1200万元，其中财政300万元", 12_000_000, ["number"]),
        ("12元5角3分", 13, ["unit", "number"]),
        ("5角", 1, ["unit", "number"]),
        ("1.2 million yuan", 1_200_000, ["unit"]),
    ],
)
def test_an_amount_is_read_exactly_and_what_is_not_plain_is_noted(
    raw: str, yuan: int, said: list[str]
) -> None:
    assert (bare(wan_yuan, raw), notes(raw)) == (yuan, said)


@pytest.mark.parametrize(
    "raw",
    ["10-20万", "10～20", "10至20万元", "0.5～1亿元", "约10-20万元", "5万—6万", "一百到二百万"],
)
def test_a_range_is_refused_as_one(raw: str) -> None:
    assert "不能是一个范围" in refused(raw)


@pytest.mark.parametrize("raw", ["100万美元", "$100", "€100", "５０万港币", "USD 5000"])
def test_another_currency_is_refused_as_one(raw: str) -> None:
    assert "外币" in refused(raw)


@pytest.mark.parametrize(
    "raw",
    ["1亿2000", "一亿二千", "三万五元", "1,2000", "1.200,00", "1 2", "12 00", "100\n200", "①200",
     "10²", "½", "几十万", "数百", "十几万", "负五百万", "－５００", "△500", "1亿20000万", "三十百",
     "1200/年", "85%", "点五", "万", "９" * 200],
)  # fmt: skip
def test_what_has_two_meanings_or_none_is_no_amount(raw: str) -> None:
    assert refused(raw)


SPACES = st.sampled_from(["", " ", "\u3000", "\u00a0", "\u2009", "\t", "\u200b"])
WIDE = {ord("0") + n: 0xFF10 + n for n in range(10)} | {ord(","): "，", ord("."): "．"}


@given(st.integers(1, 10**9), st.lists(SPACES, min_size=3, max_size=3), st.booleans())
def test_an_amount_is_the_same_in_every_width_and_spacing(
    wan: int, spaces: list[str], full: bool
) -> None:
    left, middle, right = spaces
    for digits in (f"{wan}", f"{wan:,}", f"{wan}.00"):
        written = digits.translate(WIDE) if full else digits
        assert bare(wan_yuan, f"{left}{written}{middle}万{right}元".strip()) == wan * 10**4


DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


def below_10_000(n: int) -> str:
    """320 → 三百二十."""
    text = ""
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            text += DIGITS[digit] + PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"


@given(st.integers(0, 9999))
def test_a_number_in_characters_comes_back(n: int) -> None:
    assert number(below_10_000(n)) == n


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_an_amount_in_characters_comes_back(yi: int, wan: int) -> None:
    together = yi * 10**8 + wan * 10**4
    for text in (
        f"{below_10_000(yi)}亿零{below_10_000(wan)}万元",
        f"{yi}亿{wan}万元",
        f"{yi}亿零{wan}万",
    ):
        assert bare(wan_yuan, text) == together


@given(st.text("零一二两三十百千万亿点0123456789.,", max_size=12))
def test_a_scaled_number_has_a_value_or_none(text: str) -> None:
    found = read(text)
    assert found is None or (found.value >= 0 and found.value == Decimal(str(found.value)))


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("1万2千人", 12_000),
        ("３千人", 3_000),
        ("三百二十人", 320),
        ("三百五", 350),
        ("两万三千人", 23_000),
        ("五百余人", 500),
        ("10多万人", 100_000),
        ("１ ２００ 人", 1_200),
        ("约 30 人左右", 30),
        ("共12个项目", 12),
    ],
)
def test_a_count_is_read_exactly(raw: str, count: int) -> None:
    assert bare(numbers.whole, raw) == count


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("≥100", 100), ("一百", 100), ("三点五", Decimal("3.5")), ("1 200", 1200), ("约3.5", 3.5)],
)
def test_a_target_may_be_written_like_any_number(raw: str, expected: Decimal) -> None:
    assert bare(numbers.decimal, raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("85%", Stage.STARTED),
        ("８５％", Stage.STARTED),
        ("0.85", Stage.STARTED),
        ("85", Stage.STARTED),
        ("完成工程量的85.5%", Stage.STARTED),
        ("百分之八十五", Stage.STARTED),
        ("进度约60%左右", Stage.STARTED),
        ("0.5%", Stage.STARTED),
        ("100", Stage.FUNDED),
        ("百分之百", Stage.FUNDED),
        ("0%", Stage.SIGNED),
    ],
)
def test_a_share_is_a_stage(raw: str, expected: Stage) -> None:
    assert bare(stage, raw) is expected


@pytest.mark.parametrize("raw", ["1", "1.0", "101%", "-5%", "300"])
def test_a_share_of_two_meanings_is_none(raw: str) -> None:
    with pytest.raises(Invalid):
        stage(raw)
