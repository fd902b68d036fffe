"""What is wrong with a date."""

from db.importing.problems.cells import WIDEN
from db.importing.problems.making import NOTHING_TO_DO, error, note
from db.importing.words import Words

DATE = error("date", "应为 2019-05-14 形式", "Expected the form 2019-05-14")
NARROW_DATE = error(
    "date",
    "应为日期，而 Excel 因列太窄只存下了 ###，原来的日期不在文件里",
    "Expected a date; the column was too narrow, and Excel saved only ###",
    WIDEN,
)
DATE_NO_YEAR = error(
    "date", "应为 2019-05-14 形式，缺少年份", "Expected the form 2019-05-14; the year is missing"
)
DATE_TWO_WAYS = error(
    "date",
    "应为 2019-05-14 形式，分不清哪个是月、哪个是日",
    "Expected the form 2019-05-14; which is the month and which the day cannot be told",
)
NO_RANGE = error("date", "应为一个日期，不能是一段时间", "Expected one date, not a period")
NO_SUCH_DATE = error(
    "date",
    "应为 2019-05-14 形式的、存在的日期，该日期不存在",
    "Expected a date that exists, as 2019-05-14; this one does not",
)
DATE_SERIAL = note(
    "date",
    "按 Excel 日期序号读作 {day}",
    "Read as a date serial of Excel: {day}",
)
JANUARY = note(
    "date",
    "读作一月；若原是十月，Excel 去掉了末尾的 0",
    "Read as January; if October was meant, Excel has dropped the last 0",
    Words(
        "请核对；是十月的，请写成“2019年10月”，再上传。",
        "Please check; for October write 2019-10 and upload the file again.",
    ),
)
TITLE_YEAR = note(
    "date",
    "没有写年份，按标题里的 {year} 年导入",
    "Written without its year: taken as of {year}, which the title names",
)
DATE_READ = note("date", "读作 {day}", "Read as {day}")
DATE_TIME = note(
    "date", "只取日期，时间未导入", "Only the day is kept, not the time", NOTHING_TO_DO
)
TIME_ZONE = note(
    "time-zone",
    "是别的时区的时间，在中国是 {day}",
    "A time of another zone: in China it is {day}",
)
NEAR_MIDNIGHT = note(
    "time-zone",
    "差不到一分钟就是次日零点，多半是软件换算时少了几十秒，读作 {day}",
    "Within a minute of midnight, as programs write a day that they convert badly: read as {day}",
)
DAY_END = note(
    "date",
    "时间是当天的最后一秒，读作 {day}",
    "The last second of the day: read as {day}",
    NOTHING_TO_DO,
)
BY_THEN = note("date", "按“{words}”导入", "Taken as “{words}”", NOTHING_TO_DO)
YEAR_READ = note("date", "读作 {year} 年", "Read as the year {year}")
ONLY_MONTH = note("date", "只记到月", "Only the month is kept", NOTHING_TO_DO)
ONLY_YEAR = note("date", "只记到年", "Only the year is kept", NOTHING_TO_DO)
NO_DEADLINE = note(
    "date", "没有确定的日期，按空白导入", "No certain date: left blank", NOTHING_TO_DO
)
DATE_RANGE = error(
    "date-range", "年份应在 {first} 至 {last} 之间", "Expected a year from {first} to {last}"
)
DATE_ORDER = error(
    "date-range", "结束日期不得早于开始日期", "A period must not end before it starts"
)
STORED_ORDER = error(
    "date-range",
    "结束日期不得早于开始日期：改后将是 {start} 至 {end}",
    "A period must not end before it starts: it would be {start} to {end}",
)
SAME_PRECISION = error(
    "date-range",
    "应与开始日期同样精确（都到日、都到月或都到年）",
    "Expected as exact a date as the start has (both to the day, the month or the year)",
)
DUE_COUNT = error(
    "date",
    "有 {items} 项议定事项，完成时限应写 1 个或 {items} 个，收到 {dates} 个",
    "There are {items} agreed items: expected 1 due date or {items}, and found {dates}",
)
