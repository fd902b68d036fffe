"""Pages that the server writes itself: signing in has to work before Streamlit does.

They are plain HTML with one style sheet, in the reader's language, and hold no script.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from db.importing.words import Language, Words
from web import words
from web.headers import ENTRANCE

STYLE = Path(__file__).with_name("entrance.css")
NO_PATH = "strict-origin"
"""What browsers may tell of these pages as where they come from: an address may hold a one-time
link, and a server that logs an error quotes it.
"""

FRAME = Markup(
    '<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex"><title>{title} · {name}</title>'
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="{base}/entrance.css"></head>'
    '<body><main><p class="brand"><strong>{name}</strong><span>{what}</span></p>'
    "<h1>{title}</h1>{body}</main><footer>{switch}</footer></body></html>"
)


@dataclass(frozen=True)
class Reader:
    """Who reads a page: their language, and where the application is mounted."""

    language: Language
    base: str

    def __call__(self, text: Words, **values: object) -> str:
        """A text in their language."""
        return text.format(**values)[self.language] if values else text[self.language]

    def path(self, path: str, **query: str) -> str:
        """An address of ours that keeps their language."""
        given = {name: value for name, value in query.items() if value}
        asked = urlencode(given | {"lang": self.language})
        return f"{self.base}{path}?{asked}"


def reader(request: Request) -> Reader:
    """The language that the address asks for, else the browser's, else Chinese."""
    return Reader(language(request), str(request.scope.get("xieshou.base", "")))


def language(request: Request) -> Language:
    """As `reader` has it."""
    asked = request.query_params.get("lang")
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    browser = request.headers.get("accept-language", "zh").lower()
    return "zh" if browser.startswith(("zh", "*")) or not browser else "en"


def render(
    read: Reader,
    title: Words,
    body: Iterable[Markup],
    *,
    address: str | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """A whole page. `address` is where it stands, for the switch of languages to lead back to."""
    text = FRAME.format(
        lang="zh-CN" if read.language == "zh" else "en",
        title=read(title),
        name=read(words.NAME),
        what=read(words.WHAT),
        base=read.base,
        body=Markup("").join(body),
        switch=_switch(read, address) if address else "",
    )
    always = {
        "Content-Security-Policy": ENTRANCE,
        "Cache-Control": "no-store",
        "Referrer-Policy": NO_PATH,
    }
    return HTMLResponse(text, status, always | (headers or {}))


def said(text: str, kind: str = "plain") -> Markup:
    """A line that must be seen: `plain`, `wrong` or `done`."""
    role = "alert" if kind == "wrong" else "status"
    return Markup('<p class="notice {}" role="{}">{}</p>').format(kind, role, text)


def lead(text: str) -> Markup:
    """A paragraph."""
    return Markup('<p class="lead">{}</p>').format(text)


def field(
    label: str,
    name: str,
    kind: str = "text",
    value: str = "",
    complete: str = "off",
    hint: str = "",
) -> Markup:
    """A labelled input that must be filled."""
    described = Markup(' aria-describedby="{}-hint"').format(name) if hint else ""
    below = Markup('<small id="{}-hint">{}</small>').format(name, hint) if hint else ""
    return Markup(
        '<label for="{name}">{label}</label><input id="{name}" name="{name}" type="{kind}" '
        'value="{value}" autocomplete="{complete}" required maxlength="128" autocapitalize="none" '
        'spellcheck="false"{described}>{below}'
    ).format(
        name=name,
        label=label,
        kind=kind,
        value=value,
        complete=complete,
        described=described,
        below=below,
    )


def hidden(name: str, value: str) -> Markup:
    """A field that says what a form's button is about."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def form(action: str, proof: str, parts: Iterable[Markup], button: str) -> Markup:
    """A form with the proof that it is ours."""
    return Markup(
        '<form method="post" action="{}">{}{}<button type="submit">{}</button></form>'
    ).format(action, hidden("proof", proof), Markup("").join(parts), button)


def link(address: str, text: str) -> Markup:
    """A link of ours on a line of its own."""
    return Markup('<p class="way"><a href="{}">{}</a></p>').format(address, text)


async def style(_request: Request) -> Response:
    """The style sheet."""
    return Response(
        STYLE.read_text(encoding="utf-8"),
        media_type="text/css",
        headers={"Cache-Control": "no-cache"},
    )


def _switch(read: Reader, address: str) -> Markup:
    other: Language = "en" if read.language == "zh" else "zh"
    there = Reader(other, read.base)
    path, _mark, query = address.partition("?")
    return Markup('<a href="{}" lang="{}">{}</a>').format(
        there.path(path) + (f"&{query}" if query else ""),
        "en" if other == "en" else "zh-CN",
        {"zh": "中文", "en": "English"}[other],
    )
