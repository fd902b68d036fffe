"""Records of the ledgers by table and number: what they are called, for whoever must name them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.models import (
    AgreementTarget,
    Commitment,
    Meeting,
    Metric,
    Pairing,
    Project,
    Scheme,
    Visit,
)
from db.queries.where import HelperArea, ReceiverArea

CHUNK = 2_000


@dataclass(frozen=True)
class Title:
    """What a record is called in both languages; `more` is what tells it from others."""

    zh: str
    en: str | None
    more: str


def titles(connection: Connection, table: str, ids: Iterable[int]) -> dict[int, Title]:
    """Id → title, of those that are there. `table` is meeting, project, visit,
    agreement_target or pairing.
    """
    wanted = sorted(set(ids))
    found: dict[int, Title] = {}
    for start in range(0, len(wanted), CHUNK):
        statement = _STATEMENTS[table].where(_IDS[table].in_(wanted[start : start + CHUNK]))
        for identity, zh, en, more in connection.execute(statement):
            found[identity] = Title(zh or "", en, str(more))
    return found


_STATEMENTS = {
    "meeting": select(Meeting.id, Meeting.title, Meeting.title_en, Meeting.date_start),
    "project": select(Project.id, Project.title, Project.title_en, Project.code),
    "visit": select(Visit.id, Visit.purpose, Visit.purpose_en, Visit.date_start),
    "agreement_target": select(
        AgreementTarget.id, Metric.name_zh, Metric.name_en, AgreementTarget.year
    ).join(Metric, Metric.key == AgreementTarget.metric_key),
    "pairing": select(
        Pairing.id,
        HelperArea.name_zh + " → " + ReceiverArea.name_zh,
        HelperArea.name_en + " → " + ReceiverArea.name_en,
        Scheme.name_zh,
    )
    .join(HelperArea, HelperArea.adcode == Pairing.helper_adcode)
    .join(ReceiverArea, ReceiverArea.adcode == Pairing.receiver_adcode)
    .join(Scheme, Scheme.key == Pairing.scheme),
    "commitment": select(Commitment.id, Commitment.text, Commitment.text_en, Commitment.number),
}
_IDS = {
    "meeting": Meeting.id,
    "project": Project.id,
    "visit": Visit.id,
    "agreement_target": AgreementTarget.id,
    "pairing": Pairing.id,
    "commitment": Commitment.id,
}
