"""The seal of a backup: an HMAC of its manifest, which holds the SHA-256 of every table.

Whoever can write to where backups are kept cannot make one that restores, say with a role that is
not theirs: for that it takes the key, which the administrator keeps elsewhere.
"""

import hmac

from db.backup.manifest import CannotRestore
from db.errors import NotDone
from db.settings import backup_key

LEAST_BYTES = 32
"""Of the key: 128 bits in hexadecimal at the least."""

NO_KEY = (
    "the backup's seal cannot be checked: XIESHOU_BACKUP_KEY or XIESHOU_BACKUP_KEY_FILE must name "
    "the key that it was sealed with; with --unsealed it is restored unchecked"
)
NO_SEAL = (
    "the backup has no seal: it was made without a key, or somebody took the seal away; if you "
    "know where it has been, restore it with --unsealed"
)
WRONG = (
    "the backup's seal is not that of this key: it was sealed with another one, or its content was "
    "changed; if you know where it has been, restore it with --unsealed"
)


class BadKey(NotDone):
    """The key of backups cannot be read, or is too short to be one."""


def key() -> bytes | None:
    """The key of the settings; None where there is none.

    Raises:
        BadKey: it cannot be used.
    """
    try:
        found = backup_key()
    except (OSError, ValueError) as error:
        raise BadKey(f"XIESHOU_BACKUP_KEY_FILE cannot be read: {error}") from error
    if found is not None and len(found) < LEAST_BYTES:
        raise BadKey(f"the key of backups must have {LEAST_BYTES} characters or more")
    return found


def made(key: bytes, manifest: bytes) -> bytes:
    """The seal of a manifest, as text."""
    return hmac.digest(key, manifest, "sha256").hex().encode()


def check(key: bytes | None, manifest: bytes, seal: bytes | None) -> None:
    """Return if a manifest bears the seal of the key.

    Raises:
        CannotRestore: it does not, or there is nothing to tell by.
    """
    if seal is None:
        raise CannotRestore(NO_SEAL)
    if key is None:
        raise CannotRestore(NO_KEY)
    if not hmac.compare_digest(made(key, manifest), seal):
        raise CannotRestore(WRONG)
