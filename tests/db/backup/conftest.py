"""A key to seal backups with."""

import pytest

KEY = "6f1d5c0e2b7a49388d3e4f5061728394"


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch) -> str:
    """Backups of every test are sealed with this key."""
    monkeypatch.setenv("XIESHOU_BACKUP_KEY", KEY)
    return KEY
