"""What is wrong with a cell, whatever it holds."""

from db.importing.problems.making import NOTHING_TO_DO, error, note
from db.importing.words import Words

FROM_PDF = Words("多半是从 PDF 复制来的，请核对。", "Probably copied from a PDF: please check.")
WIDEN = Words(
    "请在 Excel 中把该列拉宽，再另存并重新上传。",
    "Widen the column in Excel, save again and upload the file again.",
)

TOO_LONG = error(
    "too-long", "这一格不得超过 {limit} 字", "This cell may hold at most {limit} characters"
)
PART_TOO_LONG = error(
    "too-long",
    "每一项不得超过 {limit} 字，“{part}…”过长",
    "Each entry may hold at most {limit} characters; “{part}…” is longer",
)
FILLED_DOWN = note(
    "missing-cell",
    "空白按合并单元格取上一行的“{value}”",
    "Blank: taken as a merged cell, “{value}” as in the row above",
)
MISSING_CELL = error(
    "missing-cell",
    "这一行只有 {found} 格，表头有 {expected} 列",
    "This row has {found} cells, the header {expected} columns",
)
REQUIRED = error("missing-cell", "这一格必须填写", "This cell must not be empty")
EXTRA_CELL = error(
    "extra-cell",
    "这一行有 {found} 格，表头只有 {expected} 列",
    "This row has {found} cells, the header only {expected} columns",
)
CONTROL_CHAR = error(
    "control-char", "不得含有控制字符", "Control characters are not allowed in a cell"
)
EXCEL_ERROR = error(
    "formula",
    "这是 Excel 公式出错的标记，不是内容",
    "This is an error of an Excel formula, not a text",
)
NARROW = error(
    "formula",
    "Excel 因列太窄只存下了 ###，原来的内容不在文件里",
    "The column was too narrow: Excel saved only ###, and what stood there is not in the file",
    WIDEN,
)
CODE_DATE = note(
    "date",
    "编号像是日期，可能是 Excel 把编号（如 5-19）变成了日期",
    "This code looks like a date: Excel may have made one of it (of 5-19, for example)",
    Words(
        "请核对；如被改过，请在 Excel 中把该列设为“文本”，重填编号后再上传。",
        "Please check; if so, format the column as Text in Excel and fill the codes in again.",
    ),
)
CODE_ZEROS = note(
    "long-number",
    "编号超过 15 位且后面都是 0，可能是 Excel 丢掉了后面的数字",
    "This code has more than 15 digits and ends with zeros: Excel may have lost its last digits",
    Words(
        "请核对；如已丢失，请在 Excel 中把该列设为“文本”，重填编号后再上传。",
        "Please check; if so, format the column as Text in Excel and fill the codes in again.",
    ),
)
SCIENTIFIC_CODE = error(
    "number",
    "编号被 Excel 变成了科学计数法，后面的数字已丢失",
    "Excel has turned this code into scientific notation; its last digits are lost",
    Words(
        "请在 Excel 中把该列设为“文本”，重填后再另存。",
        "Format the column as Text in Excel, fill it in again, and save.",
    ),
)
NOTHING_GIVEN = note("number", "按空白导入", "Taken as blank", NOTHING_TO_DO)
FORMULA = note(
    "formula",
    "以公式符号开头，按文字保存；导出时会加引号，不会被当作公式计算",
    "Begins as a formula does: kept as text, and never computed when it is exported",
    NOTHING_TO_DO,
)
INVISIBLE = note(
    "control-char",
    "已去掉看不见的字符",
    "Invisible characters were removed",
    NOTHING_TO_DO,
)
TERM_TAKEN = note("mapping", "按“{term}”导入", "Taken as “{term}”")
CHOICE = error("mapping", "应为以下之一：{choices}{hint}", "Expected one of: {choices}{hint}")
RADICAL = note(
    "radical",
    "已把部首字符换成对应的汉字（{pairs}），读作“{value}”",
    "Radicals were read as the characters they stand for ({pairs}): “{value}”",
    FROM_PDF,
)
PRIVATE_USE = note(
    "private-use",
    "含有自造字（{character}），在别的电脑上可能显示成别的字或空白",
    "Holds a private-use character ({character}), which other computers show as another or none",
    Words(
        "请改用通用的字；确需保留的，无需处理。",
        "Write a common character instead, unless it is meant.",
    ),
)
BACKTICK = note(
    "formula",
    "已去掉前面的反引号，按“{value}”导入",
    "The backtick before it was taken away: “{value}”",
    NOTHING_TO_DO,
)
