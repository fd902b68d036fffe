"""Working days of a year."""

from datetime import date, timedelta
from random import Random


def working_day(chance: Random, first: date, last: date) -> date:
    """A day from Monday to Friday between two days; a weekend's becomes the Friday before."""
    day = first + timedelta(chance.randrange((last - first).days + 1))
    return max(first, day - timedelta(max(0, day.weekday() - 4)))
