"""One's own account: what one may do, where one is signed in, and one's password."""

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db import clock
from db.accounts import entrance, sessions
from db.accounts.account import Account
from db.accounts.administration import Refused
from db.accounts.entrance import NotLetIn
from db.accounts.rights import Forbidden
from db.importing.words import Words
from db.queries import people
from db.reader import answer, store_engine
from db.terms import AccountRole
from web import cookies, forms, page, queues, words
from web.caller import caller, holder
from web.page import Reader
from web.store import with_store

BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
"""What of a user agent says which browser it is; the first found is right."""

OTHERS = "others"
"""Which sessions to end: all but the one that asks."""

DONE = {"changed": words.PASSWORD_CHANGED, "ended": words.SESSION_ENDED}
"""What an address of this page says was done."""


@with_store
async def account(request: Request) -> Response:
    """Who one is, and a form for a new password. The Gate lets nobody here without a session."""
    mine, token = holder(request), cookies.session_token(request)
    read = page.reader(request)
    if mine is None or token is None:
        return RedirectResponse(read.path("/sign-in", next="/account"), 303)
    if request.method != "POST":
        done = [text for name, text in DONE.items() if name in request.query_params]
        return await _show(read, mine, token, [page.said(read(text), "done") for text in done])
    try:
        fields = await forms.read(request, token)
    except forms.NotOurs:
        return await _show(read, mine, token, [page.said(read(words.FORM_OLD), "wrong")], 400)
    if "end" in fields:
        return await _end(request, read, token, fields["end"])
    if fields.get("new") != fields.get("again"):
        return await _show(read, mine, token, [page.said(read(words.DIFFERENT), "wrong")], 400)
    try:
        entered = await queues.known(
            entrance.change_password,
            store_engine(),
            mine,
            fields.get("old", ""),
            fields.get("new", ""),
            caller(request),
        )
    except (NotLetIn, Refused) as refusal:
        return await _show(read, mine, token, [page.said(read(refusal.words), "wrong")], 400)
    response = RedirectResponse(read.path("/account", changed="1"), 303)
    cookies.keep_session(response, entered.token)
    cookies.keep_device(response, entered.device)
    return response


async def _end(request: Request, read: Reader, token: str, which: str) -> Response:
    """End one session of one's own, or all but this one."""
    session_id = int(which) if which.isascii() and which.isdigit() and len(which) < 10 else 0
    chosen = None if which == OTHERS else session_id
    engine, address = store_engine(), caller(request).address
    try:
        await run_in_threadpool(entrance.end_own, engine, token, chosen, address)
    except Forbidden:
        return RedirectResponse(read.path("/sign-in", next="/account"), 303)
    return RedirectResponse(read.path("/account", ended="1"), 303)


async def _show(
    read: Reader, mine: Account, token: str, told: list[Markup], status: int = 200
) -> Response:
    charge = await run_in_threadpool(_charge, mine)
    has_password = await run_in_threadpool(answer, entrance.has_password, mine.id)
    signed_in = await run_in_threadpool(answer, sessions.open_of, mine.id, token)
    facts = [
        (words.SIGN_IN_NAME, mine.name),
        (words.DISPLAY_NAME, mine.display_name),
        (words.ROLE, read(words.ROLES[mine.role.value])),
        (words.SCOPE, read(charge)),
    ]
    rows = [
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(read(name), value)
        for name, value in facts
    ]
    proof = sessions.proof(token)
    out = page.form(read.path("/sign-out"), proof, [], read(words.SIGN_OUT))
    body = [*told, Markup("<dl>{}</dl>").format(Markup("").join(rows)), out]
    body += [Markup("<h2>{}</h2>").format(read(words.SESSIONS)), *_sessions(read, signed_in, proof)]
    body.append(Markup("<h2>{}</h2>").format(read(words.CHANGE_PASSWORD)))
    if has_password:
        body.append(page.form(read.path("/account"), proof, new_password(read), read(words.SAVE)))
    else:
        body.append(page.lead(read(words.NO_PASSWORD)))
    body.append(page.link(read.path("/"), read(words.HOME)))
    return page.render(read, words.ACCOUNT, body, address="/account", status=status)


def _sessions(read: Reader, found: list[sessions.Open], proof: str) -> list[Markup]:
    """Where one is signed in, each with a button to end it, and one for all others."""
    items = [
        Markup('<li>{}<br><small title="{}">{}</small>{}</li>').format(
            read(words.SINCE, since=clock.minute(one.created_at), seen=clock.minute(one.seen_at)),
            one.agent,
            " · ".join(part for part in (one.address, *_machine(one.agent)) if part),
            _ending(read, one, proof),
        )
        for one in found
    ]
    shown = [Markup('<ul class="sessions">{}</ul>').format(Markup("").join(items))]
    if len(found) > 1:
        shown.append(_end_form(read, OTHERS, proof, read(words.END_OTHERS)))
    return shown


def _ending(read: Reader, one: sessions.Open, proof: str) -> Markup:
    if one.this:
        return Markup("<strong>{}</strong>").format(read(words.THIS_SESSION))
    return _end_form(read, str(one.id), proof, read(words.END_SESSION))


def _end_form(read: Reader, which: str, proof: str, button: str) -> Markup:
    return page.form(read.path("/account"), proof, [page.hidden("end", which)], button)


def _machine(agent: str) -> list[str]:
    """Browser and system of a user agent, as far as they are known."""
    found = (
        next((name for mark, name in names.items() if mark in agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return [name for name in found if name]


def new_password(read: Reader, old: bool = True) -> list[Markup]:
    """The fields of a form for a new password."""
    asked = page.field(read(words.OLD_PASSWORD), "old", "password", complete="current-password")
    return [
        *([asked] if old else []),
        page.field(
            read(words.NEW_PASSWORD),
            "new",
            "password",
            complete="new-password",
            hint=read(words.RULE),
        ),
        page.field(read(words.AGAIN), "again", "password", complete="new-password"),
    ]


def _charge(account: Account) -> Words:
    if account.role is AccountRole.ADMIN:
        return words.EVERYTHING
    if account.role in words.READERS:
        return words.READERS[account.role]
    return answer(people.charge, account.scope)
