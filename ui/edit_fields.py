"""The fields of a record's form: what each is called, how they are grouped, what can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.importing.kinds import LEDGERS
from db.importing.labels import DIRECTIONS, INDUSTRIES, LEVELS, MECHANISMS, STAGES
from db.queries import store
from db.terms import Kind
from ui import terms
from ui.load import derive, load
from ui.text import N_, Language, _, either, language


@dataclass(frozen=True)
class Group:
    """Fields that belong together; those of one row stand side by side where there is room."""

    title: str
    rows: tuple[tuple[str, ...], ...]


WHO_AND_WHEN, WHAT = N_("Who and when"), N_("What it is about")
MONEY, ORIGIN = N_("Money and people"), Group(N_("Source and note"), (("source",), ("note",)))

GROUPS: Mapping[Kind, tuple[Group, ...]] = {
    Kind.MEETINGS: (
        Group(
            WHO_AND_WHEN,
            (
                ("title",),
                ("helper", "receiver", "date"),
                ("place", "level"),
                ("ordinal", "code"),
            ),
        ),
        Group(
            WHAT,
            (
                ("chair",),
                ("attendees",),
                ("summary",),
                ("commitments",),
                ("responsible", "due"),
            ),
        ),
        Group(N_("Money"), (("signed_projects", "agreed_amount"),)),
        ORIGIN,
    ),
    Kind.PROJECTS: (
        Group(
            WHO_AND_WHEN,
            (
                ("title",),
                ("helper", "receiver", "year"),
                ("place", "code"),
                ("start", "end"),
            ),
        ),
        Group(
            WHAT,
            (
                ("industry", "stage"),
                ("content",),
                ("implementer",),
                ("meeting", "commitment_no"),
            ),
        ),
        Group(
            MONEY,
            (
                ("total_investment", "agreed_amount", "in_place"),
                ("fiscal_aid", "social_aid"),
                ("jobs", "beneficiaries"),
            ),
        ),
        ORIGIN,
    ),
    Kind.VISITS: (
        Group(WHO_AND_WHEN, (("helper", "receiver", "direction"), ("date", "end"))),
        Group(
            WHAT,
            (
                ("purpose",),
                ("head", "post"),
                ("level", "headcount"),
                ("sites",),
                ("meeting",),
            ),
        ),
        ORIGIN,
    ),
    Kind.AGREEMENTS: (
        Group(WHO_AND_WHEN, (("helper", "receiver", "year"),)),
        Group(WHAT, (("metric",), ("target", "unit"))),
        ORIGIN,
    ),
    Kind.PAIRINGS: (
        Group(N_("Who helps whom"), (("helper", "receiver"), ("scheme", "mechanism"))),
        Group(N_("From when to when"), (("from", "to"),)),
        ORIGIN,
    ),
}

NAMES: Mapping[Kind | None, Mapping[str, str]] = {
    None: {
        "helper": N_("Eastern side"),
        "receiver": N_("Western side"),
        "year": N_("Year"),
        "source": N_("Source"),
        "note": N_("Note"),
        "level": N_("Level"),
        "meeting": N_("Meeting it belongs to"),
        "agreed_amount": N_("Agreed money (10,000 yuan)"),
    },
    Kind.MEETINGS: {
        "date": N_("Date of the meeting"),
        "title": N_("Title of the meeting"),
        "code": N_("Code of the meeting"),
        "place": N_("Place"),
        "level": N_("Level of the meeting"),
        "ordinal": N_("Ordinal of the meeting"),
        "chair": N_("Chaired by"),
        "attendees": N_("Leaders present"),
        "signed_projects": N_("Number of projects signed"),
        "summary": N_("What was said"),
        "commitments": N_("Agreed items"),
        "responsible": N_("In charge"),
        "due": N_("Due"),
    },
    Kind.PROJECTS: {
        "code": N_("Code of the project"),
        "title": N_("Title of the project"),
        "industry": N_("Kind of industry"),
        "stage": N_("Stage"),
        "place": N_("Place of the project"),
        "content": N_("Content"),
        "total_investment": N_("Total investment (10,000 yuan)"),
        "in_place": N_("Money in place (10,000 yuan)"),
        "fiscal_aid": N_("Fiscal aid (10,000 yuan)"),
        "social_aid": N_("Social aid (10,000 yuan)"),
        "jobs": N_("Jobs (persons)"),
        "beneficiaries": N_("People benefiting (persons)"),
        "start": N_("Start of work"),
        "end": N_("Completion"),
        "implementer": N_("Implementer"),
        "commitment_no": N_("Number of the agreed item"),
    },
    Kind.VISITS: {
        "date": N_("Date"),
        "end": N_("End date"),
        "direction": N_("Direction"),
        "head": N_("Leader of the delegation"),
        "post": N_("Post"),
        "headcount": N_("Headcount"),
        "sites": N_("Stops"),
        "purpose": N_("Purpose"),
    },
    Kind.AGREEMENTS: {
        "metric": N_("Metric"),
        "target": N_("Target value"),
        "unit": N_("Unit"),
    },
    Kind.PAIRINGS: {
        "helper": N_("Helper (east)"),
        "receiver": N_("Receiver (west)"),
        "scheme": N_("Scheme"),
        "mechanism": N_("Kind of work"),
        "from": N_("First year"),
        "to": N_("Last year"),
    },
}
"""As the templates call them, so that whoever knows one knows the other."""

HINTS: Mapping[str, str] = {
    "date": N_("such as 2026-03-05, or 2026-03-05至2026-03-07"),
    "end": N_("such as 2026-03-07"),
    "start": N_("such as 2026-03-05 or 2026-03"),
    "due": N_("such as 2026-12; one for all items, or one a line"),
    "responsible": N_("One for all items, or one a line"),
    "commitments": N_("One a line"),
    "attendees": N_("Post and name, one a line or parted by ；"),
    "sites": N_("One a line or parted by ；"),
    "meeting": N_("Code or full title of the meeting"),
    "unit": N_("such as 亿元, 万元, 人 or 个"),
    "source": N_("such as minutes, a notice, or who reported it"),
    "helper": N_("A province, or the city or county that is paired"),
    "receiver": N_("A province, or the city or county that is paired"),
    "from": N_("such as 2021; empty where it is not known"),
    "to": N_("empty while it lasts"),
}
"""What an empty field shows."""

LONG = frozenset(
    (
        *("attendees", "summary", "commitments", "responsible", "due"),
        *("content", "purpose", "sites", "source", "note"),
    )
)
"""Fields of several lines."""

VOCABULARIES: Mapping[str, tuple[Mapping[Any, tuple[str, ...]], Mapping[Any, str]]] = {
    "industry": (INDUSTRIES, terms.INDUSTRIES),
    "stage": (STAGES, terms.STAGES),
    "level": (LEVELS, terms.LEVELS),
    "direction": (DIRECTIONS, terms.DIRECTIONS),
    "mechanism": (MECHANISMS, terms.MECHANISMS),
}
"""The words of a ledger, and those of the reader, for what is chosen rather than typed."""

OPEN = frozenset([(Kind.PAIRINGS, "scheme")])
"""Fields whose words are offered, and others taken: the next round has a name of its own."""

OPTIONAL = frozenset([(Kind.VISITS, "level"), (Kind.PAIRINGS, "mechanism")])
"""Fields of given words in which nothing may be chosen."""

BLANK = ""
"""The choice of nothing."""


def name(kind: Kind, field: str, adding: bool) -> str:
    """A field in the reader's language, with a mark where it must be filled in."""
    required = field in _required(kind) or (adding and field == "source")
    return f"{bare_name(kind, field)} \\*" if required else bare_name(kind, field)


