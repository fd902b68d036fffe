"""What is wrong with a place or a pairing."""

from db.importing.problems.cells import FROM_PDF
from db.importing.problems.making import error, note
from db.importing.words import Words

RENAMED = note(
    "province", "“{old}”今为“{new}”，按现名导入", "{old} is {new} today, and imported as that"
)
PAIRED_AS = note(
    "province",
    "“{old}”的结对关系登记在“{new}”名下（同一地方的前后建制），按“{new}”导入",
    "The pairing of {old} is that of {new}, which it became or was before; imported as that",
)
LIES_IN = note(
    "province",
    "“{county}”本身没有结对，按其所在的“{paired}”导入，“{county}”记为所在地",
    "{county} is not paired itself: imported under {paired}, in which it lies, as the place",
)
OUTSIDE_SCOPE = error(
    "pairing",
    "“{helper} → {receiver}”不在您负责的范围之内",
    "{helper} → {receiver} is not in your charge",
    Words(
        "请删去这一行，或请管理员调整您的负责范围。",
        "Leave this row to those in charge, or ask an administrator to extend your scope.",
    ),
)
AREA = error(
    "province",
    "应为省、市、县的名称、简称或行政区划代码{hint}",
    "Expected the name, short name or GB/T 2260 code of a province, city or county{hint}",
)
AMBIGUOUS_AREA = error(
    "province",
    "同名的地方不止一个：{choices}",
    "Several places have this name: {choices}",
    Words(
        "请写全称（带省名）或行政区划代码。", "Give the full name with its province, or the code."
    ),
)
PAIRING = error(
    "pairing",
    "{year} 年没有“{helper} → {receiver}”的结对关系{hint}",
    "There was no pairing {helper} → {receiver} in {year}{hint}",
    Words(
        "请核对两列的方向和年份；确有此结对的，请管理员先补充结对关系。",
        "Check the direction and the year; if the pairing is real, have it added first.",
    ),
)
PAIRED_WITH_ITSELF = error(
    "pairing", "一个地方不能与自己结对", "A place cannot be paired with itself"
)
YEARS_ORDER = error(
    "date-range", "终止年度不得早于起始年度", "The last year must not be before the first"
)
SCHEME_NEW = note(
    "reference",
    "没有名为“{scheme}”的批次，导入时将新建",
    "There is no scheme “{scheme}”: it will be made",
)
LEFT_WITHOUT = note(
    "pairing",
    "改后有 {count} 条记录落在这组结对的年度之外：同一对另有结对的归入那一组，其余仍留在这里",
    "{count} records will lie outside its years: they go to another pairing of the two in force "
    "then, or else stay with this one",
)
NAME_IT = Words(
    "请写县（市、区、旗）的全称或行政区划代码，同名的带上省、市名。",
    "Give the county's full name with its province, or its GB/T 2260 code.",
)
PLACE = note(
    "place",
    "没有认出这是哪个县（市、区、旗）{hint}，地点文字照原样保存，未编码",
    "This is no province, city or county that is known{hint}; the text is kept, without a code",
    NAME_IT,
)
VENUE = note(
    "place",
    "没有认出这在哪个县（市、区、旗）{hint}，地点文字照原样保存，未编码",
    "It is not known in which city or county this is{hint}; the text is kept, without a code",
    NAME_IT,
    quiet=True,
)
AMBIGUOUS_PLACE = note(
    "place",
    "同名的地方不止一个：{choices}；地点文字照原样保存，未编码",
    "Several places have this name: {choices}; the text is kept, without a code",
    NAME_IT,
)
PLACE_ELSEWHERE = note(
    "place",
    "受援方和帮扶方都没有这个地方，别处有{choices}；地点文字照原样保存，未编码",
    "Neither side has this place; elsewhere there is {choices}; the text is kept, without a code",
    Words(
        "确在那里的，请带上省名；写错的请改正。",
        "If it is there, give the name with its province; otherwise mend it.",
    ),
)
PLACE_OUTSIDE = note(
    "place",
    "“{place}”既不在受援方，也不在帮扶方；按所写的编码",
    "{place} lies on neither side; coded as it is written",
    Words("写错的请改正。", "Mend it if it is wrong."),
)
PLACE_OF_HELPER = note(
    "place",
    "“{place}”在帮扶方，不在受援方；按所写的编码",
    "{place} lies on the helping side; coded as it is written",
    Words("写错的请改正。", "Mend it if it is wrong."),
)
PLACE_TAKEN = note(
    "place",
    "按其中的“{name}”编码为“{place}”",
    "Coded as {place} for the name {name} in it",
)
PLACE_WIDE = note(
    "place",
    "只认出“{place}”，没有写明县（市、区、旗），按“{place}”编码",
    "The county is not named; coded as {place}",
    NAME_IT,
    quiet=True,
)
PLACE_OF_SIDE = note(
    "place",
    "没有写明县（市、区、旗），按受援方“{place}”编码",
    "The county is not named; coded as the receiving side, {place}",
)
PLACES = note(
    "place",
    "这里有几个地方（{places}），按它们共同所在的“{common}”编码",
    "These are several places ({places}), coded as {common}, in which all of them are",
)
PLACES_APART = note(
    "place",
    "这里有几个不在一省的地方（{places}）；地点文字照原样保存，未编码",
    "These are places of several provinces ({places}); the text is kept, without a code",
    Words("请分成几条。", "Give each place a row of its own."),
)
PLACE_RENAMED = note(
    "place", "“{old}”今为“{new}”，按现名编码", "{old} is {new} today, and coded as that"
)
PLACE_FORMER = note(
    "place",
    "“{old}”至 {since} 为止，后为“{new}”，按“{new}”编码",
    "{old} lasted until {since} and became {new}; coded as {new}",
)
PLACE_NOT_YET = note(
    "place",
    "“{old}”自 {since} 起才有，{year} 年为“{new}”，按当年的单位编码",
    "{old} is one since {since}; in {year} it was {new}, and coded as that",
)
PLACE_TOO_EARLY = note(
    "place",
    "“{old}”自 {since} 起才有，{year} 年尚无；按所写的编码",
    "{old} is one since {since}, later than {year}; coded as it is written",
    Words("请核对地点和年度。", "Check the place and the year."),
)
PLACE_SPLIT = note(
    "place",
    "“{old}”至 {since} 为止，其地分属{new}；仍按“{old}”编码",
    "{old} lasted until {since}, and {new} share its area; still coded as {old}",
    Words("知道在哪一处的，请写现名。", "Give today's name if it is known in which of them it is."),
)
RADICAL_PLACE = note(
    "province",
    "地名里有形似汉字的部首字符（{pairs}），按“{value}”查找",
    "The name holds radicals that only look like characters ({pairs}): looked up as “{value}”",
    FROM_PDF,
)
