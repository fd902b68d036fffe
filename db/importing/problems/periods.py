"""What is wrong with the period of a result, and with the day it was kept to."""

from db.importing.problems.making import CHECK, error, note
from db.importing.words import Words

PERIOD = error(
    "period",
    "认不出这是哪个期间",
    "This is no period that is known",
    Words(
        "请写作 6月、1—6月、二季度、上半年或全年。",
        "Write it as June, Jan–Jun, Q2, first half or full year.",
    ),
)
MONTH_OR_QUARTER = error(
    "period",
    "看不出是月份还是季度",
    "A month or a quarter?",
    Words("请写明“3月”或“三季度”。", "Write March, or Q3."),
)
PERIOD_YEAR = error(
    "period",
    "期间写的是 {found} 年，年度写的是 {year} 年",
    "The period is of {found}, and the year is {year}",
    CHECK,
)
PERIOD_BASIS = error(
    "period",
    "期间从一月算起，是累计数，与“{basis}”不符",
    "The period runs from January, so its value is cumulative and not “{basis}”",
    CHECK,
)
RUNNING = note(
    "period",
    "期间从一月算起，按累计数导入",
    "The period runs from January: taken as cumulative",
)
AS_OF_EARLY = error(
    "as-of",
    "数据截至的日期早于期间的第一天（{start}）",
    "The as-of day lies before the period begins ({start})",
    CHECK,
)
AS_OF_LATE = error(
    "as-of",
    "数据截至的日期晚于今天",
    "The as-of day lies after today",
    CHECK,
)
PERIOD_AHEAD = error(
    "period",
    "该期间还没有开始（{start}），不会有完成数",
    "This period has yet to begin ({start}), and cannot have a result",
    CHECK,
)
PERIOD_RUNS = error(
    "period",
    "1—{months}月不是单独的一个月、季度、半年或全年，本台账各行只计本期间的数",
    "January to month {months} is no month, quarter, half or year by itself, and each row of this "
    "ledger is of its period alone",
    Words(
        "请改为一季度、上半年或全年，或按月、按季分行填写本期数。",
        "Give Q1, the first half or the full year, or a row for each month or quarter.",
    ),
)
RATE = error(
    "number",
    "百分比应在 0 至 1000 之间，最多两位小数",
    "A per cent is between 0 and 1000, with two decimals at most",
)
DONE = error(
    "number",
    "这项指标只分完成与否，请填“是”或“否”",
    "This metric is done or not: write yes or no",
)
