"""Promise 18 in numbers: how often a stranger can guess at a name, and that its owner gets in.

The numbers are those of docs/sign-in.md.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from db.accounts import (
    Account,
    attempts,
    audit,
    devices,
    entrance,
    links,
    passwords,
    people,
    sessions,
)
from db.accounts.attempts import Asker
from db.accounts.entrance import Caller, Entered, NotLetIn
from db.engine import locked, reading
from db.terms import AccountRole, Attempt, Event, Standing
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db.states import SQLITE, small, table

PASSWORD = "seven villages of Anji, 2019"
HOURS = timedelta(hours=8)
DOC = Path(__file__).parents[3] / "docs" / "sign-in.md"


class Clock:
    """The time that the store notes, moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, 0)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    for module in (attempts, audit, devices, links, sessions):
        monkeypatch.setattr(module, "utc_now", clock)
    # The same hashes with less work: there are hundreds of them here.
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    passwords._nobodys.cache_clear()
    yield clock
    passwords._nobodys.cache_clear()


def promised(what: str) -> int:
    """A number of the page about signing in."""
    (found,) = re.findall(rf"^\| {what} \| (\d+)", DOC.read_text("utf-8"), re.MULTILINE)
    return int(found)


def owner(engine: Engine) -> str:
    """Anna sets her password in a browser, whose token it is."""
    anna = make(engine, AccountRole.VIEWER, "anna")
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, anna.id)
    return links.use(engine, token, PASSWORD).device


def enter(
    engine: Engine, password: str, address: str, device: str | None = None, name: str = "anna"
) -> Entered:
    caller = Caller(address, "a browser", HOURS, device=device)
    return entrance.with_password(engine, name, password, caller)


def refused(engine: Engine, password: str, address: str, device: str | None = None) -> str:
    with pytest.raises(NotLetIn) as told:
        enter(engine, password, address, device)
    return told.value.words.en


def waits(engine: Engine, address: str) -> timedelta:
    with reading(engine) as connection:
        return attempts.wait(connection, Asker("anna", address))


def looked_at(engine: Engine) -> int:
    """How many wrong passwords were compared with the right one."""
    return sum(row["outcome"] is Attempt.FAILED for row in table(engine, "sign_in_attempt"))


def guess_away(engine: Engine, clock: Clock, until: datetime, addresses: int = 1) -> None:
    """Guess as soon as it is let, from one address after the other, until that time."""
    number = 0
    while clock.now < until:
        address = f"203.0.113.{number % addresses}"
        number += 1
        assert "not right" in refused(engine, f"guess {number}", address)
        if wait := waits(engine, address):
            assert "Too many" in refused(engine, PASSWORD, address)  # whatever they say meanwhile
            clock.pass_by(wait)


def besiege(engine: Engine, clock: Clock, time: timedelta) -> None:
    """Guess for so long; then strangers have to wait."""
    guess_away(engine, clock, clock.now + time)
    assert "not right" in refused(engine, "wrong", "203.0.113.0")


@SQLITE
@pytest.mark.parametrize("addresses", [1, 50])
def test_a_guesser_has_so_many_tries_in_eight_hours(
    stores: Stores, clock: Clock, addresses: int
) -> None:
    engine = small(stores)
    owner(engine)
    guess_away(engine, clock, clock.now + HOURS, addresses)
    assert looked_at(engine) == promised("guesses at one name in eight hours, however many guess")


