"""The dictionary: every indicator, how it is counted, and how it was counted before."""

from ui.frame import actions, markup
from ui.frame.text import _
from ui.records import dictionary, dictionary_entry, measure_entries

markup.heading(
    _("Dictionary"),
    _("Every indicator: what it counts, in which unit, from what, and since when."),
)
actions.tell()
entries = dictionary.every()
chosen = dictionary.choose(entries)
if chosen is not None:
    dictionary_entry.show(chosen)
else:
    dictionary_entry.offer_new()
    dictionary.show(entries)
    measure_entries.show()
