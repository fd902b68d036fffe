"""Closed periods: which months and years are closed, and why some were reopened."""

from ui.frame import actions, markup
from ui.frame.text import _
from ui.results import closed_periods

markup.heading(
    _("Closed periods"),
    _("What lies in a closed month or year is as it was, until it is reopened for a reason."),
)
actions.tell()
closed_periods.listing()
closed_periods.offer()
