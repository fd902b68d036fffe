"""Published figures: one metric at a time, drawn and listed, never added."""

import ui.published
from db.queries import published
from ui import filters, markup
from ui.load import load
from ui.sections import published as drawn
from ui.text import _, either

found = ui.published.named(load(published.figures, filters.current().filter))
markup.heading(_("Published figures"), ui.published.never_added())

if found.empty:
    markup.notice(filters.nothing_because(_("No published figure is about this selection.")))
else:
    metric = ui.published.choose_metric(found)
    of_metric = found[found["metric_key"] == metric]
    name = either(of_metric["name_zh"].iloc[0], of_metric["name_en"].iloc[0])
    drawn.by_scope(name, of_metric)
    markup.section(_("Each figure with its source"))
    ui.published.table(of_metric)
ui.published.to_mend()
