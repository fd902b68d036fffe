"""What pages have the audit keep: charts and lists that were taken along, and deeds that were
refused.
"""

from functools import partial

import pandas as pd
import pytest
from sqlalchemy import Engine

from db.accounts import Action, Forbidden, later, require
from db.engine import locked, reading
from db.filters import EVERYTHING
from db.importing.export import selection
from db.reader import answer
from db.terms import AccountRole, Event, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db.states import small, table
from ui.drawing import list_files
from ui.drawing.list_files import Listed
from ui.frame import audited
from ui.frame.text import _, speaking
from ui.records import ledger_files


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return engine


def noted(engine: Engine) -> list[tuple[Event, str, dict[str, object]]]:
    """What was noted after the accounts were made."""
    later.settle()
    rows = table(engine, "audit")
    return [
        (row["event"], row["actor"], row["details"])
        for row in rows
        if row["event"] is not Event.ACCOUNT_CREATED
    ]


def test_charts_are_noted_with_who_took_them(engine: Engine) -> None:
    anna = make(engine, AccountRole.VIEWER, "anna")
    audited.taken(["到位资金", "x" * 200], "pptx", anna)
    audited.taken(["互访"], "csv", None)
    assert noted(engine) == [
        (Event.CHART_TAKEN, "anna", {"charts": ["到位资金", "x" * 80], "file": "pptx"}),
        (Event.CHART_TAKEN, "", {"charts": ["互访"], "file": "csv"}),
    ]


def test_a_deed_without_the_right_is_noted(engine: Engine) -> None:
    anna = make(engine, AccountRole.AUDITOR, "anna")
    with reading(engine) as connection, pytest.raises(Forbidden) as refusal:
        require(connection, anna, Action.SNAPSHOT)
    audited.refused(anna, refusal.value)
    audited.refused(anna, ValueError("another matter"))
    audited.refused(None, refusal.value)
    assert noted(engine) == [(Event.REFUSED, "anna", {"action": "snapshot"})]


def test_nobody_waits_for_an_import_to_take_a_chart_along(engine: Engine) -> None:
    with locked(engine):  # an import has the store's lock
        audited.taken(["互访"], "csv", None)  # comes back at once
    assert noted(engine) == [(Event.CHART_TAKEN, "", {"charts": ["互访"], "file": "csv"})]


def test_a_list_is_noted_when_it_is_made(engine: Engine) -> None:
    anna = make(engine, AccountRole.VIEWER, "anna")
    with speaking("zh"):
        table = pd.DataFrame({"事项": ["茶园"], _("Demo record"): [False]})
    listed = Listed("逾期事项", "今日所见", lambda: table)
    assert noted(engine) == []
    for suffix, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        assert list_files._taken(suffix, listed, "zh", anna).startswith(start)
    assert noted(engine) == [
        (Event.CHART_TAKEN, "anna", {"charts": ["逾期事项"], "file": suffix})
        for suffix in ("csv", "xlsx")
    ]


@pytest.mark.parametrize("kind", [Kind.WORKSHOPS, Kind.TALENT])
def test_a_ledger_is_noted_when_its_selection_is_made(engine: Engine, kind: Kind) -> None:
    made = partial(answer, selection, kind, EVERYTHING, "", (), "zh")
    taken = ledger_files._taken("帮扶车间", "csv", None, made)
    assert taken.startswith(b"\xef\xbb\xbf")
    assert noted(engine) == [(Event.CHART_TAKEN, "", {"charts": ["帮扶车间"], "file": "csv"})]
