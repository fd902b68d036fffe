"""What each code of the contract is about, in a sentence; and the page that lists them all."""

from collections import defaultdict
from collections.abc import Iterator

from db.importing.issue import Problem, Severity
from db.importing.problems import PROBLEMS
from db.importing.words import Words

MEANINGS = {
    "as-of": Words("数据截至的日子", "The day that a ledger, or a figure in it, was kept to"),
    "ambiguous-sheet": Words("工作表不能确定", "Which sheet is meant is not certain"),
    "blank-column": Words("整列空白，已略过", "A column holds nothing and is left out"),
    "blank-header": Words("有内容的列没有列名", "A column holds values but has no name"),
    "closed-period": Words("记录所在的月份或年度已关账", "The month or year of a record is closed"),
    "code-restarts": Words(
        "同一编号在库里属于另一年、另一个项目",
        "The code stands in the store with another year and title",
    ),
    "conflict": Words(
        "预览以后数据又有变化，或不能再导入", "The store has changed since the preview"
    ),
    "control-char": Words("有看不见的或控制字符", "Invisible or control characters"),
    "date": Words(
        "日期读不懂，或读法须核对",
        "A date that is none, or that was not plain to read",
    ),
    "date-range": Words(
        "日期超出范围，或先后颠倒",
        "A date out of range, or a period in disorder",
    ),
    "delimiter": Words("分隔符不对", "The cells are parted by another sign than expected"),
    "duplicate-header": Words("两列是同一项", "Two columns are the same field"),
    "duplicate-key": Words(
        "同一条记录写了两次，内容不同", "One record twice, saying different things"
    ),
    "duplicate-row": Words("两行完全相同", "Two rows are the same"),
    "empty": Words("文件是空的", "The file holds nothing"),
    "encoding": Words("文件的编码", "How the file's characters are coded"),
    "encoding-mixed": Words("一个文件里有两种编码", "A file in two encodings"),
    "extra-cell": Words("这一行比表头多", "A row has more cells than the header"),
    "falls": Words(
        "累计数比同一年里较早的少，或比较晚的多",
        "A cumulative figure is less than an earlier one of its year, or more than a later one",
    ),
    "formula": Words(
        "公式、公式的错误值，或表格软件的文字记号", "Formulas, their errors, and marks of text"
    ),
    "handed-in": Words("填报已提交或已审核", "The report of that period was submitted or approved"),
    "hidden-row": Words("有隐藏或被筛选掉的行", "Rows are hidden or filtered out"),
    "hidden-sheet": Words("工作表是隐藏的", "A sheet is hidden"),
    "jump": Words(
        "数值比以往所报或比目标大得多，可能写错了单位",
        "A figure far above what was reported before, or above its target: perhaps another unit",
    ),
    "long-number": Words(
        "超过 15 位的数字在表格软件里会丢失尾数",
        "A spreadsheet loses digits of numbers longer than 15",
    ),
    "macro": Words("工作簿带有宏，宏不运行", "The workbook has macros, which are not run"),
    "mapping": Words("列、用词或指标对不上", "A column, word or metric that is not known"),
    "merged-cell": Words("合并单元格", "Cells that are merged"),
    "measure": Words("项目的规模与产出", "What is measured of a project"),
    "missing-cell": Words(
        "缺格，或按合并单元格补上",
        "A cell is missing, or filled from above",
    ),
    "no-header": Words("找不到表头或必需的列", "No header, or a required column is missing"),
    "no-rows": Words("只有表头", "A header and nothing below it"),
    "not-csv": Words("不是 CSV 或工作簿", "Neither CSV nor a workbook"),
    "not-in-file": Words(
        "库里有而文件里没有的记录", "Records of the store that the file no longer has"
    ),
    "not-kept": Words("系统不保存这些列", "Columns of which nothing is kept"),
    "nul-byte": Words("文件里有空字节，已损坏", "NUL bytes: the file is damaged"),
    "number": Words(
        "数读不懂，或读法须核对", "A number that is none, or that was not plain to read"
    ),
    "number-format": Words(
        "单元格显示的与存的不同",
        "A cell shows something else than it holds",
    ),
    "older-file": Words(
        "旧文件会把较新的内容改回去", "An older file would set back what a newer one changed"
    ),
    "other-sheets": Words("还有没读的工作表", "Sheets that were not read"),
    "pairing": Words(
        "这一年没有这对结对关系，或不归您负责", "No such pairing that year, or not in your charge"
    ),
    "password": Words("工作簿有密码", "The workbook has a password"),
    "people": Words(
        "参会人员怎样拆分须核对", "How the people of a cell were parted should be checked"
    ),
    "period": Words("期间不能确定，或与别的栏不符", "A period that is not certain or does not fit"),
    "picture": Words("单元格里是图片", "A cell holds a picture"),
    "place": Words("地点不能确定", "A place that is not certain"),
    "preamble": Words("表头上方的标题、单位等", "Title and unit lines above the header"),
    "private-use": Words("有自造字", "Private-use characters"),
    "province": Words(
        "地名认不出，或读法须核对", "A place that is not known, or not plain to read"
    ),
    "quote": Words("引号用错", "A quotation mark out of place"),
    "radical": Words("形似汉字的部首字符", "Radicals that only look like characters"),
    "scope": Words("范围与双方不符", "What a figure covers does not go with its sides"),
    "source": Words("来源没有网址", "The source of a figure has no address"),
    "reference": Words(
        "引用的会议或事项找不到", "A meeting or item that is referred to is not there"
    ),
    "sides": Words(
        "没有东部、西部各自的列，双方由标题等得知",
        "Without columns for the two sides, they are told by the title, or asked",
    ),
    "similar-record": Words("与库里另一条很像", "Much like another record of the store"),
    "strict": Words("工作簿存成了“严格”格式", "The workbook was saved as Strict Open XML"),
    "suspect-mojibake": Words("像是乱码", "Text that looks garbled"),
    "time-zone": Words("时间换算成中国的日期", "A time was read as its day in China"),
    "too-large": Words("文件过大", "The file is too large"),
    "too-long": Words("单元格的字太多", "A cell holds too much"),
    "too-many-columns": Words("列太多", "Too many columns"),
    "too-many-rows": Words("行太多", "Too many rows"),
    "totals-row": Words("合计、示例等行，已略过", "Totals and examples, left out"),
    "unclosed-quote": Words("引号没有配对", "A quotation mark that is never closed"),
    "unit": Words("金额的单位", "The unit of an amount"),
    "wide-table": Words("一行分成多条记录", "A row that is several records"),
    "wrong-table": Words(
        "是另一种台账，或表头不在第一行", "Another kind of ledger, or data above the header"
    ),
}
"""By code. Those of kinds of problems to come may stand here already."""

