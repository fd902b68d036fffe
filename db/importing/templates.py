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

EXAMPLES: dict[Kind, tuple[dict[str, str], ...]] = {
    Kind.MEETINGS: (
        {
            "helper": "浙江省",
            "receiver": "四川省",
            "date": "2024-05-14",
            "title": "浙江省·四川省东西部协作联席会议",
            "code": "ZC-2024-01",
            "place": "杭州市",
            "level": "省级",
            "chair": "省委书记 张某某",
            "attendees": "省委书记 张某某；省长 李某某",
            "signed_projects": "12",
            "agreed_amount": "35000",
            "summary": "总结上年工作，部署本年任务。",
            "commitments": "1. 共建茶叶产业园\n2. 选派专业技术人才 330 名",
            "responsible": "省农业农村厅",
            "due": "2024-12-31",
            "source": "会议纪要",
        },
        {
            "helper": "广东省",
            "receiver": "广西壮族自治区",
            "date": "2024-06",
            "title": "粤桂协作工作座谈会",
            "place": "南宁市",
            "level": "省级",
        },
    ),
    Kind.PROJECTS: (
        {
            "code": "ZC2024-001",
            "year": "2024",
            "title": "青川县白茶基地",
            "helper": "浙江省",
            "receiver": "四川省",
            "industry": "茶叶",
            "stage": "已开工",
            "place": "广元市青川县",
            "content": "新建标准化茶园 2000 亩",
            "total_investment": "3500",
            "agreed_amount": "3000",
            "in_place": "1200.5",
            "fiscal_aid": "800",
            "jobs": "120",
            "beneficiaries": "460",
            "start": "2024-03-01",
            "end": "2025-12",
            "implementer": "某某茶业有限公司",
            "source": "年度项目台账",
        },
        {
            "code": "ZC2024-002",
            "year": "2024",
            "title": "农村电商服务中心",
            "helper": "浙江省",
            "receiver": "四川省",
            "industry": "农村电商",
            "stage": "已签约",
        },
    ),
    Kind.VISITS: (
        {
            "date": "2024-04-10",
            "end": "2024-04-12",
            "helper": "浙江省",
            "receiver": "四川省",
            "direction": "东部赴西部",
            "head": "张某某",
            "post": "副省长",
            "level": "省级",
            "headcount": "18",
            "sites": "青川县白茶基地；广元市产业园",
            "purpose": "对接产业项目",
            "source": "接待方案",
        },
        {
            "date": "2024-09",
            "helper": "浙江省",
            "receiver": "四川省",
            "direction": "西部赴东部",
            "head": "李某某",
        },
    ),
    Kind.AGREEMENTS: (
        {
            "year": "2024",
            "helper": "浙江省",
            "receiver": "四川省",
            "metric": "财政援助资金",
            "target": "33.1",
            "unit": "亿元",
            "source": "年度协议",
        },
        {
            "year": "2024",
            "helper": "浙江省",
            "receiver": "四川省",
            "metric": "引导企业",
            "target": "100",
            "unit": "家",
        },
    ),
    Kind.PAIRINGS: (
        {
            "helper": "浙江省湖州市",
            "receiver": "四川省广安市",
            "scheme": "2021年以来（市际）",
            "mechanism": "东西部协作",
            "from": "2021",
            "source": "结对关系通知",
        },
        {
            "helper": "浙江省杭州市余杭区",
            "receiver": "四川省甘孜藏族自治州稻城县",
            "scheme": "县际（部分）",
            "from": "2021",
            "to": "2025",
            "source": "结对关系通知",
        },
    ),
}


def template(kind: Kind, language: Language) -> bytes:
    """A template as CSV for Excel."""
    columns = LEDGERS[kind].columns
    header = [
        (column.zh if language == "zh" else column.field) + ("*" if column.required else "")
        for column in columns
    ]
    rows = [
        [row.get(column.field, "") for column in columns[:-1]] + [EXAMPLE[language]]
        for row in EXAMPLES[kind]
    ]
    return csv_bytes([[LEGEND[language]], header, *rows])


def file_name(kind: Kind, language: Language) -> str:
    """Of the file in data/templates."""
    title = LEDGERS[kind].title
    return f"{title.zh}台账模板.csv" if language == "zh" else f"{title.en}-template.csv"
