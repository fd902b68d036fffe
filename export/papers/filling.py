"""A template of Word's with its placeholders filled.

As a program it does so in a process of its own, with a bound on memory and time: for a template
that is not ours. It reads a template and its fields as JSON, and tells the document or the faults.
"""

import base64
import io
import json
import os
import re
import resource
import sys
import zipfile
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from export.papers.faults import Fault, TemplateFaulty
from export.papers.guard import Guarded
from export.papers.placeholders import sample
from export.steady import steady

MEGABYTE = 2**20
UNPACKED, MEMORY, SECONDS = 40 * MEGABYTE, 1_000 * MEGABYTE, 20
"""What a template may unpack to, and what its process may take."""
EMBEDDED = ("embeddings/", "activex/", "afchunk", "vbaproject", "oleobject")
EXTERNAL = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>', re.I)
LINK = re.compile(rb'Type\s*=\s*["\'][^"\']*/hyperlink["\']', re.I)
BRACKETS = re.compile(r"\{\{|\}\}|\{%|%\}")


class Strict(DocxTemplate):  # type: ignore[misc]
    """docxtpl mends what is not well-formed once it is filled, and so loses the text around a loop
    that ends elsewhere: here that is a mistake.
    """

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)


def fill(template: bytes, fields: dict[str, Any]) -> bytes:
    """The document. The same template and fields give the same bytes.

    Raises:
        TemplateFaulty: it cannot be filled, or not with these placeholders.
    """
    filled = Strict(io.BytesIO(template))
    try:
        filled.init_docx()
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise TemplateFaulty([Fault("no_document", "")]) from error
    try:
        filled.render(fields, Guarded(), autoescape=True)
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise TemplateFaulty([Fault("broken", _where(error))]) from error
    _whole(filled)
    out = io.BytesIO()
    filled.save(out)
    return steady(out.getvalue())


def check(template: bytes) -> None:
    """Fill a template with samples of every placeholder, with and without rows.

    Raises:
        TemplateFaulty: with all that is wrong.
    """
    _refuse(template)
    for rows in (2, 0):
        document = DocxTemplate(io.BytesIO(fill(template, sample(rows))))
        left = BRACKETS.search("\n".join(_texts(document)))
        if left is not None:
            raise TemplateFaulty([Fault("left_over", left[0])])


def _refuse(template: bytes) -> None:
    """Raise TemplateFaulty for what no template may hold, whatever its placeholders."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > UNPACKED:
                raise TemplateFaulty([Fault("large", f"{size / MEGABYTE:.0f} MB")])
            relations = [archive.read(part) for part in parts if part.filename.endswith(".rels")]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise TemplateFaulty([Fault("no_document", "")]) from error
    named = [part.filename for part in parts if any(e in part.filename.lower() for e in EMBEDDED)]
    found = [Fault("embedded", name) for name in named]
    for one in (one for text in relations for one in EXTERNAL.findall(text)):
        if not LINK.search(one):
            target = re.search(rb'Target\s*=\s*["\']([^"\']*)', one)
            found.append(Fault("outside", target[1].decode(errors="replace") if target else ""))
    if found:
        raise TemplateFaulty(found)


def _where(error: Exception) -> str:
    """What stands around a mistake, or else what the parser says."""
    around = [line.strip() for line in getattr(error, "docx_context", ())]
    near = next((line for line in around[3:] if line), "")
    said = getattr(error, "message", None) or str(error)
    return f"{near} ({said})" if near else said


def _whole(filled: DocxTemplate) -> None:
    """A cell ends with a paragraph (ECMA-376 17.4.65): Word opens no document in which one that had
    only a loop is left without.
    """
    for cell in filled.docx.element.body.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _texts(document: DocxTemplate) -> list[str]:
    parts = [document.get_docx().element.body]
    for section in document.get_docx().sections:
        for foot in (section.header, section.footer, section.even_page_footer):
            parts.append(foot._element)
    return ["".join(t.text or "" for t in part.iter(qn("w:t"))) for part in parts]


def main() -> None:
    """The bounded process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin)
    template = base64.b64decode(asked["template"])
    told: dict[str, Any] = {}
    try:
        if asked["fields"] is None:
            check(template)
        else:
            told["document"] = base64.b64encode(fill(template, asked["fields"])).decode()
    except TemplateFaulty as faulty:
        told["faults"] = faulty.faults
    except MemoryError:
        told["faults"] = [Fault("large", f"{MEMORY / MEGABYTE:.0f} MB")]
    print(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
