"""What can be wrong with a record typed by hand, beside what can be wrong with a ledger's row."""

from db.importing.issue import Issue, Problem, Severity
from db.importing.problems.cells import SCIENTIFIC_CODE
from db.importing.problems.making import AGAIN, CHECK
from db.importing.problems.numbers import SCIENTIFIC
from db.importing.words import NOTHING, Words

STALE = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "未保存：这条记录在您打开之后已有变动",
        "Not saved: this record has changed since you opened it",
    ),
    Words(
        "现在所示为最新内容，请核对后再次保存。",
        "It is now shown as it is; look at it and save again.",
    ),
)
GONE = Problem(
    "conflict",
    Severity.ERROR,
    Words("未保存：这条记录已不存在", "Not saved: this record is no longer in the store"),
    CHECK,
)
UNCHANGED = Problem(
    "unchanged",
    Severity.ERROR,
    Words("没有改动，未作保存", "Nothing differs from the record, so nothing was saved"),
    NOTHING,
)
SIDES_LINKED = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "已有项目或互访对应这次会议，不能改换结对双方",
        "Projects or visits are linked to this meeting, so its two sides cannot be changed",
    ),
    Words("请先改动那些项目或互访。", "Change those projects or visits first."),
)
MOVED_ITEM = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "第 {number} 项议定事项已有对应项目或进展记录，该序号不能改作另一事项",
        "Item {number} has projects or progress linked to it; its number cannot go to another item",
    ),
    Words("新的事项请写在最后。", "Put what is new at the end."),
)
NOT_THERE = Problem(
    "conflict",
    Severity.ERROR,
    Words("未改动：库中没有这条记录", "Nothing was done: this record is not in the store"),
    CHECK,
)
CHANGED_MEANWHILE = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "未改动：记录在您查看之后已有变动",
        "Nothing was done: the record has changed since you looked at it",
    ),
    Words("现在所示为最新内容，请再次确认。", "It is now shown as it is; please confirm again."),
)
NEEDED = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "有记录或账号属于这组结对，没有它们就没有结对，不能删去",
        "Records or accounts are of this pairing and would have none: it cannot go",
    ),
    Words(
        "请改为填写终止年度，或先改动那些记录。",
        "Give it a last year instead, or change those records first.",
    ),
)
MERGE_SELF = Problem(
    "conflict",
    Severity.ERROR,
    Words("一条记录不能与自己合并", "A record cannot be merged with itself"),
    CHECK,
)
MERGE_DEMO = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "演示记录不能与真实记录合并",
        "A demo record, generated at random, cannot be merged with a real one",
    ),
    Words("请删除演示记录。", "Remove the demo record instead."),
)
MERGE_LINKED = Problem(
    "conflict",
    Severity.ERROR,
    Words(
        "两次会议的结对双方不同，而有 {count} 个项目或互访对应要并入的一次，不能合并",
        "The two meetings are of different couples, and {count} projects or visits are linked to "
        "the one that would go",
    ),
    Words("请先改动那些项目或互访。", "Change those projects or visits first."),
)
NO_SOURCE = Problem(
    "missing-cell",
    Severity.ERROR,
    Words("手工新增的记录须写明来源", "A record added by hand must name its source"),
    Words(
        "请填写依据，如会议纪要、通知或提供人。",
        "Say what it rests on, such as minutes, a notice, or who reported it.",
    ),
)
NO_ITEM = Problem(
    "missing-cell",
    Severity.ERROR,
    Words(
        "填了责任单位或完成时限，须同时填议定事项",
        "Units in charge and due dates need an agreed item",
    ),
    CHECK,
)


def fix(issue: Issue) -> Words:
    """How to mend it in a form; nothing where the remedy speaks of a file."""
    of_files = issue.problem.fix is AGAIN or issue.problem in (SCIENTIFIC, SCIENTIFIC_CODE)
    return NOTHING if of_files else issue.fix
