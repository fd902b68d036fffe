"""What can be wrong with a template of Word's, in words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from export.errors import ExportError
from export.words import Language

SAID: Mapping[str, tuple[str, str]] = {
    "unknown": (
        "没有占位符“{what}”。可用的占位符见说明。",
        "There is no placeholder “{what}”. The guide lists those that there are.",
    ),
    "no_text": (
        "“{what}”是一组内容，不能直接打印：请打印其中的某一项，或用 for 逐行打印。",
        "“{what}” is no single text: print one of its texts, or go through it with for.",
    ),
    "no_list": ("“{what}”不是列表，不能用 for。", "“{what}” is no list to go through with for."),
    "not_allowed": (
        "模板中不能使用“{what}”：只能用占位符、for、if 和少数过滤器。",
        "“{what}” may not be used: only placeholders, for, if and a few filters.",
    ),
    "broken": (
        "占位符的写法不完整：{what}。每个 {{{{ 都要有 }}}}，每个 for、if 都要有对应的结束标记。",
        "A placeholder is broken: {what}. Each {{{{ needs its }}}}, each for and if its end.",
    ),
    "left_over": (
        "正文中有没有识别的“{what}”：请检查括号是否成对。",
        "“{what}” is left over in the text: check that the brackets are whole.",
    ),
    "no_document": (
        "文件不是可读的 Word 文档（.docx）。",
        "The file is no readable Word document.",
    ),
    "outside": (
        "模板引用了外部内容（{what}）：请改为嵌入后重新上传。",
        "The template fetches something from outside ({what}): embed it, and upload that.",
    ),
    "embedded": (
        "模板嵌入了对象或控件（{what}）：请删除后重新上传。",
        "The template has an embedded object or control ({what}): remove it, and upload that.",
    ),
    "large": (
        "模板解压后过大（{what}）：请压缩图片后重新上传。",
        "The template is too large once unpacked ({what}): compress its pictures.",
    ),
    "slow": (
        "模板在 {what} 秒内没有套用完成，已停止：请简化模板。",
        "The template was not filled within {what} seconds and was stopped: make it simpler.",
    ),
}
"""Kind of fault → Chinese and English."""

MOST = 8
"""Faults that are told at once."""


class Fault(NamedTuple):
    """One thing that is wrong: a key of SAID, and what it is about."""

    kind: str
    what: str

    def said(self, language: Language) -> str:
        """In a sentence or two."""
        zh, en = SAID[self.kind]
        return (en if language == "en" else zh).format(what=self.what[:80])


class TemplateFaulty(ExportError):
    """A template cannot be used; with all that is wrong."""

    message = "template"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(dict.fromkeys(faults))
        super().__init__()

    def told(self, language: Language) -> str:
        between = " " if language == "en" else ""
        return between.join(fault.said(language) for fault in self.faults[:MOST])
