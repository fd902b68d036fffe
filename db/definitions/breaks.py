"""Where a change of definition breaks a series."""

from collections.abc import Sequence
from itertools import pairwise

from db.definitions.keeping import Version


def breaks(versions: Sequence[Version]) -> list[Version]:
    """Those of a metric's versions, in their order, from whose day on figures are counted
    otherwise than before it. Of several that are valid from one day only the last counts, and one
    that says again what stood before, or has another name only, breaks nothing.
    """
    eras = list({one.valid_from: one for one in versions}.values())
    return [now for before, now in pairwise(eras) if now.said.counted != before.said.counted]
