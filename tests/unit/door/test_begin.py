"""Writing begins: the intent is committed before there is anything to seal with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from privacy.errors import KeyErased, LedgerUnavailable, Refusal, Tampered
from privacy.gate import Ask, Ruling, rule
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import Decision, Lasting
from privacy.terms import Action, DataCategory, KeyCategory, LeafKind, LegalBasis, Purpose
from privacy.testing.asks import ask
from privacy.vault import Sealed, commit_row, pseudonym
from privacy.writing import UNWRITTEN
from tests.unit.door.scene import NAME, PHONE, POLICY, RECORD, STAFF, Scene, scene
from tests.unit.vault.scene import HANDLER, PERSON, ROW

if TYPE_CHECKING:
    from privacy.writing import Writing


def filing(*writes: DataCategory, narrows: bool = False) -> tuple[Ask, Ruling]:
    """An agent who files a name and a number, unless told otherwise."""
    asked = ask(action=Action.WRITE, writes=writes or (NAME, PHONE), narrows=narrows)
    return asked, rule(asked, POLICY)


async def begin(
    on: Scene,
    *writes: DataCategory,
    effect: LastingEffect | None = None,
    is_new: bool = False,
    is_paid: bool = True,
    narrows: bool = False,
) -> Writing:
    asked, ruling = filing(*writes, narrows=narrows)
    return await on.door.begin(
        asked,
        ruling,
        PERSON,
        basis=LegalBasis.CONSENT,
        effect=effect,
        is_new=is_new,
        is_paid=is_paid,
    )


async def test_a_new_person_is_given_keys_before_the_intent_names_her() -> None:
    """All seven keys are committed first: no intent ever names somebody without a key."""
    on = scene()
    writing = await begin(on, is_new=True)
    assert on.journal == ["keys made", "intent committed"]
    assert frozenset(KeyCategory) == writing.grant.keys[PERSON].keys()


async def test_a_known_person_s_keys_are_fetched_and_those_never_made_are_made() -> None:
    """A category that came later than the person needs no migration of keys."""
    on = await scene().met(PERSON)
    [row] = await on.store.rows([PERSON])
    wrapped = dict(row.wrapped)
    del wrapped[KeyCategory.IDENTITY]
    on.store.overwrite(replace(row, wrapped=wrapped))
    writing = await begin(on)
    assert KeyCategory.IDENTITY in writing.grant.keys[PERSON]


async def test_the_intent_says_what_will_be_written_of_whom_on_which_ground() -> None:
    """By category and pseudonym; its place is the grant's entry."""
    on = await scene().met(PERSON)
    writing = await begin(on)
    [leaf] = on.written
    name = pseudonym(writing.audit, HANDLER, PERSON)
    assert (leaf.kind, leaf.decision, leaf.count) == (LeafKind.INTENT, Decision.ALLOW, 1)
    assert leaf.fields == ("contact.phone#write", "identity.name#write")
    assert (LegalBasis.CONSENT, (name,)) == (leaf.basis, leaf.subjects)
    assert (writing.intent, writing.receipts[0].index) == (leaf, writing.grant.entry)


async def test_nothing_is_handed_over_while_the_intent_is_being_committed() -> None:
    """Whoever is cancelled here has written nothing and sealed nothing."""
    on = await scene().met(PERSON)
    on.ledger.may_commit.clear()
    begun = asyncio.create_task(begin(on))
    for _ in range(20):
        await asyncio.sleep(0)
    assert (on.journal, begun.done()) == (["keys fetched"], False)
    on.ledger.may_commit.set()
    await begun
    assert on.journal == ["keys fetched", "intent committed"]


async def test_the_grant_of_a_write_seals_what_the_ask_writes_and_nothing_else() -> None:
    """An act that forgot to declare a category cannot write it."""
    on = await scene().met(PERSON)
    writing = await begin(on, NAME)
    writing.seal_row("contact", ROW, {"name": ("张晓明", NAME)})
    with pytest.raises(Refusal):
        writing.seal_row("contact", ROW, {"email": ("xm@example.com", DataCategory.CONTACT_EMAIL)})


