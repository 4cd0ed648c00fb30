"""A write ends: applied, failed or owed, and what its payload may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from privacy.errors import KeyErased, LedgerUnavailable
from privacy.gate import Ask, Ruling, Standing, rule
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import Decision, Lasting
from privacy.terms import (
    Action,
    LeafKind,
    LegalBasis,
    Purpose,
    ReasonCode,
    SubjectState,
)
from privacy.testing.asks import ask
from privacy.threshold import InForce
from privacy.vault import Sealed
from tests.unit.door.scene import LATER, NAME, PHONE, POLICY, RECORD, STAFF, Scene, scene, stands
from tests.unit.vault.scene import PERSON, ROW, STRANGER

if TYPE_CHECKING:
    from privacy.writing import Writing

WITHDRAWN = LastingEffect(kind=Lasting.CONSENT_WITHDRAWN, purpose=Purpose.MARKETING_DIRECT_CALL)


def filing() -> tuple[Ask, Ruling]:
    """An agent who files a name and is shown name and masked number afterwards."""
    asked = ask(NAME, PHONE, action=Action.WRITE, writes=(NAME,))
    return asked, rule(asked, POLICY)


async def begun(on: Scene) -> Writing:
    asked, ruling = filing()
    return await on.door.begin(
        asked,
        ruling,
        PERSON,
        basis=LegalBasis.CONSENT,
        effect=None,
        is_new=False,
        is_paid=True,
    )


async def withdrawing(on: Scene) -> Writing:
    asked = ask(action=Action.WRITE, writes=(RECORD, STAFF), narrows=True)
    ruling = rule(asked, POLICY)
    return await on.door.begin(
        asked,
        ruling,
        PERSON,
        basis=LegalBasis.LEGAL_DUTY,
        effect=WITHDRAWN,
        is_new=False,
        is_paid=True,
    )


async def test_an_applied_write_is_written_down_with_its_cells_and_what_it_shows() -> None:
    """Intent and outcome share the operation; the outcome has a time of its own."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    writing.seal_row("contact", ROW, {"name": ("张晓明", NAME)})
    await on.door.applied(writing, stands())
    intent, outcome = on.written
    assert (outcome.kind, outcome.decision) == (LeafKind.OUTCOME, Decision.APPLIED)
    assert (intent.operation, intent.subjects) == (outcome.operation, outcome.subjects)
    assert tuple(writing.cells) == outcome.cells
    assert outcome.fields == ("contact.phone#mask", "identity.name#full")
    assert (LATER, on.ledger.book.pending) == (outcome.at, {})


async def test_the_payload_s_grant_opens_by_the_outcome_s_entry_and_seals_nothing() -> None:
    """What was just written is shown as a read would show it."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    sealed = writing.seal_row("contact", ROW, {"name": ("张晓明", NAME)})["name"]
    assert sealed is not None
    grant = await on.door.applied(writing, stands())
    name = Sealed(sealed, subject=PERSON, row=ROW, column="contact.name", category=NAME)
    assert grant is not None
    assert name.open(grant) == "张晓明"
    assert (1, frozenset()) == (grant.entry, grant.may_seal)
    assert [receipt.index for receipt in writing.receipts] == [0, 1]


async def test_the_grant_of_the_write_itself_has_no_keys_any_more() -> None:
    """One person's keys are held by one grant at a time."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    await on.door.applied(writing, stands())
    with pytest.raises(KeyErased):
        writing.grant.key(PERSON, NAME)


@pytest.mark.parametrize(
    "standings",
    [[], [stands(contract=False)], [stands(state=SubjectState.RESTRICTED)], [stands(STRANGER)]],
    ids=["nobody", "no contract", "restricted", "not announced"],
)
async def test_a_payload_that_may_not_show_the_person_has_no_grant(
    standings: list[Standing],
) -> None:
    """The write stands all the same, and its outcome says that nobody was shown."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    grant = await on.door.applied(writing, *standings)
    [_, outcome] = on.written
    assert (grant, outcome.decision, outcome.fields) == (None, Decision.APPLIED, ())
    assert writing.grant.keys == {}


async def test_a_lasting_effect_stands_in_the_outcome() -> None:
    """As announced. A restore replays it: a withdrawal outlives a backup from the day before."""
    on = await scene().met(PERSON)
    writing = await withdrawing(on)
    await on.door.applied(writing)
    assert [leaf.effect for leaf in on.written] == [WITHDRAWN, WITHDRAWN]


async def test_a_write_that_failed_has_no_lasting_effect() -> None:
    """Else a restore would replay what never was."""
    on = await scene().met(PERSON)
    writing = await withdrawing(on)
    await on.door.failed(writing, ReasonCode.CONFLICT)
    assert [leaf.effect for leaf in on.written] == [WITHDRAWN, None]


async def test_an_outcome_that_cannot_be_written_down_shows_nothing() -> None:
    """The data stand and the intent stays open, for the sweeper to end."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await on.door.applied(writing, stands())
    assert list(on.ledger.book.pending) == [writing.ask.operation]
    assert writing.grant.keys == {}


async def test_a_failed_write_says_why_and_drops_its_keys() -> None:
    """Nothing was changed, and the intent is closed."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    await on.door.failed(writing, ReasonCode.CONFLICT)
    [_, outcome] = on.written
    assert (outcome.decision, outcome.reason) == (Decision.FAILED, ReasonCode.CONFLICT)
    assert (outcome.fields, writing.grant.keys) == ((), {})
    assert on.ledger.book.pending == {}


async def test_a_failure_that_cannot_be_written_down_still_drops_the_keys() -> None:
    """The intent stays open; the sweeper finds no transaction and calls it void."""
    on = await scene().met(PERSON)
    writing = await begun(on)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await on.door.failed(writing, ReasonCode.INTERNAL)
    assert writing.grant.keys == {}


async def test_an_owed_write_that_failed_owes_nothing() -> None:
    """Its leaves went with its transaction, which did not stand."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    writing = await withdrawing(on)
    on.ledger.book.is_down = False
    await on.door.failed(writing, ReasonCode.INTERNAL)
    assert on.written == []
    assert writing.grant.keys == {}


async def test_an_owed_withdrawal_is_the_first_thing_that_the_ledger_hears() -> None:
    """Intent and outcome, before the leaf of whoever asks next, and once."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    writing = await withdrawing(on)
    leaves = [writing.intent, *on.door.outcome(writing)]
    on.debts.owe(PERSON, [leaf.to_bytes() for leaf in leaves])
    on.ledger.book.is_down = False
    on.journal.clear()
    asked = ask(PHONE)
    ruling = rule(asked, POLICY)
    owing = InForce(policy=POLICY.hash, owed=True)
    for _ in range(2):
        async with on.door.open(asked, ruling, [stands()], owing) as opened:
            assert opened.grant is not None
    assert on.journal[:3] == ["debt repaid", "keys fetched", "read committed"]
    assert [leaf.kind for leaf in on.written] == [
        LeafKind.INTENT,
        LeafKind.OUTCOME,
        LeafKind.READ,
        LeafKind.READ,
    ]
