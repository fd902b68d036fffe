"""What is wrong with the day that a ledger is said to have been kept to."""

from db.importing.problems.making import fatal, note
from db.importing.words import Words

CHOOSE = Words(
    "请改正台账截至日，或改正有误的行。",
    "Correct the day that the ledger was kept to, or the rows that are wrong.",
)
AS_OF_FUTURE = fatal(
    "as-of",
    "台账截至日不能晚于今天（{today}），收到 {day}",
    "A ledger cannot have been kept to a day after today ({today}); found {day}",
    CHOOSE,
)
AS_OF_BEFORE = fatal(
    "as-of",
    "台账截至日不能早于台账所记之事：其中最晚的是 {last}，收到 {day}",
    "A ledger cannot have been kept to a day before what it tells of, the last of it {last}; "
    "found {day}",
    CHOOSE,
)
AS_OF_CONTRADICTS = note(
    "as-of",
    "台账写着“{words}”（{day}），但其中已记有 {last} 的事，所以没有按它推定截至日",
    "The ledger says “{words}” ({day}) but tells of something on {last}: it was not taken for the "
    "day that the ledger was kept to",
    Words("请核对台账截至日。", "Please check the day that the ledger was kept to."),
)
