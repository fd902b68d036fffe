"""Why a measure of assessment, what is said of a head, or a pack cannot be had so."""

from collections.abc import Sequence

from db.importing.words import Refusal, Words

LONGEST = {"name_zh": 120, "name_en": 200, "source": 1_000}
LONGEST_HEAD = {"name_zh": 60, "name_en": 120}
"""Characters of each text."""
LONGEST_REASON = 1_000
LONGEST_TEXT = 20_000
HEAVIEST = 100_00
"""The most that a weight can be, in hundredths of a point."""
MOST_HEADS, MOST_INDICATORS = 40, 100
YEARS = range(1990, 2101)

NAMES = {
    "name_zh": Words("中文名称", "Chinese name"),
    "name_en": Words("英文名称", "English name"),
    "source": Words("依据", "source"),
}
UNKNOWN = Words("库中没有这个考核办法。", "There is no such measure of assessment.")
STALE = Words(
    "未保存：在您打开之后，另有人改过，现为第 {number} 版。请核对后再次保存。",
    "Not saved: somebody else changed it after you opened it; it is at version {number} now. Look "
    "at it and save again.",
)
UNCHANGED = Words(
    "没有改动，未作保存。", "Nothing differs from the last version, so nothing was saved."
)
MISSING = Words("{of}的“{name}”不能为空，请填写。", "The {name} of {of} is missing; fill it in.")
TOO_LONG = Words(
    "{of}的“{name}”为 {found} 字，上限 {most} 字，请精简。",
    "The {name} of {of} has {found} characters; at most {most} are kept. Shorten it.",
)
OF_MEASURE = Words("考核办法", "the measure")
OF_HEAD = Words("第 {number} 项考核内容", "head {number}")
NOT_A_YEAR = Words(
    "适用年度须在 1990 至 2100 之间，且止年不早于起年。",
    "Years are between 1990 and 2100, and the last is not before the first.",
)
NOT_A_PROVINCE = Words(
    "“{found}”不是省级行政区划代码，请从列表中选取，或留空（适用于各省）。",
    "“{found}” is no code of a province; choose one of the list, or none (for all).",
)
NO_HEAD = Words("至少保留一项考核内容。", "Keep one head at least.")
TOO_MANY = Words(
    "考核内容不超过 {heads} 项，每项不超过 {indicators} 个指标。",
    "A measure has at most {heads} heads, and a head at most {indicators} indicators.",
)
TWICE = Words("“{name}”出现两次，请去掉一个。", "“{name}” is there twice; leave one out.")
UNKNOWN_METRIC = Words(
    "指标字典中没有“{found}”，请从列表中选取。",
    "The dictionary has no indicator “{found}”; choose one of the list.",
)
NOT_A_WEIGHT = Words(
    "分值须在 0 至 100 之间，或留空（办法未载明）。",
    "A weight is from 0 to 100 points, or none where the measure does not tell.",
)
REASON_MISSING = Words(
    "请填写修改理由（1 至 {most} 字）：日后查看的人要知道为什么。",
    "Say why, in 1 to {most} characters: whoever looks later must know.",
)
NOTHING_BEFORE = Words(
    "这是第 1 版，没有可恢复的前一版。", "This is version 1: there is none before it to return to."
)
UNKNOWN_COUPLE = Words("库中没有这组结对。", "There is no such pairing.")
UNKNOWN_HEAD = Words(
    "该年度适用的考核办法中没有这项考核内容。",
    "The measure that holds for that year has no such head.",
)
LONG_TEXT = Words(
    "文字为 {found} 字，上限 {most} 字，请精简。",
    "The text has {found} characters; at most {most} are kept. Shorten it.",
)
FILE_THERE = Words(
    "{path} 已经存在；请换一个文件名。", "{path} is there already; give another name."
)
BUSY = Words(
    "另一份考核材料正在生成，请稍后再试。",
    "Another pack is being made; please try again in a minute.",
)


class Refused(Refusal):
    """It cannot be had so. `words` says all that is wrong, and what to do."""

    def __init__(self, *problems: Words) -> None:
        self.problems: Sequence[Words] = problems
        super().__init__(
            Words("".join(words.zh for words in problems), " ".join(w.en for w in problems))
        )
