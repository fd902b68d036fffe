"""The styles of an OpenDocument that change what is seen: which parts of a date, hidden tables."""

PARTS = {
    "year": "y",
    "era": "y",
    "month": "m",
    "day": "d",
    "day-of-week": "d",
    "hours": "h",
    "minutes": "h",
    "seconds": "h",
}


class Styles:
    """Filled by a parser. `over`: the styles have ended, and the sheets begin."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.over = False
        self._dates: dict[str, str] = {}
        self._data: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._style = self._date = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(":")[2]
        if name == "style":
            self._style = given.get("style:name", "")
            if "style:data-style-name" in given:
                self._data[self._style] = given["style:data-style-name"]
            self._parents[self._style] = given.get("style:parent-style-name", "")
        elif name == "table-properties" and given.get("table:display") == "false":
            self.hidden.add(self._style)
        elif name in ("date-style", "time-style"):
            self._date = given.get("style:name", "")
            self._dates[self._date] = ""
        elif name in PARTS and self._date and PARTS[name] not in self._dates[self._date]:
            self._dates[self._date] += PARTS[name]
        elif name == "spreadsheet":
            self.over = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name.rpartition(":")[2] in ("date-style", "time-style"):
            self._date = ""

    def shows(self, style: str) -> str:
        """Which of y, m, d and h cells of a style show of a date; all where that is not said."""
        for _ in range(len(self._parents) + 1):
            if style in self._data:
                found = self._dates.get(self._data[style], "")
                return "".join(part for part in "ymdh" if part in found) or "ymdh"
            if not style:
                break
            style = self._parents.get(style, "")
        return "ymdh"
