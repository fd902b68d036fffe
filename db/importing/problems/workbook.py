"""What is wrong with a workbook, or was seen in one."""

from db.importing.problems.making import CHECK, NOTHING_TO_DO, choice, error, fatal, note
from db.importing.words import Words

SAVE_AS_XLSX = Words(
    "请在 Excel 或 WPS 中打开，“另存为”“Excel 工作簿（.xlsx）”，再上传。",
    "Open it in Excel or WPS, choose Save As, “Excel Workbook (.xlsx)”, and upload that.",
)
NO_SHEET = fatal(
    "no-header",
    "没有名为“{name}”的工作表，只有：{sheets}",
    "There is no sheet “{name}”, only: {sheets}",
    Words("请选择其中一张。", "Choose one of them."),
)
NO_VISIBLE_SHEET = fatal(
    "hidden-sheet",
    "工作簿里没有可见的工作表，隐藏的是：{sheets}",
    "The workbook has no sheet that is not hidden; hidden are: {sheets}",
    Words(
        "请取消隐藏后保存，或指明要导入的表（--sheet 表名）。",
        "Unhide it and save, or name the sheet to import (--sheet NAME).",
    ),
)
DAMAGED_WORKBOOK = fatal(
    "not-csv", "工作簿已损坏，不能读取", "The workbook is damaged and cannot be read", SAVE_AS_XLSX
)
PASSWORD = fatal(
    "not-csv",
    "工作簿设有打开密码，不能读取",
    "The workbook is locked with a password and cannot be read",
    Words(
        "请打开它，在“文件”“信息”“保护工作簿”“用密码进行加密”中清空密码，另存为 .xlsx，再上传。",
        "Open it, clear the password (File, Info, Protect Workbook, Encrypt with Password), save "
        "as .xlsx, and upload that.",
    ),
)
LOCKED_OR_OTHER = fatal(
    "not-csv",
    "这个文件设有打开密码，或者不是 Excel 工作簿",
    "This file is locked with a password, or is no workbook",
    Words(
        "有密码的，请打开后清空密码，另存为 .xlsx，再上传。",
        "If it has a password, open it, clear that, save as .xlsx, and upload that.",
    ),
)
TOO_LARGE_UNPACKED = fatal(
    "too-large",
    "工作簿解压后超过 {limit} MB",
    "Unpacked, the workbook has more than {limit} MB",
    Words(
        "请删去多余的格式、图片和空行，另存为 .xlsx，再上传。",
        "Remove needless formats, pictures and blank rows, save as .xlsx, and upload that.",
    ),
)
TOO_MANY_CELLS = fatal(
    "too-large",
    "工作簿超过 {limit} 个单元格（连同有格式的空格）",
    "The workbook has more than {limit} cells (blank ones with a format included)",
    Words(
        "请删去多余的有格式的空行、空列，再上传。",
        "Remove the blank rows and columns that have a format, and upload it again.",
    ),
)
TOO_HEAVY = fatal(
    "too-large",
    "读取工作簿超过了 {memory} MB 内存或 {seconds} 秒的上限，已中止",
    "Reading the workbook took more than {memory} MB or {seconds} s, and was stopped",
    Words(
        "请拆成几个较小的文件，或另存为“CSV UTF-8”，再上传。",
        "Split it into smaller files, or save it as “CSV UTF-8”, and upload that.",
    ),
)
MACROS = note(
    "macro",
    "带宏的工作簿（.xlsm）：宏没有运行，只读取了单元格里存着的值",
    "A workbook with macros (.xlsm): they were not run, only the stored cells were read",
    NOTHING_TO_DO,
)
STRICT = note(
    "strict",
    "工作簿保存为“严格（Strict）Open XML”格式，已读取",
    "The workbook is saved as Strict Open XML, and was read as that",
    NOTHING_TO_DO,
    quiet=True,
)
HIDDEN_SHEET = note(
    "hidden-sheet",
    "隐藏的工作表没有导入：{sheets}",
    "Hidden sheets were not imported: {sheets}",
)
OTHER_SHEETS = note(
    "other-sheets",
    "只读取了“{read}”，没有读取：{sheets}",
    "Read: “{read}”; not read: {sheets}",
    quiet=True,
)
OTHER_LEDGERS = note(
    "other-sheets",
    "只读取了“{read}”；另有工作表也像这种台账，没有读取：{sheets}",
    "Only “{read}” was read; others that look like such a ledger were not: {sheets}",
)
OTHER_SHEETS_ASKED = choice(
    "other-sheets",
    "几张工作表都是这种台账：{sheets}",
    "Several sheets hold such a ledger: {sheets}",
    Words(
        "请选择要导入的表，可以多选，合为一批（--sheet 表名，可重复）。",
        "Choose those to import, one or more, as one batch (--sheet NAME, again for more).",
    ),
)
HIDDEN_ROW = choice(
    "hidden-row",
    "有 {count} 条记录所在的行被隐藏或筛选掉了（第 {lines} 行）",
    "Records in rows that are hidden or filtered out: {count} (lines {lines})",
    Words(
        "请选择导入它们（--map 隐藏行=keep）或不导入（--map 隐藏行=leave）。",
        "Choose to import them (--map 'hidden rows=keep') or to leave them out "
        "(--map 'hidden rows=leave').",
    ),
)
HIDDEN_KEPT = note(
    "hidden-row",
    "{count} 条隐藏行中的记录按选择导入",
    "{count} records in hidden rows are imported, as was chosen",
    NOTHING_TO_DO,
)
HIDDEN_LEFT_OUT = note(
    "hidden-row",
    "{count} 条隐藏行中的记录按选择没有导入",
    "{count} records in hidden rows are left out, as was chosen",
    NOTHING_TO_DO,
)
MERGED_CELL = choice(
    "merged-cell",
    "几条记录的数额合并成了一格，如第 {line} 行的“{value}”，共 {count} 处",
    "One merged cell holds the amount of several records, as “{value}” in line {line}; {count} "
    "in all",
    Words(
        "请选择只记在第一条（--map 列名=first）、每条都是这个数（--map 列名=each），"
        "或在表中分开后重新上传。",
        "Choose the first record alone (--map COLUMN=first) or each of them (--map COLUMN=each), "
        "or part it in the sheet and upload that again.",
    ),
)
MERGED_FILLED = note(
    "merged-cell",
    "合并的单元格，{count} 格取合并前的内容",
    "Merged cells: {count} take what the merged one holds",
    NOTHING_TO_DO,
    quiet=True,
)
MERGED_CHOSEN = note(
    "merged-cell",
    "合并的数额按选择处理：{choice}",
    "Merged amounts are taken as was chosen: {choice}",
)
NUMBER_FORMAT = choice(
    "number-format",
    "格式使显示的数与存的数不同：第 {line} 行显示“{shown}”，存的是 {stored}，共 {count} 处",
    "Its format shows other figures than the cells hold: line {line} shows “{shown}” and holds "
    "{stored}; {count} in all",
    Words(
        "请选择以显示的为准（--map 列名=shown）或以存的为准（--map 列名=stored）。",
        "Choose what is shown (--map COLUMN=shown) or what is held (--map COLUMN=stored).",
    ),
)
NUMBER_FORMAT_CHOSEN = note(
    "number-format",
    "显示的数与存的数不同，按选择：{choice}",
    "Shown and held figures differ; as was chosen: {choice}",
)
ROUNDED_SHOWN = note(
    "number-format",
    "显示时舍去了小数，按存的数导入：第 {line} 行显示“{shown}”，导入 {stored}，共 {count} 处",
    "Decimals are not shown, but imported: line {line} shows “{shown}”, {stored} is taken; "
    "{count} in all",
    NOTHING_TO_DO,
)
NOT_SHOWN_WHOLE = note(
    "number-format",
    "日期没有全部显示：第 {line} 行显示“{shown}”，按存的 {stored} 导入，共 {count} 处",
    "Not all of the date is shown: line {line} shows “{shown}”, {stored} is taken; {count} in all",
)
DATE_AS_TEXT = note(
    "number-format",
    "这一列有的单元格是日期（如第 {line} 行），编号、文字可能被 Excel 改成了日期",
    "Some cells of this column are dates (as in line {line}): a spreadsheet may have made dates "
    "of codes or texts",
)
LONG_NUMBER = error(
    "long-number",
    "编号超过 15 位而存成了数字，后面的数字已丢失",
    "This code has more than 15 digits and was kept as a number: its last digits are lost",
    Words(
        "请在 Excel 中把该列设为“文本”，重新填写后再保存。",
        "Format the column as Text in Excel, fill it in again, and save.",
    ),
)
LONG_IN_TEXT = note(
    "long-number",
    "有超过 15 位的数字存成了数值，后面的数字已丢失：第 {line} 行，共 {count} 处",
    "Numbers of more than 15 digits have lost their last ones: line {line}; {count} in all",
    Words(
        "请把该列设为“文本”后重填；不需要的可以不管。",
        "Format the column as Text and fill it in again, where it matters.",
    ),
)
UNCOMPUTED = note(
    "formula",
    "公式没有存下结果：第 {line} 行“{formula}”，共 {count} 处",
    "Formulas whose results were never stored: “{formula}” in line {line}; {count} in all",
    Words(
        "请用 Excel 或 WPS 打开，待算完后保存，再上传。",
        "Open it in Excel or WPS, let it compute, save, and upload that.",
    ),
)
PICTURE = note(
    "picture",
    "单元格里是图片，不能导入：第 {line} 行，共 {count} 处",
    "Pictures in cells cannot be imported: line {line}; {count} in all",
    NOTHING_TO_DO,
)
MIDNIGHT = note(
    "time-zone",
    "时间在零点前不到一分钟（网页程序写的北京时间常少 43 秒），按次日导入：第 {line} 行作 {day}，"
    "共 {count} 处",
    "Less than a minute before midnight, as programs that use local mean time write it: taken as "
    "the day after, line {line} as {day}; {count} in all",
    CHECK,
)
UTC_HOUR = note(
    "time-zone",
    "日期里藏着 16:00，可能是北京时间次日零点：第 {line} 行按显示的 {day} 导入，共 {count} 处",
    "The dates hold 16:00, which may be midnight in China of the day after: line {line} is taken "
    "as shown, {day}; {count} in all",
    CHECK,
)
SHEETS_DIFFER = fatal(
    "other-sheets",
    "“{first}”与“{second}”的表头不能合在一起：“{column}”的单位不同",
    "The headers of “{first}” and “{second}” do not go together: “{column}” has another unit",
    Words("请分别导入，或把表头改成一样。", "Import them one by one, or make the headers alike."),
)
