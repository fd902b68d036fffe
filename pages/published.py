"""Published figures: one metric at a time, drawn and listed, never added."""

import ui.drawing.published
from db.queries import published
from ui.frame import filters, markup
from ui.frame.query_cache import load
from ui.frame.text import _, either
from ui.sections import published as drawn

found = ui.drawing.published.named(load(published.figures, filters.current().filter))
markup.heading(_("Published figures"), ui.drawing.published.never_added())

if found.empty:
    markup.notice(filters.nothing_because(_("No published figure is about this selection.")))
else:
    metric = ui.drawing.published.choose_metric(found)
    of_metric = found[found["metric_key"] == metric]
    name = either(of_metric["name_zh"].iloc[0], of_metric["name_en"].iloc[0])
    drawn.by_scope(name, of_metric)
    markup.section(_("Each figure with its source"))
    ui.drawing.published.table(of_metric)
ui.drawing.published.as_ledger()
ui.drawing.published.to_mend()
