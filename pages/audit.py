"""The audit: who tried to sign in, and what was done. For auditors and administrators."""

from ui.accounts import auditing
from ui.accounts.people import attempts, audit
from ui.frame import markup
from ui.frame.text import _

markup.heading(_("Audit"), _("What was done, by whom, to whose account. The newest first."))
auditing.take_along()
audit()

markup.section(_("Attempts to sign in"), _("Each failure makes the next attempt wait longer."))
attempts()
