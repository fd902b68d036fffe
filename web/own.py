"""One's own account: what one may do, and one's password."""

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db.accounts import entrance, sessions
from db.accounts.account import Account
from db.accounts.administration import Refused
from db.accounts.entrance import NotLetIn
from db.engine import make_engine
from db.importing.words import Words
from db.queries import people
from db.reader import answer
from db.settings import database_url
from db.terms import AccountRole
from web import cookies, forms, page, words
from web.caller import caller, holder
from web.page import Reader
from web.store import with_store
from web.turns import in_turn


@with_store
async def account(request: Request) -> Response:
    """Who one is, and a form for a new password. The Gate lets nobody here without a session."""
    mine, token = holder(request), cookies.session_token(request)
    read = page.reader(request)
    if mine is None or token is None:
        return RedirectResponse(read.path("/sign-in", next="/account"), 303)
    if request.method != "POST":
        done = "changed" in request.query_params
        told = [page.said(read(words.PASSWORD_CHANGED), "done")] if done else []
        return await _show(read, mine, token, told)
    try:
        fields = await forms.read(request, token)
    except forms.NotOurs:
        return await _show(read, mine, token, [page.said(read(words.FORM_OLD), "wrong")], 400)
    if fields.get("new") != fields.get("again"):
        return await _show(read, mine, token, [page.said(read(words.DIFFERENT), "wrong")], 400)
    try:
        entered = await in_turn(
            entrance.change_password,
            make_engine(database_url()),
            mine,
            fields.get("old", ""),
            fields.get("new", ""),
            caller(request),
        )
    except (NotLetIn, Refused) as refusal:
        return await _show(read, mine, token, [page.said(read(refusal.words), "wrong")], 400)
    response = RedirectResponse(read.path("/account", changed="1"), 303)
    cookies.keep_session(response, entered.token)
    return response


async def _show(
    read: Reader, mine: Account, token: str, told: list[Markup], status: int = 200
) -> Response:
    charge = await run_in_threadpool(_charge, mine)
    has_password = await run_in_threadpool(answer, entrance.has_password, mine.id)
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
    body.append(Markup("<h2>{}</h2>").format(read(words.CHANGE_PASSWORD)))
    if has_password:
        body.append(page.form(read.path("/account"), proof, new_password(read), read(words.SAVE)))
    else:
        body.append(page.lead(read(words.NO_PASSWORD)))
    body.append(page.link(read.path("/"), read(words.HOME)))
    return page.render(read, words.ACCOUNT, body, address="/account", status=status)


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
    if account.role is AccountRole.VIEWER:
        return words.READS
    return answer(people.charge, account.scope)
