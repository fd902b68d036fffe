"""What is wrong with the header, or with which rows are records."""

from db.importing.problems.making import NOTHING_TO_DO, choice, fatal, note
from db.importing.words import Words

WRONG_TABLE = fatal(
    "wrong-table",
    "这像是{found}台账，不是{expected}台账",
    "This looks like a ledger of {found}, not of {expected}",
    Words("请选择正确的台账类别。", "Choose the right kind of ledger."),
)
DATA_ABOVE = fatal(
    "no-header",
    "表头之上有像是数据的一行",
    "Above the header there is a row that looks like data",
    Words("请把表头放在数据之上。", "Put the header above the data."),
)
PREAMBLE = note(
    "preamble",
    "不是数据，未导入：“{text}”",
    "Not data, and left out: “{text}”",
)
TOTALS_ROW = note(
    "totals-row",
    "合计行，未作为一条记录导入：“{text}”",
    "A row of totals, left out: “{text}”",
)
EXAMPLE_ROW = note(
    "preamble",
    "模板的示例行，未导入：“{text}”",
    "An example of the template, left out: “{text}”",
)
BLANK_COLUMN = note(
    "blank-column",
    "第 {columns} 列是空列，未导入",
    "Column {columns} is blank, and was left out",
    NOTHING_TO_DO,
)
REMEMBERED = note(
    "mapping",
    "沿用此前对同样表头的选择：{choice}",
    "As was answered before for the same header: {choice}",
)
NO_HEADER = fatal(
    "no-header",
    "找不到表头：应有“{expected}”等列",
    "No header row found: it should name columns such as “{expected}”",
    Words("请用模板的表头，或选择正确的台账类别。", "Use the template's header, or another kind."),
)
DUPLICATE_HEADER = fatal(
    "duplicate-header",
    "表头中“{first}”与“{second}”是同一列",
    "“{first}” and “{second}” in the header are the same column",
    Words("请删去或改名其中一列。", "Delete or rename one of them."),
)
BLANK_HEADER = fatal(
    "blank-header",
    "第 {number} 列有内容而没有列名",
    "Column {number} holds values but has no name",
    Words("请填写列名，或删去该列。", "Name the column, or delete it."),
)
MISSING_COLUMN = fatal(
    "no-header",
    "缺少必需的列：{missing}",
    "Required columns are missing: {missing}",
    Words("请补上这些列后重新上传。", "Add them and upload the file again."),
)
MAPPING = choice(
    "mapping",
    "不认识这一列{hint}",
    "This column is not known{hint}",
    Words(
        "请指明它对应哪一项（--map “{header}={answer}”），或不导入该列（--map “{header}=”）；"
        "要让不认识的列都不导入：--map “*=”。",
        "Say which field it is (--map “{header}={answer}”), or leave it out (--map “{header}=”); "
        "to leave out all that are not known: --map “*=”.",
    ),
)
SAME_FIELD = choice(
    "mapping",
    "这一列与“{other}”都像是{meant}",
    "This column and “{other}” both look like {meant}",
    Words(
        "请指明它对应哪一项（--map “{header}=字段”），或不导入该列（--map “{header}=”）。",
        "Say which field it is (--map “{header}=FIELD”), or leave it out (--map “{header}=”).",
    ),
)
SETTLED = note(
    "mapping",
    "其他各列已明确，这一列读作{meant}",
    "As the other columns are clear, this one was read as {meant}",
)
NOT_KEPT = note(
    "not-kept",
    "这些列的内容本系统不保存，未导入：“{columns}”",
    "Nothing is kept here of these columns, and they were left out: “{columns}”",
    Words(
        "无需处理；如其中有列应当导入，请指明它对应哪一项（--map 列名=字段）。",
        "Nothing to do; if one should be imported, say which field it is (--map COLUMN=FIELD).",
    ),
)
LEFT_OUT = note(
    "mapping",
    "按您的选择，不认识的列未导入：“{columns}”",
    "As you chose, columns that are not known were left out: “{columns}”",
    NOTHING_TO_DO,
)
UNIT_ASKED = choice(
    "unit",
    "金额没有写明单位{hint}",
    "This column holds money but names no unit{hint}",
    Words(
        "请指明单位（--map “{header}={field}:万元”），或在表头写明，如“协议金额（万元）”。",
        "Say in which unit (--map “{header}={field}:万元”), or name it in the header.",
    ),
)
GATHERED = note(
    "mapping",
    "这几列合在一起是一项（或一列里有两项），已一起导入：“{columns}”",
    "These columns are parts of one, or one of them has two: they were taken together: “{columns}”",
)
GROUP_FILLED = note(
    "missing-cell",
    "有 {count} 格空白，按分组取上面的值（第 {lines} 行）",
    "{count} blank cells were taken as the value above them, as of a group (lines {lines})",
)
DITTO_FILLED = note(
    "missing-cell",
    "{count} 格写的是“同上”，取上面的值（第 {lines} 行）",
    "{count} cells say “as above” and were taken as the value above them (lines {lines})",
)
SECTIONS_ADDED = note(
    "preamble",
    "{count} 条记录的地点没有写明县（市、区），按各组上面的小标题加上",
    "Places that name no county were taken with the heading above their rows: {count} records",
)
SECTIONS_TAKEN = note(
    "preamble",
    "表中没有这些列，按各组上面的小标题记：“{columns}”",
    "There are no such columns: taken from the headings above the rows: “{columns}”",
)
YEAR_TAKEN = note(
    "date",
    "表中没有年度列，按标题或文件名都记为 {year} 年",
    "There is no column for the year: by the title or the file name it is {year} for all",
)
PERIOD_TAKEN = note(
    "period",
    "表中没有期间列，按标题、工作表名或文件名记为：{period}",
    "There is no column for the period: by the title, the sheet or the file name it is {period}",
)
CATEGORY_TAKEN = note(
    "mapping",
    "表中没有“类别”列，按标题、工作表名或文件名记为：{category}",
    "There is no column for the category: by the title, the sheet or the file name it is "
    "{category}",
)
SIDES_TAKEN = note(
    "sides",
    "表中没有东部、西部各自的列，按“{text}”记为：{helper} → {receiver}",
    "There are no columns for the two sides: by “{text}” they are {helper} → {receiver}",
    Words(
        "请核对；不对的，请在表中加上“东部省份”“西部省份”两列。",
        "Please check; if that is wrong, add the columns helper and receiver.",
    ),
)
SIDES_ASKED = choice(
    "sides",
    "表中没有东部、西部各自的列，标题、工作表名和文件名也没有说明是哪两地{hint}",
    "There are no columns for the two sides, nor do title, sheet or file name tell them{hint}",
    Words(
        "请指明是哪两地（--map “双方={example}”），或在表中加上“东部省份”“西部省份”两列。",
        "Say which they are (--map “sides={example}”), or add the columns helper and receiver.",
    ),
)
DIRECTION_ASKED = choice(
    "mapping",
    "表中没有“方向”列，标题和单位也没有说明是哪一方到哪一方",
    "There is no column for the direction, nor do title or units tell which way people went",
    Words(
        "请指明（--map “全表方向=东部赴西部”或“全表方向=西部赴东部”），或在表中加上“方向”列。",
        "Say which (--map “ways=east_to_west” or “ways=west_to_east”), or add the column "
        "direction.",
    ),
)
COMING_ASKED = choice(
    "mapping",
    "“来访”“出访”要看是哪一方的台账，标题和考察地点都没有说明",
    "Whether people came or went depends on whose ledger it is, which neither its title nor its "
    "places tell",
    Words(
        "请指明“来访”是哪一方到哪一方（--map “全表方向=东部赴西部”或“全表方向=西部赴东部”）。",
        "Say which way those came who came (--map “ways=east_to_west” or “ways=west_to_east”).",
    ),
)
COMING_TAKEN = note(
    "mapping",
    "“来访”“出访”按考察地点或标题，来访记为{direction}",
    "By places or title, those who came are taken as {direction}",
)
DIRECTION_TAKEN = note(
    "mapping",
    "表中没有“方向”列，按标题或单位所在地记为：{direction}",
    "There is no column for the direction: by the title, or by where the units are, it is "
    "{direction}",
)
REPORTER_ASKED = choice(
    "mapping",
    "表中没有“填报方”列，标题也没有说明是哪一方填报",
    "There is no column for who reports, nor does the title tell whose ledger it is",
    Words(
        "请指明（--map “全表填报方=东部”或“全表填报方=西部”），或在表中加上“填报方”列。",
        "Say who does (--map “reporters=east” or “reporters=west”), or add the column reported_by.",
    ),
)
REPORTER_TAKEN = note(
    "mapping",
    "表中没有“填报方”列，按标题记为{side}填报",
    "There is no column for who reports: by the title it is {side}",
)
WIDE = note(
    "wide-table",
    "{count} 列各是一个指标、期间、产品或渠道，每行按这些列分成多条记录：“{columns}”",
    "{count} columns are a metric, period, product or channel each, and a row is a record for "
    "each: “{columns}”",
    NOTHING_TO_DO,
)
WIDE_BLANK = note(
    "wide-table",
    "{count} 行在这些列中都没有填数，没有成为记录：第 {lines} 行",
    "{count} rows have nothing in any of these columns and make no record: line {lines}",
)
NO_ROWS = fatal(
    "no-rows",
    "只有表头，没有数据",
    "There is a header but no data below it",
    Words("请填写数据后重新上传。", "Fill in the data and upload the file again."),
)
