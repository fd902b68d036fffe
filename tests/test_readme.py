"""README.md is true: its commands run, its tables list what is there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import click
import pytest

from db.__main__ import main as store
from tests.pages import facts
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
APPLICATION = ("charts", "data", "db", "export", "pages", "papers", "ui", "web")
START_SECONDS = 120

BLOCKS = [
    [line.partition(" #")[0].strip() for line in block.splitlines() if line.strip()]
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
]
LINES = [line for block in BLOCKS for line in block]
INLINE = re.findall(r"`([^`\n]+)`", README)


DEFAULT_TIMEZONE = "Asia/Shanghai"
"""Reads like a path, and is none."""


def table(heading: str) -> list[list[str]]:
    """The cells of the first table that has `heading` in its header, without the header."""
    for found in re.findall(r"(?:^\|.*\n)+", README, re.MULTILINE):
        head, _rule, *rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in found.splitlines()
        ]
        if heading in head:
            return list(rows)
    raise AssertionError(f"no table has the column {heading!r}")


def code(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


TARGETS = sorted(
    {found[1] for text in LINES + INLINE if (found := re.match(r"make ([\w-]+)", text))}
)


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_of_the_readme_exists(target: str) -> None:
    made = subprocess.run(
        ["/usr/bin/env", "make", "--dry-run", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_the_readme_names_the_two_commands() -> None:
    assert {"run", "test"} <= set(TARGETS)


COMMANDS = sorted({line for line in LINES + INLINE if re.match(r"(\S*/)?python3? -m db ", line)})


@pytest.mark.parametrize("line", COMMANDS)
def test_a_store_command_of_the_readme_is_understood(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ledger.csv").touch()
    name, *arguments = shlex.split(line.partition(" db ")[2])
    command = store.commands[name]
    assert command.make_context(name, arguments, parent=click.Context(store)).params is not None


def test_the_readme_names_every_store_command() -> None:
    named = {line.partition(" db ")[2].split()[0] for line in COMMANDS}
    assert named == set(store.commands)


def read_from_the_environment() -> set[str]:
    """Variables that the application and the Makefile's recipes for it read."""
    files = [ROOT / "dashboard.py", *(f for d in APPLICATION for f in (ROOT / d).rglob("*.py"))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    names = set(re.findall(r"environ(?:\.get\(|\[)\s*[\"'](\w+)[\"']", text))
    names |= set(re.findall(r"\b_?(?:number|count)\(\s*\"(XIESHOU_\w+)\"", text))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    names |= set(re.findall(r"\$\$\{?(XIESHOU_\w+)", makefile))
    return names | set(re.findall(r"^(HOST|PORT) \?=", makefile, re.MULTILINE))


def test_the_settings_are_those_that_are_read() -> None:
    listed = {name for row in table("variable") for name in code(row[0])}
    assert listed == read_from_the_environment()


def openid_defaults(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    from web import settings

    assert settings.openid() is None
    names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ROLES")
    unset = {f"XIESHOU_OIDC_{name}": "none" for name in names}
    settings.openid.cache_clear()
    monkeypatch.setenv("XIESHOU_OIDC_ISSUER", "https://issuer.example")
    monkeypatch.setenv("XIESHOU_OIDC_CLIENT_ID", "xieshou")
    found = settings.openid()
    settings.openid.cache_clear()
    assert found
    assert (found.client_secret, found.rules) == ("", [])
    return unset | {"XIESHOU_OIDC_SCOPES": found.scopes, "XIESHOU_OIDC_CLAIM": found.claim}


def test_the_defaults_of_the_settings_are_those_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    from db.importing.limits import limits
    from db.settings import (
        audit_kept,
        backup_key,
        database_url,
        demo_wanted,
        due_soon,
        evidence_kept,
        idle,
        public_url,
        silent_after,
        staff_may_pair,
        syslog_address,
        timezone_name,
    )
    from export import warm
    from web import settings

    monkeypatch.delenv("DATABASE_URL")
    listed = {code(row[0])[0]: (code(row[1]) or ["none"])[0] for row in table("variable")}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    allowed, held = limits(), settings.uploads()
    megabyte = 2**20
    in_force = {
        "XIESHOU_IMPORT_MB": str(allowed.megabytes),
        "XIESHOU_IMPORT_ROWS": str(allowed.rows),
        "XIESHOU_IMPORT_COLUMNS": str(allowed.columns),
        "XIESHOU_IMPORT_CELL": str(allowed.cell),
        "XIESHOU_IMPORT_MEMORY": str(allowed.memory),
        "XIESHOU_IMPORT_SECONDS": str(allowed.seconds),
        "XIESHOU_UPLOADS_FILES": str(held.files),
        "XIESHOU_UPLOADS_SESSION_MB": str(held.session // megabyte),
        "XIESHOU_UPLOADS_MB": str(held.all // megabyte),
        "DATABASE_URL": database_url().replace(f"{ROOT}/", ""),
        "XIESHOU_DEMO": "1" if demo_wanted() else "0",
        "XIESHOU_URL": public_url() or "none",
        "XIESHOU_RENDERER": "warm" if warm.wanted() else "off",
        "CHROMIUM": "none",
        "XIESHOU_READ": settings.reading(),
        "XIESHOU_HOSTS": ",".join(settings.hosts()) or "none",
        "XIESHOU_SESSION_HOURS": str(settings.session_lasts().seconds // 3600),
        "XIESHOU_IDLE_MINUTES": str(idle().seconds // 60),
        "XIESHOU_TIMEZONE": timezone_name(),
        "XIESHOU_STAFF_PAIRINGS": "1" if staff_may_pair() else "none",
        "XIESHOU_DUE_DAYS": str(due_soon()),
        "XIESHOU_SILENT_DAYS": str(silent_after()),
        "XIESHOU_AUDIT_DAYS": str(audit_kept().days),
        "XIESHOU_SYSLOG": syslog_address() or "none",
        "XIESHOU_EVIDENCE": evidence_kept() or "none",
        "XIESHOU_BACKUP_KEY": (backup_key() or b"none").decode(),
        "XIESHOU_BACKUP_KEY_FILE": "none",
        "XIESHOU_PROXY_ADDRESSES": ",".join(map(str, settings.proxies())) or "none",
        "XIESHOU_PROXY_HEADER": settings.proxy_header().title(),
        "FORWARDED_ALLOW_IPS": str(settings.trusted_for_addresses()[0].network_address),
        **openid_defaults(monkeypatch),
        **dict(re.findall(r"^(HOST|PORT) \?= (\S+)", makefile, re.MULTILINE)),
    }
    assert {name: in_force.get(name) for name in listed} == listed


PLACES = sorted({place for row in table("place") for cell in row for place in code(cell)})


@pytest.mark.parametrize("place", [p for p in PLACES if "/" in p or p.endswith(".py")])
def test_a_place_of_the_architecture_exists(place: str) -> None:
    assert (ROOT / place).exists()


def test_every_package_has_its_place_in_the_architecture() -> None:
    assert {f"{name}/" for name in (*APPLICATION, "tests")} <= set(PLACES)


def test_the_dependencies_are_those_required() -> None:
    text = (ROOT / "requirements.in").read_text(encoding="utf-8")
    required = {found.lower() for found in re.findall(r"^([A-Za-z][\w-]*)", text, re.MULTILINE)}
    assert {row[0].strip("`").lower() for row in table("dependency")} == required


COUNTS = {
    "places": "areas",
    "pairings": "pairings",
    "meetings": "meetings",
    "visits": "visits",
    "published figures": "figures",
    "indicators": "metrics",
}


@pytest.mark.parametrize("words", COUNTS)
def test_the_numbers_of_facts_are_those_in_their_files(words: str) -> None:
    section = README.partition("- **Facts**")[2].partition("- **Demo")[0]
    text = " ".join(section.split())
    said = re.search(rf"([\d,]+) (?:publicly reported )?{words}", text)
    assert said, f"the README does not say how many {words} there are"
    assert int(said[1].replace(",", "")) == len(facts.rows(COUNTS[words]))


@pytest.mark.parametrize(
    "path", sorted({p for p in INLINE if re.fullmatch(r"[\w.-]+/[\w./-]*", p)} - {DEFAULT_TIMEZONE})
)
def test_a_path_that_the_readme_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


PLAIN = next(block for block in BLOCKS if any("-m streamlit run" in line for line in block))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The program as somebody has just got it."""
    target = tmp_path / "xieshou"
    leave = shutil.ignore_patterns(".*", "var", "tests", "__pycache__")
    shutil.copytree(ROOT, target, ignore=leave)
    shutil.copytree(ROOT / ".streamlit", target / ".streamlit")
    return target


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(port: int) -> dict[str, str]:
    """As a newcomer has it, but for a port of our own."""
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return given | {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_HEADLESS": "true"}


def split(line: str) -> list[str]:
    """A command, with the Python of this test instead of one of its own."""
    program, *arguments = shlex.split(line)
    assert program.endswith(("/python", "python3", "python")), line
    return [sys.executable, *arguments]


@pytest.fixture
def server(checkout: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """What the last of the plain commands starts, after all before it."""
    *before, last = [line for line in PLAIN if " -m venv " not in line and " -m pip " not in line]
    for line in before:
        subprocess.run(split(line), cwd=checkout, env=environment, check=True, capture_output=True)
    started = subprocess.Popen(
        split(last),
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield started
    started.terminate()
    started.wait(30)


def test_the_plain_commands_lead_to_a_healthy_server(
    server: subprocess.Popen[bytes], checkout: Path, port: int
) -> None:
    assert wait_for(server, port) == 200
    assert (checkout / "var" / "xieshou.db").stat().st_size > 1_000_000


def wait_for(server: subprocess.Popen[bytes], port: int) -> int:
    """The status of /healthz once the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"no server answers: {server.poll()}")