def test_the_owner_gets_in_on_a_known_device_whenever_they_try(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    device = owner(engine)
    start = clock.now
    for number in range(240):  # every two minutes; the guesser is at it all the time
        guess_away(engine, clock, start + timedelta(minutes=2 * number))
        clock.now = max(clock.now, start + timedelta(minutes=2 * number))
        entered = enter(engine, PASSWORD, "198.51.100.7", device)
        assert entered.account.name == "anna"
        assert entered.device
        device = entered.device
    assert looked_at(engine) <= promised("guesses at one name in eight hours, however many guess")


@SQLITE
def test_the_owner_gets_in_although_the_guesser_has_their_address(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    device = owner(engine)
    besiege(engine, clock, timedelta(minutes=1))
    for number in range(60):  # so many that the whole address waits
        with pytest.raises(NotLetIn):
            enter(engine, "wrong", "203.0.113.0", name=f"name{number}")
    assert "Too many" in refused(engine, PASSWORD, "203.0.113.0")
    assert enter(engine, PASSWORD, "203.0.113.0", device).account.name == "anna"


@SQLITE
def test_the_owner_gets_in_from_a_known_address_without_the_cookie(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    owner(engine)
    assert enter(engine, PASSWORD, "198.51.100.7").account.name == "anna"
    besiege(engine, clock, timedelta(hours=1))
    assert "Too many" in refused(engine, PASSWORD, "198.51.100.8")
    assert enter(engine, PASSWORD, "198.51.100.7").account.name == "anna"
    clock.pass_by(timedelta(days=31))
    besiege(engine, clock, timedelta(hours=1))
    assert "Too many" in refused(engine, PASSWORD, "198.51.100.7")  # known no longer


@SQLITE
def test_an_administrator_s_link_lets_them_in_anywhere_at_once(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    owner(engine)
    besiege(engine, clock, timedelta(hours=1))
    assert "Too many" in refused(engine, PASSWORD, "192.0.2.1")
    with locked(engine) as connection:
        token = links.make(connection, OPERATOR, table(engine, "account")[0]["id"])
    used = links.use(engine, token, "a new password, of hers")
    assert enter(engine, "a new password, of hers", "192.0.2.1", used.device)


@SQLITE
def test_without_a_guesser_a_stranger_s_wait_is_over_in_a_quarter_of_an_hour(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    owner(engine)
    guess_away(engine, clock, clock.now + HOURS)
    clock.pass_by(timedelta(minutes=promised("minutes until a stranger's next try, at the most")))
    assert enter(engine, PASSWORD, "192.0.2.1").account.name == "anna"


@SQLITE
def test_a_known_device_has_no_more_tries_than_strangers_and_keeps_nobody_else_out(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    device, until = owner(engine), clock.now + HOURS
    while clock.now < until:
        if "Too many" in refused(engine, "wrong", "198.51.100.7", device):
            clock.pass_by(timedelta(seconds=10))
    assert looked_at(engine) <= promised("guesses at one name in eight hours, however many guess")
    assert enter(engine, PASSWORD, "192.0.2.1").account.name == "anna"


@SQLITE
def test_the_owner_s_sign_ins_do_not_let_a_guesser_begin_anew(stores: Stores, clock: Clock) -> None:
    engine = small(stores)
    device: str | None = owner(engine)
    for _ in range(20):
        for _ in range(3):
            with pytest.raises(NotLetIn):
                enter(engine, "wrong", "203.0.113.0")
        device = enter(engine, PASSWORD, "198.51.100.7", device).device
    assert looked_at(engine) == attempts.OF_NAME[0]


@SQLITE
def test_a_device_is_known_for_the_account_that_signed_in_there(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    device = owner(engine)
    make(engine, AccountRole.VIEWER, "berta")
    with reading(engine) as connection:
        known = {
            name: attempts.asker(connection, _named(engine, name), name, "::1", device).standing
            for name in ("anna", "berta")
        }
        nobody = attempts.asker(connection, None, "nobody", "::1", device)
    assert known == {"anna": Standing.DEVICE, "berta": Standing.STRANGER}
    assert nobody.standing is Standing.STRANGER


def _named(engine: Engine, name: str) -> Account:
    with reading(engine) as connection:
        found = people.named(connection, name)
    assert found
    return found


@SQLITE
def test_a_token_that_was_planted_or_taken_is_worth_nothing_after_the_next_sign_in(
    stores: Stores, clock: Clock
) -> None:
    engine = small(stores)
    taken = owner(engine)
    fresh = enter(engine, PASSWORD, "198.51.100.7", taken).device
    for _ in range(attempts.OF_NAME[0]):
        refused(engine, "wrong", "203.0.113.0", taken)
    assert "Too many" in refused(engine, PASSWORD, "203.0.113.0", taken)
    assert enter(engine, PASSWORD, "203.0.113.0", fresh)


@SQLITE
def test_a_new_password_and_half_a_year_make_a_device_unknown(stores: Stores, clock: Clock) -> None:
    engine = small(stores)
    device = owner(engine)
    clock.pass_by(devices.LASTS + timedelta(days=1))
    assert _standing(engine, device) is Standing.STRANGER
    entered = enter(engine, PASSWORD, "198.51.100.7", device)
    assert _standing(engine, entered.device) is Standing.DEVICE
    new = "a new password, of hers"
    caller = Caller("198.51.100.9", "another", HOURS, device=None)
    changed = entrance.change_password(engine, entered.account, PASSWORD, new, caller)
    assert _standing(engine, entered.device) is Standing.STRANGER
    assert _standing(engine, changed.device) is Standing.DEVICE


def _standing(engine: Engine, device: str | None) -> Standing:
    with reading(engine) as connection:
        anna = _named(engine, "anna")
        return attempts.asker(connection, anna, "anna", "192.0.2.77", device).standing


def test_refused_tries_are_kept_and_do_not_fill_the_store(stores: Stores, clock: Clock) -> None:
    engine = small(stores)
    owner(engine)
    for _ in range(attempts.OF_NAME[0] + 30):
        refused(engine, "wrong", "203.0.113.0")
    kept = [r for r in table(engine, "sign_in_attempt") if r["outcome"] is Attempt.REFUSED]
    assert [(row["name"], row["address"], row["tries"]) for row in kept] == [
        ("anna", "203.0.113.0", 30)
    ]
    told = [r for r in table(engine, "audit") if r["event"] is Event.SIGN_IN_REFUSED]
    assert [(row["address"], row["subject_id"]) for row in told] == [("203.0.113.0", 1)]
    assert table(engine, "known_device")[0]["account_id"] == 1
