"""Linking projects to the agreed items that they carry out, several at once.

It is an edit: a batch with its history, which the imports page shows and can take back. Demo
records are linked in a batch of their own, so that they go with the demo.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from db import clock
from db.accounts import Action as Act
from db.accounts import Author, matter_of, require
from db.editing.batch import write_batch
from db.editing.problems import GONE, STALE
from db.engine import writing
from db.importing.commit import write_plans
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.rows import Fate, RowPlan, Values
from db.importing.words import Refusal, Words
from db.models import Commitment, Meeting, Project, table_of
from db.terms import Kind

PROJECT = table_of(Project)
SIDES = ("helper_adcode", "receiver_adcode")
MOST = 500

NOTHING = Words("请先勾选要对应的项目和议定事项。", "Tick what is to be linked first.")
TOO_MANY = Words("一次最多对应 {most} 个项目。", "At most {most} projects can be linked at once.")
TWICE = Words(
    "未保存：项目“{title}”同时勾选了两个议定事项，一个项目只对应一项。",
    "Not saved: the project “{title}” is ticked for two items, and it can carry out one only.",
)
LINKED = Words(
    "未保存：项目“{title}”已对应一项议定事项。",
    "Not saved: the project “{title}” carries out an agreed item already.",
)
NO_ITEM = Words(
    "未保存：所选的议定事项已不在库中。",
    "Not saved: the agreed item is no longer in the store.",
)
OTHER_COUPLE = Words(
    "未保存：项目“{title}”与议定事项不属于同一对结对关系。",
    "Not saved: the project “{title}” and the agreed item are of different couples.",
)
OTHER_MEETING = Words(
    "未保存：项目“{title}”的台账注明来自另一次会议。请先在项目页更正。",
    "Not saved: the ledger of the project “{title}” names another meeting. Correct it on the "
    "project's page first.",
)
OF_DEMO = Words(
    "未保存：演示记录不能与真实记录对应（项目“{title}”）。",
    "Not saved: a demo record, generated at random, cannot be linked to a real one (project "
    "“{title}”).",
)


@dataclass(frozen=True)
class Link:
    """A project, at the version at which it was seen, and the agreed item that it carries out."""

    project_id: int
    version: int
    commitment_id: int


class CannotLink(Refusal):
    """A project and an item cannot be linked, and nothing was. `words` says which, and why."""


def link(engine: Engine, links: Sequence[Link], by: Author | None) -> list[int]:
    """Write all of the links, or none; the batches that can be taken back.

    Raises:
        Forbidden: by somebody who is not in charge of all of the projects.
        CannotLink: nothing is to be linked, or two that do not go together.
        Invalid: GONE or STALE: a project is gone, or has changed since it was seen; CLOSED_PERIOD.
    """
    with writing(engine) as connection:
        by = require(connection, by, Act.EDIT, over=[])
        if not 0 < len(links) <= MOST:
            raise CannotLink(TOO_MANY.format(most=MOST) if links else NOTHING)
        projects = _rows(connection, links)
        by = require(connection, by, Act.EDIT, over=map(matter_of, projects.values()))
        items = _items(connection, links)
        plans = [_plan(one, projects, items) for one in links]
        if twice := _repeated([one.project_id for one in links]):
            raise CannotLink(TWICE.format(title=projects[twice]["title"]))
        return [
            _write(connection, of_kind, by, demo=demo)
            for demo in (False, True)
            if (of_kind := [plan for plan in plans if plan.base and plan.base["demo"] is demo])
        ]


def _rows(connection: Connection, links: Sequence[Link]) -> dict[int, Values]:
    wanted = PROJECT.c.id.in_({one.project_id for one in links})
    rows = connection.execute(select(PROJECT).where(wanted)).mappings()
    return {row["id"]: dict(row) for row in rows}


def _items(connection: Connection, links: Sequence[Link]) -> dict[int, Values]:
    """The items, each with its meeting's sides and whether that is a demo record."""
    columns = (Meeting.helper_adcode, Meeting.receiver_adcode, Meeting.demo)
    statement = select(Commitment.id, Commitment.meeting_id, *columns)
    rows = connection.execute(
        statement.join(Meeting, Meeting.id == Commitment.meeting_id).where(
            Commitment.id.in_({one.commitment_id for one in links})
        )
    )
    return {row.id: dict(row._mapping) for row in rows}


def _plan(one: Link, projects: dict[int, Values], items: dict[int, Values]) -> RowPlan:
    """What is to be written of one link."""
    base, item = projects.get(one.project_id), items.get(one.commitment_id)
    if base is None:
        raise Invalid(GONE)
    if base["version"] != one.version:
        raise Invalid(STALE)
    if item is None:
        raise CannotLink(NO_ITEM)
    title = base["title"]
    if base["commitment_id"] is not None:
        raise CannotLink(LINKED.format(title=title))
    if any(base[side] != item[side] for side in SIDES):
        raise CannotLink(OTHER_COUPLE.format(title=title))
    if base["meeting_id"] not in (None, item["meeting_id"]):
        raise CannotLink(OTHER_MEETING.format(title=title))
    if base["demo"] is not item["demo"]:
        raise CannotLink(OF_DEMO.format(title=title))
    values = {"meeting_id": item["meeting_id"], "commitment_id": item["id"]}
    new = {name: value for name, value in values.items() if base[name] != value}
    return RowPlan(0, 0, Fate.CHANGED, target_id=base["id"], base=base, values=new)


def _repeated(ids: Sequence[int]) -> int | None:
    return next((one for one in ids if ids.count(one) > 1), None)


def _write(connection: Connection, plans: list[RowPlan], by: Author, *, demo: bool) -> int:
    spec, today = LEDGERS[Kind.PROJECTS].spec, clock.today()

    def write(batch: int) -> Mapping[str, int]:
        return write_plans(connection, spec, plans, batch, demo, as_of=today)

    return write_batch(connection, by, write, demo=demo, as_of=today)
