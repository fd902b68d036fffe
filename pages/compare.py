"""Side by side: couples, provinces or years against each other."""

from ui.frame import choice, filters, markup
from ui.frame.text import _
from ui.records import compared
from ui.sections import compare

chosen = filters.current().filter
markup.heading(
    _("Side by side"), _("Two to four couples, provinces or years in one chart and one table.")
)
what = compared.choose(chosen)
if len(what.things) > 1:
    compared.table(what, chosen)
    choice.among(compare.MEASURE, _("Indicator"), compare.measures())
    compare.bars(what)
else:
    compared.nothing()
