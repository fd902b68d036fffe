"""Dates as programs and offices write them: the day that it is in China, or refused in words."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.importing import dates
from db.importing.converted import Noted, bare
from db.importing.dates import Day
from db.importing.issue import Invalid
from db.terms import Precision

MAY_14 = date(2019, 5, 14)
DATES = st.dates(date(1992, 1, 1), date(2100, 12, 30))
CHINA = ZoneInfo("Asia/Shanghai")


def read(raw: str, converter: Any = dates.day) -> tuple[Any, list[str]]:
    """The value, and the codes of its notes."""
    found = converter(raw)
    if isinstance(found, Noted):
        return found.value, [note.problem.code for note in found.notes]
    return found, []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("2019-05-13T16:00:00Z", ["time-zone"]),
        ("2019-05-13T16:00:00.000Z", ["time-zone"]),
        ("2019-05-13T16:00Z", ["time-zone"]),
        ("2019-05-13 16:00:00 UTC", ["time-zone"]),
        ("2019-05-13T18:30:00-05:00", ["time-zone"]),
        ("20190513T160000Z", ["time-zone"]),
        ("Mon, 13 May 2019 16:00:00 GMT", ["time-zone"]),
        ("2019-05-14T00:00:00+08:00", []),
        ("2019-05-14T00:00:00+0800", []),
        ("2019-05-14T09:30:00+08", ["date"]),
        ("2019-05-14T00:00:00+08:05:43", []),
        ("2019-05-14 08:00 北京时间", ["date"]),
        ("Tue May 14 2019 00:00:00 GMT+0800 (中国标准时间)", []),
        ("Tue May 14 00:00:00 CST 2019", []),
        ("2019-05-13 23:59:17", ["time-zone"]),
        ("2019-05-13 23:59:59.995", ["time-zone"]),
        ("2019-05-13T23:59:59", ["time-zone"]),
        ("2019-05-13T15:59:17Z", ["time-zone"]),
        ("2019/5/13 11:59:17 PM", ["time-zone"]),
        ("2019年5月13日 23时59分17秒", ["time-zone"]),
        ("43598.9995023148", ["date", "time-zone"]),
        ("43599.5", ["date", "date"]),
        ("2019/5/14 0:00:00", []),
        ("2019-05-14T00:00:00.000000", []),
        ("20190514093000", ["date"]),
    ],
)  # fmt: skip
def test_a_moment_is_the_day_that_it_is_in_china(raw: str, said: list[str]) -> None:
    assert read(raw) == (Day(MAY_14, Precision.DAY), said)


def test_noon_elsewhere_is_the_same_day_where_it_is_before_midnight_in_china() -> None:
    expected = (Day(MAY_14, Precision.DAY), ["date"])
    assert read("2019-05-14T11:59:00-04:00") == expected
    assert read("2019-05-14T12:00:00-04:00")[0] == Day(date(2019, 5, 15), Precision.DAY)


@given(DATES, st.integers(-12 * 4, 14 * 4).filter(lambda quarters: quarters != 33))
def test_midnight_in_china_is_its_day_in_every_zone(day: date, quarters: int) -> None:
    zone = timezone(timedelta(minutes=15 * quarters))
    midnight = datetime.combine(day, time(), CHINA)
    assert read(midnight.astimezone(zone).isoformat())[0] == Day(day, Precision.DAY)
    utc = midnight.astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert read(utc) == (Day(day, Precision.DAY), ["time-zone"])


@given(DATES, st.integers(0, 42_999))
def test_just_before_midnight_is_never_the_day_before_in_silence(day: date, lacking: int) -> None:
    midnight = datetime.combine(day, time())
    before = midnight - timedelta(milliseconds=lacking + 1)
    assert read(before.isoformat(sep=" ")) == (Day(day, Precision.DAY), ["time-zone"])


@pytest.mark.parametrize(
    "raw",
    [
        "2019-12-31 23:59:59",
        "2019/12/31 23:59:59.999",
        "2019-12-31T15:59:59Z",
        "2019年12月31日24:00",
    ],
)
def test_the_last_second_ends_its_own_day(raw: str) -> None:
    assert read(raw, dates.deadline) == (Day(date(2019, 12, 31), Precision.DAY), ["date"])


def test_a_deadline_that_lacks_seconds_is_the_next_day() -> None:
    found = read("2019-12-30 23:59:17", dates.deadline)
    assert found == (Day(date(2019, 12, 31), Precision.DAY), ["time-zone"])


@pytest.mark.parametrize(
    "raw",
    ["2019年5月14日（星期二）上午9时", "2019年5月14日 星期二 下午2点半", "2019-5-14上午9:30",
     "2019-05-14 9:30-11:30", "2019年5月14日9:30—11:30", "2019年5月14日晚", "2019年5月14日上午九时",
     "14/5/2019 10:00"],
)  # fmt: skip
def test_a_time_of_day_in_any_words_is_left_out_with_a_note(raw: str) -> None:
    day, said = read(raw)
    assert (day, set(said)) == (Day(MAY_14, Precision.DAY), {"date"})


@pytest.mark.parametrize(
    "raw",
    ["14 May 2019", "14-May-2019", "2019-May-14", "Tuesday, May 14, 2019", "May 14th 2019",
     "14th of May 2019", "2019-05-14(周二)", "2019.05.14.", "2019 5 14", "2019年5月14号"],
)  # fmt: skip
def test_a_day_that_cannot_be_mistaken_is_plain(raw: str) -> None:
    assert read(raw) == (Day(MAY_14, Precision.DAY), [])


@pytest.mark.parametrize("raw", ["19年5月14日", "一九年五月十四日", "14-May-19"])
def test_a_year_of_two_digits_is_read_with_a_note_where_it_must_be_one(raw: str) -> None:
    assert read(raw) == (Day(MAY_14, Precision.DAY), ["date"])


@pytest.mark.parametrize(
    ("raw", "last"),
    [
        ("2019年5月14、15日", date(2019, 5, 15)),
        ("2019年5月14日、15日、16日", date(2019, 5, 16)),
        ("2019年5月14日9:00至15日17:00", date(2019, 5, 15)),
        ("2019-05-14 09:00 至 2019-05-16 17:00", date(2019, 5, 16)),
    ],
)
def test_days_that_follow_one_another_are_a_period(raw: str, last: date) -> None:
    assert bare(dates.day, raw) == Day(MAY_14, Precision.DAY, last)


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        ("2019Q2", Precision.YEAR),
        ("2019年前三季度", Precision.YEAR),
        ("2019年年底", Precision.YEAR),
        ("2019H1", Precision.YEAR),
        ("May 2019", Precision.MONTH),
        ("2019年5月中下旬", Precision.MONTH),
    ],
)
def test_what_is_vaguer_is_noted(raw: str, precision: Precision) -> None:
    day, said = read(raw)
    assert (day.day.year, day.precision, said) == (2019, precision, ["date"])


@pytest.mark.parametrize(
    ("raw", "day", "precision"),
    [
        ("2019年底前", date(2019, 1, 1), Precision.YEAR),
        ("2019年12月底之前", date(2019, 12, 1), Precision.MONTH),
        ("争取2019年6月30日前全面完成", date(2019, 6, 30), Precision.DAY),
        ("拟于2020年完工", date(2020, 1, 1), Precision.YEAR),
    ],
)
def test_a_deadline_may_be_said_in_words(raw: str, day: date, precision: Precision) -> None:
    found, said = read(raw, dates.deadline)
    assert (found, set(said)) == (Day(day, precision), {"date"})


@pytest.mark.parametrize(
    "raw",
    [
        "2019年5月13日、15日",
        "2019-05-13 25:00",
        "5月14日 9:30",
        "May-19",
        "民国108年5月14日",
        "5/14/19",
    ],
)
def test_what_is_not_certain_is_no_date(raw: str) -> None:
    with pytest.raises(Invalid) as caught:
        dates.day(raw)
    assert caught.value.problem.code == "date"


SPACES = st.sampled_from(["", " ", "\u3000", "\u00a0", "\t", "\u200b"])
WIDE = {ord("0") + n: 0xFF10 + n for n in range(10)} | {ord("-"): "－", ord("/"): "／"}


@given(DATES, st.lists(SPACES, min_size=5, max_size=5), st.booleans())
def test_a_day_is_the_same_in_every_width_and_spacing(
    day: date, spaces: list[str], full: bool
) -> None:
    a, b, c, d, e = spaces
    for written in (
        f"{day.year}{a}年{b}{day.month}{c}月{d}{day.day}{e}日",
        f"{day.year}{a}-{b}{day.month}{c}-{d}{day.day}",
        f"{day.year}{a}/{b}{day.month:02}{c}/{d}{day.day:02}",
    ):
        raw = written.translate(WIDE) if full else written
        assert read(raw) == (Day(day, Precision.DAY), [])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("2019-01-01", ["date"]),
        ("2019/1/1 0:00:00", ["date"]),
        ("2018-12-31T16:00:00Z", ["date"]),
        ("2019", []),
    ],
)
def test_a_year_that_is_stored_as_its_first_day_is_a_year(raw: str, said: list[str]) -> None:
    assert read(raw, dates.year) == (2019, said)


@pytest.mark.parametrize("raw", ["2019-05-14", "2019年5月", "43466"])
def test_another_day_is_no_year(raw: str) -> None:
    with pytest.raises(Invalid):
        dates.year(raw)


@given(st.text("0123456789年月日:-/T Z+.上午下至前完成季度MayPMGT(一二十)", max_size=30))
def test_anything_like_a_date_is_a_day_or_a_reason(raw: str) -> None:
    for converter in (dates.day, dates.single_day, dates.deadline, dates.year):
        try:
            converter(raw.strip() or "x")
        except Invalid as invalid:
            assert invalid.issue(raw=raw).message.en  # noqa: PT017


@pytest.mark.parametrize(
    "raw",
    ["2023‐05‐14", "2023–5–14", "2023、5、14", "2023,5,14", "2023。5。14", "2023年五月十四日"],
)
def test_other_signs_and_mixed_digits_are_a_day(raw: str) -> None:
    assert bare(dates.day, raw) == Day(date(2023, 5, 14), Precision.DAY)


@pytest.mark.parametrize("raw", ["二〇二三", "二○二三年", "二零二三年度"])
def test_a_year_in_characters(raw: str) -> None:
    assert bare(dates.year, raw) == 2023


@pytest.mark.parametrize(
    ("raw", "expected", "noted"),
    [
        ("24.3.5", "2024-03-05", True),
        ("24-03-05", "2024-03-05", True),
        ("19/5/14", "2019-05-14", True),
        ("99.3.5", "1999-03-05", True),
        ("24.12", "2024-12", True),
        ("二0二四年三月五日", "2024-03-05", False),
        ("二O一九年五月", "2019-05", True),
        ("自2024年3月5日起", "2024-03-05", False),
        ("截至2024年6月30日", "2024-06-30", False),
        ("2024·3·5", "2024-03-05", False),
        ("2024-3-5，", "2024-03-05", False),
    ],
)
def test_short_and_surrounded_dates_are_read(raw: str, expected: str, noted: bool) -> None:
    value, said = read(raw)
    lengths = {Precision.MONTH: 7, Precision.DAY: 10}
    assert value.day.isoformat()[: lengths[value.precision]] == expected
    assert bool(said) is noted


@pytest.mark.parametrize("raw", ["3/5/24", "12.3.5", "5.3.24", "45.3.5", "2024.3.5（农历）"])
def test_a_short_date_that_may_be_another_is_refused(raw: str) -> None:
    with pytest.raises(Invalid):
        dates.day(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("预计2024年12月", date(2024, 12, 1)),
        ("2024年12月（预计）", date(2024, 12, 1)),
        ("计划2024年12月完工", date(2024, 12, 1)),
        ("拟于2024年6月开工建设", date(2024, 6, 1)),
        ("开工：2024年3月", date(2024, 3, 1)),
        ("未开工", None),
        ("尚未完工", None),
        ("按季度推进", None),
        ("按协议约定", None),
    ],
)
def test_a_plan_is_its_date_and_a_state_is_none(raw: str, expected: date | None) -> None:
    value, said = read(raw, dates.deadline)
    assert (value and value.day) == expected
    assert said
