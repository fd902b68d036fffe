"""scripts/system.sh says exactly what is missing and how to get it."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "system.sh"
TOOLS = ("cat", "dirname", "env", "id", "readlink", "sed")
OFFICE = "libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A machine on which nothing can be installed: the script's own tools, and no more."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(Path("/usr/bin") / tool)
    script = SCRIPT.read_text(encoding="utf-8")
    (tmp_path / "system.sh").write_text(script.replace(":/usr/sbin:/sbin", ""), encoding="utf-8")
    return tmp_path


def run(bare: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(bare / "bin"), "CHROMIUM": str(bare / "chromium")}
    command = ["/bin/sh", str(bare / "system.sh"), *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_what_is_missing_is_said_with_the_command_that_installs_it(bare: Path) -> None:
    told = run(bare)
    assert told.returncode == 1
    listed = [line[4:] for line in told.stderr.splitlines() if line.startswith("  - ")]
    assert listed == [
        f"a Chromium at {bare}/chromium",
        "a Chinese font",
        "LibreOffice with Writer, Impress and Calc (soffice)",
        "nginx",
        "pdftotext",
        "pdftoppm",
    ]
    assert f"{OFFICE} nginx-light poppler-utils\n" in told.stderr


def test_for_a_browser_alone_no_more_is_asked(bare: Path) -> None:
    told = run(bare, "browser")
    listed = [line[4:] for line in told.stderr.splitlines() if line.startswith("  - ")]
    assert listed == [f"a Chromium at {bare}/chromium", "a Chinese font"]
    assert "sudo apt-get install fontconfig fonts-noto-cjk\n" in told.stderr


def test_a_libreoffice_without_one_of_its_parts_is_not_enough(bare: Path) -> None:
    for part in ("soffice", "libswlo.so", "libsclo.so"):
        (bare / "bin" / part).touch(mode=0o755)
    assert "LibreOffice" in run(bare).stderr
    (bare / "bin" / "libsdlo.so").touch()
    assert "LibreOffice" not in run(bare).stderr
