"""What is wrong with a published figure, or had better be looked at."""

from db.importing.problems.making import CHECK, error, note
from db.importing.words import Words

SCOPE_SIDES = error(
    "scope",
    "范围写的是“{scope}”，与双方所填的地方不符",
    "The scope is “{scope}”, which does not go with the places on both sides",
    Words(
        "全国的数两方都空着；其他的至少填一方。",
        "Leave both sides empty for a national figure; give at least one for any other.",
    ),
)
AS_OF_NEEDED = error(
    "as-of",
    "{year} 年还没有过完，须写明数据截至哪一天",
    "{year} is not over: as of which day is this?",
    CHECK,
)
NO_ADDRESS = note(
    "source",
    "来源没有网址，显示时会注明，并列入待补清单",
    "The source has no address: this is marked wherever it is shown, and listed to be mended",
    Words("请补上公布处的网址。", "Add the address of where it was published."),
)
