"""Units that the value of an indicator is typed in, and what it is in them."""

from decimal import Decimal

from db.importing.kinds.measured import COUNTS, UNITS

MONEY = {"万元": 10**4, "亿元": 10**8, "元": 1}
"""As officials write money, the usual one first."""
MANY = ("万", 10**4)


def units(unit: str) -> dict[str, int]:
    """Unit → how many of the metric's own (hundredths of a per cent) one of it is, usual first."""
    if unit == "yuan":
        return MONEY
    if unit == "percent":
        return {"%": 100}
    plain = UNITS.get(unit, unit if unit in COUNTS else "个")
    return {plain: 1, MANY[0] + plain: MANY[1]}


def typed(value: int, scale: int) -> str:
    """A stored value as it would be typed in a unit of that scale: 33.1."""
    return format((Decimal(value) / scale).normalize(), "f")


def read(value: int | None, scale: int) -> str:
    """The same to be read: 20,100; nothing where there is none."""
    return "" if value is None else f"{Decimal(typed(value, scale)):,f}"
