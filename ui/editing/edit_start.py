"""What an empty form begins with: what its page, the filter or one's own charge say already."""

import streamlit as st

from db.importing.kinds import LEDGERS
from db.queries import pairings, store
from db.terms import Kind
from ui.frame import address, current_user, filters
from ui.frame.page_request import COUPLE
from ui.frame.query_cache import load


def texts(kind: Kind) -> dict[str, str]:
    """A text for every field."""
    begun = {name: LEDGERS[kind].fields[name].begins for name in LEDGERS[kind].form} | _sides()
    years = filters.current().filter.years
    if "year" in begun and years and years[0] == years[1]:
        begun["year"] = str(years[0])
    return begun


def _sides() -> dict[str, str]:
    """The couple whose page it is, that of the filter, or the only one in the person's charge."""
    if COUPLE in st.query_params:
        return _of_pairing(address.number(COUPLE))
    chosen = filters.current().filter
    if chosen.helper or chosen.receiver:
        places = load(store.places)
        names = dict(zip(places["adcode"], places["name_zh"], strict=True))
        sides = {"helper": chosen.helper, "receiver": chosen.receiver}
        return {side: names[adcode] for side, adcode in sides.items() if adcode in names}
    person = current_user.account()
    if person and len(person.scope.pairings) == 1 and not person.scope.provinces:
        return _of_pairing(next(iter(person.scope.pairings)))
    return {}


def _of_pairing(identity: int | None) -> dict[str, str]:
    record = load(pairings.record, identity) if identity else None
    if record is None:
        return {}
    pairing = record.pairing
    return {"helper": pairing["helper_zh"], "receiver": pairing["receiver_zh"]}
