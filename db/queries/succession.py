"""What former units became, for sums by place: a record keeps the unit of its day."""

from sqlalchemy import Connection, select

from db.models import AreaSuccessor


def today(connection: Connection) -> dict[str, str]:
    """Adcode of every unit whose whole area another one took over → adcode of what it is now.

    Units that were shared out among several stay themselves: nothing says which of them it is.
    """
    both = (AreaSuccessor.predecessor_adcode, AreaSuccessor.successor_adcode)
    rows = connection.execute(select(*both).where(AreaSuccessor.whole))
    became = dict(rows.all())
    return {old: _last(old, became) for old in became}


def family(connection: Connection, adcode: str) -> list[str]:
    """A unit, and those whose whole area it has by now: what a sum by place has under its name."""
    return [adcode, *(old for old, now in today(connection).items() if now == adcode)]


def _last(adcode: str, became: dict[str, str]) -> str:
    seen = {adcode}
    while (after := became.get(adcode)) is not None and after not in seen:
        seen.add(after)
        adcode = after
    return adcode
