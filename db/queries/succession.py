"""What former units became, for sums by place: a record keeps the unit of its day."""

from sqlalchemy import Connection, select

from db.models import Area, AreaSuccessor


def today(connection: Connection) -> dict[str, str]:
    """Adcode of every unit whose whole area another one took over → adcode of what it is now.

    Units that were shared out among several stay themselves: nothing says which of them it is.
    """
    became = _became(connection)
    return {old: _last(old, became) for old in became}


def zones(connection: Connection) -> dict[str, str]:
    """Adcode of every development zone → that of the unit that it lies in."""
    rows = connection.execute(
        select(Area.adcode, Area.parent_adcode).where(
            Area.zone.is_not(None), Area.parent_adcode.is_not(None)
        )
    )
    return {zone: parent for zone, parent in rows if parent is not None}


def summed(connection: Connection) -> dict[str, str]:
    """Adcode of every former unit and of every zone → that of the unit whose sum has it."""
    became = zones(connection) | _became(connection)
    return {old: _last(old, became) for old in became}


def family(connection: Connection, adcode: str) -> list[str]:
    """A unit, the zones in it, and those whose whole area it has by now: what a sum by place has
    under its name.
    """
    return [adcode, *(old for old, now in summed(connection).items() if now == adcode)]


def _became(connection: Connection) -> dict[str, str]:
    both = (AreaSuccessor.predecessor_adcode, AreaSuccessor.successor_adcode)
    return dict(connection.execute(select(*both).where(AreaSuccessor.whole)).all())


def _last(adcode: str, became: dict[str, str]) -> str:
    seen = {adcode}
    while (after := became.get(adcode)) is not None and after not in seen:
        seen.add(after)
        adcode = after
    return adcode
