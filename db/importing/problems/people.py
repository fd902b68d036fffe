"""What is not certain about the people in a cell."""

from db.importing.problems.making import note
from db.importing.words import Words

APART = Words(
    "请核对；可用“；”把人隔开，如“省委书记 张某某；省长 李某某”。",
    "Please check; people may be parted by “；”, as in “省委书记 张某某；省长 李某某”.",
)
PEOPLE_WHOLE = note(
    "people",
    "分不清“{text}”里有哪几个人，没有拆开，按一条导入",
    "Who is who in “{text}” cannot be told: it is kept as one entry",
    APART,
)
PEOPLE_TAKEN = note("people", "“{name}”按人名导入", "“{name}” is taken as a person's name", APART)
PEOPLE_POST = note(
    "people",
    "分不清“{post}”是前一人还是“{name}”的职务，记在“{name}”名下",
    "“{post}” may be of the one before or of “{name}”: it is taken as the post of “{name}”",
    APART,
)
PEOPLE_UNNAMED = note(
    "people", "“{text}”没有姓名，未导入", "“{text}” names nobody, and is left out", APART
)
PEOPLE_BRACKET = note(
    "people",
    "“{name}”后面括号里的“{inside}”未导入",
    "What stands in brackets after “{name}” (“{inside}”) is left out",
)
