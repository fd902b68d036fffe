"""What can be said of a write that comes too late."""

from db.importing.problems.making import error
from db.importing.words import Words

CLOSED_PERIOD = error(
    "closed-period",
    "{period} 已关账，其中的记录不能再改",
    "{period} is closed, and nothing of it can be changed",
    Words(
        "确需更正的，请管理员说明原因、重新打开该期间。",
        "If it must be corrected, ask an administrator to reopen the period, with a reason.",
    ),
)
HANDED_IN = error(
    "handed-in",
    "这份填报已提交或已审核，不能再改",
    "This report has been submitted or approved and cannot be changed",
    Words(
        "请审核人或管理员先退回，再修改。",
        "Have it sent back by who approves it, or by an administrator; then change it.",
    ),
)
