"""What is not right with a couple's year, and each head of it: in figures, and in words that those
in charge may write.
"""

import streamlit as st
from markupsafe import Markup

from db.accounts import Account, Action, Matter, may
from db.assessment import narratives
from db.assessment.dossier import Dossier, Told
from db.assessment.figures import share
from db.assessment.gaps import NAMES
from db.assessment.narratives import Of
from db.assessment.refused import LONGEST_TEXT
from db.assessment.standing import Dated, Standing
from db.results.counted import Whose
from db.results.ledgers import HEADS, SUMS
from db.writer import change
from ui.frame import actions, current_user, links, markup, numbers, rows, state
from ui.frame.text import N_, _, either, n_, said
from ui.results.differences import amount

WHOSE = {
    Whose.SETTLED: N_("settled"),
    Whose.HELPER: N_("helper's"),
    Whose.RECEIVER: N_("receiver's"),
    Whose.PUBLISHED: N_("published"),
}


def check(found: Dossier) -> None:
    """Draw what is not right, the worst first."""
    markup.section(
        _("Completeness check"),
        _("What is missing, unexplained, without a source or not approved. The pack says it too."),
    )
    if not found.gaps:
        markup.notice(_("Nothing is missing, unexplained, without a source or not approved."))
        return
    cells = [(said(NAMES[gap.lack]), said(gap.words)) for gap in found.gaps]
    st.html(str(markup.table((_("Kind"), _("What")), cells, "gaps")))


def show(found: Dossier) -> None:
    """Draw each head."""
    for told in found.heads:
        _head(found, told)


def in_charge(found: Dossier) -> bool:
    """Whether the couple is in the charge of whoever is signed in."""
    couple = found.of.couple
    matter = Matter(couple.helper, couple.receiver, couple.id)
    return may(current_user.account(), Action.EDIT, [matter])


def _head(found: Dossier, told: Told) -> None:
    head = told.under.head
    weight = "" if head.weight is None else _("{n} points", n=f"{head.weight / 100:g}")
    markup.section(either(head.name_zh, head.name_en), weight)
    markup.draw('<p class="x-said">{text}</p>', text=markup.lines(told.text))
    if told.edited:
        text = _(
            "Written by {author}, {when}.",
            author=told.edited.author,
            when=numbers.moment(told.edited.at),
        )
        markup.draw('<p class="x-note">{text}</p>', text=text)
    if told.outdated:
        markup.notice(
            _("Figures have changed since this was written: look at it again."), "warning"
        )
    if told.under.standings:
        _figures(found, told)
    else:
        markup.notice(_("There is no indicator under this head."), "warning")
    if in_charge(found):
        _form(found, told)


def _figures(found: Dossier, told: Told) -> None:
    headers = (
        *(_("Indicator"), _("Target"), _("Helper reports"), _("Receiver reports"), _("Counts")),
        *(_("Of target"), _("Last year"), _("Ledgers")),
    )
    some = [one for one in told.under.standings if one.known or one.target or one.last]
    if some:
        cells = [_row(found, one) for one in some]
        st.html(str(markup.table(headers, cells, f"head_{told.under.head.key}")))
    if left := len(told.under.standings) - len(some):
        text = n_("{n} indicator without any figure.", "{n} indicators without any figure.", left)
        markup.draw('<p class="x-note">{text}</p>', text=text)


def _row(found: Dossier, one: Standing) -> tuple[object, ...]:
    counts = _dated(one.counts, one.unit)
    if one.counts and one.whose:
        counts = _("{value}, {whose}", value=counts, whose=_(WHOSE[one.whose]))
    of_target = ""
    if one.counts and one.target is not None and one.of_target:
        of_target = f"{share(one.counts.value, one.target)}%"
    name: object = either(one.name_zh, one.name_en)
    if one.clause is not None:  # its page has each report of both sides
        name = links.clause(one.clause, str(name))
    return (
        markup.marked(name, one.demo),
        amount(one.target, one.unit),
        _behind(found, one, one.helper, Whose.HELPER),
        _behind(found, one, one.receiver, Whose.RECEIVER),
        _behind(found, one, one.counts, one.whose, counts),
        of_target or "—",
        _behind(found, one, one.last, one.whose_last),
        _of_ledgers(found, one),
    )


def _behind(
    found: Dossier, one: Standing, of: Dated | None, whose: Whose | None, told: str = ""
) -> Markup | str:
    """A value as a link to what was reported, published or settled of it in its year."""
    told = told or _dated(of, one.unit)
    if of is None or whose is None:
        return told
    return rows.behind(one.indicator.metric, found.of.couple.id, of.day, whose, told)


def _of_ledgers(found: Dossier, one: Standing) -> object:
    """What the ledgers come to, as a link to the rows that they come from."""
    told, metric = amount(one.ledger, one.unit), one.indicator.metric
    if not one.ledger or metric not in (*SUMS, *HEADS):
        return told
    return rows.of_couple(metric, found.of.couple.id, found.of.year, told)


def _dated(of: Dated | None, unit: str) -> str:
    """A value, and the day that it is counted to where that is not a year's last."""
    if of is None or (of.day.month, of.day.day) == (12, 31):
        return amount(of.value if of else None, unit)
    return _("{value}, as of {date}", value=amount(of.value, unit), date=numbers.day(of.day))


def _form(found: Dossier, told: Told) -> None:
    """The text to write, folded away: empty, the draft holds."""
    couple, head = found.of.couple, told.under.head.key
    number = told.written.number if told.written else 0
    of = Of(couple.id, found.of.year, head, found.language)
    key = state.control(f"narrative_{couple.id}_{found.of.year}_{head}_{of.language}_{number}")
    label = _("Write this text ({head})", head=either(*_names(told)))
    with st.expander(label), st.form(f"form_{key}", border=False):
        st.text_area(
            _("Text; leave it empty to let the draft hold"),
            value=told.text,
            key=key,
            max_chars=LONGEST_TEXT,
            height="content",
        )
        st.form_submit_button(_("Save the text"), on_click=_save, args=(of, number, told, key))


def _names(told: Told) -> tuple[str, str]:
    return told.under.head.name_zh, told.under.head.name_en


def _save(of: Of, number: int, told: Told, key: str) -> None:
    def deed(person: Account) -> actions.Told:
        text = st.session_state[key]
        text = "" if text.split() == told.draft.split() else text
        saved = change(narratives.write, person, of, number, text, told.draft)
        return actions.Told(_("The text is saved as version {n}.", n=saved))

    actions.do(deed)
