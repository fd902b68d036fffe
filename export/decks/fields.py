"""Fields of Word: numbers that count themselves."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from export.decks import fonts


def add(paragraph: Any, instruction: str, shown: str) -> None:
    """A complex field with the result that stands until Word updates it."""
    for part in ("begin", instruction, "separate", shown, "end"):
        run = paragraph.add_run()
        fonts.word(run._r.get_or_add_rPr())
        if part is instruction:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif part is shown:
            run.text = shown
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            run._r.append(mark)


def sequence(paragraph: Any, name: str, number: int) -> None:
    """The next number of a sequence such as 图: what Word numbers captions by."""
    add(paragraph, f"SEQ {name} \\* ARABIC", str(number))
