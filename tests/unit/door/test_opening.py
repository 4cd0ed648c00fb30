"""Reading: decided, keys fetched, written down, and only then opened."""

from __future__ import annotations

import asyncio

import pytest

from privacy.errors import KeyErased, LedgerUnavailable, Refusal, StalePolicy
from privacy.gate import Standing, judge
from privacy.ledger.verify.receipt import verify_receipt
from privacy.ledger.words import Decision
from privacy.terms import ConsentState, KeyCategory, LeafKind, ReasonCode, SubjectState
from privacy.threshold import InForce, Opened
from privacy.vault import Sealed, pseudonym
from tests.unit.door.scene import (
    IN_FORCE,
    KEY,
    NAME,
    PHONE,
    POLICY,
    Scene,
    looking,
    marketing,
    scene,
    stands,
)
from tests.unit.vault.scene import HANDLER, PERSON, ROW, STRANGER

COLUMN = "phone_ownership.e164"


async def sealed_number(on: Scene) -> Sealed:
    """A number as the database holds it, sealed under the person's own key."""
    keys = (await on.keyring.open([PERSON], [KeyCategory.CONTACT]))[PERSON]
    ciphertext = keys[KeyCategory.CONTACT].seal(b"8613800138000", row=ROW, column=COLUMN)
    on.journal.clear()
    return Sealed(ciphertext, subject=PERSON, row=ROW, column=COLUMN, category=PHONE)


async def look(on: Scene, *standings: Standing, in_force: InForce = IN_FORCE) -> Opened:
    """Open and close at once; what was handed over, without its keys."""
    asked, ruling = looking()
    async with on.door.open(asked, ruling, standings, in_force) as opened:
        on.journal.append("grant" if opened.grant else "no grant")
    return opened


async def test_keys_are_fetched_then_the_leaf_is_committed_then_the_grant_is_given() -> None:
    """In this order and no other, by one query and one leaf."""
    on = await scene().met(PERSON)
    await look(on, stands())
    assert on.journal == ["keys fetched", "read committed", "grant"]


async def test_nothing_is_handed_over_while_the_leaf_is_being_committed() -> None:
    """However long the commit takes: the block is entered after it, never during it."""
    on = await scene().met(PERSON)
    on.ledger.may_commit.clear()
    looked = asyncio.create_task(look(on, stands()))
    for _ in range(20):
        await asyncio.sleep(0)
    assert on.journal == ["keys fetched"]
    on.ledger.may_commit.set()
    await looked
    assert on.journal[-2:] == ["read committed", "grant"]


async def test_a_ledger_that_is_down_means_no_grant() -> None:
    """The block is never entered, so nothing can be opened in it."""
    on = await scene().met(PERSON)
    on.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await look(on, stands())
    assert on.journal == ["keys fetched"]
    assert on.written == []


async def test_the_grant_names_its_entry_and_shows_what_the_ruling_shows() -> None:
    """Entry, operation and purpose tie what is opened to what was written down."""
    on = await scene().met(PERSON)
    asked, ruling = looking()
    async with on.door.open(asked, ruling, [stands()], IN_FORCE) as opened:
        grant = opened.grant
        assert grant is not None
        assert (opened.receipts[0].index, asked.operation) == (grant.entry, grant.operation)
        assert grant.views is ruling.views
        assert grant.may_seal == frozenset()
        assert frozenset(grant.keys[PERSON]) == {
            KeyCategory.CONTACT,
            KeyCategory.IDENTITY,
            KeyCategory.AUDIT,
        }


async def test_a_sealed_number_opens_in_the_block_and_not_after_it() -> None:
    """Masked as the policy says; the keys are dropped when the answer is written."""
    on = await scene().met(PERSON)
    asked, ruling = looking()
    number = await sealed_number(on)
    async with on.door.open(asked, ruling, [stands()], IN_FORCE) as opened:
        assert opened.grant is not None
        assert number.open(opened.grant) == "138****8000"
    assert opened.grant.keys == {}
    assert number.open(opened.grant) is None
    with pytest.raises(KeyErased):
        opened.grant.key(PERSON, PHONE)


async def test_the_keys_are_dropped_when_the_block_raises() -> None:
    """An error on the way to the answer leaves no keys behind it."""
    on = await scene().met(PERSON)
    held: list[Opened] = []

    async def fail() -> None:
        asked, ruling = looking()
        async with on.door.open(asked, ruling, [stands()], IN_FORCE) as opened:
            held.append(opened)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert [one.grant is not None and one.grant.keys for one in held] == [{}]


async def test_only_those_who_may_be_seen_are_in_the_grant() -> None:
    """One restricted person among others is neither opened nor counted nor named."""
    on = await scene().met(PERSON, STRANGER)
    refused = stands(STRANGER, state=SubjectState.RESTRICTED)
    asked, ruling = looking()
    async with on.door.open(asked, ruling, [refused, stands()], IN_FORCE) as opened:
        assert opened.grant is not None
        assert list(opened.grant.keys) == [PERSON]
    assert [seen.subject for seen in opened.seen] == [PERSON]
    assert [(leaf.count, len(leaf.subjects)) for leaf in on.written] == [(1, 1)]


