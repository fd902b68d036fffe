"""What is wrong with a record beside others."""

from db.importing.problems.making import NOTHING_TO_DO, choice, error, note
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
FORMER_TITLE = note(
    "reference",
    "这次会议现名“{title}”，按此对应",
    "This meeting is called “{title}” by now, and linked as that",
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
CODE_RESTARTS = choice(
    "code-restarts",
    "编号“{code}”在 {other_year} 年是“{other_title}”，{year} 年是“{title}”（共 {count} 条如此）",
    "Code {code} is “{other_title}” in {other_year} and “{title}” in {year} ({count} such rows)",
    Words(
        "请说明编号是长期有效、指同一个项目（--codes same），还是每年重新编号（--codes restart）。",
        "Say whether a code stays with its project (--codes same), or codes restart each year "
        "(--codes restart).",
    ),
)
KEY_TAKEN = error(
    "conflict",
    "这样改动后，将与库中另一{noun}相同：{code}“{title}”（{when}，记录 {id}）",
    "Changed so, it would be the {noun} that record {id} is already: {code} “{title}” ({when})",
    Words(
        "请核对编号、日期和名称；两条实为一条的，请先在页面上合并。",
        "Check code, date and title; if the two are one, merge them on the page first.",
    ),
)
NO_RECORD = error(
    "reference",
    "库中没有记录 {id}",
    "There is no record {id} in the store",
    Words(
        "请核对记录号（--same 序号=记录号）。",
        "Check the number of the record (--same RECORD_NO=ID).",
    ),
)
SIMILAR = note(
    "similar-record",
    "与库中一条很相像：{code}“{title}”（{when}，记录 {other}）",
    "Much like one in the store: {code} “{title}” ({when}, record {other})",
    Words(
        "请核对是否同一条：是的，请选“同一条”（--same 序号=记录号）；否则按两条导入。",
        "If they are one, say so (--same RECORD_NO=ID); otherwise both are kept.",
    ),
    of_store=True,
)
CODES = {
    "same": Words("编号长期有效", "codes stay with their projects"),
    "restart": Words("编号每年重新编", "codes restart each year"),
}
"""What the answers to CODE_RESTARTS say."""
SIMILAR_ROW = note(
    "similar-record",
    "与文件中第 {other} 条很相像：{code}“{title}”（{when}）",
    "Much like record {other} of this file: {code} “{title}” ({when})",
    Words(
        "请核对是否同一条：是的，请删去其中一条后重新上传；否则按两条导入。",
        "If they are one, delete one of them and upload again; otherwise both are kept.",
    ),
)
OLDER_FILE = choice(
    "older-file",
    "这像是一份旧文件：要改动的 {count} {noun}都会退回较新的导入{batch}以前的内容，"
    "如第 {row} 条“{old}”→“{new}”",
    "This looks like an older file: all {count} records that it changes would go back to what they "
    "held before a newer import{batch}, such as record {row}: “{old}” → “{new}”",
    Words(
        "请选择按这份文件改回去（--map 旧文件=back），或保留库中较新的（--map 旧文件=keep）。",
        "Say whether to set them back (--map older=back) or to keep what is newer "
        "(--map older=keep).",
    ),
)
OLDER_ROWS = note(
    "older-file",
    "有 {count} {noun}会退回较新的导入{batch}以前的内容，如第 {row} 条“{old}”→“{new}”",
    "{count} records go back to what they held before a newer import{batch}, such as record {row}: "
    "“{old}” → “{new}”",
    Words(
        "请核对；要保留库中较新的：--map 旧文件=keep。",
        "Please check; to keep what is newer: --map older=keep.",
    ),
)
OLDER_KEPT = note(
    "older-file",
    "按您的选择，{count} {noun}保留库中较新的内容，没有按这份文件改",
    "As you chose, {count} records keep what is newer in the store, and not what this file has",
    NOTHING_TO_DO,
)
NOT_IN_FILE = note(
    "not-in-file",
    "此前同一台账中的 {count} {noun}不在这份文件里：{names}",
    "{count} records of earlier files of this ledger are not in this one: {names}",
    Words(
        "它们保持不变；确应撤去的，请在记录页面上删除。",
        "They stay as they are; remove on their pages what should go.",
    ),
    of_store=True,
)
