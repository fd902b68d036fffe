"""What is wrong with a record beside others."""

from db.importing.problems.making import error
from db.importing.words import Words

DUPLICATE_KEY = error(
    "duplicate-key",
    "与第 {other} 条是同一{noun}，而内容不同",
    "This is the same {noun} as record {other}, with other contents",
    Words("请只保留一条。", "Keep only one of them."),
)
DUPLICATE_ROW = error(
    "duplicate-row",
    "与第 {other} 条完全相同",
    "This row repeats record {other}",
    Words("请只保留一条。", "Keep only one of them."),
)
REFERENCE = error(
    "reference",
    "找不到这次会议{hint}",
    "This meeting is not in the store{hint}",
    Words(
        "请填会议编号或会议全称；会议应先于项目导入。",
        "Give its code or full title; import meetings first.",
    ),
)
ITEM_REFERENCE = error(
    "reference",
    "“{meeting}”没有第 {number} 项议定事项",
    "“{meeting}” has no agreed item {number}",
)
ITEM_WITHOUT_MEETING = error(
    "reference",
    "填了议定事项序号，须同时填对应会议",
    "An item number needs its meeting",
)
LINKED_ITEM = error(
    "conflict",
    "第 {number} 项议定事项已有对应项目或进展记录，不能删去",
    "Item {number} has projects or progress linked to it and cannot be dropped",
    Words(
        "请保留该项，或先改动那些项目、撤销那些进展记录。",
        "Keep it, or change those projects and undo that progress first.",
    ),
)
