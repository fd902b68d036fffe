"""What is wrong with how a text was saved."""

from db.importing.problems.files import SAVE_AS_CSV
from db.importing.problems.making import NOTHING_TO_DO, choice, error, fatal, note
from db.importing.words import Words

ENCODING = fatal(
    "encoding",
    "文件不是 {encoding} 编码（第 {byte} 字节起不能识别）",
    "The file is not {encoding} (it stops making sense at byte {byte})",
    SAVE_AS_CSV,
)
ENCODING_READ = note(
    "encoding",
    "文件是 {encoding} 编码，已正确读取",
    "The file is in {encoding}, and was read as that",
    NOTHING_TO_DO,
    quiet=True,
)
ENCODING_CHOSEN = note(
    "encoding",
    "按所选的 {encoding} 编码读取",
    "Read as {encoding}, as was chosen",
    NOTHING_TO_DO,
    quiet=True,
)
ENCODING_ASKED = choice(
    "encoding",
    "不能确定文件的编码。可能是：{candidates}",
    "The file's encoding is not certain. It may be: {candidates}",
    Words(
        "请选择看得懂的那一种（--encoding 编码），或另存为“CSV UTF-8”再上传。",
        "Choose the one that reads right (--encoding E), or save as “CSV UTF-8” and upload that.",
    ),
)
MOJIBAKE = choice(
    "suspect-mojibake",
    "文件读出来像是乱码。可能是：{candidates}",
    "The text looks garbled. It may be: {candidates}",
    Words(
        "请选择看得懂的那一种（--encoding 编码）；都不对的，请从原文件重新另存为“CSV UTF-8”。",
        "Choose the one that reads right (--encoding E); if none does, save the original again "
        "as “CSV UTF-8”.",
    ),
)
MOJIBAKE_HEADER = fatal(
    "suspect-mojibake",
    "表头是乱码（“{sample}”），文字在保存时已经丢失",
    "The header is garbled (“{sample}”): its text was lost when the file was saved",
    Words(
        "请从原文件重新另存为“CSV UTF-8（逗号分隔）”，再上传。",
        "Save the original again as “CSV UTF-8 (comma delimited)” and upload that.",
    ),
)
LOST_CHARACTERS = error(
    "suspect-mojibake",
    "这一格有乱码，原来的文字已经丢失",
    "This cell is garbled: its text was lost in saving",
)
MOJIBAKE_CELL = error("suspect-mojibake", "这一格像是乱码", "This cell looks garbled")
ENCODING_MIXED = fatal(
    "encoding-mixed",
    "文件混有两种编码：前面是 {first}，从这一行起有 {second}",
    "The file mixes two encodings: {first}, and from this line on {second}",
    Words(
        "多半是两个文件拼在了一起。请在 Excel 或 WPS 中合并，另存为“CSV UTF-8”，再上传。",
        "Two files were probably pasted together. Join them in Excel or WPS, save as “CSV UTF-8”, "
        "and upload that.",
    ),
)
