"""What python-docx has no words for: rules of tables and paragraphs, and that Chinese is such."""

from collections.abc import Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def line(side: str, colour: str, eighths: int, space: int = 0) -> Any:
    """A rule at a side, so many eighths of a point thick."""
    drawn = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", colour)):
        drawn.set(qn(f"w:{key}"), str(value))
    return drawn


def rule(table: Any, lines: Mapping[str, tuple[str, int]]) -> None:
    """Rule a table: side → colour and thickness."""
    rules = OxmlElement("w:tblBorders")
    rules.extend(line(side, *look) for side, look in lines.items())
    table._tbl.tblPr.append(rules)


def in_chinese(document: Any) -> None:
    """Say that the Chinese in it is: else it is set as Japanese or in traditional forms."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
