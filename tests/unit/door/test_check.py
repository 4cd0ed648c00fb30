"""Before anything else: the policy that the rows are of, and what the ledger is owed."""

from __future__ import annotations

import pytest

from privacy.errors import LedgerUnavailable, Refusal, StalePolicy
from privacy.gate import Ruling, rule
from privacy.terms import Action, LeafKind, Purpose, ReasonCode, Role
from privacy.testing.asks import ask, caller
from privacy.threshold import InForce
from tests.unit.door.scene import IN_FORCE, POLICY, RECORD, STAFF, Scene, looking, scene
from tests.unit.ledger.scene import intent, outcome
from tests.unit.vault.scene import PERSON

OWING = InForce(policy=POLICY.hash, owed=True)
OFFICER = caller(Role.PRIVACY_OFFICER, client="privacy-desk")


def withdrawal() -> Ruling:
    asked = ask(action=Action.WRITE, writes=(RECORD, STAFF), narrows=True)
    return rule(asked, POLICY)


def indebted() -> Scene:
    on = scene()
    on.debts.owe(PERSON, [intent(PERSON).to_bytes(), outcome(PERSON).to_bytes()])
    return on


async def test_what_is_owed_is_repaid_before_anything_goes_on() -> None:
    """The statement says whether anything is owed; nobody looks where nothing is."""
    on = indebted()
    assert await on.door.check(looking()[1], IN_FORCE)
    assert on.journal == []
    assert await on.door.check(looking()[1], OWING)
    assert on.journal == ["debt repaid"]


async def test_a_debt_that_cannot_be_repaid_stops_whatever_does_not_narrow() -> None:
    """Nobody is shown anything while a withdrawal is not in the log."""
    on = indebted()
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await on.door.check(looking()[1], OWING)


async def test_an_act_that_narrows_goes_on_behind_the_debts() -> None:
    """The second withdrawal of an outage is taken like the first, and pays for nobody."""
    on = indebted()
    on.ledger.book.is_down = True
    assert await on.door.check(withdrawal(), OWING) is False
    on.ledger.book.is_down = False
    assert await on.door.check(withdrawal(), OWING) is False
    assert on.journal == []


@pytest.mark.parametrize("stale", [InForce(policy="0" * 64, owed=owed) for owed in (True, False)])
async def test_another_policy_in_force_stops_everything(stale: InForce) -> None:
    """Acts that narrow as well: they are ruled again, by the version in force."""
    on = indebted()
    for ruling in (looking()[1], withdrawal()):
        with pytest.raises(StalePolicy):
            await on.door.check(ruling, stale)
    assert on.journal == []


async def test_what_is_owed_is_repaid_before_a_refusal_is_written_down() -> None:
    """Also a refusal comes after the withdrawal that the ledger missed."""
    on = indebted()
    asked, _ = looking()
    await on.door.refuse(asked, Refusal(ReasonCode.ROLE_FORBIDDEN), POLICY, OWING)
    assert on.journal == ["debt repaid", "denial committed"]


async def test_reading_the_log_is_written_down_in_the_log() -> None:
    """With how many entries are about to be shown."""
    on = scene()
    asked = ask(actor=OFFICER, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    ruling = rule(asked, POLICY)
    assert await on.door.check(ruling, IN_FORCE)
    await on.door.read_log(asked, ruling, 7)
    [leaf] = on.written
    assert (leaf.kind, leaf.count) == (LeafKind.LOG_READ, 7)


async def test_a_log_that_is_down_is_not_read() -> None:
    """Who reads the ledger is in the ledger, or does not read it."""
    on = scene()
    on.ledger.book.is_down = True
    asked = ask(actor=OFFICER, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    with pytest.raises(LedgerUnavailable):
        await on.door.read_log(asked, rule(asked, POLICY), 7)
