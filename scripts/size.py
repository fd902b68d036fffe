"""Count program lines by room (`make size`): what the program is, not what tries or feeds it.

Tests, migrations, catalogues, reference data and bench/ stand apart: they grow for other reasons.
"""

import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APART = {
    "tests": ("tests/",),
    "migrations": ("db/migrations/versions/",),
    "bench": ("bench/",),
    "texts (catalogues, headers)": ("ui/locale/", "db/importing/headers/"),
}
PROGRAM = (".py", ".js", ".css")
DEEP = {"ui", "db", "web", "charts", "export"}
"""Packages counted by their folders."""


def main() -> None:
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    program: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for name in listed.stdout.splitlines():
        kind = next((k for k, begins in APART.items() if name.startswith(begins)), None)
        if kind is None and not name.endswith(PROGRAM):
            continue
        if not (ROOT / name).is_file():
            continue
        lines = len((ROOT / name).read_text("utf-8", errors="replace").splitlines())
        if kind is None:
            program[room(name)] += lines
        else:
            apart[kind] += lines
    for name, lines in sorted(program.items()):
        print(f"{name:28}{lines:>8,}")
    print(f"{'program':28}{program.total():>8,}")
    print()
    for name, lines in sorted(apart.items()):
        print(f"{name:28}{lines:>8,}")


def room(name: str) -> str:
    """The package of a file; of large ones its folder in it."""
    parts = name.split("/")
    if len(parts) == 1:
        return "dashboard.py and the like"
    if parts[0] in DEEP and len(parts) > 2:
        return f"{parts[0]}/{parts[1]}"
    return parts[0]


if __name__ == "__main__":
    main()
