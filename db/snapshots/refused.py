"""Why a snapshot cannot be taken or changed so."""

from db.importing.words import Refusal, Words

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
MOST_BYTES = 8_000_000
MOST_ROWS = 50_000

NAME_BAD = Words(
    f"名称须为 1 至 {LONGEST_NAME} 个字，写在一行内。请修改后再保存。",
    f"A name has between 1 and {LONGEST_NAME} characters, on one line. Change it and save again.",
)
TEXT_LONG = Words(
    f"说明不得超过 {LONGEST_TEXT} 字，现为 {{found}} 字。请精简后再保存。",
    f"A description has at most {LONGEST_TEXT} characters; this one has {{found}}. "
    "Shorten it and save again.",
)
REASON_MISSING = Words(
    f"请填写撤回原因（1 至 {LONGEST_TEXT} 字）。",
    f"Say why it is withdrawn, in 1 to {LONGEST_TEXT} characters.",
)
ALREADY = Words("该快照已被撤回，不能再改。", "This snapshot was withdrawn and stays as it is.")
UNKNOWN = Words("没有这个快照。", "There is no such snapshot.")
TOO_LARGE = Words(
    "图表过大，不能存为快照：{found} 行或 {bytes} 字节；上限为 {rows} 行、{most} 字节。"
    "请用筛选条件缩小范围。",
    "This chart is too large for a snapshot: {found} rows or {bytes} bytes; the limits are {rows} "
    "rows and {most} bytes. Please choose less with the filters.",
)


class Refused(Refusal):
    """A snapshot cannot be taken or changed so. `words` says what to do instead."""
