"""Which projects may carry out an agreed item, and the other way round: for the rows of a page.

Both are of one couple, the project is of the meeting's year or of the two after it, and facts are
not set beside demo records. What tells for a pair is the industry, words that both use, a place
that the item names, and a meeting that the project's ledger named already.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, extract, or_, select, tuple_, union_all

from db.filters import Filter
from db.followup import items, unlinked
from db.followup.watch import Watch
from db.importing.labels import INDUSTRIES
from db.models import Commitment, Meeting, Pairing, Project
from db.queries.frames import Query, frame
from db.terms import CommitmentStatus, Industry

YEARS = 2
"""So many years after a meeting its projects begin at the latest."""
EACH = 40
"""So many projects are looked at for each item."""
MOST = 3
"""So many are suggested for each row."""

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Likeness:
    """What tells for a pair: `industry` (both are of it), `words` and `places` that both name, and
    whether the project's ledger named the `meeting`.
    """

    industry: str | None
    words: tuple[str, ...]
    places: tuple[str, ...]
    meeting: bool

    @property
    def reasons(self) -> int:
        return sum(map(bool, (self.industry, self.words, self.places, self.meeting)))

    @property
    def weight(self) -> int:
        return 8 * self.meeting + 4 * bool(self.industry) + 3 * bool(self.places) + len(self.words)


@dataclass(frozen=True)
class Suggestion:
    """A row of the other kind, and why: `row` has the columns of projects or items that are named
    in `projects_for` and `items_for`.
    """

    row: Row
    like: Likeness

    @property
    def strong(self) -> bool:
        """Whether more than one thing tells for it."""
        return self.like.reasons > 1


_PROJECT = (
    *(Project.id, Project.title, Project.title_en, Project.content, Project.place, Project.year),
    *(Project.industry, Project.demo, Project.version, Project.meeting_id, Project.pairing_id),
    *(Project.helper_adcode, Project.receiver_adcode),
)
_ITEM = (
    *(Commitment.id, Commitment.number, Commitment.text, Commitment.text_en, Commitment.industry),
    *(Commitment.meeting_id, Meeting.title, Meeting.title_en, Meeting.date_start, Meeting.demo),
    *(Meeting.date_precision, Meeting.helper_adcode, Meeting.receiver_adcode),
)


def of_items(
    connection: Connection, chosen: Filter, watch: Watch, search: str, limit: int, offset: int
) -> tuple[pd.DataFrame, dict[int, list[Suggestion]]]:
    """A page of the items that no project carries out (items.listed), and the likeliest projects
    for each.
    """
    which = items.Which.UNLINKED
    found = items.listed(connection, chosen, watch, which, search, limit=limit, offset=offset)
    return found, projects_for(connection, found)


def of_projects(
    connection: Connection, at: unlinked.Place, limit: int
) -> tuple[pd.DataFrame, dict[int, list[Suggestion]]]:
    """A page of the projects that carry out no item (unlinked.listed), and the likeliest items for
    each.
    """
    found = unlinked.listed(connection, at, limit=limit)
    return found, items_for(connection, found)


def projects_for(connection: Connection, agreed: pd.DataFrame) -> dict[int, list[Suggestion]]:
    """The likeliest projects without an item for each item (columns of items.listed) by its id:
    `id`, `title`, `title_en`, `content`, `place`, `year`, `industry`, `demo`, `version`,
    `meeting_id`, `pairing_id`, `helper_adcode`, `receiver_adcode`.
    """
    rows = [row for row in agreed.to_dict("records") if row["helper_adcode"]]
    if not rows:
        return {}
    parts = (select(_some_of(row).subquery(f"of_{row['id']}")) for row in rows)
    found = frame(connection, select(union_all(*parts).subquery()).order_by("id"))
    every = list({row["id"]: row for row in found.to_dict("records")}.values())
    return {int(row["id"]): _best((other, like(row, other)) for other in every) for row in rows}


def items_for(connection: Connection, projects: pd.DataFrame) -> dict[int, list[Suggestion]]:
    """The likeliest agreed items for each project (columns of unlinked.listed) by its id: `id`,
    `number`, `text`, `text_en`, `industry`, `meeting_id`, `title`, `title_en`, `date_start`,
    `date_precision`, `demo`, `helper_adcode`, `receiver_adcode`.
    """
    rows = projects.to_dict("records")
    if not rows:
        return {}
    couples = {(row["helper_adcode"], row["receiver_adcode"]) for row in rows}
    years = [int(row["year"]) for row in rows]
    year = extract("year", Meeting.date_start)
    statement = (
        select(*_ITEM)
        .join(Meeting, Meeting.id == Commitment.meeting_id)
        .where(
            tuple_(Meeting.helper_adcode, Meeting.receiver_adcode).in_(sorted(couples)),
            year.between(min(years) - YEARS, max(years)),
            Commitment.status != CommitmentStatus.DROPPED,
        )
        .order_by(Meeting.date_start.desc(), Commitment.id)
    )
    every = frame(connection, statement).to_dict("records")
    return {int(row["id"]): _best((item, like(item, row)) for item in every) for row in rows}


def like(item: Row, project: Row) -> Likeness | None:
    """What tells for a pair; None where nothing does, or something tells against it."""
    later = int(project["year"]) - item["date_start"].year
    couple = all(item[side] == project[side] for side in ("helper_adcode", "receiver_adcode"))
    named = project["meeting_id"]
    if not couple or bool(item["demo"]) != bool(project["demo"]) or not 0 <= later <= YEARS:
        return None
    if not pd.isna(named) and named != item["meeting_id"]:
        return None
    industries = industries_of(item)
    if industries and project["industry"] not in industries:
        return None
    text = str(item["text"])
    likeness = Likeness(
        industry=project["industry"] if industries else None,
        words=shared(text, f"{project['title']} {project['content'] or ''}"),
        places=shared(text, str(project["place"] or "")),
        meeting=not pd.isna(named),
    )
    return likeness if likeness.reasons else None


def industries_of(item: Row) -> frozenset[str]:
    """The industry of an item, or where none is given those that its text names."""
    if item["industry"]:
        return frozenset([item["industry"]])
    text = str(item["text"])
    return frozenset(
        industry.value
        for industry, words in INDUSTRIES.items()
        if industry is not Industry.OTHER and any(word in text for word in words if len(word) > 1)
    )


def shared(text: str, other: str) -> tuple[str, ...]:
    """Words of two or more characters that both have and that tell something, the longest first."""
    known, words = _pairs(other), dict.fromkeys(_LATIN.findall(text.casefold()))
    found = [word for word in words if word in other.casefold()]
    for run in _RUN.findall(_COMMON.sub(" ", text)):
        start = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or run[at - 1 : at + 1] not in known:
                found += [run[start:at]] if at - start > 1 else []
                start = at
    found = sorted(dict.fromkeys(found), key=len, reverse=True)
    whole = [word for at, word in enumerate(found) if not any(word in w for w in found[:at])]
    return tuple(whole[:MOST])


def _best(found: Iterable[tuple[Row, Likeness | None]]) -> list[Suggestion]:
    likely = [Suggestion(row, told) for row, told in found if told is not None]
    return sorted(likely, key=lambda one: -one.like.weight)[:MOST]


def _some_of(item: Row) -> Query:
    """Some of the projects that may carry an item out, found in the index of the summary."""
    first = item["date_start"].year
    same = and_(
        Pairing.helper_adcode == item["helper_adcode"],
        Pairing.receiver_adcode == item["receiver_adcode"],
    )
    conditions = [
        Project.year.in_(range(first, first + YEARS + 1)),
        Project.pairing_id.in_(select(Pairing.id).where(same)),
        Project.demo.is_(bool(item["demo"])),
        Project.commitment_id.is_(None),
        or_(Project.meeting_id.is_(None), Project.meeting_id == int(item["meeting_id"])),
    ]
    if industries := industries_of(item):
        conditions.append(Project.industry.in_(sorted(industries)))
    return select(*_PROJECT).where(*conditions).limit(EACH)


_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z]{5,}")

_COMMON = re.compile(
    "自治[区州县旗]|东西部|项目|建设|产业|合作|协作|推进|工作|发展|深化|加快|落地|演示|实施|完善|开展|加强"
    "|推动|西部|东部|年度|扶贫|帮扶|双方|两省|引进|支持|继续|进一步|重点|贫困|人口|设施|改造|一批|标准化?"
    "|技术|共建|援建|新建|推广|[和与及的等或了在为个]"
)
"""What stands in half of all items and projects, and tells nothing."""


@lru_cache(maxsize=4_096)
def _pairs(text: str) -> frozenset[str]:
    """Every two neighbouring Chinese characters."""
    return frozenset(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))
