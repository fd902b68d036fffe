"""Imports, changes and undos in any order agree with a small model of what each should leave."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.engine import make_engine
from db.importing.undo import undo
from db.terms import Kind
from tests.conftest import StoreFactory
from tests.db import states
from tests.db.ledgers import STAFF, bring, meeting
from tests.stores import build_paired

TITLES = st.sampled_from(["甲会", "乙会"])
PLACES = st.sampled_from(["", "杭州", "广元"])
ITEMS = st.lists(st.sampled_from(["建茶园", "种药材", "修路"]), max_size=3).map(tuple)

Meeting = tuple[str, tuple[str, ...]]
"""Place and items."""


class Sequences(RuleBasedStateMachine):
    """The model: of each title, the changes that stand, oldest first, with what each left."""

    factory: StoreFactory
    backend: str

    @initialize()
    def start(self) -> None:
        self.url = self.factory.copy("paired", build_paired, self.backend)
        self.engine = make_engine(self.url)
        self.standing: dict[str, list[tuple[int, Meeting]]] = {}
        self.batches: dict[int, set[str]] = {}

    @rule(chosen=st.dictionaries(TITLES, st.tuples(PLACES, ITEMS), min_size=1))
    def bring_in(self, chosen: dict[str, Meeting]) -> None:
        different = {t: m for t, m in chosen.items() if self.now().get(t) != m}
        rows = [
            meeting(title=title, place=place, commitments="\n".join(items))
            for title, (place, items) in chosen.items()
        ]
        done = bring(self.engine, Kind.MEETINGS, *rows)
        assert done.counts["new"] + done.counts["changed"] == len(different)
        assert (done.batch is not None) == bool(different)
        if done.batch is not None:
            self.batches[done.batch] = set(different)
        for title, value in different.items():
            assert done.batch is not None
            self.standing.setdefault(title, []).append((done.batch, value))

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(self.batches)))
        newest = {t for t in self.batches[batch] if self.standing[t][-1][0] == batch}
        receipt = undo(self.engine, batch, STAFF)
        assert receipt.reversed == len(newest)
        assert len(receipt.kept) == len(self.batches[batch] - newest)
        assert {kept.reason for kept in receipt.kept} <= {"edited"}
        for title in newest:
            self.standing[title].pop()
        self.batches[batch] -= newest
        if not self.batches[batch]:
            del self.batches[batch]

    def now(self) -> dict[str, Meeting]:
        return {title: changes[-1][1] for title, changes in self.standing.items() if changes}

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        found = states.rows(self.engine, ["meeting", "commitment"])
        items: dict[int, list[tuple[int, str]]] = {row["id"]: [] for row in found["meeting"]}
        for row in found["commitment"]:
            items[row["meeting_id"]].append((row["number"], row["text"]))
        assert {
            row["title"]: (row["place"] or "", tuple(text for _, text in sorted(items[row["id"]])))
            for row in found["meeting"]
        } == self.now()

    def teardown(self) -> None:
        if hasattr(self, "url"):
            self.engine.dispose()
            self.factory.drop(self.url)


EXAMPLES = {"sqlite": 20, "postgresql": 5}
"""Making a database takes PostgreSQL longer than all the steps in it."""


def test_any_sequence_of_imports_changes_and_undos(
    store_factory: StoreFactory, backend: str
) -> None:
    class Here(Sequences):
        factory = store_factory

    Here.backend = backend
    often = settings(
        max_examples=EXAMPLES[backend],
        stateful_step_count=12,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Here, settings=often)
