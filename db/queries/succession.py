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


def _last(adcode: str, became: dict[str, str]) -> str:
    seen = {adcode}
    while (after := became.get(adcode)) is not None and after not in seen:
        seen.add(after)
        adcode = after
    return adcode
