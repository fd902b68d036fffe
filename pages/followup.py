"""Follow-up: agreed items that call for attention, and items and projects that lack each other."""

from db.followup import watch
from db.followup.items import Which
from ui.followup import attention, gaps, item_list
from ui.frame import aggregates, choice, filters, markup, numbers, provenance
from ui.frame.text import _

chosen = filters.current().filter
now = watch.now()
many = attention.of(chosen, now)
named = attention.names(now)

markup.heading(_("Follow-up"), attention.what_it_is())
provenance.demo_banner(aggregates.ledgers(chosen).totals, ["meetings", "projects"])
counted = {name: f"{said} {numbers.count(many[name])}" for name, said in named.items()}
shown = choice.among(attention.LIST, _("List"), counted)
title = f"{_('Follow-up')} · {named[shown]}"
if shown == attention.PROJECTS:
    gaps.of_projects(chosen, title)
elif shown == Which.UNLINKED:
    gaps.of_items(chosen, now, title, many[shown])
else:
    item_list.show(chosen, now, Which(shown), title, many[shown])
