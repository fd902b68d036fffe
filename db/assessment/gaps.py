"""What is not right yet with a couple's year before it is handed in, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, func, select

from db import clock, closings
from db.assessment.annexes import Annex
from db.assessment.figures import amount, day
from db.assessment.proofs import Proof
from db.assessment.standing import Standing, Under, Year
from db.importing.words import Words, same
from db.models import Result, table_of
from db.periods import Period
from db.results.reports import OWN, state_of
from db.terms import ReportState, Side

RESULT = table_of(Result)


class Lack(StrEnum):
    """What is wrong with something, the worst first."""

    MISSING = "missing"
    UNEXPLAINED = "unexplained"
    UNSOURCED = "unsourced"
    UNAPPROVED = "unapproved"
    LOST = "lost"
    OUTDATED = "outdated"
    REOPENED = "reopened"
    DEMO = "demo"


NAMES = {
    Lack.MISSING: Words("缺数据", "missing"),
    Lack.UNEXPLAINED: Words("差异未说明", "unexplained"),
    Lack.UNSOURCED: Words("缺来源或佐证", "without a source"),
    Lack.UNAPPROVED: Words("未审核", "not approved"),
    Lack.LOST: Words("佐证丢失", "evidence lost"),
    Lack.OUTDATED: Words("文字待核对", "text to look at"),
    Lack.REOPENED: Words("期间重开", "reopened"),
    Lack.DEMO: Words("演示数据", "demo data"),
}
SIDES = {Side.HELPER: Words("帮扶方", "helper"), Side.RECEIVER: Words("受援方", "receiver")}
STATES = {
    ReportState.DRAFT: Words("草稿", "a draft"),
    ReportState.SUBMITTED: Words("已提交，待审核", "submitted, to be approved"),
}
NO_MEASURE = Words(
    "没有适用于{year}年的考核办法，无法分项；请管理员在本页设定。",
    "No measure of assessment holds for {year}, so there are no heads: an administrator enters "
    "one.",
)
NOTHING = Words(
    "{year}年没有这组结对的任何记录：既无协议目标、双方填报，也无台账。",
    "There is no record at all of this couple for {year}: no target, no report, no ledger.",
)
NO_INDICATOR = Words("“{head}”下没有设指标。", "There is no indicator under “{head}”.")
GONE = Words(
    "“{head}”下有 {many} 个指标已不在指标字典中：{names}。",
    "“{head}”: no longer in the dictionary ({many}): {names}.",
)
NO_DATA = Words(
    "“{head}”有 {many} 项既无填报，也无台账数据：{names}。",
    "“{head}”: neither reports nor ledgers tell of {names} ({many}).",
)
NO_TARGET = Words(
    "“{head}”没有一个指标有年度协议目标。", "No indicator under “{head}” has an agreed target."
)
ONE_SIDE = Words(
    "“{head}”只有{side}填报的：{names}。", "“{head}”: only the {side} reports {names}."
)
NOT_TO_THE_END = Words(
    "“{head}”数据没有到年末（最近截至{day}）的：{names}。",
    "“{head}”: {names} are not counted to the end of the year (at the latest to {day}).",
)
DIFFERS = Words(
    "“{name}”双方填报不一致，尚未说明：帮扶方{helper}，受援方{receiver}。",
    "“{name}”: both sides differ, and nobody has said why: helper {helper}, receiver {receiver}.",
)
NO_SOURCE = Words(
    "《{title}》{records} 条记录中有 {many} 条没有注明来源。",
    "“{title}”: of {records} records {many} name no source.",
)
NO_PROOF = Words(
    "没有一条记录附有佐证材料（文件或网址）。",
    "No record has evidence, no file and no address.",
)
WITHHELD = Words(
    "{many} 份佐证属于含个人姓名的台账，未列入本材料。",
    "Evidence of ledgers with names of persons is left out: {many}.",
)
REPORTS = Words("{side}填报尚未审核：{periods}。", "Reports of the {side} not approved: {periods}.")
OF_PERIOD = Words("{period}（{state}）", "{period} ({state})")
FILE_LOST = Words(
    "{number} 的佐证“{name}”只有记录，文件已丢失或损坏，请从备份恢复。",
    "The evidence “{name}” of {number} is on record, but its file is lost or damaged: bring it "
    "back from a backup.",
)
FIGURES_CHANGED = Words(
    "“{head}”的文字写成之后数据又有变动，请核对。",
    "Figures have changed since the text of “{head}” was written; look at it again.",
)
OPEN_AGAIN = Words(
    "{period}关账后又于{when}重新打开（{reason}），数据可能变动。",
    "{period} was closed and is open again since {when} ({reason}): its figures may change.",
)
DEMO = Words(
    "《{title}》有 {many} 条演示数据（随机生成），不得用于报送。",
    "“{title}” has demo data, generated at random ({many}): never hand them in.",
)


@dataclass(frozen=True)
class Gap:
    """One thing that is not right: what kind it is of, and in words."""

    lack: Lack
    words: Words


def gaps(
    connection: Connection,
    of: Year,
    found: Sequence[Annex],
    proofs: Sequence[Proof],
    *,
    outdated: Sequence[str] = (),
    withheld: int = 0,
) -> tuple[Gap, ...]:
    """All that is not right, the worst first. `outdated` are the keys of heads whose text is older
    than the figures; `withheld` is how many pieces of evidence are left out for the names in them.
    """
    said = [
        *_whole(of, found),
        *(gap for under in of.heads for gap in _of_head(under, of.year)),
        *_unsourced(found, proofs, withheld),
        *_unapproved(connection, of),
        *(lost(proof) for proof in proofs if proof.lost),
        *_outdated(of, outdated),
        *_reopened(connection, of),
        *_demo(found),
    ]
    return in_order(said)


def in_order(said: Iterable[Gap]) -> tuple[Gap, ...]:
    """The worst first."""
    order = list(Lack)
    return tuple(sorted(said, key=lambda gap: order.index(gap.lack)))


def lost(proof: Proof) -> Gap:
    """That the file of a piece of evidence is not where it was kept."""
    return Gap(Lack.LOST, FILE_LOST.format(number=proof.number, name=proof.name))


def _whole(of: Year, found: Sequence[Annex]) -> Iterator[Gap]:
    year = {"year": of.year}
    if of.measure is None:
        yield Gap(Lack.MISSING, NO_MEASURE.format(**year))
    if not found and not any(one.counts for under in of.heads for one in under.standings):
        yield Gap(Lack.MISSING, NOTHING.format(**year))


def _of_head(under: Under, year: int) -> Iterator[Gap]:
    head = Words(under.head.name_zh, under.head.name_en)
    if not under.head.indicators:
        yield Gap(Lack.MISSING, NO_INDICATOR.format(head=head))
        return
    known = {one.indicator.metric for one in under.standings}
    gone = [one.metric for one in under.head.indicators if one.metric not in known]
    if gone:
        told = {"names": ", ".join(gone), "many": len(gone)}
        yield Gap(Lack.MISSING, GONE.format(head=head, **told))
    empty = [one for one in under.standings if not one.known]
    if empty:
        yield _named(NO_DATA, head, empty, many=len(empty))
    if all(one.target is None for one in under.standings):
        yield Gap(Lack.MISSING, NO_TARGET.format(head=head))
    yield from _one_sided(under, head)
    yield from _not_to_the_end(under, head, year)
    for one in under.standings:
        if one.unexplained and one.helper and one.receiver:
            sides = {
                "helper": amount(one.helper.value, one.unit),
                "receiver": amount(one.receiver.value, one.unit),
            }
            name = Words(one.name_zh, one.name_en)
            yield Gap(Lack.UNEXPLAINED, DIFFERS.format(name=name, **sides))


def _one_sided(under: Under, head: Words) -> Iterator[Gap]:
    for side in (Side.HELPER, Side.RECEIVER):
        alone = [
            one
            for one in under.standings
            if (one.helper is None) != (one.receiver is None)
            and (one.helper if side is Side.HELPER else one.receiver)
        ]
        if alone:
            yield _named(ONE_SIDE, head, alone, side=SIDES[side])


def _not_to_the_end(under: Under, head: Words, year: int) -> Iterator[Gap]:
    end = date(year, 12, 31)
    early = [one for one in under.standings if one.counts and one.counts.day < end]
    if early:
        latest = max(one.counts.day for one in early if one.counts)
        yield _named(NOT_TO_THE_END, head, early, day=day(latest))


def _named(words: Words, head: Words, of: Iterable[Standing], **more: object) -> Gap:
    standings = list(of)
    names = Words(
        "、".join(one.name_zh for one in standings), "; ".join(one.name_en for one in standings)
    )
    return Gap(Lack.MISSING, words.format(head=head, names=names, **more))


def _unsourced(found: Sequence[Annex], proofs: Sequence[Proof], withheld: int) -> Iterator[Gap]:
    for annex in found:
        if annex.unsourced:
            told = {"records": f"{annex.records:,}", "many": f"{annex.unsourced:,}"}
            yield Gap(Lack.UNSOURCED, NO_SOURCE.format(title=annex.title, **told))
    if found and not proofs and not withheld:
        yield Gap(Lack.UNSOURCED, NO_PROOF)
    if withheld:
        yield Gap(Lack.UNSOURCED, WITHHELD.format(many=withheld))


def _unapproved(connection: Connection, of: Year) -> Iterator[Gap]:
    columns = (RESULT.c.reported_by, RESULT.c.period_kind, RESULT.c.period_number)
    state = state_of(of.couple.pairings, *OWN)
    statement = (
        select(*columns, state, func.max(RESULT.c.ends_on).label("ends"))
        .where(RESULT.c.pairing_id.in_(of.couple.pairings), RESULT.c.year == of.year)
        .group_by(RESULT.c.year, *columns)
        .order_by("ends", RESULT.c.period_kind)
    )
    draft = ReportState.DRAFT
    rows = [(row[0], row[1], row[2], row[3] or draft) for row in connection.execute(statement)]
    for side in SIDES:
        told = [
            OF_PERIOD.format(period=Period(of.year, kind, number).words, state=STATES[state])
            for whose, kind, number, state in rows
            if whose is side and state in STATES
        ]
        if told:
            periods = Words("、".join(t.zh for t in told), ", ".join(t.en for t in told))
            yield Gap(Lack.UNAPPROVED, REPORTS.format(side=SIDES[side], periods=periods))


def _outdated(of: Year, keys: Sequence[str]) -> Iterator[Gap]:
    for under in of.heads:
        if under.head.key in keys:
            head = Words(under.head.name_zh, under.head.name_en)
            yield Gap(Lack.OUTDATED, FIGURES_CHANGED.format(head=head))


def _reopened(connection: Connection, of: Year) -> Iterator[Gap]:
    for kept in closings.reopened_of(connection, of.couple.id, (of.year, of.year)):
        when = clock.minute(kept.reopened_at) if kept.reopened_at else ""
        told = {"period": kept.closed.period.words, "when": when, "reason": kept.reason}
        yield Gap(Lack.REOPENED, OPEN_AGAIN.format(**told))


def _demo(found: Sequence[Annex]) -> Iterator[Gap]:
    for annex in found:
        if annex.demo:
            yield Gap(Lack.DEMO, DEMO.format(title=annex.title, many=same(f"{annex.demo:,}")))
