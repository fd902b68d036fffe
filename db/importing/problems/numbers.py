"""What is wrong with a number, an amount or its unit."""

from db.importing.problems.cells import WIDEN
from db.importing.problems.making import NOTHING_TO_DO, error, note
from db.importing.words import Words

WHOLE = error("number", "应为整数", "Expected a whole number")
EXCEL_ERROR_NUMBER = error(
    "number",
    "应为数，而这是 Excel 公式出错的标记",
    "Expected a number; this is an error of an Excel formula",
)
NARROW_NUMBER = error(
    "number",
    "应为数，而 Excel 因列太窄只存下了 ###，原来的数不在文件里",
    "Expected a number; the column was too narrow, and Excel saved only ###",
    WIDEN,
)
SCIENTIFIC = error(
    "number",
    "应为数，科学计数法已丢失后面的数字",
    "Expected a number; in scientific notation its last digits are lost",
    Words(
        "请在 Excel 中把该列设为“数值”，再另存。",
        "Format the column as Number in Excel, and save again.",
    ),
)
COUNT_UNIT = error("number", "应为个数，不是金额", "Expected a count, not an amount of money")
HOUSEHOLDS = error(
    "number",
    "应为个数或人数，不是户数",
    "Expected a count, or persons, not a number of households",
)
NUMBER_IN_WORDS = note("number", "读作 {number}", "Read as {number}")
PERSONS_TAKEN = note(
    "number", "取人数 {number}，户数未导入", "Persons are kept ({number}), households left out"
)
APPROXIMATE = note(
    "number",
    "是约数（“{word}”），按所写的数导入",
    "Approximate (“{word}”): the figure is kept as it is",
)
AMOUNT_READ = note("number", "读作 {yuan} 元", "Read as {yuan} yuan")
NUMBER_RANGE = error(
    "number",
    "应为一个数，不能是一个范围",
    "Expected one number, not a range",
    Words(
        "请改为一个数（范围可写在备注里），再重新上传。",
        "Give one number (the range may stand in the note), and upload the file again.",
    ),
)
CURRENCY = error(
    "number",
    "应为人民币金额，不能是外币",
    "Expected an amount in yuan, not in another currency",
    Words("请折算成人民币后重新上传。", "Convert it to yuan and upload the file again."),
)
BRACKETS_LEFT_OUT = note(
    "number", "后面的“{inside}”未导入", "What follows (“{inside}”) is left out"
)
OTHER_UNIT = note(
    "unit",
    "单位与该列（{unit}）不同，已换算为 {yuan} 元",
    "In another unit than its column ({unit}): converted to {yuan} yuan",
)
HUGE = note(
    "unit",
    "相当于 {amount} 亿元，请确认单位没有写错",
    "That is {amount}亿 yuan: please make sure of the unit",
)
NUMBER = error("number", "应为不小于 0 的整数", "Expected a whole number, 0 or more")
AMOUNT = error("number", "应为不小于 0 的数", "Expected a number, 0 or more")
NUMBER_TOO_LARGE = error("number", "应不大于 {limit}", "Expected at most {limit}")
PART_OVER_WHOLE = error(
    "number",
    "应不大于“{column}”（{whole}），收到 {part}",
    "Expected at most “{column}” ({whole}), found {part}",
)
ROUNDED = note(
    "number",
    "不足一元的部分已四舍五入为 {yuan} 元",
    "Rounded to whole yuan: {yuan}",
    NOTHING_TO_DO,
)
METRIC = error("mapping", "不认识这项指标{hint}", "This metric is not in the dictionary{hint}")
UNIT = error("unit", "“{metric}”的单位应为：{units}", "The unit of “{metric}” should be: {units}")
