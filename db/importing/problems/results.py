"""What had better be looked at of a result, by what the same side reported before; and whose it
is.
"""

from db.importing.problems.making import error, note
from db.importing.words import Words

LOOK = Words("请核对；确实如此的，不用改。", "Please look again; if it is so, leave it.")

FALLS = note(
    "falls",
    "累计数 {value} 少于本年 {day} 的 {earlier}",
    "Cumulative, {value} is less than the {earlier} of {day} this year",
    LOOK,
    of_store=True,
)
OVERTAKES = note(
    "falls",
    "累计数 {value} 已多于本年 {day} 的 {later}",
    "Cumulative, {value} is more than the {later} of {day} this year",
    LOOK,
    of_store=True,
)
JUMP = note(
    "jump",
    "{value} 超过上一次所报 {last} 的十倍，也多于去年以来所报的任何一次",
    "{value} is over ten times the {last} reported last, and more than ever since last year",
    LOOK,
    of_store=True,
)
BEYOND_TARGET = note(
    "jump",
    "{value} 超过全年目标 {target} 的三倍",
    "{value} is over three times the year's target of {target}",
    LOOK,
    of_store=True,
)
OTHERS_REPORT = error(
    "pairing",
    "这是{side}的填报，不在您负责的范围之内",
    "This is a report of the {side} side, which is not in your charge",
    Words("请删去这一行，交由该方人员填报。", "Leave this row to people of that side."),
)
