"""The filter lives in the address: it narrows every page, and what means nothing is left out."""

import pytest

from tests.pages import facts
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Screen, Session

HELPER, RECEIVER, PROVINCE, YEARS = (
    "control_helper",
    "control_receiver",
    "control_province",
    ("control_years"),
)


def listed(screen: Screen) -> list[str]:
    return sorted(row[1] for row in screen.rows("meetings"))


def names(rows: list[facts.Row]) -> list[str]:
    return sorted(row["name_zh"] for row in rows)


CHOICES = [
    ({"helper": "330000"}, facts.meetings(helper="33"), "浙江 → 全部 · 1996–2026"),
    ({"receiver": "640000"}, facts.meetings(receiver="64"), "全部 → 宁夏 · 1996–2026"),
    (
        {"helper": "350000", "receiver": "640000"},
        facts.meetings(helper="35", receiver="64"),
        "福建 → 宁夏 · 1996–2026",
    ),
    ({"province": "510000"}, facts.meetings(province="51"), "四川（任一方） · 1996–2026"),
    ({"years": "2019"}, facts.meetings(years=(2019, 2019)), "全部省份 · 2019"),
    ({"years": "2016-2018"}, facts.meetings(years=(2016, 2018)), "全部省份 · 2016–2018"),
    (
        {"helper": "330000", "years": "2018-2019"},
        facts.meetings(helper="33", years=(2018, 2019)),
        "浙江 → 全部 · 2018–2019",
    ),
]
SELECTIONS = pytest.mark.parametrize(
    ("address", "expected", "words"),
    CHOICES,
    ids=["&".join(f"{key}={value}" for key, value in address.items()) for address, *_ in CHOICES],
)


@SELECTIONS
def test_a_filter_narrows_the_list(
    reference: str,
    see_page: SeePage,
    address: dict[str, str],
    expected: list[facts.Row],
    words: str,
) -> None:
    assert listed(see_page(reference, "meetings", **address)) == names(expected)


@SELECTIONS
def test_a_filter_narrows_the_figures(
    reference: str,
    see_page: SeePage,
    address: dict[str, str],
    expected: list[facts.Row],
    words: str,
) -> None:
    figures = see_page(reference, **address).figures
    held = {row["meeting_id"] for row in expected}
    items = [row for row in facts.rows("commitments") if row["meeting_id"] in held]
    assert (figures["会议次数"].number, figures["议定事项"].number) == (
        str(len(expected)),
        str(len(items)),
    )


@SELECTIONS
def test_a_filter_is_said_in_words(
    reference: str,
    see_page: SeePage,
    address: dict[str, str],
    expected: list[facts.Row],
    words: str,
) -> None:
    assert see_page(reference, **address).words == words


def test_a_filter_is_said_in_english_words(reference: str, see_page: SeePage) -> None:
    shown = see_page(reference, lang="en", helper="330000", province="510000", years="2019")
    assert shown.words == "Zhejiang → all · Sichuan on either side · 2019"


def test_the_controls_show_what_the_address_says(reference: str, see_page: SeePage) -> None:
    at = see_page(
        reference, helper="330000", receiver="510000", province="510000", years="2018-2020"
    ).at
    shown = [at.selectbox(key=key).value for key in (HELPER, RECEIVER, PROVINCE)]
    assert shown == ["330000", "510000", "510000"]
    assert at.slider(key=YEARS).value == (2018, 2020)


def test_only_provinces_that_help_are_offered_as_helpers(reference: str, see_page: SeePage) -> None:
    helping = {row["helper_adcode"][:2] for row in facts.rows("pairings")}
    offered = see_page(reference).at.selectbox(key=HELPER).options
    short = {row["adcode"]: row["name_short_zh"] for row in facts.rows("provinces")}
    assert sorted(offered) == sorted(short[f"{code}0000"] for code in helping)


def test_only_provinces_that_are_helped_are_offered_as_receivers(
    reference: str, see_page: SeePage
) -> None:
    receiving = {row["receiver_adcode"][:2] for row in facts.rows("pairings")}
    offered = see_page(reference).at.selectbox(key=RECEIVER).options
    short = {row["adcode"]: row["name_short_zh"] for row in facts.rows("provinces")}
    assert sorted(offered) == sorted(short[f"{code}0000"] for code in receiving)


def test_a_province_of_the_address_that_never_helped_finds_nothing_and_can_be_cleared(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference, "meetings", helper="640000")
    assert session.words == "宁夏 → 全部 · 1996–2026"
    session.at.button(key="control_clear").click()
    session.run()
    assert session.address == {}