async def test_the_grant_of_a_write_opens_nothing() -> None:
    """Whoever writes a name may not read the one that stands there."""
    on = await scene().met(PERSON)
    writing = await begin(on, NAME)
    ciphertext = writing.seal_row("contact", ROW, {"name": ("张晓明", NAME)})["name"]
    assert ciphertext is not None
    name = Sealed(ciphertext, subject=PERSON, row=ROW, column="contact.name", category=NAME)
    assert name.open(writing.grant) is None


@pytest.mark.parametrize("erased", [tuple(KeyCategory), (KeyCategory.AUDIT,)])
async def test_an_erased_person_is_not_written_about(erased: tuple[KeyCategory, ...]) -> None:
    """No key is made again, and no intent announces what cannot be."""
    on = await scene().met(PERSON, without=erased)
    with pytest.raises(KeyErased):
        await begin(on)
    assert on.written == []


async def test_somebody_without_a_key_row_is_not_written_about() -> None:
    """A subject of another deployment's backup has no keys here."""
    on = scene()
    with pytest.raises(KeyErased):
        await begin(on)
    assert on.written == []


async def test_a_ledger_that_is_down_stops_a_write() -> None:
    """Before any row is written; the keys stay where they were."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await begin(on)
    assert on.journal == ["keys fetched"]


async def test_an_act_that_narrows_goes_on_while_the_ledger_is_down() -> None:
    """A withdrawal is owed to the ledger, and seals: PIPL 15 knows no maintenance window."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    writing = await begin(on, RECORD, STAFF, narrows=True)
    sealed = writing.seal_row("consent_event", ROW, {"actor": ("local:agent-7", STAFF)})
    assert (writing.is_owed, writing.grant.entry, writing.receipts) == (True, UNWRITTEN, [])
    assert sealed["actor"] is not None
    assert on.written == []


async def test_an_act_that_narrows_waits_its_turn_behind_what_is_owed() -> None:
    """The ledger may be back a moment later: its leaves still go behind the older debts."""
    on = await scene().met(PERSON)
    writing = await begin(on, RECORD, STAFF, narrows=True, is_paid=False)
    assert (writing.is_owed, writing.grant.entry) == (True, UNWRITTEN)
    assert on.written == []


async def test_the_intent_announces_what_the_write_changes_for_good() -> None:
    """Whoever ends it, the sweeper included, repeats the effect for a restore to replay."""
    on = await scene().met(PERSON)
    withdrawn = LastingEffect(kind=Lasting.CONSENT_WITHDRAWN, purpose=Purpose.SALES_FOLLOW_UP)
    await begin(on, RECORD, STAFF, effect=withdrawn)
    assert [withdrawn] == [leaf.effect for leaf in on.written]


async def test_an_act_that_only_claims_to_narrow_does_not_go_on() -> None:
    """Whether it narrows is the gate's word: a contact under a false flag is none."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await begin(on, NAME, narrows=True)


async def test_a_row_is_committed_to_by_its_ciphertexts() -> None:
    """Under the audit key; a column without a value is no part of it."""
    on = await scene().met(PERSON)
    writing = await begin(on)
    sealed = writing.seal_row("contact", ROW, {"name": ("张晓明", NAME), "company": (None, NAME)})
    assert sealed["company"] is None
    assert sealed["name"] is not None
    expected = commit_row(writing.audit, "contact", ROW, {"name": sealed["name"]})
    assert [expected] == writing.cells


async def test_a_row_without_a_sealed_value_is_committed_to_by_nothing() -> None:
    """There is no ciphertext that somebody could put back."""
    on = await scene().met(PERSON)
    writing = await begin(on)
    assert writing.seal_row("call", ROW, {"notes": (None, NAME)}) == {"notes": None}
    assert writing.cells == []


async def test_a_sealed_cell_is_bound_to_its_table() -> None:
    """Moved into another table's column of the same name, it does not open."""
    on = await scene().met(PERSON)
    writing = await begin(on)
    here = writing.seal_row("contact", ROW, {"name": ("张晓明", NAME)})["name"]
    key = writing.grant.key(PERSON, NAME)
    assert here is not None
    assert key.open(here, row=ROW, column="contact.name") == "张晓明".encode()
    with pytest.raises(Tampered):
        key.open(here, row=ROW, column="lead.name")
