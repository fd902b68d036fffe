"""Several charts as one file: PDF for print, PPTX for a talk, DOCX for a report."""

from export.decks.paper import paper
from export.decks.report import report
from export.decks.slides import slides

__all__ = ["paper", "report", "slides"]
