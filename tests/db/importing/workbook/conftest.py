"""LibreOffice, as another program that opens and saves what people bring."""

import subprocess
from collections.abc import Callable, Mapping

import pytest

OFFICE_SECONDS = 180
Converted = Callable[[Mapping[str, bytes], str], dict[str, bytes]]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """`converted({"a.csv": bytes}, "ods")` is what LibreOffice saved: {"a": bytes}."""

    def convert(files: Mapping[str, bytes], suffix: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("office")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        command = ["/usr/bin/env", "soffice", f"-env:UserInstallation={folder.as_uri()}/profile"]
        command += ["--headless", "--norestore", "--infilter=CSV:44,34,76,1,,0,false,true"]
        if not all(name.endswith(".csv") for name in files):
            command.pop()
        command += ["--convert-to", suffix, "--outdir", str(folder / "saved")]
        subprocess.run(
            [*command, *(str(folder / name) for name in files)],
            check=True,
            capture_output=True,
            timeout=OFFICE_SECONDS,
        )
        return {path.stem: path.read_bytes() for path in (folder / "saved").iterdir()}

    return convert
