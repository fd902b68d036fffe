"""The fields of a record's form: what each is called, and what can be chosen."""

from collections.abc import Mapping

from db.importing.kinds import LEDGERS
from db.importing.kinds.attributes import Attribute, Form, holder
from db.queries import store
from db.terms import Kind
from ui.frame import columns
from ui.frame.query_cache import derive, load
from ui.frame.text import Language, _, either, language, said

BLANK = ""
"""The choice of nothing."""

DICTIONARIES = {"metric": store.metrics, "scheme": store.schemes}
"""Table → the query of what it names."""


def name(kind: Kind, field: str, adding: bool) -> str:
    """A field in the reader's language, with a mark where it must be filled in."""
    required = LEDGERS[kind].fields[field].required or (adding and field == "source")
    return f"{bare_name(kind, field)} \\*" if required else bare_name(kind, field)


def bare_name(kind: Kind, field: str) -> str:
    """A field in the reader's language, as the template calls it."""
    return said(LEDGERS[kind].fields[field].words)


def choices(kind: Kind, field: str) -> Mapping[str, str] | None:
    """Text → what the reader is shown, for a field whose words are given; None for all others."""
    column, attribute = LEDGERS[kind].fields[field], _attribute(kind, field)
    if attribute is None:
        return None
    if attribute.form is Form.NAMED:
        return derive(_named, attribute.table, language())
    if not column.terms:
        return None
    shown = {texts[0]: columns.term(attribute, term) for term, texts in column.terms.items()}
    return {BLANK: _("not stated")} | shown if column.optional else shown


def _attribute(kind: Kind, field: str) -> Attribute | None:
    ledger = LEDGERS[kind]
    return ledger.attributes.get(holder(ledger.spec.table, ledger.fields[field]))


def _named(table: str, _language: Language) -> dict[str, str]:
    found = load(DICTIONARIES[table])
    return {zh: either(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)}
