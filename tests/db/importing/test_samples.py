"""Files as staff send them: the outcome and the code that each is owed."""

import csv
from pathlib import Path

from db.importing.pipeline import check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import upload

SAMPLES = Path(__file__).parent / "samples"


def expectations() -> dict[str, tuple[str, str]]:
    with (SAMPLES / "expectations.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: (row["expect"], row["code"]) for row in csv.DictReader(file)}


def test_every_sample_has_an_expectation() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {*expectations(), "expectations.csv"}


@states.SQLITE
def test_every_sample_has_its_outcome_and_code_and_writes_nothing(stores: Stores) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    found = {}
    for name, (_, code) in expectations().items():
        data = (SAMPLES / name).read_bytes()
        seen = check_file(engine, upload(Kind.MEETINGS, data=data, file_name=name))
        codes = {issue.code for issue in seen.issues} or {""}
        found[name] = (seen.outcome.value, code if code in codes else f"{sorted(codes)}")
    assert found == expectations()
    assert states.checksum(engine) == before
