"""Clauses name metrics in words of their own, which are the dictionary's metrics all the same."""

from collections import defaultdict
from pathlib import Path

from db.importing.headers.grammar import read_forms, spelled
from db.importing.rows import RowPlan
from db.reference.files import read_files
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, codes, look, target

METRICS = read_files(Path("data/reference"))["metrics"]
SURE = {
    ("财政资金", "亿元"): "fund",
    ("1.东西部协作资金（亿元）", "亿元"): "fund",
    ("县均财政资金", "万元"): "percap",
    ("消费帮扶", "亿元"): "sales",
    ("三、采购、帮助销售农特产品金额", "亿元"): "sales",
    ("社会捐赠资金", "万元"): "don_fund",
    ("引进企业到位投资", "亿元"): "inv",
    ("新增引导企业数", "家"): "ent",
    ("（2）新建帮扶车间", "个"): "ws",
    ("选派党政干部", "名"): "cadre",
    ("互派专业技术人才", "人"): "tech",
    ("脱贫劳动力就业人数", "人"): "jobs_p",
    ("村村结对", "对"): "pairs_village",
}


def clauses(words: dict[tuple[str, str], str]) -> list[Cells]:
    return [
        target(metric=metric, unit=unit, target="3", year=str(2021 + number % 5))
        for number, (metric, unit) in enumerate(words)
    ]


def key_of(plan: RowPlan) -> str:
    """The metric of a clause, be it new or one of the store."""
    key: str = {**(plan.base or {}), **plan.values}["metric_key"]
    return key


def test_words_of_practice_are_metrics_of_the_dictionary(stores: Stores) -> None:
    found = look(states.reference(stores), Kind.AGREEMENTS, *clauses(SURE))
    assert [key_of(plan) for plan in found.plans] == list(SURE.values())
    assert {"mapping", "unit", "number"}.isdisjoint(codes(found))


def test_words_that_are_likely_a_metric_are_taken_for_it_with_a_note(stores: Stores) -> None:
    row = target(metric="社会帮扶资金", unit="万元")
    found = look(states.reference(stores), Kind.AGREEMENTS, row)
    assert [key_of(plan) for plan in found.plans] == ["don_fund"]
    assert [issue.message.zh for issue in found.issues if "社会捐赠帮扶资金" in issue.message.zh]


def test_a_metric_that_is_not_known_is_refused_with_the_likeliest(stores: Stores) -> None:
    found = look(states.reference(stores), Kind.AGREEMENTS, target(metric="财政援肋资金"))
    (issue,) = found.issues
    assert "是否为“财政援助资金”" in issue.message.zh
    assert "did you mean “Fiscal aid”" in issue.message.en


def test_no_word_surely_means_two_metrics_and_every_key_is_a_metric() -> None:
    keys = defaultdict(set)
    forms = read_forms("metrics")
    for key, lines in forms.sure.items():
        for word in spelled(lines):
            keys[word].add(key)
    assert {word: found for word, found in keys.items() if len(found) > 1} == {}
    assert {*forms.sure, *forms.vague} <= {row["key"] for row in METRICS}
