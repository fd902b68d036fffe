"""Chinese words for charts under test."""

from charts.words import Dates, MeetingWords, MoneyWords, Scale, TrendWords

MONEY = MoneyWords(
    scale=Scale(100_000_000, "亿元"),
    axis="到位资金（亿元）",
    industries={"tea": "茶产业", "herbs": "中药材", "parks": "共建园区", "other": "其他"},
    repaired="2021 年重新结对，前后不可比",
    alt="{first}—{last}年共{total}{unit}，{peak_year}年最高{peak}，{low_year}年最低{low}，"
    "{industry}占{share}",
    alt_one_year="{last}年{total}{unit}，{industry}占{share}",
    alt_empty="没有到位资金",
)

MEETINGS = MeetingWords(
    categories={
        "joint_meeting": "联席会议",
        "visit": "考察互访",
        "symposium": "座谈会",
        "national_conference": "全国会议",
    },
    dates=Dates("{d.year}年{d.month}月{d.day}日", "{d.year}年{d.month}月", "{d.year}年"),
    national="全国会议",
    other="其他结对",
    lesser="座谈会及其他会议",
    demo="演示记录",
    alt="{first}—{last}年{count}次，{couples}对，{couple}{couple_count}次，演示{demo}条",
    alt_empty="没有会议",
)

TREND = TrendWords(
    alt="{first}年{first_value}，{last}年{last_value}，最高{high}年{high_value}，"
    "最低{low}年{low_value}",
    alt_empty="没有数字",
)
