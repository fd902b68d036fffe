"""The tables behind the charts, their columns named for the reader."""

import pandas as pd

from ui import names, numbers, terms
from ui.text import _


def in_place(placed: pd.DataFrame) -> pd.DataFrame:
    """Year, industry, money in place and the demo part of it, in whole yuan."""
    return pd.DataFrame(
        {
            _("Year"): placed["year"],
            _("Industry"): [terms.label(terms.INDUSTRIES, key) for key in placed["industry"]],
            _("Money in place (yuan)"): placed["in_place"],
            _("of which demo (yuan)"): placed["demo"],
        }
    )


def meetings(held: pd.DataFrame) -> pd.DataFrame:
    """One row a meeting, the newest first."""
    newest_first = held.iloc[::-1]
    return pd.DataFrame(
        {
            _("Date"): [
                numbers.day(row["date"], row["precision"]) for _i, row in newest_first.iterrows()
            ],
            _("Meeting"): newest_first["title"].tolist(),
            _("Couple"): [names.couple(row) for _i, row in newest_first.iterrows()],
            _("Place"): newest_first["place"].tolist(),
            _("Kind"): [terms.label(terms.CATEGORIES, key) for key in newest_first["category"]],
            _("Demo record"): newest_first["demo"].tolist(),
        }
    )
