"""All that a pack, and the page before it, are made from: a couple's year, read at one moment."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from db.assessment import annexes, drafting, gaps, narratives, standing
from db.assessment.annexes import Annex
from db.assessment.gaps import Gap
from db.assessment.narratives import Written
from db.assessment.proofs import Proof, proofs, withheld
from db.assessment.standing import Under, Year
from db.importing.words import Language


@dataclass(frozen=True)
class Told:
    """A head with what is said of it: the draft, and what somebody wrote in its place, if so."""

    under: Under
    draft: str
    written: Written | None

    @property
    def edited(self) -> Written | None:
        """What was written, where it holds."""
        return self.written if self.written and self.written.text else None

    @property
    def text(self) -> str:
        """What a pack says."""
        return self.edited.text if self.edited else self.draft

    @property
    def outdated(self) -> bool:
        """Whether the draft is not what it was when somebody wrote in its place."""
        return self.edited is not None and self.edited.drafted != narratives.digest(self.draft)


@dataclass(frozen=True)
class Dossier:
    """A couple's year in one language. `names`: with people who hold no public office."""

    of: Year
    language: Language
    names: bool
    heads: tuple[Told, ...]
    annexes: tuple[Annex, ...]
    proofs: tuple[Proof, ...]
    gaps: tuple[Gap, ...]

    @property
    def as_of(self) -> date:
        """The latest day to which a record of it is kept; the year's end where nobody said."""
        days = [annex.as_of for annex in self.annexes if annex.as_of]
        return max(days, default=date(self.of.year, 12, 31))

    def with_lost(self, numbers: Collection[str]) -> "Dossier":
        """The same, with evidence said to be lost that was thought to be there."""
        proofs = tuple(
            replace(proof, lost=True) if proof.number in numbers else proof for proof in self.proofs
        )
        more = (gaps.lost(proof) for proof in proofs if proof.number in numbers)
        return replace(self, proofs=proofs, gaps=gaps.in_order([*self.gaps, *more]))


def read(
    connection: Connection,
    pairing_id: int,
    year: int,
    language: Language,
    *,
    names: bool = False,
) -> Dossier | None:
    """What there is; None where there is no such pairing."""
    couple = standing.couple(connection, pairing_id)
    if couple is None:
        return None
    of = standing.of_year(connection, couple, year)
    found = annexes.annexes(connection, of)
    written = narratives.of_year(connection, couple, year, language)
    told = tuple(
        Told(under, drafting.draft(under, found)[language], written.get(under.head.key))
        for under in of.heads
    )
    proved = proofs(connection, found, of, names=names)
    lacking = gaps.gaps(
        connection,
        of,
        found,
        proved,
        outdated=[one.under.head.key for one in told if one.outdated],
        withheld=0 if names else withheld(connection, found, of),
    )
    return Dossier(of, language, names, told, found, proved, lacking)
