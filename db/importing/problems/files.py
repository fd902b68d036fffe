"""What is wrong with a file as a whole, or with its import."""

from db.importing.problems.making import NOTHING_TO_DO, fatal, note
from db.importing.words import Words

SAVE_AS_CSV = Words(
    "请在 Excel 或 WPS 中“另存为”，选择“CSV UTF-8（逗号分隔）”，再上传。",
    "In Excel or WPS choose Save As, “CSV UTF-8 (comma delimited)”, and upload that.",
)
EMPTY = fatal("empty", "文件是空的", "The file is empty")
TOO_LARGE = fatal(
    "too-large",
    "文件不得超过 {limit} MB",
    "A file may have at most {limit} MB",
    Words("请拆成几个较小的文件分别上传。", "Split it and upload the parts one by one."),
)
TOO_MANY_ROWS = fatal(
    "too-many-rows",
    "一个文件不得超过 {limit} 行",
    "A file may have at most {limit} rows",
    Words("请拆成几个较小的文件分别上传。", "Split it and upload the parts one by one."),
)
TOO_MANY_COLUMNS = fatal(
    "too-many-columns",
    "表头不得超过 {limit} 列，收到 {found} 列",
    "A header may have at most {limit} columns; found {found}",
)
CELL_TOO_LONG = fatal(
    "too-long",
    "一个单元格不得超过 {limit} 字",
    "A cell may hold at most {limit} characters",
    Words(
        "请缩短它，或补上没有关闭的引号，再重新上传。",
        "Shorten it, or close a quotation mark left open, and upload the file again.",
    ),
)
NOT_CSV = fatal("not-csv", "这不是 CSV 文件，而是{what}", "This is not CSV but {what}", SAVE_AS_CSV)
WORKBOOK_MISNAMED = fatal(
    "not-csv",
    "这不是 CSV 文件，而是{what}",
    "This is not CSV but {what}",
    Words(
        "请把文件名的后缀改回 .xlsx（旧版为 .xls），或在 Excel 或 WPS 中“另存为” .xlsx，再上传。",
        "Give its name the ending .xlsx again (.xls for an old one), or save it as .xlsx, and "
        "upload that.",
    ),
)
NUL_BYTE = fatal(
    "nul-byte",
    "文件含有空字节，已损坏或不是文本",
    "The file holds NUL bytes: damaged, or not text",
    SAVE_AS_CSV,
)
UNCLOSED_QUOTE = fatal(
    "unclosed-quote",
    "引号没有成对：从这里打开的引号直到文件末尾也没有关闭",
    "A quotation mark opened here is never closed",
    Words("请补上引号后重新上传。", "Close it and upload the file again."),
)
QUOTE = fatal("quote", "引号后面只能是逗号或换行", "A closing quotation mark must end its cell")
DELIMITER = fatal(
    "delimiter",
    "各列应当用半角的逗号、分号、制表符或竖线分隔，收到“{text}”",
    "Columns must be parted by commas, semicolons, tabs or bars; found “{text}”",
    SAVE_AS_CSV,
)
IMPORTED_BEFORE = note(
    "duplicate-row",
    "这个文件此前已由{author}于 {at} 导入（批次 {batch}）",
    "This file was imported before, by {author} at {at} (batch {batch})",
    NOTHING_TO_DO,
    quiet=True,
)
CHANGED_SINCE = fatal(
    "conflict",
    "数据已变化，请重新预览",
    "The store has changed since the preview",
    Words("请重新预览后再导入。", "Preview again, then import."),
)
NO_PLAN = fatal(
    "reference",
    "没有这份待导入的文件，它可能已过期",
    "There is no such upload: it may have expired",
    Words("请重新上传。", "Please upload the file again."),
)
NOT_ACCEPTED = fatal(
    "conflict",
    "这份文件没有可以导入的内容",
    "There is nothing in this file that can be imported",
    Words("请改正后重新上传。", "Correct it and upload it again."),
)
