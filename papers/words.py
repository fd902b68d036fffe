"""The words of an assessment pack, in both languages."""

from db.importing.words import Words
from db.results.counted import Whose

TITLE = Words(
    "{helper}—{receiver}东西部协作考核材料",
    "East–West Cooperation of {helper} and {receiver}: Papers for the Assessment",
)
YEAR = Words("{year}年度", "Year {year}")
AS_OF = Words("数据截至{day}", "Data as of {day}")
BY_MEASURE = Words(
    "依据《{name}》（本系统第{number}版）；{source}",
    "By the {name} (version {number} here); {source}",
)
PRIVATE = Words(
    "含未担任公职人员的姓名，仅供负责人员使用，不得公开。",
    "It has names of people who hold no public office: for those in charge, never to be published.",
)
DEMO = Words("含演示数据，不得用于报送。", "It has demo data: never hand it in.")

CHECK = Words("完整性检查", "Completeness check")
COMPLETE = Words(
    "未发现缺数据、未说明、缺来源或未审核的情况。",
    "Nothing is missing, unexplained, without a source or not approved.",
)
LACK, WHAT = Words("类别", "Kind"), Words("情况", "What")
POINTS = Words("{name}（{weight}分）", "{name} ({weight} points)")
EDITED = Words(
    "本项文字由{author}于{at}编辑。{outdated}",
    "This text was written by {author} on {at}.{outdated}",
)
OUTDATED = Words("此后数据有变动，请核对。", " Figures have changed since; look at it again.")
EMPTY_HEAD = Words("本项下没有指标。", "There is no indicator under this head.")
NO_HEADS = Words(
    "没有适用于该年度的考核办法，以下只列附件。",
    "No measure of assessment holds for this year: here are the annexes alone.",
)
IN_SHORT = Words(
    "“计入”为双方核定值，未核定的为填报更完整的一方；金额、比率按库中原值，未作估算。",
    "“Counts” is the settled value, or that of the side whose reports reach further; all values "
    "are those of the store, none is an estimate.",
)

INDICATOR = Words("指标", "Indicator")
HEAD, METRIC, UNIT = Words("考核内容", "Head"), Words("代码", "Key"), Words("单位", "Unit")
WEIGHT = Words("分值", "Points")
TARGET = Words("年度目标", "Target")
HELPER, RECEIVER = Words("帮扶方填报", "Helper reports"), Words("受援方填报", "Receiver reports")
SETTLED = Words("核定值", "Settled")
COUNTS, WHOSE = Words("计入", "Counts"), Words("计入依据", "Whose")
SHARE = Words("完成率", "Of target")
LAST = Words("上年", "Last year")
LEDGER = Words("台账合计", "Ledgers")
DAY = Words("{name}截至", "{name}, as of")
DIFFERENCE = Words("差异处理", "Difference")
WHOSES = {
    Whose.SETTLED: Words("双方核定", "settled"),
    Whose.HELPER: Words("帮扶方", "helper"),
    Whose.RECEIVER: Words("受援方", "receiver"),
    Whose.PUBLISHED: Words("公开发布", "published"),
}
UNEXPLAINED, EXPLAINED = Words("未说明", "unexplained"), Words("已说明", "explained")

ANNEXES = Words("附件目录", "Annexes")
ANNEX, RECORDS = Words("附件", "Annex"), Words("记录数", "Records")
IN_WORKBOOK = Words("附件各表见“{file}”。", "The annexes are sheets of “{file}”.")
PROOFS = Words("佐证目录", "Evidence")
NUMBER, FILE = Words("编号", "No."), Words("文件或网址", "File or address")
NAME, NOTE = Words("原文件名", "Name"), Words("说明", "Note")
SIZE, SHA256 = Words("字节", "Bytes"), Words("SHA-256", "SHA-256")
STATE, LOST = Words("状态", "State"), Words("文件丢失", "lost")
NO_PROOFS = Words("没有佐证材料。", "There is no evidence.")
MORE_PROOFS = Words(
    "另有{many}份，见“{file}”的《{sheet}》。",
    "{many} more are in “{file}”, sheet “{sheet}”.",
)

INDICATORS = Words("指标", "Indicators")
PAPER_FILE = Words("01-考核材料.docx", "01-paper.docx")
BOOK_FILE = Words("02-指标与附件.xlsx", "02-indicators-and-annexes.xlsx")
PROOF_FOLDER = Words("03-佐证", "03-evidence")

EVIDENCE_STEP = Words("收集佐证", "collecting evidence")
RECORDS_STEP = Words("写入附件", "writing annexes")
PAPER_STEP = Words("生成文稿", "writing the paper")
