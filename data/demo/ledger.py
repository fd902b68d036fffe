"""A ledger as a CSV file that the importer takes."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "agreements", "meetings", "projects", "visits", "results", "talent", "training", "labour"
]

# 会议届次 is left out: a number in a real series of meetings would be an invented fact.
HEADERS: Final[Mapping[Kind, str]] = {
    "agreements": "年度 东部省份 西部省份 指标 目标值 单位 来源 备注",
    "meetings": "会议编号 东部省份 西部省份 会议日期 会议名称 地点 会议级别 主持人 参会领导"
    " 签约项目数 协议金额（万元） 会议内容 议定事项 责任单位 完成时限 来源 备注",
    "projects": "项目编号 年度 项目名称 东部省份 西部省份 产业类型 项目状态 实施地点 建设内容"
    " 建设规模与产出"
    " 总投资（万元） 协议金额（万元） 到位资金（万元） 财政援助资金（万元） 社会帮扶资金（万元）"
    " 吸纳就业（人） 带动脱贫人口（人） 开工时间 完工时间 实施单位 对应会议 议定事项序号 来源 备注",
    "visits": "日期 结束日期 东部省份 西部省份 方向 带队领导 职务 级别 人数 考察点位 对接内容"
    " 对应会议 来源 备注",
    "results": "年度 期间 东部省份 西部省份 指标 完成值 单位 累计方式 填报方 数据截至 来源 备注",
    "talent": "年度 东部省份 西部省份 方向 类别 姓名 开始时间 来源 备注",
    "training": "年度 东部省份 西部省份 学员来向 学员类别 人次 开始时间 来源 备注",
    "labour": "年度 期间 东部省份 西部省份 转移就业（人） 其中脱贫劳动力（人） 去向 来源 备注",
}


@dataclass(frozen=True)
class Ledger:
    """CSV text with Chinese headers and '\\n' line ends, under the name it is imported by."""

    kind: Kind
    file_name: str
    text: str


def write(kind: Kind, rows: Iterable[Mapping[str, str]]) -> Ledger:
    """The rows as a ledger; each row is header → cell, a header it lacks is left blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADERS[kind].split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Ledger(kind, f"demo-{kind}.csv", text.getvalue())