@pytest.mark.parametrize(
    ("key", "parameter"), [(HELPER, "helper"), (RECEIVER, "receiver"), (PROVINCE, "province")]
)
def test_choosing_a_province_enters_the_address_and_leaves_it_again(
    reference: str, open_page: OpenPage, key: str, parameter: str
) -> None:
    session = open_page(reference)
    box = session.at.selectbox(key=key)
    box.set_value("450000" if parameter != "helper" else "330000")
    session.run()
    chosen = session.address
    session.at.selectbox(key=key).set_value(None)
    session.run()
    assert (list(chosen), session.address) == ([parameter], {})


def test_choosing_years_enters_the_address_and_all_years_leave_it(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference)
    session.at.slider(key=YEARS).set_value((2016, 2020))
    session.run()
    chosen = session.address
    session.at.slider(key=YEARS).set_value((1996, 2026))
    session.run()
    assert (chosen, session.address) == ({"years": "2016-2020"}, {})


def test_clearing_takes_every_filter_away_and_leaves_the_language(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(
        reference, lang="en", helper="330000", receiver="510000", province="51", years="2019"
    )
    session.at.button(key="control_clear").click()
    session.run()
    assert session.address == {"lang": "en"}
    assert session.words == "All provinces · 1996–2026"


def test_there_is_nothing_to_clear_where_no_filter_is_in_force(
    reference: str, see_page: SeePage
) -> None:
    assert see_page(reference).at.button(key="control_clear").disabled


def test_the_filter_holds_on_the_other_page(reference: str, open_page: OpenPage) -> None:
    session = open_page(reference)
    session.at.selectbox(key=HELPER).set_value("330000")
    session.run()
    session.go("meetings")
    assert listed(session) == names(facts.meetings(helper="33"))


WRONG = [
    {"years": "abc"},
    {"years": "2020-2010"},
    {"years": "0001-9999"},
    {"years": "2019-"},
    {"years": ""},
    {"helper": "999999"},
    {"helper": "浙江"},
    {"receiver": "330000 OR 1=1"},
    {"province": "<script>alert(1)</script>"},
]


@pytest.mark.parametrize("address", WRONG, ids=lambda a: "&".join(map("=".join, a.items())))
@pytest.mark.parametrize("script", ["overview", "meetings"])
def test_a_value_that_means_nothing_is_left_out_and_named(
    reference: str, see_page: SeePage, address: dict[str, str], script: str
) -> None:
    shown = see_page(reference, script, **address)
    ((parameter, value),) = address.items()
    assert shown.warnings == [f"网址中的“{parameter}={value}”无法识别，已忽略。"]
    assert shown.words == "全部省份 · 1996–2026"


def test_a_wrong_value_is_named_in_english(reference: str, see_page: SeePage) -> None:
    (warning,) = see_page(reference, lang="en", years="abc").warnings
    assert warning == "“years=abc” in the address means nothing here; it was left out."


def test_several_wrong_values_are_all_named(reference: str, see_page: SeePage) -> None:
    shown = see_page(reference, years="abc", helper="1", province="2", receiver="640000")
    assert len(shown.warnings) == 3
    assert shown.words == "全部 → 宁夏 · 1996–2026"


def test_a_very_long_wrong_value_is_cut_short(reference: str, see_page: SeePage) -> None:
    (warning,) = see_page(reference, province="长" * 10_000).warnings
    assert len(warning) < 120


def test_a_wrong_value_can_be_cleared_away(reference: str, open_page: OpenPage) -> None:
    session = open_page(reference, years="abc")
    session.at.button(key="control_clear").click()
    session.run()
    assert (session.address, session.warnings) == ({}, [])


def test_choosing_another_language_keeps_the_filter(reference: str, open_page: OpenPage) -> None:
    session: Session = open_page(reference, helper="330000", years="2019")
    session.at.segmented_control(key="control_lang").set_value("en")
    session.run()
    assert session.address == {"helper": "330000", "years": "2019", "lang": "en"}
    assert session.words == "Zhejiang → all · 2019"


def test_more_filters_are_there_once_they_are_opened_or_one_of_them_is_in_force(
    reference: str, open_page: OpenPage
) -> None:
    session = open_page(reference)
    assert "control_stage" not in [box.key for box in session.at.selectbox]
    session.at.session_state["control_more"] = True
    session.run()
    session.at.selectbox(key="control_stage").set_value("producing")
    session.run()
    assert session.address == {"stage": "producing"}
    assert session.at.selectbox(key="control_stage").value == "producing"
