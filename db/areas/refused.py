"""Why a unit, its end or its succession cannot be entered so, and what to do instead."""

from typing import NoReturn

from db.importing.words import Refusal, Words

LONGEST_NAME, LONGEST_SOURCE = 60, 500

CODE = Words("行政区划代码应为六位数字。", "A code has six digits.")
TAKEN = Words("代码 {code} 已有单位：{name}。", "The code {code} is taken, by {name}.")
PARENT = Words(
    "上级应为已有的省或地级单位。", "The parent is to be a known province or prefecture."
)
NO_PARENT = Words(
    "开发区须有上级：请选择它所在的省、市或县（不能是另一个开发区）。",
    "A development zone needs a parent: choose the province, prefecture or county that it lies in "
    "(not another zone).",
)
ENDED = Words(
    "{name}已于 {until} 撤销，{since} 起的单位不能属于它。请改选后续单位。",
    "{name} ended on {until}: a unit since {since} cannot lie in it. Choose what it became.",
)
PREFIX = Words(
    "代码前两位应与上级所在省相同。", "The code begins as that of the parent's province."
)
LEVEL = Words("级别应为地级或县级。", "The level is prefecture or county.")
NAME = Words("请填写名称，不超过 {most} 字。", "Give a name of at most {most} characters.")
NAMESAKE = Words(
    "{parent}之下已有“{name}”（{code}）。", "“{name}” stands under {parent} already ({code})."
)
KIND = Words("请选择是哪一类开发区。", "Choose the kind of development zone.")
GENERIC = Words(
    "“{name}”各地都有，请连同地名填写，例如“{full}”。",
    "“{name}” is what many are called; give it with its place, as “{full}”.",
)
UNKNOWN = Words("没有代码为“{code}”的单位。", "There is no unit of the code “{code}”.")
DAY = Words("日期应为 2026 或 2026-03-26 形式。", "The day is to be like 2026 or 2026-03-26.")
SOURCE = Words("请填写来源，不超过 {most} 字。", "Name the source, in at most {most} characters.")
ORDER = Words(
    "{name}自 {since} 起设立，不能在此之前（{until}）撤销。请核对日期。",
    "{name} is a unit since {since} and cannot have ended before, on {until}. Check the days.",
)
CLOSED = Words("{name}已登记于 {until} 撤销。", "The end of {name} is entered already: {until}.")
HEIR_ENDED = Words(
    "{name}在 {since} 以前（{until}）已撤销，不能承继。请改填它的后续单位。",
    "{name} had ended (on {until}) before {since} and cannot have taken over. Name what it became.",
)
KNOWN = Words("这一承继关系已经登记。", "This succession is entered already.")
WHOLE = Words("该单位已登记为整体并入 {new}。", "All of the unit went to {new} already.")
CIRCULAR = Words(
    "承继关系成了圈：后续单位最终又回到该单位。请核对两个代码的先后。",
    "The succession goes in a circle, back to this unit. Check which of the two came first.",
)
FULL = Words("{parent}之下的开发区代码已用完。", "All codes of zones under {parent} are in use.")
NO_CHANGE = Words("没有这一条变更。", "There is no such change.")
TAKEN_BACK = Words(
    "这一条变更已经撤回；如需恢复，请重新登记。",
    "This change was taken back already; enter it anew if it is right.",
)
CHANGED = Words(
    "此后另有变更，请先撤回较晚的一条。",
    "Something was changed since; take the later change back first.",
)
USED = Words(
    "仍有 {count} 条记录写着{name}，不能撤回。请先更正这些记录，或改为登记它的撤销日期。",
    "{count} records name {name}, so it cannot be taken back. Correct those first, or enter the "
    "day on which it ended.",
)


class NotAUnit(Refusal):
    """A unit or a succession cannot be entered so. `words` says why, and what to do instead."""


def refuse(words: Words, **values: object) -> NoReturn:
    """Raise NotAUnit."""
    raise NotAUnit(words.format(**values) if values else words)
