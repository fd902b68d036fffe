"""What tells two texts apart, and what is only another hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import LENGTH, all_folded, folded, folds

ONE = [
    ("ZC2019-901", "ＺＣ２０１９－９０１", "zc 2019–901", "ZC2019—901", "\u200bZC2019−901"),
    ("川财〔2019〕12号", "川财[2019]12号", "川财（2019）12 号", "川财【２０１９】12号"),
    ("⽩茶⼯作⻓会⻄", "白茶工作长会西", "白茶　工作长 会西"),
    ("买买提·艾力", "买买提•艾力", "买买提・艾力", "买买提‧艾力"),
    ("“一带一路”项目", '"一带一路"项目'),
    ("A——B", "a—b", "A--b"),
]
TWO = [
    ("ZC-1-11", "ZC-11-1"),
    ("ZC111", "ZC-111"),
    ("茶园一期", "茶园二期"),
    ("茶园(一期)", "茶园一期"),
    ("1.5", "15"),
    ("川A/1", "川A1"),
]


@pytest.mark.parametrize("texts", ONE, ids=lambda texts: texts[0])
def test_texts_that_are_one(texts: tuple[str, ...]) -> None:
    assert len(set(map(folded, texts))) == 1


@pytest.mark.parametrize("texts", TWO, ids=lambda texts: texts[0])
def test_texts_that_are_two(texts: tuple[str, str]) -> None:
    assert folded(texts[0]) != folded(texts[1])


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="ＡａA１1 　（(［[）)]·•-－—⼯工⻄西甲", max_size=12))
def test_a_plain_text_is_folded_as_an_odd_one_is(text: str) -> None:
    """The short way and the long way agree: an odd character beside it changes nothing."""
    assert folded("㎡" + text) == folded("㎡") + folded(text) or text.startswith(("-", "－", "—"))


@given(
    st.lists(
        st.none()
        | st.text()
        | st.text("Aa1-·（(茶 \n", max_size=4)
        | st.sampled_from(["A" * (LENGTH + 1), "茶" * LENGTH])
    )
)
def test_texts_folded_at_once_are_those_one_by_one(texts: list[str | None]) -> None:
    assert all_folded(texts) == [folds(text) for text in texts]