def bare_name(kind: Kind, field: str) -> str:
    """A field in the reader's language."""
    return _(NAMES[kind].get(field) or NAMES[None][field])


def fields(kind: Kind) -> list[str]:
    """Every field of a form, from top to bottom."""
    return [field for group in GROUPS[kind] for row in group.rows for field in row]


def choices(kind: Kind, field: str) -> Mapping[str, str] | None:
    """Text → what the reader is shown, for a field whose words are given; None for all others."""
    if kind is Kind.AGREEMENTS and field == "metric":
        return derive(_metrics, language())
    if kind is Kind.PAIRINGS and field == "scheme":
        return derive(_schemes, language())
    if field not in VOCABULARIES:
        return None
    words, labels = VOCABULARIES[field]
    shown = {texts[0]: terms.label(labels, term) for term, texts in words.items()}
    optional = (kind, field) in OPTIONAL
    return {BLANK: _("not stated")} | shown if optional else shown


def _required(kind: Kind) -> frozenset[str]:
    return frozenset(column.field for column in LEDGERS[kind].columns if column.required)


def _metrics(_language: Language) -> dict[str, str]:
    found = load(store.metrics)
    return {zh: either(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)}


def _schemes(_language: Language) -> dict[str, str]:
    found = load(store.schemes)
    return {zh: either(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)}
