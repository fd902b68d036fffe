"""Closed periods: which months and years are closed, and why some were reopened."""

from ui import closed_periods, deeds, markup
from ui.text import _

markup.heading(
    _("Closed periods"),
    _("What lies in a closed month or year is as it was, until it is reopened for a reason."),
)
deeds.tell()
closed_periods.listing()
closed_periods.offer()
