"""What is wrong with a workbook."""

from db.importing.problems.files import SAVE_AS_CSV
from db.importing.problems.making import fatal
from db.importing.words import Words

NO_SHEET = fatal(
    "no-header",
    "没有名为“{name}”的工作表，只有：{sheets}",
    "There is no sheet “{name}”, only: {sheets}",
    Words("请选择其中一张。", "Choose one of them."),
)
DAMAGED_WORKBOOK = fatal(
    "not-csv", "工作簿已损坏，不能读取", "The workbook is damaged and cannot be read", SAVE_AS_CSV
)
TOO_LARGE_UNPACKED = fatal(
    "too-large",
    "工作簿解压后超过 {limit} MB",
    "Unpacked, the workbook has more than {limit} MB",
    SAVE_AS_CSV,
)
