"""The brief for a couple's next meeting: on the page, and as Word, PDF and PPTX."""

from ui.briefing import brief_page, word_template
from ui.frame import actions, markup
from ui.frame.text import _

markup.heading(
    _("Brief for a meeting"),
    _("What the last meeting of two agreed, what became of it, and all since."),
)
actions.tell()
couple, day = brief_page.choose()
if couple is None:
    markup.notice(_("Choose a couple."))
else:
    brief_page.show(couple, day)
word_template.offer()
