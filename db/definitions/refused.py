"""Why a definition cannot be changed so."""

from collections.abc import Sequence

from db.importing.words import Refusal, Words

LONGEST = {
    "name_zh": 60,
    "name_en": 120,
    "definition_zh": 2_000,
    "definition_en": 2_000,
    "summed_from_zh": 1_000,
    "summed_from_en": 1_000,
    "source": 1_000,
}
"""Characters of each text."""
LONGEST_REASON = 1_000

NAMES = {
    "name_zh": Words("中文名称", "Chinese name"),
    "name_en": Words("英文名称", "English name"),
    "definition_zh": Words("中文口径", "Chinese definition"),
    "definition_en": Words("英文口径", "English definition"),
    "summed_from_zh": Words("中文汇总来源", "Chinese “summed from”"),
    "summed_from_en": Words("英文汇总来源", "English “summed from”"),
    "source": Words("出处", "source"),
}

UNKNOWN = Words("字典中没有这个指标。", "The dictionary has no such indicator.")
STALE = Words(
    "未保存：在您打开之后，另有人改过此口径，现为第 {number} 版。请核对后再次保存。",
    "Not saved: somebody else changed this definition after you opened it; it is at version "
    "{number} now. Look at it and save again.",
)
UNCHANGED = Words(
    "没有改动，未作保存。", "Nothing differs from the last version, so nothing was saved."
)
MISSING = Words("“{name}”不能为空，请填写。", "The {name} is missing; fill it in.")
TOO_LONG = Words(
    "“{name}”为 {found} 字，上限 {most} 字，请精简。",
    "The {name} has {found} characters; at most {most} are kept. Shorten it.",
)
UNIT_MISSING = Words(
    "没有计量单位：没有单位的数无从比较，请选定单位。",
    "No unit: a number without one cannot be compared. Choose a unit.",
)
UNIT_UNKNOWN = Words(
    "“{found}”不是字典中的计量单位，请从列表中选取。",
    "“{found}” is no unit of the dictionary; choose one of the list.",
)
UNIT_USED = Words(
    "已有按原单位计的数，不能改换单位：另一单位就是另一指标。",
    "Numbers are kept in the unit that it has; another unit would be another indicator.",
)
HEAD_UNKNOWN = Words(
    "“{found}”不是考核类别，请从列表中选取。", "“{found}” is no head; choose one of the list."
)
BETTER_UNKNOWN = Words(
    "请选定怎样算好：多为好、少为好，或完成即可。",
    "Say what speaks for it: more, less, or that it was done.",
)
KEY_NONE = Words(
    "“{found}”不能作代码：请用小写英文字母开头的 2 至 40 个小写字母、数字或下划线。",
    "“{found}” is no key: give 2 to 40 small letters, digits or underscores, a letter first.",
)
KEY_TAKEN = Words(
    "字典中已有“{found}”，请改用它，或另取名称。",
    "The dictionary has “{found}” already: use that one, or choose another name.",
)
ORIGIN_UNKNOWN = Words("请选定数从何来。", "Say where its numbers come from.")
REASON_MISSING = Words(
    "请填写修改理由（1 至 {most} 字）：日后看到断点的人要知道为什么。",
    "Say why, in 1 to {most} characters: whoever meets the break later must know.",
)
START_MISSING = Words(
    "请填写起用日期，或选择“只改文字”。",
    "Say from which day on figures are counted so, or that only the wording is put better.",
)
FUTURE = Words(
    "起用日期 {found} 晚于今天（{today}）。请在起用之日再录入。",
    "Valid from {found}, which is after today ({today}). Enter it when that day has come.",
)
OUT_OF_ORDER = Words(
    "起用日期 {found} 早于上一版（第 {number} 版）的起用日期 {last}。请填 {last} 或之后的日期；"
    "只改文字的，日期留空。",
    "Valid from {found}, before the version it follows (version {number}, from {last}). Give "
    "{last} or a later day, or none where only the wording is corrected.",
)
NOTHING_BEFORE = Words(
    "这是第 1 版，没有可恢复的前一版。", "This is version 1: there is none before it to return to."
)


class Refused(Refusal):
    """A definition cannot be changed so. `words` says all that is wrong, and what to do."""

    def __init__(self, problems: Sequence[Words]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Words("".join(words.zh for words in problems), " ".join(w.en for w in problems))
        )
