"""Who does something, and what records they answer for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.terms import AccountRole, Side


class Matter(NamedTuple):
    """Whose work a record is: adcodes of both sides, of any level, and its pairing if known.

    National records have no sides; nobody's scope covers those. What one side reports is that
    side's alone, and has no other. `is_pairing`: it is the pairing itself, which staff may only
    touch where they are let.
    """

    helper: str | None
    receiver: str | None
    pairing_id: int | None = None
    is_pairing: bool = False


def matter_of(record: Mapping[str, Any]) -> Matter:
    """The matter of a ledger's record: its helper_adcode, receiver_adcode and pairing_id, and who
    it is `reported_by`. What has a `scheme` is a pairing itself.
    """
    helper, receiver = record["helper_adcode"], record["receiver_adcode"]
    if "scheme" in record:
        return Matter(helper, receiver, record.get("id"), is_pairing=True)
    side = record.get("reported_by")
    return Matter(
        None if side == Side.RECEIVER else helper,
        None if side == Side.HELPER else receiver,
        record.get("pairing_id"),
    )


@dataclass(frozen=True)
class Scope:
    """What a member of staff may write: records of these pairings, or with a side in these
    provinces (adcodes).
    """

    pairings: frozenset[int] = frozenset()
    provinces: frozenset[str] = frozenset()

    def covers(
        self, helper_province: str | None, receiver_province: str | None, pairing_id: int | None
    ) -> bool:
        """Whether a record of these sides and this pairing lies within."""
        sides = {province_of(side) for side in (helper_province, receiver_province) if side}
        return pairing_id in self.pairings or not sides.isdisjoint(self.provinces)

    def holds(self, matter: Matter) -> bool:
        """Whether a matter lies within."""
        return self.covers(matter.helper, matter.receiver, matter.pairing_id)


@dataclass(frozen=True)
class Account:
    """A person as they were when read. What they may do is asked again at every write."""

    id: int
    name: str
    display_name: str
    role: AccountRole
    scope: Scope = field(default_factory=Scope)
    disabled: bool = False


@dataclass(frozen=True)
class Operator:
    """Whoever has a shell on the server, or a loader that they started: nobody checks them."""

    name: str

    @property
    def id(self) -> None:
        """No account."""
        return None

    @property
    def display_name(self) -> str:
        """What stands for a person's name."""
        return self.name


Author = Account | Operator


def province_of(adcode: str) -> str:
    """The province of a unit of GB/T 2260: its first two digits."""
    return f"{adcode[:2]}0000"
