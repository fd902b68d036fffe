"""What is said of a store that cannot be used now, and what can be done about it."""

from db.errors import StoreBusy, StoreError, StoreNotReady, StoreTooNew
from ui.frame.text import _


def told(error: StoreError) -> tuple[str, str]:
    """A title, and a sentence or two."""
    title = _("The data cannot be shown at the moment")
    if isinstance(error, StoreTooNew):
        return _("Upgraded, being replaced"), _(
            "The system has just been upgraded; this is still its older version, which is being "
            "replaced. Nothing is lost; try again in a moment. If this stays, the administrator "
            "should start the new version."
        )
    if isinstance(error, StoreBusy):
        return title, _(
            "So many people use the database at once that it cannot keep up. Nothing is lost; try "
            "again in a moment."
        )
    if isinstance(error, StoreNotReady):
        return title, _(
            "The database has not been prepared yet. "
            "The administrator should run: python -m db migrate"
        )
    return title, _("The database does not answer. Nothing is lost; try again in a few minutes.")
