"""A paper as DOCX, by a template of Word's: ours, or one that an office has put in its place."""

import base64
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from export.papers.faults import Fault, TemplateFaulty
from export.papers.filling import SECONDS, fill
from export.papers.paper import Paper, fields
from export.words import Language

ROOT = Path(__file__).parents[2]
WAIT = 60
"""Seconds on the clock; the process itself is bounded by those of a processor."""
COMMAND = (sys.executable, "-m", "export.papers.filling")


@cache
def shipped(language: Language) -> bytes:
    """Our own template, in the form of official documents (GB/T 9704)."""
    return Path(__file__).with_name(f"brief-{language}.docx").read_bytes()


def word(paper: Paper, template: bytes | None = None) -> bytes:
    """The DOCX of a paper; by our own template, where no other is given.

    Raises:
        TemplateFaulty: the other cannot be filled.
    """
    told = fields(paper)
    if template is None:
        return fill(shipped(paper.language), told)
    return base64.b64decode(_apart(template, told)["document"])


def check(template: bytes) -> None:
    """Raise TemplateFaulty for a template that cannot be used, with all that is wrong."""
    _apart(template, None)


def _apart(template: bytes, told: dict[str, Any] | None) -> dict[str, Any]:
    """What the bounded process answers."""
    asked = {"template": base64.b64encode(template).decode(), "fields": told}
    try:
        done = subprocess.run(
            COMMAND,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=WAIT,
            cwd=ROOT,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise TemplateFaulty([Fault("slow", str(SECONDS))]) from error
    if "faults" in answer:
        raise TemplateFaulty([Fault(*fault) for fault in answer["faults"]])
    return answer
