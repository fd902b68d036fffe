"""Accounts: who may sign in and do what, and who is in."""

from db.accounts import people as known
from db.queries import people
from db.reader import answer
from ui import administration, deeds, markup
from ui.people import accounts, sessions
from ui.text import _, language

everybody = answer(known.everybody)
scopes = {account.id: account.scope for account in everybody}
charges = {id_: answer(people.charge, scope)[language()] for id_, scope in scopes.items()}
found = answer(people.accounts)
places = administration.places()

markup.heading(_("Accounts"))
deeds.tell()
accounts(found, charges)

markup.section(_("Change an account"))
administration.change_account(places, found, scopes)

markup.section(_("New account"))
administration.new_account(places)

markup.section(_("Open sessions"))
sessions()
administration.end_all()

markup.section(_("Demo data"))
administration.demo()
