"""One snapshot's page: the frozen chart, what is known of it, and what has changed since."""

from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup

from db.accounts import Action, may
from db.reader import answer
from db.settings import public_url
from db.snapshots import Content, Snapshot, queries, tables
from export import Sheet, files, framing, frozen
from ui.drawing import plot, renderer
from ui.drawing.figure import columns
from ui.frame import current_user, definitions, links, markup, numbers, terms
from ui.frame.text import _, language
from ui.snapshots import comparison, outcome, revising


def show(found: Snapshot) -> None:
    """Draw it whole."""
    markup.heading(found.name, _lead(found))
    _warn(found)
    outcome.tell(found.public_id)
    table = tables.read(found.content.data)
    sheet = frozen.sheet(found.content, table, found.number)
    if found.description:
        markup.draw('<p class="x-text">{text}</p>', text=markup.lines(found.description))
    _draw(sheet)
    if found.whole and found.withdrawn_at is None:
        _files(found, sheet)
    _permalink(found)
    comparison.show(found, table)
    markup.section(_("What it is"))
    st.html(str(markup.facts(_facts(found))))
    markup.section(_("Its data"))
    st.dataframe(table, hide_index=True, alt=found.content.title, column_config=columns(table))
    _history(found)
    account = current_user.account()
    if found.withdrawn_at is None and may(account, Action.WITHDRAW, owner=found.account_id):
        revising.offer(found)


def _draw(sheet: Sheet) -> None:
    """The chart with the words of its pictures, which here may break where the screen ends."""
    markup.draw(
        '<div class="x-sheet"><h2>{title}</h2><p>{filters}</p><p>{definition}</p></div>',
        title=sheet.title,
        filters=sheet.filters_line,
        definition=sheet.definition_line,
    )
    figure = framing.bare(sheet, width=None)
    plot.show("snapshot", plot.drawing(figure, sheet.alt or sheet.title))
    markup.draw('<p class="x-source x-sheet">{source}</p>', source=sheet.source_line)


def _lead(found: Snapshot) -> str:
    saved = _("saved by {author} on {moment}", author=found.author, moment=_at(found))
    return " · ".join((found.number, saved))


def _at(found: Snapshot) -> str:
    return numbers.moment(found.created_at)


def _warn(found: Snapshot) -> None:
    """What must be known before anything of it is used."""
    if not found.whole:
        text = _(
            "The content of this snapshot does not have the SHA-256 that it was taken with: it was "
            "altered in the database. Do not use it, and tell the administrator."
        )
        markup.notice(text, "warning")
    if found.withdrawn_at is not None:
        text = _(
            "Withdrawn by {who} on {moment}: {reason}. It is kept as it was, but should not be "
            "used any more.",
            who=found.withdrawn_by,
            moment=numbers.moment(found.withdrawn_at),
            reason=(found.withdrawn_reason or "").rstrip(".。"),
        )
        markup.notice(text, "warning")
    if found.content.demo:
        text = _("Demo records are among its data. They are generated at random and are no facts.")
        markup.notice(text, "demo")


def _files(found: Snapshot, sheet: Sheet) -> None:
    """Links to its files: real ones, that can be sent to a colleague."""
    missing = renderer.missing()
    suffixes = files.SUFFIXES if missing is None else files.WRITTEN
    links = (
        Markup('<a href="s/{}.{}" target="_blank" rel="noopener" download="{}">{}</a>').format(
            found.public_id, suffix, files.name(sheet, suffix), suffix.upper()
        )
        for suffix in suffixes
    )
    markup.draw('<p class="x-files">{links}</p>', links=markup.join(links, " · "))
    if missing is not None:
        markup.notice(renderer.told(missing), "warning")


def _permalink(found: Snapshot) -> None:
    """Its address, to be copied with one click, and the way to the same chart today."""
    st.code(f"{_base()}/s/{found.public_id}", language=None, wrap_lines=True)
    content = found.content
    query = urlencode(content.parameters | {"lang": language()})
    markup.draw(
        '<p class="x-files"><a href="{page}?{query}" target="_self">{text}</a></p>',
        page=content.page,
        query=query,
        text=_("Open today's version, with the same filters"),
    )


def _base() -> str:
    """Where people open the dashboard: as it is set, or as this reader's browser says."""
    here = urlsplit(st.context.url or "")
    mounted = str(st.get_option("server.baseUrlPath")).strip("/")
    origin = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return public_url() or (f"{origin}/{mounted}" if mounted else origin)


def _facts(found: Snapshot) -> list[tuple[str, object]]:
    content = found.content
    return [
        (_("Number"), found.number),
        (_("Title when saved"), content.title),
        *((name, value) for name, value in content.conditions),
        (_("Definition"), content.definition),
        (_("Versions of the definitions"), _versions(content)),
        (_("Unit"), content.unit),
        (_("Source"), content.source),
        (_("Data as of"), content.dated or numbers.day(content.as_of)),
        (_("Store's revision"), str(content.store_revision)),
        (_("Language"), terms.label(terms.LANGUAGES, content.language)),
        (_("Saved by"), found.author),
        (_("Saved at"), _at(found)),
        (_("Rows"), numbers.count(len(tables.read(content.data)))),
        ("SHA-256", Markup('<span class="x-sha">{}</span>').format(found.sha256)),
        (
            _("Checked now"),
            _("the content has this SHA-256") if found.whole else _("the content was altered"),
        ),
    ]


def _versions(content: Content) -> Markup:
    """Each metric with the version it was counted by, and today's where that is another."""
    return markup.join((_version(key, n) for key, n in content.versions.items()), _("; "))


def _version(key: str, number: int) -> Markup:
    told = [links.definition(key, definitions.name(key)), definitions.version(number)]
    metric = definitions.dictionary().get(key)
    if metric is not None and metric["number"] != number:
        told.append(_("(today: {version})", version=definitions.version(metric["number"])))
    return markup.join(told, " ")


def _history(found: Snapshot) -> None:
    changes = answer(queries.history, found.id)
    if changes.empty:
        return
    markup.section(_("What was changed of it"))
    rows = [
        {
            _("When"): numbers.moment(row["at"]),
            _("By"): row["actor"],
            _("What"): terms.label(terms.SNAPSHOT_PARTS, row["part"]),
            _("Before"): markup.lines(row["before"]),
            _("After"): markup.lines(row["after"]),
        }
        for _index, row in changes.iterrows()
    ]
    markup.tabulate(rows, "changes")
