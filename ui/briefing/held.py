"""The last meeting of a brief: what it was, what became of each item, and who else met since."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from db.queries.brief import Brief
from export.papers import NOTE, Part
from ui.briefing.noted import Notes, of_record
from ui.frame import names, numbers, terms
from ui.frame.text import _, either, n_


def meeting(found: Brief, notes: Notes) -> Part:
    """When and where it was, and what it led to; or that there was none."""
    return Part("meeting", "", _("The last meeting"), tuple(_meeting(found, notes)))


def _meeting(found: Brief, notes: Notes) -> list[str]:
    if found.last is None:
        text = _(
            "Before {day} no meeting of the two on the level “{level}” is in the store. Told below "
            "is what there is since {since}.",
            day=numbers.day(found.day),
            level=terms.label(terms.LEVELS, found.pairing["level"]),
            since=numbers.day(found.since),
        )
        return [text]
    held, items = found.last.meeting, found.last.commitments
    mark = of_record(notes, held)
    told = [
        _(
            "“{title}”, {when}{where}{mark}",
            title=either(held["title"], held["title_en"]),
            when=when(held),
            where=_(", in {place}", place=place)
            if (place := either(held["place"], held["place_en"]))
            else "",
            mark=mark,
        )
    ]
    if summary := either(held["summary"], held["summary_en"]):
        told.append(" ".join(summary.split()))
    signed = [
        n_("{n} agreed item", "{n} agreed items", len(items)) if len(items) else "",
        n_("{n} project signed", "{n} projects signed", held["signed_projects"])
        if held["signed_projects"] is not None
        else "",
        _("{money} signed", money=numbers.exact_money(held["agreed_amount"]))
        if held["agreed_amount"] is not None
        else "",
    ]
    if any(signed):
        told.append(
            _("It came to {what}{mark}.", what=_(", ").join(filter(None, signed)), mark=mark)
        )
    if found.came is not None and found.came.projects:
        told.append(
            _(
                "{projects} came of it, with {agreed} agreed and {in_place} in place{mark}.",
                projects=n_("{n} project", "{n} projects", found.came.projects),
                agreed=numbers.exact_money(found.came.agreed_amount),
                in_place=numbers.exact_money(found.came.in_place),
                mark=notes.behind(found.came_behind, _("Ledger of projects")),
            )
        )
    return told


def items(found: Brief, notes: Notes) -> Part:
    """A row an agreed item: who, until when, how far, target and what its projects come to."""
    title = _("Agreed items and what became of them")
    if found.last is None or found.last.commitments.empty:
        none = _("The meeting has no agreed items in the store.")
        return Part("items", "", title, (none if found.last else _("None: there was no meeting."),))
    heads = {
        "item": _("No."),
        "text": _("Agreed item"),
        "responsible": _("Responsible"),
        "due": _("Due"),
        "status": _("Status"),
        "target": _("Target"),
        "came": _("Projects and money"),
        "word": _("Last word"),
        NOTE: _("Note"),
    }
    words = found.last.progress.drop_duplicates("commitment_id").set_index("commitment_id")
    rows = tuple(
        _item(item, words.loc[item["id"]] if item["id"] in words.index else None, found, notes)
        for item in found.last.commitments.to_dict("records")
    )
    counts = found.last.commitments["status"].value_counts()
    said = [
        _(
            "{status} {n}",
            status=terms.label(terms.STATUSES, status),
            n=numbers.count(counts[status]),
        )
        for status in terms.STATUSES
        if status in counts.index
    ]
    line = _(
        "{n} items: {counts}{mark}.",
        n=numbers.count(len(rows)),
        counts=_(", ").join(said),
        mark=of_record(notes, found.last.meeting),
    )
    return Part("items", "", title, (line,), heads, rows, frozenset({"item"}))


def _item(item: Mapping[Any, Any], word: Any, found: Brief, notes: Notes) -> dict[str, str]:
    assert found.last is not None  # noqa: S101 - whoever has items has a meeting
    marks = [of_record(notes, found.last.meeting)]
    came = ""
    if item["projects"]:
        marks.append(notes.behind(found.came_behind, _("Ledger of projects")))
        came = _(
            "{projects}; {agreed} agreed; {in_place} in place",
            projects=n_("{n} project", "{n} projects", int(item["projects"])),
            agreed=numbers.exact_money(item["agreed_amount"]),
            in_place=numbers.exact_money(item["in_place"]),
        )
    said = ""
    if word is not None:
        marks.append(notes.of(word["day"], _("progress as recorded by {who}", who=word["author"])))
        said = _("{day}: {status}", day=numbers.day(word["day"], word["day_precision"]),
                 status=terms.label(terms.STATUSES, word["status"]))  # fmt: skip
        said += f"{_('; ')}{' '.join(word['note'].split())}" if word["note"] else ""
    target = item["target_value"]
    return {
        "item": str(item["number"]),
        "text": either(item["text"], item["text_en"]),
        "responsible": either(item["responsible"], item["responsible_en"])
        or terms.label(terms.SIDES, item["side"]),
        "due": numbers.day(item["due"], item["due_precision"]) if item["due"] is not pd.NaT else "",
        "status": terms.label(terms.STATUSES, item["status"]),
        "target": "" if pd.isna(target) else _target(target, item["target_unit"]),
        "came": came or _("none"),
        "word": said or _("none"),
        NOTE: "".join(dict.fromkeys(marks)),
    }


def apart(found: Brief, notes: Notes) -> Part:
    """Meetings on other levels, of places within the two, and of departments: not the last one."""
    title = _("Other meetings since, counties' among them")
    if found.apart.empty:
        none = _("No other meeting since {day} is in the store.", day=numbers.day(found.since))
        return Part("apart", "", title, (none,))
    heads = {
        "when": _("When"),
        "level": _("Level"),
        "who": _("Between"),
        "what": _("Meeting"),
        "items": _("Agreed items"),
        NOTE: _("Note"),
    }
    rows = tuple(
        {
            "when": when(row),
            "level": terms.label(terms.LEVELS, row["level"]),
            "who": names.both(row),
            "what": either(row["title"], row["title_en"]),
            "items": numbers.count(row["commitments"]),
            NOTE: of_record(notes, row),
        }
        for row in found.apart.to_dict("records")
    )
    return Part(
        "apart", "", title, cut(len(rows), found.apart_of), heads, rows, frozenset({"items"})
    )


def cut(shown: int, all_of: int) -> tuple[str, ...]:
    """That a list is cut, where it is."""
    if all_of <= shown:
        return ()
    return (_("The first {shown} of {all}.", shown=shown, all=numbers.count(all_of)),)


def when(record: Mapping[Any, Any]) -> str:
    """The day or days of a record."""
    return numbers.period(record["date_start"], record["date_end"], record["date_precision"])


def _target(value: Any, unit: str | None) -> str:
    known = terms.UNITS.get(unit or "")
    return str(numbers.exact(value, unit or "")) if known else f"{numbers.count(value)}{unit or ''}"
