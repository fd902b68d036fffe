"""A couple's year: its figures, the draft, what is written instead, what is not right, annexes."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db import evidence
from db.accounts import Account, Forbidden
from db.assessment import annexes, narratives
from db.assessment.gaps import Lack
from db.assessment.narratives import Of
from db.assessment.refused import Refused
from db.assessment.standing import Dated
from db.editing import Merge, merge_records, remove
from db.engine import locked, reading, writing
from db.evidence import Upload
from db.importing.issue import Invalid
from db.results import judging
from db.results.counted import Whose
from db.results.differences import At
from db.terms import AccountRole, DifferenceState, Kind
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.assessment.made import DECEMBER, fill, head, measured, pairing, read
from tests.db.evidence import files
from tests.db.ledgers import batch, bring, result, talent

END = date(2022, 12, 31)
DRAFT = (
    "截至2022年12月31日，财政援助资金33.9亿元，完成年度协议目标33.1亿元的102.4%，"
    "比上年增加3.9亿元（+13.0%）（双方填报不一致：帮扶方34.05亿元，受援方33.9亿元，尚待核定）。\n"
    "有关记录见附件3 项目（2条）。"
)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = measured(stores)
    fill(engine)
    return engine


def told(engine: Engine, lack: Lack, language: str = "zh") -> list[str]:
    return [gap.words[language] for gap in read(engine).gaps if gap.lack is lack]  # type: ignore[index]


def test_an_indicator_stands_with_target_both_sides_and_last_year(engine: Engine) -> None:
    (fund,) = head(read(engine), "funds").under.standings
    assert (fund.target, fund.last) == (3_310_000_000, Dated(3_000_000_000, date(2021, 12, 31)))
    assert (fund.helper, fund.receiver) == (Dated(3_405_000_000, END), Dated(3_390_000_000, END))
    assert (fund.counts, fund.whose, fund.differs) == (fund.receiver, Whose.RECEIVER, True)


def test_the_draft_says_each_number_in_full(engine: Engine) -> None:
    assert head(read(engine), "funds").text == DRAFT
    assert head(read(engine), "industry").text.startswith(
        "截至2022年9月30日，引导企业1,234家，完成年度协议目标100家的1234.0%。"
    )
    assert head(read(engine, "en"), "funds").text.startswith(
        "By 31 December 2022, Fiscal aid: 3.39 billion yuan, 102.4% of the year's agreed target of "
        "3.31 billion yuan, 390 million yuan more than the year before (+13.0%)"
    )


def test_a_settled_value_counts_and_explains_the_difference(engine: Engine) -> None:
    assert len(told(engine, Lack.UNEXPLAINED)) == 1
    said = judging.Judgement(DifferenceState.SETTLED, "对账", 3_400_000_000)
    judging.judge(engine, At(pairing(engine), "fund", 2022, 12), 0, said, OPERATOR)
    (fund,) = head(read(engine), "funds").under.standings
    assert (fund.counts, fund.whose) == (Dated(3_400_000_000, END), Whose.SETTLED)
    assert "财政援助资金34亿元（双方核定）" in head(read(engine), "funds").text
    assert told(engine, Lack.UNEXPLAINED) == []


def test_all_that_is_not_right_is_said_in_both_languages(engine: Engine) -> None:
    assert told(engine, Lack.MISSING) == [
        "“产业合作”下有 1 个指标已不在指标字典中：gone。",
        "“产业合作”只有帮扶方填报的：引导企业。",
        "“产业合作”数据没有到年末（最近截至2022年9月30日）的：引导企业。",
        "“其他”下没有设指标。",
    ]
    assert told(engine, Lack.UNEXPLAINED) == [
        "“财政援助资金”双方填报不一致，尚未说明：帮扶方34.05亿元，受援方33.9亿元。"
    ]
    assert told(engine, Lack.UNSOURCED) == [
        "《附件1 协议》2 条记录中有 2 条没有注明来源。",
        "《附件2 指标完成情况》3 条记录中有 2 条没有注明来源。",
        "《附件3 项目》2 条记录中有 1 条没有注明来源。",
        "没有一条记录附有佐证材料（文件或网址）。",
    ]
    assert told(engine, Lack.UNAPPROVED) == [
        "帮扶方填报尚未审核：2022年9月（草稿）、2022年12月（草稿）。",
        "受援方填报尚未审核：2022年12月（草稿）。",
    ]
    assert all(gap.words.en.isascii() or "“" in gap.words.en for gap in read(engine, "en").gaps)


def test_a_report_of_none_is_no_gap(engine: Engine) -> None:
    zero = result(metric="ent", value="0", unit="家", reported_by="西部", source="月报", **DECEMBER)
    batch(bring(engine, Kind.RESULTS, zero))
    assert [words for words in told(engine, Lack.MISSING) if "引导企业" in words] == []
    assert "引导企业0家，完成年度协议目标100家的0.0%" in head(read(engine), "industry").text


def test_a_couple_without_anything_and_a_year_without_a_measure_are_said(stores: Stores) -> None:
    engine = measured(stores)
    nothing = read(engine)
    assert nothing.annexes == ()
    assert nothing.gaps[0].words.zh.startswith("2022年没有这组结对的任何记录")
    assert head(nothing, "funds").text == "双方尚未填报本年度的完成数据。"
    before = read(engine, year=2016)
    assert before.heads == ()
    assert before.gaps[0].words.zh.startswith("没有适用于2016年的考核办法")


def test_annexes_hold_the_records_as_they_are(engine: Engine) -> None:
    found = read(engine)
    assert [(annex.kind, annex.records) for annex in found.annexes] == [
        (Kind.AGREEMENTS, 2), (Kind.RESULTS, 3), (Kind.PROJECTS, 2),
    ]  # fmt: skip
    with reading(engine) as connection:
        projects = found.annexes[2]
        header = annexes.header(projects, "zh", names=False)
        rows = list(annexes.rows(connection, projects, found.of, "zh", names=False))
        english = list(annexes.rows(connection, projects, found.of, "en", names=False))
    assert [row[0] for row in rows] == ["3-00001", "3-00002"]
    first = dict(zip(header, rows[0], strict=True))
    assert (first["项目名称"], first["年度"], first["来源"]) == ("茶园", 2022, "=台账")
    assert "tea" in english[0]


def attach(engine: Engine, table: str, identity: int, name: str = "验收单.pdf") -> None:
    evidence.add_file(engine, table, identity, Upload(name, files.PDF), "一期", OPERATOR)


def test_evidence_is_numbered_after_its_record_also_of_one_that_was_merged(engine: Engine) -> None:
    one, two = (int(row["id"]) for row in states.table(engine, "project"))
    attach(engine, "project", two)
    evidence.add_address(engine, "project", one, "https://example.gov.cn/a", "通知", OPERATOR)
    found = read(engine).proofs
    assert [(proof.number, proof.name, proof.address) for proof in found] == [
        ("3-00001-1", "", "https://example.gov.cn/a"), ("3-00002-1", "验收单.pdf", None),
    ]  # fmt: skip
    merge_records(engine, Merge(Kind.PROJECTS, one, two), OPERATOR)
    assert [proof.number for proof in read(engine).proofs] == ["3-00001-1", "3-00001-2"]


@states.SQLITE
def test_evidence_gone_from_disk_is_said(engine: Engine) -> None:
    (one, *_) = (int(row["id"]) for row in states.table(engine, "project"))
    attach(engine, "project", one)
    folder = Path(engine.url.database or "").with_suffix(".evidence")
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    (proof,) = read(engine).proofs
    assert proof.lost
    assert told(engine, Lack.LOST) == [
        "3-00001-1 的佐证“验收单.pdf”只有记录，文件已丢失或损坏，请从备份恢复。"
    ]


def test_evidence_of_people_is_left_out_and_said_to_be(engine: Engine) -> None:
    with writing(engine) as connection:
        head_id = "(SELECT id FROM assessment_head WHERE key = 'empty')"
        values = f"VALUES ({head_id}, 1, 'cadre_ew')"
        connection.execute(
            text(f"INSERT INTO assessment_indicator (head_id, number, metric_key) {values}")
        )
    batch(bring(engine, Kind.TALENT, talent(name="钱某某")))
    attach(engine, "talent", int(states.one(engine, "talent")["id"]), "钱某某.pdf")
    without, with_names = read(engine), read(engine, names=True)
    assert without.proofs == ()
    assert "1 份佐证属于含个人姓名的台账，未列入本材料。" in told(engine, Lack.UNSOURCED)
    assert [proof.name for proof in with_names.proofs] == ["钱某某.pdf"]
    with reading(engine) as connection:
        annex = without.annexes[-1]
        assert annex.kind is Kind.TALENT
        for names in (False, True):
            rows = list(annexes.rows(connection, annex, without.of, "zh", names=names))
            assert ("钱某某" in rows[0]) is names
            assert ("姓名" in annexes.header(annex, "zh", names=names)) is names


def write(engine: Engine, by: Account | None, after: int, said: str, draft: str = DRAFT) -> int:
    with locked(engine) as connection:
        of = Of(pairing(engine), 2022, "funds", "zh")
        return narratives.write(connection, by, of, after, said, draft)


def test_what_is_written_holds_until_it_is_taken_back(engine: Engine) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[pairing(engine)])
    assert write(engine, anna, 0, "  全年\x07到位\n\n资金。 ") == 1
    funds = head(read(engine), "funds")
    assert (funds.text, funds.edited and funds.edited.author) == ("全年到位\n资金。", "anna")
    assert head(read(engine, "en"), "funds").edited is None
    assert write(engine, anna, 1, "") == 2
    assert head(read(engine), "funds").text == DRAFT


def test_a_pairing_that_something_is_written_of_is_not_removed(stores: Stores) -> None:
    engine = measured(stores)
    identity = pairing(engine)
    write(engine, make(engine, AccountRole.ADMIN), 0, "文字")
    with pytest.raises(Invalid):
        remove(engine, Kind.PAIRINGS, identity, OPERATOR)
    assert states.one(engine, "pairing", id=identity)


def test_a_text_that_is_older_than_the_figures_says_so(engine: Engine) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", provinces=["510000"])
    write(engine, anna, 0, "全年到位资金。")
    assert told(engine, Lack.OUTDATED) == []
    batch(bring(engine, Kind.RESULTS, result(value="34", reported_by="西部", **DECEMBER)))
    assert told(engine, Lack.OUTDATED) == ["“资金使用”的文字写成之后数据又有变动，请核对。"]


def test_only_those_in_charge_write(engine: Engine) -> None:
    other = pairing(engine, "350000")
    for person in (
        None,
        make(engine, AccountRole.VIEWER),
        make(engine, AccountRole.AUDITOR),
        make(engine, AccountRole.STAFF, "sven", pairings=[other]),
    ):
        with pytest.raises(Forbidden):
            write(engine, person, 0, "文字")
    assert head(read(engine), "funds").written is None


def test_a_text_that_cannot_be_kept_is_refused(engine: Engine) -> None:
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[pairing(engine)])
    write(engine, anna, 0, "文字")
    for after, said, words in (
        (0, "别的", "at version 1 now"),
        (1, " 文字 ", "Nothing differs"),
        (1, "字" * 20_001, "has 20001 characters"),
    ):
        with pytest.raises(Refused, match=words):
            write(engine, anna, after, said)
    of = Of(pairing(engine), 2022, "gone", "zh")
    with pytest.raises(Refused, match="no such head"), locked(engine) as connection:
        narratives.write(connection, anna, of, 0, "文字", "")
