"""Accounts: who may sign in and do what, and who is in."""

from ui.accounts import account_list, administration
from ui.accounts.people import sessions
from ui.frame import actions, markup
from ui.frame.text import _

places = administration.places()

markup.heading(_("Accounts"))
actions.tell()
found, scopes = account_list.show()

markup.section(_("Change an account"))
administration.change_account(places, found, scopes)

markup.section(_("New account"))
administration.new_account(places)

markup.section(_("Open sessions"))
sessions()
administration.end_all()

markup.section(_("Demo data"))
administration.demo()
