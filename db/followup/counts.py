"""How many agreed items call for attention, read once a day and revision, and cut in memory."""

from sqlalchemy import Connection, Integer, case, cast, extract, func, select

from db.followup.watch import IS_OPEN, Mark, Watch, marks
from db.models import Commitment, Meeting, Pairing
from db.queries.commitments import LINKED
from db.queries.frames import frame
from db.queries.where import HelperArea, ReceiverArea, with_sides
from db.summaries import COMMON
from db.summary import Summary, group

COUNTED = ("items", "open", *(mark.value for mark in Mark), "unlinked")


def counts(connection: Connection, watch: Watch) -> Summary:
    """Groups of agreed items: the common columns of summaries, and COUNTED: `items`, of them those
    that are `open`, those with each mark, and `unlinked`, which no project carries out.
    """
    year = cast(extract("year", Meeting.date_start), Integer).label("year")
    sides = (HelperArea.province_adcode.label("helper"), ReceiverArea.province_adcode)
    told = {"open": IS_OPEN} | {mark.value: condition for mark, condition in marks(watch).items()}
    items = with_sides(
        select(
            year,
            Meeting.pairing_id,
            sides[0],
            sides[1].label("receiver"),
            Pairing.scheme,
            Meeting.level,
            Meeting.demo,
            *(case((condition, 1), else_=0).label(name) for name, condition in told.items()),
            case((LINKED, 0), else_=1).label("unlinked"),
        )
        .select_from(Commitment)
        .join(Meeting, Meeting.id == Commitment.meeting_id),
        Meeting,
    ).subquery()
    keys = [items.c[name] for name in COMMON]
    sums = (func.sum(items.c[name]).cast(Integer).label(name) for name in COUNTED[1:])
    statement = select(*keys, func.count().label("items"), *sums).group_by(*keys)
    return group(frame(connection, statement), COMMON)
