"""The words that a file prints around a chart, in both languages.

They stand here and not in the catalogues of the interface: a file is made for a page and for a
permalink alike, in the language of its sheet, whoever asks for it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
"""Chinese or English, of everything in a file that is not data."""


@dataclass(frozen=True)
class Words:
    """Sentences are `str.format` templates with named fields."""

    tag: str
    """The language, as HTML and Office name it."""
    filters: str
    no_filter: str
    """What stands for the filters where none is in force."""
    condition: str
    """A filter in force. Fields: name, value."""
    between: str
    """What parts conditions."""
    end: str
    """The stop after a sentence."""
    space: str
    """What stands between sentences."""
    definition: str
    unit: str
    """After a definition. Field: unit."""
    source: str
    """Field: source."""
    source_name: str
    demo: str
    as_of: str
    """Field: day."""
    as_of_name: str
    number: str
    """Field: number."""
    number_name: str
    day: str
    """A date. Fields: d (a date), month (its English name)."""
    figure: str
    """What a figure is called in a caption and in its Word field: 图."""
    table: str
    charts: str
    """Heading of the list of charts."""
    data: str
    """Heading of the data tables."""
    page: str
    """Fields: page, pages."""
    notes: str
    """Name of the second sheet of a workbook."""
    sheet: str
    """Name of its first sheet."""
    title: str
    yes: str
    no: str
    rows_left_out: str
    """Below a table that is cut. Fields: shown, rows."""
    no_rows: str
    errors: Mapping[str, str]
    """Kind of error → sentence."""
    sizes: Mapping[str, str]
    """What may be too large → its name."""


ZH = Words(
    tag="zh-CN",
    filters="筛选条件",
    no_filter="未设筛选，为全部数据",
    condition="{name}：{value}",
    between="；",
    end="。",
    space="",
    definition="指标口径",
    unit="计量单位：{unit}。",
    source="数据来源：{source}",
    source_name="数据来源",
    demo="含演示数据",
    as_of="数据截至{day}",
    as_of_name="数据截至",
    number="快照编号：{number}",
    number_name="快照编号",
    day="{d.year}年{d.month}月{d.day}日",
    figure="图",
    table="表",
    charts="图表目录",
    data="附：数据表",
    page="第 {page} 页，共 {pages} 页",
    notes="说明",
    sheet="数据",
    title="标题",
    yes="是",
    no="否",
    rows_left_out="本表共 {rows} 行，此处列前 {shown} 行；全部数据见导出的 XLSX 或 CSV 文件。",
    no_rows="没有数据。",
    errors={
        "failed": "该图未能生成：{detail}。请改用 CSV 或 XLSX 导出数据；若反复出现，请联系管理员。",
        "unavailable": "服务器上没有可用的 Chromium，无法生成图片、PDF 和含图文件（{reason}）。"
        "CSV、XLSX、HTML 仍可导出，图右上角的相机按钮仍可保存图片；"
        "请管理员安装 Chromium，或用环境变量 CHROMIUM 指明其位置。",
        "busy": "正在生成的图片较多（{waiting} 个排队），请稍后再试。",
        "timeout": "{seconds} 秒内未能生成，已停止。请缩小筛选范围后重试。",
        "too_large": "{what}过大：{found}，上限为 {limit}。请缩小筛选范围后重试。",
    },
    sizes={
        "pixels": "图片像素数",
        "side": "图片边长（像素）",
        "figure": "图表数据（字节）",
        "charts": "图表数量",
        "rows": "数据行数",
    },
)

EN = Words(
    tag="en",
    filters="Filters",
    no_filter="none; all records",
    condition="{name}: {value}",
    between="; ",
    end=".",
    space=" ",
    definition="Definition",
    unit="Unit: {unit}.",
    source="Source: {source}",
    source_name="Source",
    demo="demo records included",
    as_of="Data as of {day}",
    as_of_name="Data as of",
    number="Snapshot {number}",
    number_name="Snapshot",
    day="{d.day} {month} {d.year}",
    figure="Figure",
    table="Table",
    charts="Charts",
    data="Data tables",
    page="Page {page} of {pages}",
    notes="Notes",
    sheet="Data",
    title="Title",
    yes="yes",
    no="no",
    rows_left_out="The first {shown} of {rows} rows; the XLSX and CSV files have all of them.",
    no_rows="No data.",
    errors={
        "failed": "This chart could not be drawn: {detail}. Take its data as CSV or XLSX instead; "
        "if it happens again, tell the administrator.",
        "unavailable": "The server has no Chromium to draw pictures, PDF and documents with "
        "({reason}). CSV, XLSX and HTML can be had all the same, and the camera button over a "
        "chart still saves a picture. An administrator can install Chromium, or name its place in "
        "the environment as CHROMIUM.",
        "busy": "Many pictures are being made ({waiting} are waiting). Please try again shortly.",
        "timeout": "It was not done within {seconds} seconds and was stopped. Please choose less "
        "with the filters and try again.",
        "too_large": "Too large, {what}: {found}; the limit is {limit}. Please choose less with "
        "the filters and try again.",
    },
    sizes={
        "pixels": "pixels of the picture",
        "side": "pixels of a side of the picture",
        "figure": "bytes of the chart's data",
        "charts": "number of charts",
        "rows": "rows of data",
    },
)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def words(language: Language) -> Words:
    """The words of a language."""
    return EN if language == "en" else ZH


def written(day: dt.date, language: Language) -> str:
    """A date as a reader writes it."""
    return words(language).day.format(d=day, month=MONTHS[day.month - 1])
