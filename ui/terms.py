"""The closed vocabularies of the store in the reader's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from db.terms import Category, CommitmentStatus, Direction, Industry, Level, Role, Side
from ui.text import N_, _

LEVELS = {
    Level.NATIONAL: N_("National"),
    Level.PROVINCE: N_("Province"),
    Level.PREFECTURE: N_("City or prefecture"),
    Level.COUNTY: N_("County"),
}

CATEGORIES = {
    Category.JOINT_MEETING: N_("Joint meeting"),
    Category.SYMPOSIUM: N_("Symposium"),
    Category.WORK_MEETING: N_("Working meeting"),
    Category.DEPARTMENT_MEETING: N_("Departments' meeting"),
    Category.NATIONAL_CONFERENCE: N_("National conference"),
    Category.INVESTMENT_EVENT: N_("Investment event"),
    Category.VISIT: N_("Delegation's visit"),
}

INDUSTRIES = {
    Industry.TEA: N_("Tea"),
    Industry.HERBS: N_("Chinese herbal medicine"),
    Industry.TEXTILES: N_("Textiles and clothing"),
    Industry.ECOMMERCE: N_("Rural e-commerce"),
    Industry.CROPS: N_("Crops"),
    Industry.LIVESTOCK: N_("Livestock"),
    Industry.PROCESSING: N_("Food processing"),
    Industry.TOURISM: N_("Culture and tourism"),
    Industry.PARKS: N_("Industrial parks"),
    Industry.WORKSHOPS: N_("Workshops"),
    Industry.LIVELIHOOD: N_("Livelihood"),
    Industry.OTHER: N_("Other"),
}

STATUSES = {
    CommitmentStatus.AGREED: N_("Agreed"),
    CommitmentStatus.UNDER_WAY: N_("Under way"),
    CommitmentStatus.DONE: N_("Done"),
    CommitmentStatus.DROPPED: N_("Dropped"),
}

DIRECTIONS = {
    Direction.EAST_TO_WEST: N_("East to west"),
    Direction.WEST_TO_EAST: N_("West to east"),
}

SIDES = {
    Side.HELPER: N_("Helper"),
    Side.RECEIVER: N_("Receiver"),
    Side.BOTH: N_("Both sides"),
    Side.CENTRAL: N_("Central authorities"),
    Side.OTHER: N_("Others"),
}

ROLES = {
    Role.CHAIR: N_("chaired"),
    Role.SPEAKER: N_("spoke"),
    Role.ATTENDEE: "",
    Role.MET: N_("met the delegation"),
}

UNITS = {
    "yuan": N_("yuan"),
    "persons": N_("persons"),
    "person_times": N_("person-times"),
    "enterprises": N_("enterprises"),
    "projects": N_("projects"),
    "parks": N_("parks"),
    "workshops": N_("workshops"),
    "villages": N_("villages"),
    "counties": N_("counties"),
    "contracts": N_("contracts"),
    "batches": N_("delegations"),
    "pairs": N_("pairs"),
    "items": N_("items"),
    "meetings": N_("meetings"),
    "visits": N_("visits"),
}
"""Units of the metric dictionary."""


def label(names: Mapping[Any, str], term: Any) -> str:
    """The reader's word for a term or its key; nothing where there is no term."""
    word = names.get(term, "") if isinstance(term, str) else ""
    return _(word) if word else ""


def labels(names: Mapping[Any, str]) -> dict[str, str]:
    """Key → the reader's word, for a chart."""
    return {_key(term): _(word) for term, word in names.items() if word}


def _key(term: Any) -> str:
    return term.value if isinstance(term, StrEnum) else str(term)
