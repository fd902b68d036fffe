"""Periods that are closed: what lies in one is as it was, until it is reopened for a reason.

Every write to a ledger is a batch, and every batch ends in `refuse_touched`: there is no door
beside it. What a preview says of a closed period comes from `Closed.holds` before that.
"""

from db.closings.closing import (
    Kept,
    NotClosed,
    changed,
    close,
    closings,
    reopen,
    reopened,
)
from db.closings.guard import refuse_touched
from db.closings.rules import Closed, in_force, time_of
