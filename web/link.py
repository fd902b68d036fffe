"""One-time links: the first administrator, and passwords that an administrator lets people set."""

from collections.abc import Mapping

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db.accounts import links, sessions
from db.accounts.administration import Refused
from db.accounts.links import Link
from db.reader import store_engine
from web import cookies, forms, page, queues, words
from web.account import new_password
from web.page import Reader
from web.store import with_store


@with_store
async def link(request: Request) -> Response:
    """The form of a link that still works. Looking at it does not use it up."""
    token = str(request.path_params["token"])
    read = page.reader(request)
    engine = store_engine()
    try:
        found = await run_in_threadpool(links.look, engine, token)
    except Refused as gone:
        body = [page.said(read(gone.words), "wrong")]
        return page.render(read, words.LINK_GONE, body, status=410)
    if request.method != "POST":
        return _form(request, read, token, found, [])
    fields: Mapping[str, str] = {}
    try:
        fields = await forms.read(request, cookies.visit(request))
    except forms.NotOurs:
        told = [page.said(read(words.FORM_OLD), "wrong")]
        return _form(request, read, token, found, told, status=400)
    if fields.get("new") != fields.get("again"):
        told = [page.said(read(words.DIFFERENT), "wrong")]
        return _form(request, read, token, found, told, fields, 400)
    new, known = fields.get("new", ""), cookies.device(request)
    try:
        if found.account:
            used = await queues.known(links.use, engine, token, new, known)
        else:
            name, shown = fields.get("name", ""), fields.get("display_name", "")
            used = await queues.known(links.use_first, engine, token, name, shown, new, known)
    except Refused as refusal:
        told = [page.said(read(refusal.words), "wrong")]
        return _form(request, read, token, found, told, fields, 400)
    response = RedirectResponse(read.path("/sign-in"), 303)
    cookies.keep_device(response, used.device)
    return response


def _form(
    request: Request,
    read: Reader,
    token: str,
    found: Link,
    told: list[Markup],
    fields: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    secret = cookies.visit(request) or sessions.new_token()
    given = fields or {}
    parts = new_password(read, old=False)
    if found.account:
        title, button = words.SET_PASSWORD, words.SAVE
        lead = read(words.SET_PASSWORD_LEAD, name=found.account.name)
    else:
        title, button, lead = words.FIRST, words.MAKE, read(words.FIRST_LEAD)
        name = page.field(
            read(words.SIGN_IN_NAME), "name", value=given.get("name", ""), complete="username"
        )
        shown = page.field(
            read(words.DISPLAY_NAME),
            "display_name",
            value=given.get("display_name", ""),
            complete="name",
        )
        parts = [name, shown, *parts]
    address = f"/link/{token}"
    form = page.form(read.path(address), sessions.proof(secret), parts, read(button))
    body = [page.lead(lead), *told, form]
    response = page.render(read, title, body, address=address, status=status)
    cookies.keep_visit(response, secret)
    return response
