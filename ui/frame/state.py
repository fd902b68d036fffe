"""Every key of the session that the program sets itself. All else is in the address, or derived."""

LANGUAGE = "language"
"""The language of the pages, "zh" or "en"."""

REVISION = "revision"
"""The store's revision that this run of the script reads at."""

PERSON = "person"
"""The account that this run is for, or None; there only while it lasts."""

FAILURE = "failure"
"""The StoreError that ended the run before this one, halfway through its page."""

SCREEN = "screen"
"""The page that this run shows, by its file's name."""

SHOWN = "shown"
"""The charts that this run has drawn, each with its menu (ui.drawing.figure.Shown)."""

OUTCOME = "outcome"
"""What came of saving a chart: its key → the snapshot's permalink, or why it was refused."""


def control(parameter: str) -> str:
    """The key of the control that sets a parameter of the address."""
    return f"control_{parameter}"


def shown_as(chart: str) -> str:
    """The key of what a chart is shown as, "chart" or "table"."""
    return f"shown_as_{chart}"


def menu(chart: str) -> str:
    """The key of whether a chart's menu is open."""
    return f"menu_{chart}"


def below_menu(chart: str) -> str:
    """The key of a chart's figure where its menu stands between it and its title."""
    return f"{chart}_below_menu"


SELECTION = "selection"
"""What the filter says in this run (ui.frame.filters.Selection)."""

TOLD = "told"
"""What became of what was just done (ui.frame.actions.Told); shown once."""

PLACE = "place"
"""What was typed about a place, to be looked at before it is entered (a Wanted of db.areas)."""

FORM = "form"
"""The form of a record that is open (ui.editing.edit_open.Form)."""

DRAFTS = "drafts"
"""What is typed of reports and not saved: its name → ui.reporting.draft.Draft."""
