"""The files for a server fit together, and the pages about them are true."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.nginx import ROOT

DEPLOY = ROOT / "deploy"
PAGES = {name: (DEPLOY / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
SETTINGS = (DEPLOY / "xieshou.env").read_text("utf-8")
ANALYZE = shutil.which("systemd-analyze")
UNITS = sorted((DEPLOY / "systemd").iterdir())


def commands(page: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGES[page], re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_both_pages_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_the_program_that_a_page_names_is_there(page: str) -> None:
    named = set(re.findall(r"/opt/xieshou/(deploy/[\w./@-]+|requirements\.txt)", PAGES[page]))
    assert named
    table = re.findall(r"^\| (`.+?) \|", PAGES[page], re.MULTILINE)
    named |= {f"deploy/{name}" for cell in table for name in re.findall(r"`([a-z][^`]+)`", cell)}
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_knows_every_file_that_is_shipped(page: str) -> None:
    there = {file.name for file in DEPLOY.iterdir() if file.is_file()} - PAGES.keys()
    there |= {f"systemd/{unit.name}" for unit in UNITS}
    assert [name for name in there if f"`{name}`" not in PAGES[page]] == []


def test_the_settings_let_nobody_read_who_has_not_signed_in() -> None:
    assert "\nXIESHOU_READ=signed-in\n" in SETTINGS
    assert "\nXIESHOU_DEMO=0\n" in SETTINGS


def test_no_secret_is_shipped() -> None:
    assert re.findall(r"^#?([A-Z_]*SECRET)=.+$", SETTINGS, re.MULTILINE) == []


def test_a_unit_gives_a_running_import_time_to_finish() -> None:
    from web.lifespan import FINISH_SECONDS

    unit = (DEPLOY / "systemd" / "xieshou@.service").read_text("utf-8")
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert int(seconds) >= FINISH_SECONDS + 10


@pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/xieshou/.venv/bin/python", "/bin/true")
        (tmp_path / unit.name.replace("@", "@8501")).write_text(text)
    verified = subprocess.run(
        [str(ANALYZE), "verify", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_store_s_command_line_is_a_right_script() -> None:
    script = DEPLOY / "xieshou-db"
    assert script.stat().st_mode & 0o111
    subprocess.run(["/bin/sh", "-n", script], check=True)
