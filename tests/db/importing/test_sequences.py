"""Imports, edits, merges, removals and undos in any order agree with a small model of them."""

from dataclasses import replace

import pytest
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

from db.editing import (
    Addition,
    Correction,
    Doubtful,
    Exists,
    Merge,
    add,
    correct,
    merge_records,
    note_of,
    remove,
)
from db.engine import make_engine
from db.importing.issue import Invalid
from db.importing.older import BACK, OLDER
from db.importing.undo import undo
from db.terms import Kind
from tests.conftest import StoreFactory
from tests.db import states
from tests.db.ledgers import STAFF, bring, meeting
from tests.stores import build_paired

TITLES = st.sampled_from(["甲会", "乙会"])
PLACES = st.sampled_from(["", "杭州", "广元"])
ITEMS = st.lists(st.sampled_from(["建茶园", "种药材", "修路"]), max_size=3).map(tuple)

Meeting = tuple[str, str, tuple[str, ...]]
"""Title (by which a ledger knows it), place and items."""


class Sequences(RuleBasedStateMachine):
    """The model: of each record, the changes that stand, oldest first, with what each left (None:
    nothing).
    """

    factory: StoreFactory
    backend: str

    @initialize()
    def start(self) -> None:
        self.url = self.factory.copy("paired", build_paired, self.backend)
        self.engine = make_engine(self.url)
        self.standing: dict[int, list[tuple[int, Meeting | None]]] = {}
        self.batches: dict[int, set[int]] = {}
        self.merges: set[int] = set()

    @rule(chosen=st.dictionaries(TITLES, st.tuples(PLACES, ITEMS), min_size=1))
    def bring_in(self, chosen: dict[str, tuple[str, tuple[str, ...]]]) -> None:
        wanted = [(title, *rest) for title, rest in chosen.items()]
        different = [one for one in wanted if self.known(one[0]) != one]
        rows = [meeting(**cells(one)) for one in wanted]
        done = bring(self.engine, Kind.MEETINGS, *rows, mapping={OLDER: BACK})
        assert done.counts["new"] + done.counts["changed"] == len(different)
        assert (done.batch is not None) == bool(different)
        for one in different:
            assert done.batch is not None
            self.stands(done.batch, one)

    @rule(wanted=st.tuples(TITLES, PLACES, ITEMS))
    def add_by_hand(self, wanted: Meeting) -> None:
        addition = Addition(Kind.MEETINGS, meeting(**cells(wanted), source="纪要"))
        if self.known(wanted[0]) is None:
            self.stands(self.added(addition), wanted)
            return
        with pytest.raises(Exists) as twice:
            add(self.engine, addition, STAFF)
        assert twice.value.id == self.called(wanted[0])

    def added(self, addition: Addition) -> int:
        """The batch of an addition, be it much like another meeting of that day and place."""
        try:
            return add(self.engine, addition, STAFF).batch
        except Doubtful as doubtful:
            notes = frozenset(map(note_of, doubtful.issues))
            return add(self.engine, replace(addition, looked_at=notes), STAFF).batch

    @precondition(lambda self: self.now())
    @rule(data=st.data(), wanted=st.tuples(TITLES, PLACES, ITEMS))
    def correct_by_hand(self, data: st.DataObject, wanted: Meeting) -> None:
        identity = data.draw(st.sampled_from(sorted(self.now())))
        version = states.one(self.engine, "meeting", id=identity)["version"]
        correction = Correction(Kind.MEETINGS, identity, version, cells(wanted))
        if self.now()[identity] == wanted:
            with pytest.raises(Invalid):
                correct(self.engine, correction, STAFF)
        elif self.called(wanted[0]) not in (None, identity):
            with pytest.raises(Exists):
                correct(self.engine, correction, STAFF)
        else:
            self.stands(correct(self.engine, correction, STAFF).batch, wanted, identity)

    @precondition(lambda self: self.batches)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(self.batches)))
        reasons = {one: reason for one in self.batches[batch] if (reason := self.why(one, batch))}
        back = self.batches[batch] - reasons.keys()
        if batch in self.merges and reasons:
            reasons |= dict.fromkeys(back, "together")
            back = set()
        receipt = undo(self.engine, batch, STAFF)
        assert receipt.reversed == len(back)
        assert {kept.row_id: kept.reason for kept in receipt.kept} == reasons
        for one in back:
            self.standing[one].pop()
        self.batches[batch] -= back
        if not self.batches[batch]:
            del self.batches[batch]

    @precondition(lambda self: self.now())
    @rule(data=st.data())
    def remove_one(self, data: st.DataObject) -> None:
        identity = data.draw(st.sampled_from(sorted(self.now())))
        self.stands(remove(self.engine, Kind.MEETINGS, identity, STAFF), None, identity)

    @precondition(lambda self: len(self.now()) > 1)
    @rule(data=st.data())
    def merge_two(self, data: st.DataObject) -> None:
        kept, gone = data.draw(st.permutations(sorted(self.now())))[:2]
        title, place, items = self.now()[kept]
        _, other_place, others = self.now()[gone]
        more = tuple(item for item in others if item not in items)
        batch = merge_records(self.engine, Merge(Kind.MEETINGS, kept, gone), STAFF)
        self.merges.add(batch)
        self.stands(batch, (title, place or other_place, items + more), kept)
        self.stands(batch, None, gone)

    def why(self, one: int, batch: int) -> str | None:
        """Why a record is kept when a batch is taken back; None where it is not."""
        last, left = self.standing[one][-1]
        if last != batch:
            return "edited" if left is not None else "deleted"
        return "key_taken" if self.loses_its_title(one) else None

    def stands(self, batch: int, left: Meeting | None, identity: int | None = None) -> None:
        """Note what a batch made of a record: of the one of its title where none is named."""
        if identity is None:
            assert left is not None
            identity = int(states.one(self.engine, "meeting", title=left[0])["id"])
        self.standing.setdefault(identity, []).append((batch, left))
        self.batches.setdefault(batch, set()).add(identity)

    def now(self) -> dict[int, Meeting]:
        last = {one: changes[-1][1] for one, changes in self.standing.items() if changes}
        return {one: left for one, left in last.items() if left is not None}

    def called(self, title: str) -> int | None:
        return next((one for one, left in self.now().items() if left[0] == title), None)

    def known(self, title: str) -> Meeting | None:
        one = self.called(title)
        return None if one is None else self.now()[one]

    def loses_its_title(self, one: int) -> bool:
        """Whether another record has by now the title that this one had before."""
        before = [left for _batch, left in self.standing[one][:-1]]
        was = before[-1] if before else None
        return was is not None and self.called(was[0]) not in (None, one)

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        found = states.rows(self.engine, ["meeting", "commitment"])
        items: dict[int, list[tuple[int, str]]] = {row["id"]: [] for row in found["meeting"]}
        for row in found["commitment"]:
            items[row["meeting_id"]].append((row["number"], row["text"]))
        assert {
            row["id"]: (
                row["title"],
                row["place"] or "",
                tuple(text for _, text in sorted(items[row["id"]])),
            )
            for row in found["meeting"]
        } == self.now()

    def teardown(self) -> None:
        if hasattr(self, "url"):
            self.engine.dispose()
            self.factory.drop(self.url)


def cells(wanted: Meeting) -> dict[str, str]:
    """A meeting as a ledger or a form says it."""
    title, place, items = wanted
    return {"title": title, "place": place, "commitments": "\n".join(items)}


EXAMPLES = {"sqlite": 20, "postgresql": 5}
"""Making a database takes PostgreSQL longer than all the steps in it."""


def test_any_sequence_of_imports_edits_merges_removals_and_undos(
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