SEVERITIES = {
    Severity.NOTE: Words("提示", "note"),
    Severity.CHOICE: Words("需选择", "question"),
    Severity.ERROR: Words("错误", "error"),
    Severity.FATAL: Words("整个文件不能导入", "the file fails"),
}

HEAD = """# What the importer says · 导入时的各种提示

Every message of the importer has a code. Its severity says what follows: a **note** is imported all
the same; a **question** is asked before anything is; an **error** keeps its row back, and the whole
file unless only the good rows are wanted; where **the file fails**, nothing of it can be read.
`{…}` stands for what is found in the file. In an .ods file a formula that was never computed is
read as blank: LibreOffice writes one whose result is an empty text just so. This page is made by
`python -m db codes`.

每条提示都有代码。“提示”照常导入；“需选择”在导入前询问；“错误”所在的行不能导入，
除非选择只导入没有错误的行，否则整个文件都不导入；“整个文件不能导入”则无法读取。
`{…}` 处是文件里的内容。.ods 文件里从未计算过的公式按空白读取：LibreOffice
对结果为空文本的公式写法与此相同，无从区分。本页由 `python -m db codes` 生成。
"""


def page() -> str:
    """Every code with all that it may say, in Chinese and in English, as Markdown."""
    return HEAD + "".join(f"\n{section}" for section in _sections())


def without_meaning() -> list[str]:
    """Codes that no sentence explains."""
    return sorted({problem.code for problem in PROBLEMS.values()} - MEANINGS.keys())


def _sections() -> Iterator[str]:
    by_code: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in PROBLEMS.values():
        by_code[problem.code].append(problem)
    for code, problems in sorted(by_code.items()):
        meaning = MEANINGS[code]
        yield f"## {code}\n\n{meaning.zh}。{meaning.en}.\n\n" + "".join(map(_entry, problems))


def _entry(problem: Problem) -> str:
    severity = SEVERITIES[problem.severity]
    return (
        f"- **{severity.zh}** {problem.expected.zh}。{problem.fix.zh}<br>\n"
        f"  **{severity.en}** {problem.expected.en}. {problem.fix.en}\n"
    )
