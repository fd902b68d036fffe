"""What a page says of itself on paper: what it shows, as of when, and when it was printed."""

import streamlit as st

from ui import filters, numbers, provenance
from ui.text import _

STYLE = """<style>@page {{ @top-left {{ content: "{head}" }}
@top-right {{ content: "{printed}" }} }}</style>"""


def show(title: str, selection: filters.Selection) -> None:
    """Words in the margin of every printed page; nothing on the screen."""
    head = " · ".join((_("Xieshou"), title, selection.words))
    printed = f"{provenance.as_of()} {_('Printed {day}.', day=numbers.day(numbers.today()))}"
    st.html(STYLE.format(head=quoted(head), printed=quoted(printed)))


def quoted(text: str) -> str:
    """A text within a string of a style sheet: all but letters and digits by their number."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)
