"""Exchange: both directions of visits, people sent, learners and workers, side by side."""

from db.queries.exchange import Flow
from ui.frame import choice, filters, markup
from ui.frame.text import _
from ui.records import exchange_list
from ui.sections import exchange

chosen = filters.current().filter
markup.heading(
    _("Exchange, both ways"),
    _("Who went from one side to the other, or learned there: both directions side by side."),
)
couple = exchange_list.choose_couple(chosen)
exchange_list.of_all(chosen, couple)
flow = Flow(choice.among(exchange.FLOW, _("Who goes"), exchange.names()))
exchange.by_year(chosen, couple, flow)
markup.section(_("By couple and year"))
exchange_list.by_couple(chosen, couple, flow)
