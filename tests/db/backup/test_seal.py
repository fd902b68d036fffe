"""A backup restores as it was sealed, or not at all."""

import hashlib
import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from db.backup import CannotBackUp, CannotRestore, restore, take
from db.backup.archive import SEAL
from db.cli import main
from db.engine import make_engine
from db.terms import AccountRole, Event
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.backup.conftest import KEY

ACCOUNTS = "tables/account.jsonl"


@pytest.fixture
def path(tmp_path: Path, stores: Stores) -> Path:
    """A backup of a store with a viewer."""
    engine = states.small(stores)
    make(engine, AccountRole.VIEWER, "mallory")
    take(engine, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, members: dict[str, bytes]) -> None:
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def promoted(path: Path) -> dict[str, bytes]:
    """The backup with the viewer made an administrator, all its sums made to fit."""
    found = members(path)
    found[ACCOUNTS] = found[ACCOUNTS].replace(b'"viewer"', b'"admin"')
    told = json.loads(found["manifest.json"])
    for each in told["tables"]:
        if each["shape"]["name"] == "account":
            each["sha256"] = hashlib.sha256(found[ACCOUNTS]).hexdigest()
    return found | {"manifest.json": json.dumps(told, indent=1).encode()}


def refusal(stores: Stores, path: Path) -> str:
    other = make_engine(stores.empty())
    with pytest.raises(CannotRestore) as told:
        restore(other, path)
    return str(told.value)


def role(stores: Stores, path: Path, *, unsealed: bool = False) -> AccountRole:
    """What the viewer is in the restored store."""
    other = make_engine(stores.empty())
    restore(other, path, unsealed=unsealed)
    found: AccountRole = states.one(other, "account", name="mallory")["role"]
    return found


def test_a_sealed_backup_restores(stores: Stores, path: Path) -> None:
    assert role(stores, path) is AccountRole.VIEWER


def test_a_changed_role_does_not_restore(stores: Stores, path: Path) -> None:
    write(path, promoted(path))
    assert "its content was changed" in refusal(stores, path)
    assert role(stores, path, unsealed=True) is AccountRole.ADMIN  # who says so knows


@states.SQLITE
def test_a_seal_that_was_taken_away_is_missed(stores: Stores, path: Path) -> None:
    changed = promoted(path)
    del changed[SEAL]
    write(path, changed)
    assert "has no seal" in refusal(stores, path)


@states.SQLITE
@pytest.mark.parametrize("seal", [b"", b"0" * 64, "\u00e9".encode(), KEY.encode()])
def test_a_seal_that_was_made_up_is_wrong(stores: Stores, path: Path, seal: bytes) -> None:
    write(path, members(path) | {SEAL: seal})
    assert "not that of this key" in refusal(stores, path)


@states.SQLITE
def test_another_key_and_no_key_restore_nothing(
    stores: Stores, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHOU_BACKUP_KEY", KEY[::-1])
    assert "not that of this key" in refusal(stores, path)
    monkeypatch.delenv("XIESHOU_BACKUP_KEY")
    assert "cannot be checked" in refusal(stores, path)
    assert role(stores, path, unsealed=True) is AccountRole.VIEWER


@states.SQLITE
def test_the_key_may_be_in_a_file(
    stores: Stores, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = path.with_name("backup.key")
    monkeypatch.delenv("XIESHOU_BACKUP_KEY")
    monkeypatch.setenv("XIESHOU_BACKUP_KEY_FILE", str(file))
    assert "cannot be read" in refusal(stores, path)
    file.write_text(f"{KEY}\n")
    assert role(stores, path) is AccountRole.VIEWER


@states.SQLITE
def test_a_key_that_could_be_guessed_seals_nothing(
    stores: Stores, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHOU_BACKUP_KEY", "xieshou")
    assert "32 characters or more" in refusal(stores, path)
    with pytest.raises(CannotBackUp, match="32 characters"):
        take(states.small(stores), path.with_name("again.zip"))


@states.SQLITE
def test_the_command_says_whether_it_sealed(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.small(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    sealed, plain = tmp_path / "sealed.zip", tmp_path / "plain.zip"
    told = CliRunner().invoke(main, ["backup", str(sealed)])
    assert told.output.startswith("Backed up and verified")
    monkeypatch.delenv("XIESHOU_BACKUP_KEY")
    told = CliRunner().invoke(main, ["backup", str(plain)])
    assert told.output.startswith("Backed up, without a seal")
    monkeypatch.setenv("DATABASE_URL", stores.empty())
    refused = CliRunner().invoke(main, ["restore", str(plain)])
    assert (refused.exit_code, "--unsealed" in refused.output) == (1, True)
    done = CliRunner().invoke(main, ["restore", "--unsealed", str(plain)])
    assert (done.exit_code, done.output.startswith("Restored")) == (0, True)
    noted = states.table(make_engine(os.environ["DATABASE_URL"]), "audit")[-1]
    assert noted["event"] is Event.RESTORED
    assert (noted["details"]["file"], noted["details"]["sealed"]) == ("plain.zip", False)
