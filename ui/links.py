"""Links within the dashboard: real ones, that can be copied and opened beside."""

from urllib.parse import urlencode

from markupsafe import Markup

from ui import address


def meeting(meeting_id: int, title: str) -> Markup:
    """A meeting's title as a link to its record, the filter carried along."""
    query = urlencode(address.kept(meeting=str(meeting_id)))
    return Markup('<a href="meetings?{}">{}</a>').format(query, title)
