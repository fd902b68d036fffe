"""Reporting: what one side gives of a couple and a period, and what is missing still."""

from db.reader import answer
from db.results import grid, reports
from ui.frame import actions, current_user, markup
from ui.frame.text import _
from ui.reporting import chosen, draft, keeping, missing, standing, table
from ui.results import closed_periods

markup.heading(
    _("Reporting"), _("One couple, one period: type it as in a spreadsheet, or paste it from one.")
)
actions.tell()
person = current_user.account()
assert person is not None  # noqa: S101 - the page is not drawn for nobody
found = chosen.choose(person)
if found is not None:
    of = found.of
    stands = answer(reports.standing, of)
    locked = standing.why_locked(found, stands, answer(reports.closed, of))
    typed_over = draft.of_report(of, person.id)
    closed_periods.warn((of.period.year, of.period.year), of.pairing_id)
    standing.say(stands, locked, waiting=bool(typed_over.rows))
    rows = answer(grid.look, of, typed_over.keys)
    typed = table.show(of, person.id, rows, typed_over, locked=bool(locked))
    if not locked:
        keeping.offer(of, typed_over, typed)
        keeping.add(typed_over, rows)
    standing.offer(found, stands, person)
missing.show(person, found)
