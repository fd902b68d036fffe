"""What is wrong with a measure of a project, or its unit."""

from db.importing.problems.making import error, note
from db.importing.words import Words

MEASURE_UNLIKE = error(
    "unit",
    "“{measure}”的单位应为：{units}；“{unit}”不能换算成它",
    "The unit of “{measure}” is one of: {units}; “{unit}” is not converted into it",
    Words(
        "请核对数和单位；别的指标请另列一列，再重新上传。",
        "Check number and unit; another measure goes into a column of its own. Upload again.",
    ),
)
MEASURE_AMOUNT = error(
    "number",
    "应为一个数（“{measure}”的单位：{units}）",
    "Expected a number (units of “{measure}”: {units})",
)
MEASURE_LARGE = error(
    "number",
    "“{measure}”最大为 {limit}（单位：{units}）",
    "“{measure}” is at most {limit} (units: {units})",
)
MEASURE_ROUNDED = note("number", "换算后四舍五入为“{read}”", "Rounded when converted: “{read}”")
MEASURE_OTHER_UNIT = note(
    "unit",
    "单位与该列（{unit}）不同，已换算为“{read}”",
    "In another unit than its column ({unit}): converted to “{read}”",
)
MEASURE_ENTRY = error(
    "measure",
    "“{entry}”读不出指标和数",
    "“{entry}” names no measure with a number",
    Words(
        "请写作“种植面积：计划 2000 亩，实际 1500 亩”，每项一行或用“；”隔开。{known}",
        "Write “种植面积：计划 2000 亩，实际 1500 亩”, one a line or parted by “；”.{known}",
    ),
)
MEASURE_TWICE = error(
    "measure",
    "“{measure}”的{basis}数填了两次，并不相同：{first}、{second}",
    "The {basis} “{measure}” is given twice and differs: {first}, {second}",
    Words("请只留一个，再重新上传。", "Keep one of them, and upload the file again."),
)
MEASURE_AS_ACTUAL = note(
    "measure",
    "未写明是计划还是实际，按实际数读取；计划数请在表头写“计划”",
    "Neither planned nor actual is said: read as actual; a header of what is planned says “计划”",
)
