"""One Chromium for all tests that draw; those that kill it have their own."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from export import Renderer

OFFICE_SECONDS = 180


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """A warm renderer."""
    made = Renderer(seconds=120, opening_seconds=120)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], Path]:
    """`office({"a.pptx": bytes, …})` is a folder with what LibreOffice printed: a.pdf, …"""

    def printed(files: dict[str, bytes]) -> Path:
        folder = tmp_path_factory.mktemp("office")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        command = ["/usr/bin/env", "soffice", f"-env:UserInstallation={folder.as_uri()}/profile"]
        command += ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run(
            [*command, *(str(folder / name) for name in files)],
            check=True,
            capture_output=True,
            timeout=OFFICE_SECONDS,
        )
        return folder

    return printed
