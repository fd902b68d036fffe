"""Every kind of issue that the importer knows, by its code of the contract."""

from db.importing.issue import Problem, Severity
from db.importing.words import Words

AGAIN = Words("请改正后重新上传。", "Correct it and upload the file again.")


def _fatal(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    return Problem(code, Severity.FATAL, Words(zh, en), fix)


def _error(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    return Problem(code, Severity.ERROR, Words(zh, en), fix)


def _note(code: str, zh: str, en: str, fix: Words | None = None, quiet: bool = False) -> Problem:
    return Problem(code, Severity.NOTE, Words(zh, en), fix or CHECK, quiet)


def _choice(code: str, zh: str, en: str, fix: Words) -> Problem:
    return Problem(code, Severity.CHOICE, Words(zh, en), fix)


CHECK = Words("请核对。", "Please check.")
NOTHING_TO_DO = Words("无需处理。", "Nothing to do.")

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
ENCODING_READ = _note(
    "encoding",
    "文件是 {encoding} 编码，已正确读取",
    "The file is in {encoding}, and was read as that",
    NOTHING_TO_DO,
    quiet=True,
)
ENCODING_CHOSEN = _note(
    "encoding",
    "按所选的 {encoding} 编码读取",
    "Read as {encoding}, as was chosen",
    NOTHING_TO_DO,
    quiet=True,
)
ENCODING_ASKED = _choice(
    "encoding",
    "不能确定文件的编码。可能是：{candidates}",
    "The file's encoding is not certain. It may be: {candidates}",
    Words(
        "请选择看得懂的那一种（--encoding 编码），或另存为“CSV UTF-8”再上传。",
        "Choose the one that reads right (--encoding E), or save as “CSV UTF-8” and upload that.",
    ),
)
MOJIBAKE = _choice(
    "suspect-mojibake",
    "文件读出来像是乱码。可能是：{candidates}",
    "The text looks garbled. It may be: {candidates}",
    Words(
        "请选择看得懂的那一种（--encoding 编码）；都不对的，请从原文件重新另存为“CSV UTF-8”。",
        "Choose the one that reads right (--encoding E); if none does, save the original again "
        "as “CSV UTF-8”.",
    ),
)
MOJIBAKE_HEADER = _fatal(
    "suspect-mojibake",
    "表头是乱码（“{sample}”），文字在保存时已经丢失",
    "The header is garbled (“{sample}”): its text was lost when the file was saved",
    Words(
        "请从原文件重新另存为“CSV UTF-8（逗号分隔）”，再上传。",
        "Save the original again as “CSV UTF-8 (comma delimited)” and upload that.",
    ),
)
LOST_CHARACTERS = _error(
    "suspect-mojibake",
    "这一格有乱码，原来的文字已经丢失",
    "This cell is garbled: its text was lost in saving",
)
MOJIBAKE_CELL = _error("suspect-mojibake", "这一格像是乱码", "This cell looks garbled")
ENCODING_MIXED = _fatal(
    "encoding-mixed",
    "文件混有两种编码：前面是 {first}，从这一行起有 {second}",
    "The file mixes two encodings: {first}, and from this line on {second}",
    Words(
        "多半是两个文件拼在了一起。请在 Excel 或 WPS 中合并，另存为“CSV UTF-8”，再上传。",
        "Two files were probably pasted together. Join them in Excel or WPS, save as “CSV UTF-8”, "
        "and upload that.",
    ),
)
NOT_CSV = _fatal(
    "not-csv", "这不是 CSV 文件，而是{what}", "This is not CSV but {what}", SAVE_AS_CSV
)
NUL_BYTE = _fatal(
    "nul-byte",
    "文件含有空字节，已损坏或不是文本",
    "The file holds NUL bytes: damaged, or not text",
    SAVE_AS_CSV,
)
UNCLOSED_QUOTE = _fatal(
    "unclosed-quote",
    "引号没有成对：从这里打开的引号直到文件末尾也没有关闭",
    "A quotation mark opened here is never closed",
    Words("请补上引号后重新上传。", "Close it and upload the file again."),
)
QUOTE = _fatal("quote", "引号后面只能是逗号或换行", "A closing quotation mark must end its cell")
DELIMITER = _fatal(
    "delimiter",
    "各列应当用半角的逗号、分号、制表符或竖线分隔，收到“{text}”",
    "Columns must be parted by commas, semicolons, tabs or bars; found “{text}”",
    SAVE_AS_CSV,
)
NO_SHEET = _fatal(
    "no-header",
    "没有名为“{name}”的工作表，只有：{sheets}",
    "There is no sheet “{name}”, only: {sheets}",
    Words("请选择其中一张。", "Choose one of them."),
)
DAMAGED_WORKBOOK = _fatal(
    "not-csv", "工作簿已损坏，不能读取", "The workbook is damaged and cannot be read", SAVE_AS_CSV
)
TOO_LARGE_UNPACKED = _fatal(
    "too-large",
    "工作簿解压后超过 {limit} MB",
    "Unpacked, the workbook has more than {limit} MB",
    SAVE_AS_CSV,
)
WRONG_TABLE = _fatal(
    "wrong-table",
    "这像是{found}台账，不是{expected}台账",
    "This looks like a ledger of {found}, not of {expected}",
    Words("请选择正确的台账类别。", "Choose the right kind of ledger."),
)
DATA_ABOVE = _fatal(
    "no-header",
    "表头之上有像是数据的一行",
    "Above the header there is a row that looks like data",
    Words("请把表头放在数据之上。", "Put the header above the data."),
)
PREAMBLE = _note(
    "preamble",
    "不是数据，未导入：“{text}”",
    "Not data, and left out: “{text}”",
)
TOTALS_ROW = _note(
    "totals-row",
    "合计行，未作为一条记录导入：“{text}”",
    "A row of totals, left out: “{text}”",
)
EXAMPLE_ROW = _note(
    "preamble",
    "模板的示例行，未导入：“{text}”",
    "An example of the template, left out: “{text}”",
)
BLANK_COLUMN = _note(
    "blank-column",
    "第 {columns} 列是空列，未导入",
    "Column {columns} is blank, and was left out",
    NOTHING_TO_DO,
)
IMPORTED_BEFORE = _note(
    "duplicate-row",
    "这个文件此前已由{author}于 {at} 导入（批次 {batch}）",
    "This file was imported before, by {author} at {at} (batch {batch})",
    NOTHING_TO_DO,
    quiet=True,
)
REMEMBERED = _note(
    "mapping",
    "沿用此前对同样表头的选择：{choice}",
    "As was answered before for the same header: {choice}",
)
FILLED_DOWN = _note(
    "missing-cell",
    "空白按合并单元格取上一行的“{value}”",
    "Blank: taken as a merged cell, “{value}” as in the row above",
)
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
MAPPING = _choice(
    "mapping",
    "不认识这一列{hint}",
    "This column is not known{hint}",
    Words(
        "请指明它对应哪一项（--map 列名=字段），或不导入该列（--map 列名=）。",
        "Say which field it is (--map COLUMN=FIELD), or leave it out (--map COLUMN=).",
    ),
)
UNIT_ASKED = _choice(
    "unit",
    "金额没有写明单位",
    "This column holds money but names no unit",
    Words(
        "请指明单位（--map 列名={field}:万元），或在表头写明，如“协议金额（万元）”。",
        "Say in which unit (--map COLUMN={field}:万元), or name it in the header.",
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
DATE_NO_YEAR = _error(
    "date", "应为 2019-05-14 形式，缺少年份", "Expected the form 2019-05-14; the year is missing"
)
DATE_TWO_WAYS = _error(
    "date",
    "应为 2019-05-14 形式，分不清哪个是月、哪个是日",
    "Expected the form 2019-05-14; which is the month and which the day cannot be told",
)
NO_RANGE = _error("date", "应为一个日期，不能是一段时间", "Expected one date, not a period")
NO_SUCH_DATE = _error(
    "date",
    "应为 2019-05-14 形式的、存在的日期，该日期不存在",
    "Expected a date that exists, as 2019-05-14; this one does not",
)
DATE_SERIAL = _note(
    "date",
    "按 Excel 日期序号读作 {day}",
    "Read as a date serial of Excel: {day}",
)
DATE_READ = _note("date", "读作 {day}", "Read as {day}")
DATE_TIME = _note(
    "date", "只取日期，时间未导入", "Only the day is kept, not the time", NOTHING_TO_DO
)
ONLY_MONTH = _note("date", "只记到月", "Only the month is kept", NOTHING_TO_DO)
ONLY_YEAR = _note("date", "只记到年", "Only the year is kept", NOTHING_TO_DO)
NO_DEADLINE = _note(
    "date", "没有确定的日期，按空白导入", "No certain date: left blank", NOTHING_TO_DO
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
WHOLE = _error("number", "应为整数", "Expected a whole number")
EXCEL_ERROR_NUMBER = _error(
    "number",
    "应为数，而这是 Excel 公式出错的标记",
    "Expected a number; this is an error of an Excel formula",
)
EXCEL_ERROR = _error(
    "formula",
    "这是 Excel 公式出错的标记，不是内容",
    "This is an error of an Excel formula, not a text",
)
SCIENTIFIC = _error(
    "number",
    "应为数，科学计数法已丢失后面的数字",
    "Expected a number; in scientific notation its last digits are lost",
    Words(
        "请在 Excel 中把该列设为“数值”，再另存。",
        "Format the column as Number in Excel, and save again.",
    ),
)
SCIENTIFIC_CODE = _error(
    "number",
    "编号被 Excel 变成了科学计数法，后面的数字已丢失",
    "Excel has turned this code into scientific notation; its last digits are lost",
    Words(
        "请在 Excel 中把该列设为“文本”，重填后再另存。",
        "Format the column as Text in Excel, fill it in again, and save.",
    ),
)
COUNT_UNIT = _error("number", "应为个数，不是金额", "Expected a count, not an amount of money")
DUE_COUNT = _error(
    "date",
    "有 {items} 项议定事项，完成时限应写 1 个或 {items} 个，收到 {dates} 个",
    "There are {items} agreed items: expected 1 due date or {items}, and found {dates}",
)
NUMBER_IN_WORDS = _note("number", "读作 {number}", "Read as {number}")
PERSONS_TAKEN = _note(
    "number", "取人数 {number}，户数未导入", "Persons are kept ({number}), households left out"
)
APPROXIMATE = _note(
    "number",
    "是约数（“{word}”），按所写的数导入",
    "Approximate (“{word}”): the figure is kept as it is",
)
BRACKETS_LEFT_OUT = _note(
    "number", "括号内的“{inside}”未导入", "What stands in brackets (“{inside}”) is left out"
)
NOTHING_GIVEN = _note("number", "按空白导入", "Taken as blank", NOTHING_TO_DO)
OTHER_UNIT = _note(
    "unit",
    "单位与该列（{unit}）不同，已换算为 {yuan} 元",
    "In another unit than its column ({unit}): converted to {yuan} yuan",
)
HUGE = _note(
    "unit",
    "相当于 {amount} 亿元，请确认单位没有写错",
    "That is {amount}亿 yuan: please make sure of the unit",
)
FORMULA = _note(
    "formula",
    "以公式符号开头，按文字保存；导出时会加引号，不会被当作公式计算",
    "Begins as a formula does: kept as text, and never computed when it is exported",
    NOTHING_TO_DO,
)
INVISIBLE = _note(
    "control-char",
    "已去掉看不见的字符",
    "Invisible characters were removed",
    NOTHING_TO_DO,
)
TERM_TAKEN = _note("mapping", "按“{term}”导入", "Taken as “{term}”")
RENAMED = _note(
    "province", "“{old}”今为“{new}”，按现名导入", "{old} is {new} today, and imported as that"
)
OUTSIDE_SCOPE = _error(
    "pairing",
    "“{helper} → {receiver}”不在您负责的范围之内",
    "{helper} → {receiver} is not in your charge",
    Words(
        "请删去这一行，或请管理员调整您的负责范围。",
        "Leave this row to those in charge, or ask an administrator to extend your scope.",
    ),
)
NUMBER = _error("number", "应为不小于 0 的整数", "Expected a whole number, 0 or more")
AMOUNT = _error("number", "应为不小于 0 的数", "Expected a number, 0 or more")
NUMBER_TOO_LARGE = _error("number", "应不大于 {limit}", "Expected at most {limit}")
ROUNDED = _note(
    "number",
    "不足一元的部分已四舍五入为 {yuan} 元",
    "Rounded to whole yuan: {yuan}",
    NOTHING_TO_DO,
)
CHOICE = _error("mapping", "应为以下之一：{choices}{hint}", "Expected one of: {choices}{hint}")
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
    "第 {number} 项议定事项已有对应项目或进展记录，不能删去",
    "Item {number} has projects or progress linked to it and cannot be dropped",
    Words(
        "请保留该项，或先改动那些项目、撤销那些进展记录。",
        "Keep it, or change those projects and undo that progress first.",
    ),
)
CHANGED_SINCE = _fatal(
    "conflict",
    "数据已变化，请重新预览",
    "The store has changed since the preview",
    Words("请重新预览后再导入。", "Preview again, then import."),
)
NO_PLAN = _fatal(
    "reference",
    "没有这份待导入的文件，它可能已过期",
    "There is no such upload: it may have expired",
    Words("请重新上传。", "Please upload the file again."),
)
NOT_ACCEPTED = _fatal(
    "conflict",
    "这份文件没有可以导入的内容",
    "There is nothing in this file that can be imported",
    Words("请改正后重新上传。", "Correct it and upload it again."),
)
