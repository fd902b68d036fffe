"""What cannot be kept as evidence, in words."""

from db.importing.words import Refusal, Words

NO_RECORD = Words("这条记录已不存在。", "This record is no longer there.")
UNKNOWN = Words("没有这份佐证材料。", "There is no such evidence.")
REMOVED = Words("这份佐证材料已经移除。", "This evidence was removed already.")
EMPTY = Words(
    "文件“{name}”是空的。请重新选择文件。", "The file “{name}” is empty. Please choose another."
)
TOO_LARGE = Words(
    "文件“{name}”为 {found} MB，最大为 {most} MB。请压缩图片，或拆分成几个文件。",
    "The file “{name}” has {found} MB; the most is {most} MB. Compress its pictures, or split it.",
)
NO_TYPE = Words(
    "文件“{name}”的内容不是 PDF、图片（PNG、JPEG、WebP）或 Office 文档（Word、Excel、PowerPoint）。"
    "请另存为 PDF 后重新上传。",
    "The content of “{name}” is no PDF, picture (PNG, JPEG, WebP) or Office document (Word, Excel, "
    "PowerPoint). Save it as PDF, and upload that.",
)
MACROS = Words(
    "文件“{name}”带有宏。请另存为不含宏的文档或 PDF 后重新上传。",
    "The file “{name}” has macros. Save it without them, or as PDF, and upload that.",
)
LOCKED = Words(
    "文件“{name}”设有打开密码，别人无法查看。请去掉密码，或另存为 PDF 后重新上传。",
    "The file “{name}” opens with a password only, which others lack. Take it off, or save as PDF.",
)
ALREADY = Words(
    "这份材料已在此处：“{name}”，{author} 于 {day} 添加。",
    "This is here already: “{name}”, added by {author} on {day}.",
)
NO_ADDRESS = Words(
    "网址应以 http:// 或 https:// 开头，且不超过 {most} 个字符。",
    "An address starts with http:// or https://, and has at most {most} characters.",
)
NOTE_LONG = Words("说明不超过 {most} 字。", "A note has at most {most} characters.")
NO_REASON = Words("请写明移除的原因。", "Say why it is removed.")
CLOSED = Words(
    "这条记录属于已关账的期间 {period}。请管理员先重新打开该期间。",
    "This record lies in the closed period {period}. Ask an administrator to reopen it first.",
)
HANDED_IN = Words(
    "这项数据属于已提交的填报。请先退回该填报。",
    "This result belongs to a report that was handed in. Have the report sent back first.",
)
DISK = Words(
    "文件暂时无法保存（{why}）。请联系管理员。",
    "The file cannot be kept now ({why}). Please tell the administrator.",
)


class CannotKeep(Refusal):
    """Evidence cannot be added or removed. `words` says why, and what to do."""
