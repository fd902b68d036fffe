"""What is wrong with a place or a pairing."""

from db.importing.problems.cells import FROM_PDF
from db.importing.problems.making import error, note
from db.importing.words import Words

RENAMED = note(
    "province", "“{old}”今为“{new}”，按现名导入", "{old} is {new} today, and imported as that"
)
OUTSIDE_SCOPE = error(
    "pairing",
    "“{helper} → {receiver}”不在您负责的范围之内",
    "{helper} → {receiver} is not in your charge",
    Words(
        "请删去这一行，或请管理员调整您的负责范围。",
        "Leave this row to those in charge, or ask an administrator to extend your scope.",
    ),
)
AREA = error(
    "province",
    "应为省、市、县的名称、简称或行政区划代码{hint}",
    "Expected the name, short name or GB/T 2260 code of a province, city or county{hint}",
)
AMBIGUOUS_AREA = error(
    "province",
    "同名的地方不止一个：{choices}",
    "Several places have this name: {choices}",
    Words(
        "请写全称（带省名）或行政区划代码。", "Give the full name with its province, or the code."
    ),
)
PAIRING = error(
    "pairing",
    "{year} 年没有“{helper} → {receiver}”的结对关系{hint}",
    "There was no pairing {helper} → {receiver} in {year}{hint}",
    Words(
        "请核对两列的方向和年份；确有此结对的，请管理员先补充结对关系。",
        "Check the direction and the year; if the pairing is real, have it added first.",
    ),
)
RADICAL_PLACE = note(
    "province",
    "地名里有形似汉字的部首字符（{pairs}），按“{value}”查找",
    "The name holds radicals that only look like characters ({pairs}): looked up as “{value}”",
    FROM_PDF,
)
