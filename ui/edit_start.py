"""What an empty form begins with: what the filter, or the person's own charge, says already."""

from db.importing.labels import LEVELS
from db.queries import pairings, store
from db.terms import Kind, Level
from ui import edit_fields, filters, who
from ui.load import load


def texts(kind: Kind) -> dict[str, str]:
    """A text for every field."""
    begun = dict.fromkeys(edit_fields.fields(kind), "") | _sides()
    years = filters.current().filter.years
    if "year" in begun and years and years[0] == years[1]:
        begun["year"] = str(years[0])
    if kind is Kind.MEETINGS:
        begun["level"] = LEVELS[Level.PROVINCE][0]
    return begun


def _sides() -> dict[str, str]:
    """The couple of the filter, or the only one in the person's charge."""
    chosen = filters.current().filter
    if chosen.helper or chosen.receiver:
        places = load(store.places)
        names = dict(zip(places["adcode"], places["name_zh"], strict=True))
        sides = {"helper": chosen.helper, "receiver": chosen.receiver}
        return {side: names[adcode] for side, adcode in sides.items() if adcode in names}
    person = who.account()
    if person and len(person.scope.pairings) == 1 and not person.scope.provinces:
        record = load(pairings.record, next(iter(person.scope.pairings)))
        if record:
            pairing = record.pairing
            return {"helper": pairing["helper_zh"], "receiver": pairing["receiver_zh"]}
    return {}
