"""Assessment: a couple's year by the heads of the measure, and the pack to hand in."""

from db.assessment import dossier
from ui.assessment import chosen, heads, measure, taking
from ui.frame import actions, markup
from ui.frame.query_cache import load
from ui.frame.text import _, language
from ui.results import closed_periods

markup.heading(
    _("Assessment"),
    _("A couple's year by the heads it is assessed by, what is missing, and the papers."),
)
actions.tell()
asked = chosen.choose()
found = load(dossier.read, asked.pairing_id, asked.year, language()) if asked else None
if asked is not None and found is not None:
    closed_periods.warn((asked.year, asked.year), asked.pairing_id)
    heads.check(found)
    taking.offer(found)
    heads.show(found)
    measure.show(found)
