"""Templates for staff: a header, two example rows, and a legend, in Chinese or English.

The legend stands above the header and the examples say in their note that they are examples:
the importer sets both aside, so that a filled-in template needs nothing deleted.
"""

from db.importing.kinds import LEDGERS
from db.importing.safe import csv_bytes
from db.importing.words import Language, Words
from db.terms import Kind

EXAMPLE = Words("示例，导入时自动跳过", "Example: skipped when this file is imported")

LEGEND = Words(
    "填表说明：带 * 的列必填，其余可留空或整列删去；日期写作 2019-05-14，只知年月可写 2019-05；"
    "金额单位见表头；多人、多处用“；”分隔；示例行会自动跳过。",
    "Note: columns with * are required, all others may be left blank or removed; dates are written "
    "2019-05-14, or 2019-05; amounts are in 10,000 yuan; several persons or places are separated "
    "by “;”; the example rows are skipped.",
)


def template(kind: Kind, language: Language) -> bytes:
    """A template as CSV for Excel."""
    columns = LEDGERS[kind].columns
    header = [
        (column.zh if language == "zh" else column.field) + ("*" if column.required else "")
        for column in columns
    ]
    examples = zip(*(column.examples for column in columns[:-1]), strict=True)
    rows = [[*row, EXAMPLE[language]] for row in examples]
    return csv_bytes([[LEGEND[language]], header, *rows])


def file_name(kind: Kind, language: Language) -> str:
    """Of the file in data/templates."""
    title = LEDGERS[kind].title
    return (
        f"{title.zh}台账模板.csv"
        if language == "zh"
        else f"{title.en.replace(' ', '-')}-template.csv"
    )