async def test_everybody_who_is_shown_is_named_in_the_leaf_by_pseudonym() -> None:
    """In the order of the rows, under their own audit keys."""
    on = await scene().met(PERSON, STRANGER)
    opened = await look(on, stands(STRANGER), stands())
    keys = await on.keyring.open([PERSON, STRANGER], [KeyCategory.AUDIT])
    names = [pseudonym(keys[who][KeyCategory.AUDIT], HANDLER, who) for who in (STRANGER, PERSON)]
    [leaf] = on.written
    assert (leaf.kind, leaf.decision, leaf.count) == (LeafKind.READ, Decision.ALLOW, 2)
    assert names == list(leaf.subjects)
    assert [seen.subject for seen in opened.seen] == [STRANGER, PERSON]


async def test_whoever_may_not_be_seen_is_written_down_with_the_reason_and_its_article() -> None:
    """The officer finds the entry by the person's pseudonym; the caller gets no grant."""
    on = await scene().met(PERSON)
    asked, ruling = marketing()
    standing = stands(contract=False, consent=ConsentState.WITHDRAWN)
    async with on.door.open(asked, ruling, [standing], IN_FORCE) as opened:
        assert (opened.grant, opened.seen) == (None, ())
    [leaf] = on.written
    verdict = judge(ruling, standing)
    assert (leaf.kind, leaf.decision) == (LeafKind.DENIAL, Decision.DENY)
    assert (ReasonCode.CONSENT_WITHDRAWN, verdict.article) == (leaf.reason, leaf.article)
    assert len(leaf.subjects) == 1


async def test_a_number_never_seen_is_written_down_as_not_available() -> None:
    """Nobody is named, and no article: there is nothing to explain."""
    on = scene()
    opened = await look(on)
    [leaf] = on.written
    assert opened.grant is None
    assert (leaf.kind, leaf.reason) == (LeafKind.DENIAL, ReasonCode.NOT_AVAILABLE)
    assert (leaf.article, leaf.subjects) == (None, ())


async def test_an_erased_person_is_as_a_number_never_seen() -> None:
    """A row that a restore brought back opens nothing: its leaf is that of a miss, to the byte."""
    erased = await scene().met(PERSON, without=tuple(KeyCategory))
    absent = scene()
    answers = [await look(erased, stands()), await look(absent)]
    assert [answer.grant for answer in answers] == [None, None]
    assert [leaf.to_bytes() for leaf in absent.written] == [
        leaf.to_bytes() for leaf in erased.written
    ]


async def test_whoever_lost_the_audit_key_alone_is_as_a_number_never_seen() -> None:
    """Nobody is shown whom the ledger could not name."""
    on = await scene().met(PERSON, without=[KeyCategory.AUDIT])
    opened = await look(on, stands())
    assert opened.grant is None
    assert [leaf.reason for leaf in on.written] == [ReasonCode.NOT_AVAILABLE]


async def test_a_category_whose_key_was_erased_is_null_and_the_rest_is_shown() -> None:
    """Erasing what marketing knew leaves the contract alone."""
    on = await scene().met(PERSON)
    number = await sealed_number(on)
    await on.keyring.shred(PERSON, [KeyCategory.CONTACT])
    asked, ruling = looking()
    async with on.door.open(asked, ruling, [stands()], IN_FORCE) as opened:
        assert opened.grant is not None
        assert number.open(opened.grant) is None
        assert opened.grant.key(PERSON, NAME) is not None


async def test_another_policy_in_force_stops_before_any_key_is_fetched() -> None:
    """The ruling and the rows must be of one version; nothing is written down either."""
    on = await scene().met(PERSON)
    with pytest.raises(StalePolicy):
        await look(on, stands(), in_force=InForce(policy="0" * 64, owed=False))
    assert on.journal == []
    assert on.written == []


async def test_each_receipt_verifies_for_its_leaf() -> None:
    """Whoever holds the answer can hold the log to it, seen or not."""
    on = await scene().met(PERSON)
    for opened in (await look(on, stands()), await look(on)):
        [receipt] = opened.receipts
        leaf = on.written[receipt.index].to_bytes()
        verify_receipt(receipt.to_extension(), key=KEY.public, tenant=HANDLER, leaf=leaf)


async def test_a_refusal_of_the_gate_is_written_down_and_nobody_is_looked_for() -> None:
    """No key, no pseudonym: the reason stands there, and the policy that says so."""
    on = scene()
    asked, _ = looking()
    refusal = Refusal(ReasonCode.ROLE_FORBIDDEN, "PIPL 51")
    [receipt] = await on.door.refuse(asked, refusal, POLICY, IN_FORCE)
    [leaf] = on.written
    assert on.journal == ["denial committed"]
    assert (receipt.index, leaf.reason, leaf.article) == (0, ReasonCode.ROLE_FORBIDDEN, "PIPL 51")
    assert (POLICY.hash, ()) == (leaf.policy, leaf.subjects)


async def test_a_refusal_that_cannot_be_written_down_says_so() -> None:
    """It is no answer either: whoever probes while the log is down learns nothing."""
    on = scene()
    on.ledger.book.is_down = True
    asked, _ = looking()
    with pytest.raises(LedgerUnavailable):
        await on.door.refuse(asked, Refusal(ReasonCode.ROLE_FORBIDDEN, "PIPL 51"), POLICY, IN_FORCE)
