"""The dictionary: every indicator, how it is counted, and how it was counted before."""

from ui import deeds, dictionary, dictionary_entry, markup
from ui.text import _

markup.heading(
    _("Dictionary"),
    _("Every indicator: what it counts, in which unit, from what, and since when."),
)
deeds.tell()
entries = dictionary.every()
chosen = dictionary.choose(entries)
if chosen is not None:
    dictionary_entry.show(chosen)
else:
    dictionary.show(entries)
