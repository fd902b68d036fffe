"""One family of type in Office files, for Chinese and Latin alike.

Office keeps a typeface a script: a text without one for East Asia falls to whatever the theme has,
and Chinese comes out in MS Mincho or not at all.
"""

import re
from typing import Any

from export.cells import printable

FACE = "Microsoft YaHei"
"""On every Windows; LibreOffice and macOS put their own sans-serif Chinese in its place."""

INK, MUTED, RULE = "22262A", "5F656B", "E3E5E7"


BREAKS = re.compile(r"[\t\v\f\r\n\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """A text that no file takes for two paragraphs, without what a file cannot hold."""
    return printable(BREAKS.sub(" ", text)).strip()


def drawing(properties: Any) -> None:
    """Set the typefaces of DrawingML run properties (`a:rPr`, `a:defRPr`)."""
    from pptx.oxml.ns import qn

    for script in ("latin", "ea", "cs"):
        for old in properties.findall(qn(f"a:{script}")):
            properties.remove(old)
    for script in ("latin", "ea", "cs"):
        properties.append(properties.makeelement(qn(f"a:{script}"), {"typeface": FACE}))


def word(properties: Any, face: str = FACE, latin: str = FACE) -> None:
    """Set the typefaces of WordprocessingML run properties (`w:rPr`), that of Chinese first."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    faces = {"ascii": latin, "hAnsi": latin, "eastAsia": face, "cs": latin}
    for script, name in faces.items():
        fonts.set(qn(f"w:{script}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
