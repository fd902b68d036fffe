"""What can be wrong with the store as a whole. Each message is one plain line for a log."""


class NotDone(Exception):
    """What was asked for at the command line cannot be done so; the text says why."""


class StoreError(Exception):
    """The store cannot be used as it is."""


class StoreUnavailable(StoreError):
    """The database does not answer, or refuses us."""


class StoreBusy(StoreUnavailable):
    """So many use the database at once that a connection was not had in time."""


class StoreTooNew(StoreError):
    """The database was migrated by a newer program."""


class StoreNotReady(StoreError):
    """The database is empty or older than the program: it needs `python -m db migrate`."""
