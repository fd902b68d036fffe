"""Accounts: who may sign in and do what, who is in, who tried, and what was done."""

from ui import account_list, administration, deeds, markup
from ui.people import attempts, audit, sessions
from ui.text import _

places = administration.places()

markup.heading(_("Accounts"))
deeds.tell()
found, scopes = account_list.show()

markup.section(_("Change an account"))
administration.change_account(places, found, scopes)

markup.section(_("New account"))
administration.new_account(places)

markup.section(_("Open sessions"))
sessions()
administration.end_all()

markup.section(_("Attempts to sign in"), _("Each failure makes the next attempt wait longer."))
attempts()

markup.section(_("Audit"), _("What was done, by whom, to whose account. The newest first."))
audit()

markup.section(_("Demo data"))
administration.demo()
