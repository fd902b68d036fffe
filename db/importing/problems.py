"""Every kind of issue that the importer knows, by its code of the contract."""

from db.importing.issue import Problem, Severity
from db.importing.words import Words

AGAIN = Words("请改正后重新上传。", "Correct it and upload the file again.")


def _fatal(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    return Problem(code, Severity.FATAL, Words(zh, en), fix)


def _error(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    return Problem(code, Severity.ERROR, Words(zh, en), fix)


SAVE_AS_CSV = Words(
    "请在 Excel 或 WPS 中“另存为”，选择“CSV UTF-8（逗号分隔）”，再上传。",
    "In Excel or WPS choose Save As, “CSV UTF-8 (comma delimited)”, and upload that.",
)

EMPTY = _fatal("empty", "文件是空的", "The file is empty")
TOO_LARGE = _fatal(
    "too-large",
    "文件不得超过 {limit} MB",
    "A file may have at most {limit} MB",
    Words("请拆成几个较小的文件分别上传。", "Split it and upload the parts one by one."),
)
TOO_MANY_ROWS = _fatal(
    "too-many-rows",
    "一个文件不得超过 {limit} 行",
    "A file may have at most {limit} rows",
    Words("请拆成几个较小的文件分别上传。", "Split it and upload the parts one by one."),
)
TOO_MANY_COLUMNS = _fatal(
    "too-many-columns",
    "表头不得超过 {limit} 列，收到 {found} 列",
    "A header may have at most {limit} columns; found {found}",
)
CELL_TOO_LONG = _fatal(
    "too-long",
    "一个单元格不得超过 {limit} 字",
    "A cell may hold at most {limit} characters",
    Words(
        "请缩短它，或补上没有关闭的引号，再重新上传。",
        "Shorten it, or close a quotation mark left open, and upload the file again.",
    ),
)
TOO_LONG = _error(
    "too-long", "这一格不得超过 {limit} 字", "This cell may hold at most {limit} characters"
)
PART_TOO_LONG = _error(
    "too-long",
    "每一项不得超过 {limit} 字，“{part}…”过长",
    "Each entry may hold at most {limit} characters; “{part}…” is longer",
)
ENCODING = _fatal(
    "encoding",
    "文件不是 {encoding} 编码（第 {byte} 字节起不能识别）",
    "The file is not {encoding} (it stops making sense at byte {byte})",
    SAVE_AS_CSV,
)
NOT_CSV = _fatal(
    "not-csv", "这不是 CSV 文件，而是{what}", "This is not CSV but {what}", SAVE_AS_CSV
)
NUL_BYTE = _fatal(
    "nul-byte", "文件含有空字节，已损坏或不是文本", "The file holds NUL bytes: damaged, or not text"
)
UNCLOSED_QUOTE = _fatal(
    "unclosed-quote",
    "引号没有成对：从这里打开的引号直到文件末尾也没有关闭",
    "A quotation mark opened here is never closed",
    Words("请补上引号后重新上传。", "Close it and upload the file again."),
)
QUOTE = _fatal("quote", "引号后面只能是逗号或换行", "A closing quotation mark must end its cell")
NO_HEADER = _fatal(
    "no-header",
    "找不到表头：应有“{expected}”等列",
    "No header row found: it should name columns such as “{expected}”",
    Words("请用模板的表头，或选择正确的台账类别。", "Use the template's header, or another kind."),
)
DUPLICATE_HEADER = _fatal(
    "duplicate-header",
    "表头中“{first}”与“{second}”是同一列",
    "“{first}” and “{second}” in the header are the same column",
    Words("请删去或改名其中一列。", "Delete or rename one of them."),
)
BLANK_HEADER = _fatal(
    "blank-header",
    "第 {number} 列有内容而没有列名",
    "Column {number} holds values but has no name",
    Words("请填写列名，或删去该列。", "Name the column, or delete it."),
)
MISSING_COLUMN = _fatal(
    "no-header",
    "缺少必需的列：{missing}",
    "Required columns are missing: {missing}",
    Words("请补上这些列后重新上传。", "Add them and upload the file again."),
)
MAPPING = Problem(
    "mapping",
    Severity.CHOICE,
    Words("不认识这一列", "This column is not known"),
    Words(
        "请指明它对应哪一项（--map 列名=字段），或不导入该列（--map 列名=）。",
        "Say which field it is (--map COLUMN=FIELD), or leave it out (--map COLUMN=).",
    ),
)
NO_ROWS = _fatal(
    "no-rows",
    "只有表头，没有数据",
    "There is a header but no data below it",
    Words("请填写数据后重新上传。", "Fill in the data and upload the file again."),
)
MISSING_CELL = _error(
    "missing-cell",
    "这一行只有 {found} 格，表头有 {expected} 列",
    "This row has {found} cells, the header {expected} columns",
)
REQUIRED = _error("missing-cell", "这一格必须填写", "This cell must not be empty")
EXTRA_CELL = _error(
    "extra-cell",
    "这一行有 {found} 格，表头只有 {expected} 列",
    "This row has {found} cells, the header only {expected} columns",
)
CONTROL_CHAR = _error(
    "control-char", "不得含有控制字符", "Control characters are not allowed in a cell"
)
DATE = _error("date", "应为 2019-05-14 形式", "Expected the form 2019-05-14")
NO_SUCH_DATE = _error(
    "date", "应为存在的日期，该日期不存在", "Expected a date that exists; this one does not"
)
DATE_RANGE = _error(
    "date-range", "年份应在 {first} 至 {last} 之间", "Expected a year from {first} to {last}"
)
DATE_ORDER = _error(
    "date-range", "结束日期不得早于开始日期", "A period must not end before it starts"
)
STORED_ORDER = _error(
    "date-range",
    "结束日期不得早于开始日期：改后将是 {start} 至 {end}",
    "A period must not end before it starts: it would be {start} to {end}",
)
SAME_PRECISION = _error(
    "date-range",
    "应与开始日期同样精确（都到日、都到月或都到年）",
    "Expected as exact a date as the start has (both to the day, the month or the year)",
)
NUMBER = _error("number", "应为不小于 0 的整数", "Expected a whole number, 0 or more")
AMOUNT = _error("number", "应为不小于 0 的数", "Expected a number, 0 or more")
NUMBER_TOO_LARGE = _error("number", "应不大于 {limit}", "Expected at most {limit}")
ROUNDED = Problem(
    "number",
    Severity.NOTE,
    Words("不足一元的部分已四舍五入为 {yuan} 元", "Rounded to whole yuan: {yuan}"),
    Words("无需处理。", "Nothing to do."),
)
CHOICE = _error("mapping", "应为以下之一：{choices}", "Expected one of: {choices}")
AREA = _error(
    "province",
    "应为省、市、县的名称、简称或行政区划代码{hint}",
    "Expected the name, short name or GB/T 2260 code of a province, city or county{hint}",
)
AMBIGUOUS_AREA = _error(
    "province",
    "同名的地方不止一个：{choices}",
    "Several places have this name: {choices}",
    Words(
        "请写全称（带省名）或行政区划代码。", "Give the full name with its province, or the code."
    ),
)
PAIRING = _error(
    "pairing",
    "{year} 年没有“{helper} → {receiver}”的结对关系{hint}",
    "There was no pairing {helper} → {receiver} in {year}{hint}",
    Words(
        "请核对两列的方向和年份；确有此结对的，请管理员先补充结对关系。",
        "Check the direction and the year; if the pairing is real, have it added first.",
    ),
)
DUPLICATE_KEY = _error(
    "duplicate-key",
    "与第 {other} 条是同一{noun}，而内容不同",
    "This is the same {noun} as record {other}, with other contents",
    Words("请只保留一条。", "Keep only one of them."),
)
DUPLICATE_ROW = _error(
    "duplicate-row",
    "与第 {other} 条完全相同",
    "This row repeats record {other}",
    Words("请只保留一条。", "Keep only one of them."),
)
REFERENCE = _error(
    "reference",
    "找不到这次会议{hint}",
    "This meeting is not in the store{hint}",
    Words(
        "请填会议编号或会议全称；会议应先于项目导入。",
        "Give its code or full title; import meetings first.",
    ),
)
ITEM_REFERENCE = _error(
    "reference",
    "“{meeting}”没有第 {number} 项议定事项",
    "“{meeting}” has no agreed item {number}",
)
ITEM_WITHOUT_MEETING = _error(
    "reference",
    "填了议定事项序号，须同时填对应会议",
    "An item number needs its meeting",
)
METRIC = _error("mapping", "不认识这项指标", "This metric is not in the dictionary")
UNIT = _error("unit", "“{metric}”的单位应为：{units}", "The unit of “{metric}” should be: {units}")
LINKED_ITEM = _error(
    "conflict",
    "已有项目落实第 {number} 项议定事项，不能删去",
    "Item {number} has projects linked to it and cannot be dropped",
    Words("请保留该项，或先改动那些项目。", "Keep it, or change those projects first."),
)
CHANGED_SINCE = _fatal(
    "conflict",
    "数据已变化，请重新预览",
    "The store has changed since the preview",
    Words("请重新预览后再导入。", "Preview again, then import."),
)
